// Clauses: C12.1
import type { Language } from "../../values/text.ts";
import { UNREADABLE } from "../unreadable.ts";
import { withoutDisputesOfOthers } from "./disputes-of-others.ts";
import { NAMED } from "./institutions.ts";
import { withoutOtherMatters } from "./other-matters.ts";
import { speaksOfProceedings } from "./proceedings.ts";
import type { Sentence } from "./sentences.ts";

/** What follows 仲裁 where the word is part of a name or of something in the course of a case, so that it elects nothing. */
const NOT_THE_WAY =
  "委|院|中心|机构|机关|部门|庭|员|裁决|协议|条款|规则|法|费|地|程序|时效|期间|请求|申请|通知|文书|语言|结果|保全|事项|制度|过程|案件|阶段|前|后|之前|之后|的[，,]|、|而|所";
const ELECTS: Readonly<Record<Language, RegExp>> = {
  zh: new RegExp(
    [
      `(由|以|用|通过|经|采用|采取|提交|提请|提起|申请|请求|交|移送|诉诸|付诸|进行|选择|约定|同意|接受|应|须|可|一律|均|只能)[^，。；：]{0,16}(?<!、)仲裁(?!${NOT_THE_WAY})`,
      "(由|以|通过|提交|交)(?![^，。；]{0,6}撤销)[^，。；：]{0,8}仲裁(机构|机关|部门|委员会)?(裁决|裁断|裁判|处理|解决|审理|管辖)",
      "(方式|途径|办法)(为|是|：|:)仲裁",
      "(争议|纠纷)[^，。；]{0,12}(为|：|:)仲裁",
    ].join("|"),
  ),
  en: new RegExp(
    [
      "\\b(disputes?|claims?|controvers\\w+|differences|part(y|ies)|they|agrees?)\\b.{0,80}\\barbitrat(e|ed|ing)\\b",
      "\\b(settled?|resolv\\w+|decided?|determined?|submit\\w*|refer\\w*|go|goes|proceed\\w*|brought|taken|subject|resort\\w*|agree\\w*|consent\\w*|choose|elect|by|through|via|(way|means|method)\\b.{0,40}\\b(is|shall be))\\b.{0,40}(?<!, )\\barbitration\\b(?! (commission|cent|court|institut|association|rules?|law|award|agreement|clause|proceedings?|notice|fees?|costs?|tribunal|hearing)|,? or (to |by |in |before )*(the |an? )?(\\w+ )?(court|litigation))",
      "\\b(part(?:y|ies)|side|company|agent|they|each|both)\\b[^,;]{0,12}\\b(may|can|shall|must|will|is entitled to|has the right to|is free to)\\b[^,;]{0,24}\\b(apply|applies|file|start|commence|initiate|begin|bring|request|demand|ask|pursue)\\b(?: for| an?| the| proceedings| in| to){0,3} arbitration\\b(?! (commission|cent|court|institut|association|rules?|law|award|agreement|clause|notice|fees?|costs?|tribunal|hearing))",
      "\\barbitration (is|shall be) (the|chosen|agreed)\\b",
      "\\b(before|to|by) (an?|the|any|some|one) (competent |local |relevant |suitable )?arbitration (commission|cent(re|er)|institution|body|court)\\b",
    ].join("|"),
    "i",
  ),
};
/**
 * That nothing was agreed of it. A condition that only stands before the arbitration (未达成和解的；"have not agreed within thirty days")
 * takes nothing back, so what follows the denial has to be the arbitration itself.
 */
const NOT_AGREED: Readonly<Record<Language, string>> = {
  zh: [
    "(?:未|没有?|从未|并未|不曾)(?:曾|有|经)?(?:约定|同意|选择|选定|接受|采用|采取|订立|签订|决定)(?:(?!的|事项|一致|协议|则|应|须|可|[不未]成)[^，。；]){0,12}仲裁(?!委|院|中心|机构|机关|庭|员|地|规则|语言|费|程序)",
    "(?:未|没有)能?达成(?:任何|有效的?)?(?:提交|以|关于)?仲裁",
    "不(?:一致)?(?:同意|愿意?|约定)(?:将争议|以|提交|通过|进行|采用){0,3}仲裁(?!的|时|则|者)",
    "(?:未|没有)将[^，。；的]{0,8}(?:提交|交付?)仲裁(?!的|，)",
    "(?:约定|决定|同意|确认)不(?:再)?(?:提交|申请|采用|以|通过)?仲裁",
    "无意[^，。；]{0,8}仲裁",
  ].join("|"),
  en: [
    "(?:\\b(?:have|has|had|did|are|were|is|was) (?:not|never)\\b|\\b(?:not|never) having\\b|\\b(?:have|has|had|did|do|does|are|were|is|was)n[’']t\\b)(?: (?:yet|so far|ever|also|been|in any way|at any time))* (?:agree\\w*|consent\\w*|submit\\w*|chosen?|choose|elect\\w*|opt\\w*|enter\\w*|concluded?|made|make|reach\\w*|provided? for|bound|obliged|required|subject|arbitrat\\w*|willing|prepared)\\b(?:(?!\\b(?:they|shall|must|will|go(?:es)?|may|is|are|within|after|otherwise|amicabl\\w*|settle\\w*|resol\\w*|by negotiation|but)\\b)[^,;]){0,48}arbitrat(?!ors?\\b)",
    "(?:have|has|had|is|are|was|were) (?:not|never) (?:been )?arbitrated",
    "\\b(?:opt\\w*|decid\\w*|agree\\w*|elect\\w*|cho(?:oses?|se|sen)) against (?:any )?arbitrat",
    "\\bexclusion of (?:any |all )?arbitrat",
    "\\bparties (?:refuse|decline) (?:to )?arbitrat",
    "\\barbitration (?:has|have|was|were) (?:not|never)\\b",
  ].join("|"),
};
/** The way is ruled out, or the sentence speaks of the arbitration of labour disputes, which rests on statute. */
const RULED_OUT: Readonly<Record<Language, RegExp>> = {
  zh: new RegExp(
    `${NOT_AGREED.zh}|不(得|再|能|应当?|可以?|予|宜|会|必|须)?(选择|采用|采取|提交|申请|提请|提起|接受|适用|约定|以|通过|由|进行|交付?)(?:(?!解决|不成|协商|调解|而)[^，。；]){0,8}仲裁|不得[^，。；]{0,12}(申请|提起|提交|提请)仲裁|(无需|无须|排除|放弃|禁止|而非|并非|不是|取代|代替)[^，。；]{0,6}仲裁|客户[^，。；]{0,12}(申请|提起)仲裁|(诉讼|起诉)或者?(申请|提起)仲裁|(申请|提起)仲裁的|再(申请|提起)仲裁|(以备|以便|便于|供)[^，；。]{0,8}仲裁|不受[^，；。]{0,10}仲裁|用于仲裁|作为仲裁|仲裁[^，；。]{0,6}之[用需]|第三[方人]的仲裁|[与和](第三[方人]|客户)[^，。；]{0,6}仲裁|劳动(人事)?(争议)?仲裁|劳动争议`,
  ),
  en: new RegExp(
    `${NOT_AGREED.en}|\\b(shall|may|must|can|will|need|do|does) ?not\\b(?:(?!\\b(shall|must|will|but|goes?|may|are|is)\\b)[^,;]){0,60}arbitrat|\\b(no|neither|nor|never|without|instead of|rather than|exclud\\w+|no longer|(before|pending|during)(?= arbitrat))\\b(?:(?!\\b(shall|must|will|goes?|may|are|is)\\b)[^,;]){0,40}arbitrat|\\b(no|neither) (party|side|dispute|claim)s?\\b[^,;]{0,40}arbitrat|\\b(is|are) not (subject|referred|submitted|(settled|resolved|decided) by|open)\\b[^,;]{0,30}arbitrat|\\bnot (by|through|via|to|in)\\b(?:(?!\\bbut\\b)[^,;]){0,20}arbitrat|arbitration (is|are|shall be) (excluded|not|ruled out)|labou?r (dispute )?arbitration`,
    "i",
  ),
};
/** The sentence denies the way, has another arbitration in mind, or only says what proceedings do to something else. */
export const ruledOut = (sentence: Sentence): boolean =>
  RULED_OUT[sentence.language].test(sentence.text) || speaksOfProceedings(sentence);
/** The sentence elects arbitration. */
export const elects = (sentence: Sentence): boolean =>
  ELECTS[sentence.language].test(sentence.text) && !ruledOut(sentence);
/**
 * L1: sentences that elect arbitration in a contract that nowhere names who arbitrates; one for each clause. The texts of both
 * languages are one contract: what one of them names is chosen. That they name the same is another check.
 */
export const electedWithoutInstitution = (sentences: readonly Sentence[]): Sentence[] => {
  if (sentences.some(({ language, text }) => NAMED[language].test(text))) return [];
  const found = new Map<string, Sentence>();
  const own = withoutDisputesOfOthers(sentences);
  for (const [at, sentence] of sentences.entries()) {
    const { clause, text } = sentence;
    if (elects(withoutOtherMatters(own[at]!)) && !text.includes(UNREADABLE) && !found.has(clause))
      found.set(clause, sentence);
  }
  return [...found.values()];
};
