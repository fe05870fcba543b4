// Clauses: C12.1, A8
import type { Contract, Param, Version } from "../model.ts";
import { institutionsIn } from "./institutions.ts";
import { withoutBreaks } from "./lines.ts";
import type { Found } from "./rule-findings.ts";

/** Places and bodies that a forum or a seat names, by their marks in both languages; the larger seats of arbitration. */
const PLACES: readonly { readonly zh: RegExp; readonly en: RegExp }[] = [
  { zh: /贸仲|中国国际经济贸易/, en: /CIETAC|China International Economic/i },
  { zh: /中国海事/, en: /\bCMAC\b|China Maritime/i },
  { zh: /国际商会/, en: /\bICC\b|International Chamber of Commerce/i },
  { zh: /香港/, en: /Hong Kong|HKIAC/i },
  { zh: /新加坡/, en: /Singapore|\bSIAC\b/i },
  { zh: /北京|北仲/, en: /Beijing|\bBI?AC\b/i },
  { zh: /上海|上仲/, en: /Shanghai|SHIAC/i },
  { zh: /深圳|深国仲/, en: /Shenzhen|\bSCIA\b/i },
  ...Object.entries({
    ...{ 天津: "Tianjin", 重庆: "Chongqing", 广州: "Guangzhou", 杭州: "Hangzhou", 宁波: "Ningbo", 温州: "Wenzhou" },
    ...{
      南京: "Nanjing",
      苏州: "Suzhou",
      无锡: "Wuxi",
      成都: "Chengdu",
      武汉: "Wuhan",
      西安: "Xi.?an",
      长沙: "Changsha",
    },
    ...{ 郑州: "Zhengzhou", 济南: "Jinan", 青岛: "Qingdao", 合肥: "Hefei", 福州: "Fuzhou", 厦门: "Xiamen" },
    ...{
      南昌: "Nanchang",
      沈阳: "Shenyang",
      大连: "Dalian",
      长春: "Changchun",
      哈尔滨: "Harbin",
      石家庄: "Shijiazhuang",
    },
    ...{ 太原: "Taiyuan", 昆明: "Kunming", 贵阳: "Guiyang", 南宁: "Nanning", 海口: "Haikou", 兰州: "Lanzhou" },
    ...{ 西宁: "Xining", 银川: "Yinchuan", 拉萨: "Lhasa", 佛山: "Foshan", 东莞: "Dongguan", 珠海: "Zhuhai" },
    ...{ 呼和浩特: "Hohhot", 乌鲁木齐: "[ÜU]r[üu]mqi" },
  }).map(([zh, en]) => ({ zh: new RegExp(zh), en: new RegExp(en, "i") })),
];
const NAMES_A_PLACE = ["dispute_forum", "dispute_place"];

const pairsOf = ({ params }: Version): { readonly name: string; readonly zh: Param; readonly en: Param }[] =>
  [...params.values()].flatMap((zh) => {
    const name = zh.id.endsWith("_zh") ? zh.id.slice(0, -3) : undefined;
    const en = name === undefined ? undefined : params.get(`${name}_en`);
    return name !== undefined && en && zh.type === "text" && en.type === "text" ? [{ name, zh, en }] : [];
  });
const placesApart = (zh: string, en: string): boolean => {
  const inZh = PLACES.filter((place) => place.zh.test(zh));
  const inEn = PLACES.filter((place) => place.en.test(en));
  return inZh.length > 0 && inEn.length > 0 && !inZh.some((place) => inEn.includes(place));
};
/**
 * What is said twice, once in each language, is one thing: two places for a dispute leave it without one, and a text changed in one
 * language only leaves the other with what was there before.
 */
export const languagesApart = ({ languages }: Contract, version: Version): Found[] =>
  languages.length < 2
    ? []
    : pairsOf(version).flatMap(({ name, zh, en }) => {
        const told = (param: Param, other: Param) => ({
          place: param.place,
          args: { param: param.id, written: param.written, other: other.id, otherWritten: other.written },
        });
        if (
          NAMES_A_PLACE.includes(name) &&
          placesApart(withoutBreaks(zh.written, "zh"), withoutBreaks(en.written, "en"))
        )
          return [{ code: "dispute_bodies_differ", ...told(zh, en) }];
        const changed = zh.replaces !== undefined;
        if (changed === (en.replaces !== undefined)) return [];
        return [{ code: "language_left_behind", ...(changed ? told(zh, en) : told(en, zh)) }];
      });

/** The same of the text of a clause: 北京仲裁委员会 in one language and CIETAC in the other are two institutions. */
export const institutionsApart = ({ languages }: Contract, { clauses }: Version): Found[] =>
  languages.length < 2
    ? []
    : clauses.flatMap(({ id, text, place }) => {
        const [zh, en] = [
          institutionsIn("zh", withoutBreaks(text.zh ?? "", "zh")),
          institutionsIn("en", withoutBreaks(text.en ?? "", "en")),
        ];
        const [written] = zh.values();
        const [otherWritten] = en.values();
        if (written === undefined || otherWritten === undefined || [...zh.keys()].some((row) => en.has(row))) return [];
        const args = { param: `${id} text.zh`, written, other: `${id} text.en`, otherWritten };
        return [{ code: "dispute_bodies_differ", place, clause: id, args }];
      });
