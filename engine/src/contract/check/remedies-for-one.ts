// Clauses: C11.2, C11.3
import type { Language } from "../../values/text.ts";
import type { Version } from "../model.ts";
import type { Sentence } from "./sentences.ts";

type Signs = Readonly<Record<Language, RegExp>>;
type Holder = "company" | "agent";

/** Breach as such, by nobody named: 发生违约时；对违约行为；违约处理："Upon a breach"; "where a breach occurs". */
const BREACH_OF_NOBODY: Signs = {
  zh: new RegExp(
    [
      "(?:^|[，；：])(?:如果?|若|凡|一旦|倘若?|当|因|在)?(?:发生|出现|存在|构成|遇有|有|对于?|针对|就|发现|视)?(?:任何|一切|各类|上述|前款|前述|下列|严重|重大|根本|轻微|每次|本?合同约?定?的?|的)*(?:违约|违反(?:本?合同|本?协议|约定|上述约定|前述约定)(?:的?任何(?:条款|约定))?)(?:行为|情形|情况|事件|事项|事由|约定|情节)?(?:之一)?(?:轻重|严重)?(?:的|时|后|者|之时|之后|发生后?|发生时|情形下|情况下|时起)*(?=[，：；]|$)",
      "(?:^|[，；])违约(?:行为)?的?(?:处理|责任|救济|后果|处置)(?:方式|措施|办法)?[：:]",
      "(?:^|[，；：])(?:严重|重大|根本)?违约(?:时|后|之时|之后)(?=甲方|乙方)",
      "(?:甲方|乙方)[^，；]{0,8}(?:要求|向|对于?|针对|追究)(?:任何|一切)?违约(?:方|行为|者|情形)",
    ].join("|"),
  ),
  en: new RegExp(
    [
      "\\b(?:(?:up)?on|in (?:the )?(?:case|event) of|following|after|for|whe(?:re|n) there is|if there is|should there be|as to|in response to|dealing with|handling|consequences? of|remed(?:y|ies) (?:for|upon|in case of)) (?:(?:an?|any|the|each|every|such|all|material|serious|fundamental|repeated) )*(?:breach(?:es)?|defaults?)\\b(?! (?:by|on the part)|(?: of [^,;:]{1,30})? (?:by|on the part of|committed by)| of the (?:agent|company|other))",
      "\\b(?:where|if|when|once|whenever|as soon as) (?:an?|any|the|such) (?:\\w+ )?(?:breach|default) (?:occurs|happens|arises|exists|is (?:found|established|discovered|committed(?! by)))\\b",
      "\\b(?:if|where|when|whenever) (?:this|the) (?:contract|agreement) is (?:breached|violated|broken)\\b(?! by)",
      "^(?:(?:an?|any|every|each) (?:\\w+ )?)?(?:breach|default)(?: of [^,;]{1,30}?)? (?:entitles|gives|allows|permits) the (?:company|agent)\\b",
      "^(?:breach(?:es)?|default)(?: of (?:this |the )?(?:contract|agreement))?:",
    ].join("|"),
    "i",
  ),
};
interface Words {
  /** Of the holder alone it is said that the remedies are its own. */
  readonly alone: Signs;
  /** What the holder may do. */
  readonly right: Signs;
  /** What the other then owes. */
  readonly owed: Signs;
  /** The breach of the other, by name, is followed up. */
  readonly pursues: Signs;
}
const REMEDY_ZH = "(?:赔偿|索赔|违约金|违约责任|救济|解除|终止(?:本?合同|本?协议|合作))";
const DOES_ZH = "(?:解除|终止|中止|暂停|停发|停止支付|扣减|扣除|扣发|扣留|拒付|赔偿|索赔|违约金|追究)";
const REMEDY_EN =
  "(?:damages|compensat\\w*|remed(?:y|ies)|terminat\\w*|rescind\\w*|rescission|penalt(?:y|ies)|indemni\\w*)";
const wordsOf = (who: string, other: string, whoEn: string, otherEn: string): Words => ({
  alone: {
    zh: new RegExp(
      [
        `(?:仅|只有|唯有?|惟有?|只)(?:由|限)?${who}(?!违)[^，；]{0,8}(?:有权|可以?|能|享有|才)[^；]{0,30}${REMEDY_ZH}`,
        `${REMEDY_ZH}[^，；]{0,16}(?:仅|只|专|单独|独家)[能可得]?(?:由|属于?|归|限于?|赋予|为|供)+${who}(?!承担|支付|赔偿)`,
        `由?${who}，?(?:而|并)(?:非|不是)${other}[^；]{0,30}${REMEDY_ZH}`,
        `${REMEDY_ZH}[^，；]{0,16}(?:由|归|属于?)${who}(?:单方|独家|单独|专属|独自|独)(?:享有|行使|所有|有)`,
        `违约(?:责任|金|赔偿)[^，；]{0,6}(?:仅|只)(?:由|适用于|及于|约束|针对)${other}`,
      ].join("|"),
    ),
    en: new RegExp(
      [
        `\\b(?:only|solely|exclusively) the ${whoEn}\\b(?!['’]s)[^;]{0,60}\\b${REMEDY_EN}`,
        `\\bthe ${whoEn},? (?:and|but) not the ${otherEn}\\b[^;]{0,60}\\b${REMEDY_EN}`,
        `\\bthe ${whoEn},? (?:alone|only|and (?:it alone|no one else))\\b[^;]{0,60}\\b${REMEDY_EN}`,
        `\\b${REMEDY_EN}\\b[^;]{0,60}\\b(?:to|for|by) the ${whoEn} (?:only|alone|exclusively|solely)\\b`,
        `\\b${REMEDY_EN}\\b[^;]{0,60}\\b(?:only|solely|exclusively|alone) (?:to|for|by|with) the ${whoEn}\\b(?!['’]s)`,
      ].join("|"),
      "i",
    ),
  },
  right: {
    zh: new RegExp(`${who}[^，；]{0,6}(?:有权|可以?|并可|(?<!不)得|享有)[^；]{0,60}(?:${DOES_ZH})`),
    en: new RegExp(
      `\\b(?:entitles|gives|allows|permits) the ${whoEn}\\b[^;]{0,60}\\b(?:terminat|rescind|cancel|suspend|withhold|deduct|compensat|damages|end)\\w*|\\b${whoEn}\\b[^;]{0,24}\\b(?:may|can|is entitled to|has the right to|has the following|is free to)\\b[^;]{0,90}\\b(?:terminat|rescind|rescission|cancel|suspend|withhold|deduct|compensat|damages|penalt|stop paying|refuse to pay|end (?:this|the) (?:contract|agreement))\\w*`,
      "i",
    ),
  },
  owed: {
    zh: new RegExp(
      `${other}(?:均|都|一律)?(?:应当?|须|需|必须|要|负责)[^；]{0,20}(?:赔偿|违约金|承担[^，；]{0,8}责任)|由${other}(?:承担|赔偿|支付)|(?<![向由对])${other}(?:向${who})?(?:支付违约金|赔偿)`,
    ),
    en: new RegExp(
      `\\b${otherEn}\\b[^;]{0,20}\\b(?:pays?|compensates?|indemnif(?:y|ies)|(?:is|be) liable|owes?|forfeits?)\\b`,
      "i",
    ),
  },
  pursues: {
    zh: new RegExp(
      `${who}[^，；]{0,6}(?:有权|可以?)[^，；]{0,10}(?:追究|要求|向)${other}[^，；]{0,10}违约责任|${who}保留[^，；]{0,8}违约责任|${who}的(?:违约)?救济(?:措施|方式|手段)?(?:包括|有|为)?[：:]?[^；]*${DOES_ZH}`,
    ),
    en: new RegExp(
      `\\b${whoEn} (?:may|can|is entitled to|has the right to) hold the ${otherEn} liable for (?:its |any |a )*breach|\\b${whoEn} (?:reserves|retains|has|is entitled to|may (?:use|exercise|seek|pursue)) (?:(?:all|every|any|the|these) )?(?:\\w+ )?remed(?:y|ies) (?:for|upon|in case of) (?:an? |any |the agent['’]s |the company['’]s )?breach|\\bremed(?:y|ies) of the ${whoEn}\\b[^;]*\\b${REMEDY_EN}|^(?:breach|default) (?:by|of) the ${otherEn}:[^;]*\\b${REMEDY_EN}`,
      "i",
    ),
  },
});
const WORDS: Readonly<Record<Holder, Words>> = {
  company: wordsOf("甲方", "乙方", "company", "agent"),
  agent: wordsOf("乙方", "甲方", "agent", "company"),
};
/** The sentence gives the remedies to one party and says that they are its alone. */
export const givesAlone = (holder: Holder, { language, text }: Sentence): boolean =>
  WORDS[holder].alone[language].test(text);

/** A clause that is about breach: its title says so, and what a party may do then needs no word of it. */
const ABOUT_BREACH = /违约|救济|breach|default|remed/i;
const BEGINS: Readonly<Record<Holder, Signs>> = {
  company: { zh: /^甲方[^，；]{0,4}(?:有权|可以?)/, en: /^the company (?:may|can|is entitled to|has the right to)\b/i },
  agent: { zh: /^乙方[^，；]{0,4}(?:有权|可以?)/, en: /^the agent (?:may|can|is entitled to|has the right to)\b/i },
};
/** Of a breach that is nobody's in particular only this party is told what it may do, or only the other what it owes. */
export const givesOnBreach = (holder: Holder, version: Version): ((sentence: Sentence) => boolean) => {
  const aboutBreach = new Set(
    version.clauses.filter(({ title }) => ABOUT_BREACH.test(`${title.zh ?? ""} ${title.en ?? ""}`)).map(({ id }) => id),
  );
  return ({ clause, language, text }) => {
    const { right, owed, pursues } = WORDS[holder];
    if (pursues[language].test(text)) return true;
    const ofBreach = BREACH_OF_NOBODY[language].test(text);
    if (ofBreach && (right[language].test(text) || owed[language].test(text))) return true;
    return aboutBreach.has(clause) && BEGINS[holder][language].test(text) && right[language].test(text);
  };
};
const ITEM = /^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z]|[ivx]{1,4})[）).、．]|^[①-⑳]/i;
/** A list is read with what it is a list of: 甲方有权：（一）……；（二）…… */
export const withTheirItems = (sentences: readonly Sentence[]): Sentence[] => {
  const whole: Sentence[] = [];
  for (const sentence of sentences) {
    const lead = whole.at(-1);
    const { clause, language, text } = sentence;
    if (lead?.clause === clause && lead.language === language && /[：:]/.test(lead.text) && ITEM.test(text))
      whole[whole.length - 1] = { ...lead, text: `${lead.text}${language === "zh" ? "，" : ", "}${text}` };
    else whole.push(sentence);
  }
  return whole;
};
