// Clauses: C12.1
import type { Language } from "../../values/text.ts";
import institutions from "./packs/cn-institutions.json" with { type: "json" };

const anyOf = (language: Language): string => institutions.flatMap((one) => one[language]).join("|");
/** An institution by its name or the short name in use: what can be identified is chosen (Interpretation 2006 art. 3). */
export const NAMED: Readonly<Record<Language, RegExp>> = {
  zh: new RegExp(
    `${anyOf("zh")}|[\\u4e00-\\u9fff）)](?<!提交|申请|[向由请交该本各其个家]|相关|有关|任何|任一|任意|上述|前述|争议|[当本异]地|[当本异]地的|(?<![地市区省县州])的)仲裁(委员会|委(?!托)|院|中心|协会)`,
  ),
  en: new RegExp(
    `\\b(${anyOf("en")})\\b|\\b(?!(The|An|Any|Either|Each)\\b)[A-Z]\\w+ (International |and |Economic |Trade |Maritime ){0,5}Arbitration (Commission|Cent(re|er)|Court|Institut\\w+|Association|Chamber)|(Court|Cent(re|er)|Chamber|Institute) (of|for) (International )?Arbitration|[Aa]rbitration ([Cc]ommission|[Cc]ent(re|er)) (of|in|at|for) `,
  ),
};

interface Words {
  readonly language: Language;
  readonly text: string;
}
const longestFirst = (names: readonly string[]): string => [...names].sort((a, b) => b.length - a.length).join("|");
/**
 * What may stand between two names of one institution: a mark, a bracket, that it is called so as well. No third name stands there, so
 * that of 北京仲裁委员会或者上海仲裁委员会按北京仲裁委员会规则 both are left.
 */
const BETWEEN: Readonly<Record<Language, string>> = {
  zh: "[^。；，仲]{0,16}?",
  en: `(?:(?!\\b(?:${longestFirst(institutions.flatMap(({ en }) => en))})\\b|[Aa]rbitra)[^;]){0,50}?`,
};
const CLOSED: Readonly<Record<Language, string>> = { zh: '(?:[”」』》"]?(?:的?名称|名义))?[”」』》"]?', en: '["”]?' };
const twice = (language: Language, names: readonly string[]): RegExp[] => {
  if (names.length < 2) return [];
  const [one, between, closed] = [longestFirst(names), BETWEEN[language], CLOSED[language]];
  return language === "zh"
    ? // 中国国际商会仲裁院 is not 国际商会仲裁院.
      [new RegExp(`((?<!中国(?=国际))(?:${one}))${between}(?<!中国(?=国际))(?:${one})${closed}`)]
    : [new RegExp(`\\b(${one})\\b${between}\\b(?:${one})\\b${closed}`)];
};
/** Two names of one institution of the table, whatever they are called. */
const TWICE: Readonly<Record<Language, readonly RegExp[]>> = {
  zh: institutions.flatMap(({ zh }) => twice("zh", zh)),
  en: institutions.flatMap(({ en }) => twice("en", en)),
};
const KIND_ZH = "(?:市|国际|经济|贸易|经贸|民?商事|商会|金融|知识产权|海事|互联网)*仲裁(?:委员会|委|院|中心|法院)";
const KIND_EN =
  "(?:(?:International|Economic|Commercial|Maritime|Financial|Trade|and|&) )*(?:Arbitration (?:Commission|Cent(?:re|er)|Court|Institut\\w+|Association)|(?:Court|Cent(?:re|er)|Institute) (?:of|for) (?:International )?(?:Commercial )?Arbitration)(?: \\([A-Z]{2,6}\\))?";
/** Two names that begin with one city: its commission, and what that calls itself towards the world. */
const OF_ONE_CITY: Readonly<Record<Language, RegExp>> = {
  zh: new RegExp(
    `((?:中国)?((?!中国|国际|经济|商[事会]|知识|海事|互联)(?![^仲]{0,3}[际贸产融联地方的该各每某任])[\\u4e00-\\u9fff]{2,4}?)${KIND_ZH})${BETWEEN.zh}((?:中国)?\\2${KIND_ZH})${CLOSED.zh}`,
  ),
  en: new RegExp(
    `\\b((?:China )?((?!(?:The|An|Any|Either|Each|Every|China|International)\\b)[A-Z][\\w'’]+) ${KIND_EN})${BETWEEN.en}\\b((?:China )?\\2 ${KIND_EN})${CLOSED.en}`,
  ),
};
const rowOf = (language: Language, name: string): number =>
  institutions.findIndex((one) => one[language].includes(name.replace(/ \(.*$/, "")));
/** Cities hold more than one institution here and there: 上海仲裁委员会 is not 上海国际仲裁中心. */
const apart = (language: Language, first: string, second: string): boolean => {
  const [one, other] = [rowOf(language, first), rowOf(language, second)];
  return one >= 0 && other >= 0 && one !== other;
};
/** In brackets, another institution than the one before them is a second one all the same. */
const BRACKETED = / ?[（(](?![A-Z]{2,6}[)）])/;
const OR: Readonly<Record<Language, string>> = { zh: "或者", en: " or " };
/**
 * A sentence in which an institution that is named by several of its names stands there once: 北京仲裁委员会/北京国际仲裁中心 are one, and
 * a contract that writes both has chosen (Interpretation 2006 art. 3). Two really different ones stay.
 */
export const withOneName = <S extends Words>(sentence: S): S => {
  const { language } = sentence;
  let { text } = sentence;
  if (!NAMED[language].test(text)) return sentence;
  for (let before = ""; before !== text; ) {
    before = text;
    for (const names of TWICE[language]) text = text.replace(names, "$1");
    text = text.replace(OF_ONE_CITY[language], (all, first: string, _, second: string) =>
      apart(language, first, second) ? all.replace(BRACKETED, OR[language]) : first,
    );
  }
  return text === sentence.text ? sentence : { ...sentence, text };
};

const OF_ROW: Readonly<Record<Language, readonly (RegExp | undefined)[]>> = {
  zh: institutions.map(({ zh }) =>
    zh.length === 0 ? undefined : new RegExp(`(?<!中国(?=国际))(?:${longestFirst(zh)})`),
  ),
  en: institutions.map(({ en }) => (en.length === 0 ? undefined : new RegExp(`\\b(?:${longestFirst(en)})\\b`))),
};
/** The institutions of the table that a text names, each by the words of the text and its place in the table. */
export const institutionsIn = (language: Language, text: string): ReadonlyMap<number, string> =>
  new Map(
    OF_ROW[language].flatMap((names, row): [number, string][] => {
      const name = names?.exec(text)?.[0];
      return name === undefined ? [] : [[row, name]];
    }),
  );
