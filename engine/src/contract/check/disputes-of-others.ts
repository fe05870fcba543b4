// Clauses: C12.1
import type { Language } from "../../values/text.ts";

type Signs = Readonly<Record<Language, RegExp>>;
interface Words {
  readonly clause: string;
  readonly language: Language;
  readonly text: string;
}
/** Who is no party of the contract; 客户归属 and the like are matters between the parties. */
const OTHER_ZH =
  "(?:客户(?!的?(?:归属|分配|资源|名单|信息|资料|服务|忠诚|满意|经理|代理|流失|关系|交接|投诉|退保|续保|回访|数据|转移|交易|维护))|投保人|被保险人|受益人|保单持有人|消费者|用户|会员|顾客|买[方受]人?|购买人|第三[人方]|他人|保险公司|保险人|承保人|供应商|服务商|平台|员工|雇员|劳动者|下级代理人|其他代理人)";
const OTHER_EN =
  "(?:customers?|clients?|policy ?holders?|insureds?|insured (?:persons?|part(?:y|ies))|beneficiar(?:y|ies)|consumers?|users?|members?|buyers?|purchasers?|third part(?:y|ies)|insurers?|insurance (?:company|companies)|suppliers?|vendors?|employees?|other agents)";
const PARTY_ZH = "(?:甲方|乙方|丙方|其|本?公司|代理人|居间人|中介方?|双方|各方|一方)";
const DISPUTE_ZH = "(?:争议|纠纷|争端|分歧)";
const DISPUTE_EN =
  "(?:disputes?|controvers(?:y|ies)|differences|disagreements?|claims?|proceedings|litigation|arbitration)";
const WITH_ZH = "(?:与|和|同|跟|及|对)";
/** A dispute of somebody else: between others, or between one of the parties and another; of a contract of insurance; or what another may do. */
const OF_OTHERS: Readonly<Record<Language, readonly RegExp[]>> = {
  zh: [
    new RegExp(
      `(?:${OTHER_ZH}[^，；]{0,6}${WITH_ZH}[^，；]{0,8}(?:${OTHER_ZH}|${PARTY_ZH})|${PARTY_ZH}[^，；]{0,4}${WITH_ZH}[^，；]{0,6}${OTHER_ZH}|${OTHER_ZH}之间)[^，；]{0,24}(?:${DISPUTE_ZH}|诉讼|仲裁)`,
    ),
    new RegExp(
      `^(?:但|且|如果?|若|当|凡)?(?:[^，；]{0,6}的)?${OTHER_ZH}(?:[、和或及与]${OTHER_ZH})*(?:对|就|因|与|有权|可以?|得|应当?|自行|自愿|依法|依|按|选择|须|发生|提起|申请|提出|起诉|诉至|认为|的|之间|本人|不服|向|要求|均|享有|也|亦|仍)[^，；]{0,40}(?:${DISPUTE_ZH}|仲裁|诉讼|起诉|法院|不服的?$|异议的?$)`,
    ),
    new RegExp(
      `(?<!本)(?:保险|买卖|购销|服务订购)合同(?:项下|履行|产生|引起|发生|有关|上|中|所|的|而)*${DISPUTE_ZH}|保单(?:的|项下)?${DISPUTE_ZH}`,
    ),
    new RegExp(
      `(?:对|向)${OTHER_ZH}的?(?:责任|义务|赔偿|债务|提起|起诉|追偿)|(?:起诉|控告)[^，；客]{0,4}${OTHER_ZH}|^(?:但|且|如果?|若|当)?${OTHER_ZH}(?:起诉|诉至)`,
    ),
    new RegExp(`${DISPUTE_ZH}[^，；]{0,6}(?:由|是否)${OTHER_ZH}[^，；]{0,8}选择`),
  ],
  en: [
    new RegExp(
      `\\b${DISPUTE_EN}\\b(?: [\\w'’-]+){0,3}? (?:between|among|with|involving|against|by)(?: (?!over\\b|about\\b|concerning\\b|on\\b|regarding\\b)[\\w'’-]+){0,6} ${OTHER_EN}\\b`,
      "i",
    ),
    new RegExp(
      `\\b${DISPUTE_EN} of (?:the |an? |its |any )?${OTHER_EN}\\b|\\b${OTHER_EN}['’]s? (?:own )?${DISPUTE_EN}\\b`,
      "i",
    ),
    new RegExp(
      `^(?:but |and )?(?:if |where |when )?(?:(?:an?|the|any|each|every|its|their|such) )?(?:\\w+ )?${OTHER_EN}(?: (?:who|that|which)\\b[^,;]{0,40})?(?: (?:and|or) (?:the |an? )?${OTHER_EN})? (?:may|can|is|are|has|have|chooses?|shall|must|will|takes?|brings?|sues?|goes|go|wish\\w*|disputes?)\\b[^,;]{0,80}\\b(?:arbitrat\\w*|litigat\\w*|courts?|sue[sd]?|lawsuits?)\\b`,
      "i",
    ),
    new RegExp(
      `\\b${DISPUTE_EN} (?:under|over|about|from|on|of|arising (?:out of|from|under|in connection with)) (?:the|an?|any|their|its|such) (?:insurance (?:contract|polic(?:y|ies))|polic(?:y|ies)|contract of (?:insurance|sale))\\b`,
      "i",
    ),
    new RegExp(`\\b(?:accompan|represent|assist|support|advis|help)\\w* (?:the |an? |its |any )?${OTHER_EN}\\b`, "i"),
    new RegExp(
      `\\b(?:sue[sd]?|suing|(?:arbitrat|litigat)\\w+ (?:against|with)|against) (?:the |an? |its |any )?${OTHER_EN}\\b`,
      "i",
    ),
    new RegExp(
      `\\bby (?:the |an? )?${OTHER_EN} (?:to|in|before) (?:an? |the )?(?:arbitrat|court)|\\bas (?:the |an? )?${OTHER_EN} (?:chooses?|elects?|wish|prefer)`,
      "i",
    ),
  ],
};
/** It is, or is also, a dispute of the parties of the contract. A company may be called the insurer in it. */
const OF_THE_PARTIES: Signs = {
  zh: new RegExp(
    `(?:本合同|本协议|甲乙|双方|各方|当事人|甲方[与和、及][^，；]{0,2}乙方|乙方[与和、及][^，；]{0,2}甲方|(?:保险公司|保险人|公司)[与和同及](?:代理人|乙方)|(?:代理人|乙方)[与和同及](?:保险公司|保险人|本?公司)(?!的客户))[^，；]{0,24}${DISPUTE_ZH}|(?:其他|其余|除此之外|除上述|任何|一切|所有)(?:的)?${DISPUTE_ZH}|(?:佣金|报酬|归属|结算)[^，；]{0,8}${DISPUTE_ZH}|^(?:但|而)?(?:本合同|本协议|双方|甲乙)`,
  ),
  en: /\bbetween (?:the|both) parties\b|\b(?:company|principal|insurer|insurance company),? and (?:the |its )?agent\b(?!['’]s (?:customer|client))|\bagent,? and (?:the )?(?:company|principal|insurer|insurance company)\b(?!['’]s)|\b(?:this|the present) (?:contract|agreement)\b|\b(?:all|any) (?:other )?disputes?\b(?! (?:between|with|of|among))|\bother disputes?\b|^(?:but |and )?(?:the parties|both parties)\b/i,
};
/** How a sentence begins that goes on with the dispute of the one before it. */
const GOES_ON: Signs = {
  zh: /^(?:如果?|若)?(?:经)?(?:协商|调解|和解|沟通|投诉)(?:不成|未果|不能|无效|失败|仍)|^(?:否则|逾期|期满|届时|仍未|未能)|^(?:该|此)(?:等|类|种)?(?:争议|纠纷)|^(?:上述|前述)(?:争议|纠纷)|^由?其(?!他|余)/,
  en: /^(?:failing (?:that|this|which)|otherwise|if (?:negotiation|mediation|that|this|they|it|the complaint)|such (?:a )?(?:disputes?|cases?)|they|these|it|he|she)\b/i,
};

const trimmed = (language: Language, text: string, goingOn: boolean): { text: string; others: boolean } => {
  let others = goingOn;
  const kept = text.split(/(?<=[，；,;])/).filter((part) => {
    const words = part.replace(/[，；,;]$/, "").trim();
    if (OF_THE_PARTIES[language].test(words)) others = false;
    else if (OF_OTHERS[language].some((sign) => sign.test(words))) others = true;
    return !others;
  });
  return { text: kept.join(""), others };
};
const WAYS: Signs = {
  zh: /争议|纠纷|争端|分歧|仲裁|诉|法院|不服|异议/,
  en: /disput|controvers|differences|disagree|claim|arbitra|litigat|proceedings|court|\bsue/i,
};
/**
 * The sentences without what they say of disputes that others have, with each other or with one of the parties: those go where the law or
 * another contract takes them, and elect nothing for this one.
 */
export const withoutDisputesOfOthers = <S extends Words>(sentences: readonly S[]): S[] => {
  let before: { clause: string; language: Language; others: boolean } | undefined;
  return sentences.map((sentence) => {
    const { clause, language } = sentence;
    const goesOn =
      before?.others === true &&
      before.clause === clause &&
      before.language === language &&
      GOES_ON[language].test(sentence.text);
    if (!goesOn && !WAYS[language].test(sentence.text)) {
      before = undefined;
      return sentence;
    }
    const { text, others } = trimmed(language, sentence.text, goesOn);
    before = { clause, language, others };
    return text === sentence.text ? sentence : { ...sentence, text };
  });
};
