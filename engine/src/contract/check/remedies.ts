// Clauses: C11.2, C11.3
import type { Language } from "../../values/text.ts";
import type { Version } from "../model.ts";
import { givesAlone, givesOnBreach, withTheirItems } from "./remedies-for-one.ts";
import { mayHold } from "./rule-findings.ts";
import type { Sentence } from "./sentences.ts";

type Signs = Readonly<Record<Language, RegExp>>;
interface Side {
  /** The sentence tells of a breach by this party, of whatever duty. */
  readonly breach: Signs;
  /** It tells of breach as such, not of a single duty. */
  readonly anyBreach: Signs;
  /** What the other may do about it: end the contract, hold back pay, claim damages. */
  readonly right: Signs;
  /** What the other has coming: being made good. */
  readonly madeGood: Signs;
}
const BREACH_ZH =
  "(?<![未不无])(?:违约(?!金|责任|方|者)|违反(?:本?合同|本?协议|约定|合同约定|其?义务|上述|前述)|不履行|未履行|(?:的)?(?:过错|过失)|原因)";
const BROKEN_ZH = `(?:${BREACH_ZH}|(?<![未不无])(?:违反|未按|未及时|未在|逾期|未支付|不支付|拖欠|泄露))`;
const MADE_GOOD_ZH =
  "赔偿|赔付|违约金|滞纳金|逾期利息|(?:承担|负)[^，；]{0,10}责任|(?:应当?|须|应予)(?:予以)?(?:补偿|赔)";
const ENDING_ZH = "不支付|不再支付|停止支付|解除|终止|中止|暂停|停发|扣减|扣除|扣发|扣留|拒付|赔偿|违约金|追究|责任";
type Told = Readonly<Record<keyof Side, RegExp>>;
const zhOf = (who: string, other: string): Told => {
  const breachOf = (words: string) =>
    new RegExp(
      `${who}(?![^，；]{0,4}(?:对|就)[^，；]{0,6}违约(?!行?为?(?:承担|负|造成)))(?![^，；]{0,8}${other}[^，；]{0,4}(?:违|未|不履|逾))[^，；]{0,16}${words}`,
    );
  return {
    breach: breachOf(BROKEN_ZH),
    anyBreach: breachOf(BREACH_ZH),
    right: new RegExp(`${other}[^，；]{0,6}(?:有权|可以?|并可|(?<!不)得)[^；]{0,30}(?:${ENDING_ZH})`),
    madeGood: new RegExp(`(?<!向${who}[^，；]{0,6})(?:${MADE_GOOD_ZH})`),
  };
};
const enOf = (who: string, other: string): Told => {
  const breachOf = (verbs: string, nouns: string) =>
    new RegExp(
      `\\b${who}\\b(?! (?:may|can|is entitled))[^,;]{0,40}\\b(?:${verbs})\\b|\\b(?:${nouns})s? (?:by|of|on the part of) the ${who}\\b|\\b${who}['’]s (?:\\w+ )?(?:${nouns})\\b|\\b${who}\\b[^;]{0,50}\\b(?:by|of|from|for) (?:its|any|a|each) (?:\\w+ )?(?:${nouns})\\b`,
      "i",
    );
  const [general, nouns] = [
    "breach\\w*|default(?!ing debtor)\\w*|violat\\w*|fails? to perform",
    "breach|default|violation|fault",
  ];
  const anyDuty = `${general}|fails? to|failure to|(?:does|do|has|did) not (?:perform|pay|hand|give|keep|observe|comply|deliver)|pays? late|late payment|delays?|discloses?|each day of (?:late|delay)`;
  return {
    breach: breachOf(anyDuty, `${nouns}|failure|delay`),
    anyBreach: breachOf(general, nouns),
    right: new RegExp(
      `\\b${other}\\b[^;]{0,20}\\b(?:may|can|is entitled to|has the right to)\\b[^;]{0,60}\\b(?:terminat|end|rescind|cancel|suspend|withhold|deduct|compensat|damages|claim|stop paying|refuse to pay)\\w*|\\bentitles? the ${other} to\\b[^;]{0,30}\\b(?:damages|compensation|terminat|rescind|withhold|suspend)\\w*`,
      "i",
    ),
    madeGood: new RegExp(
      `\\b(?:pays?|compensates?|indemnif(?:y|ies)|reimburses?) (?:the ${other}|it)\\b|\\bpays? damages to the ${other}\\b|\\bliable to the ${other}\\b|\\b${who}\\b[^;]{0,20}\\bliable (?:to the ${other} )?for\\b|\\bliquidated damages\\b`,
      "i",
    ),
  };
};
const sideOf = (zh: Told, en: Told): Side => ({
  breach: { zh: zh.breach, en: en.breach },
  anyBreach: { zh: zh.anyBreach, en: en.anyBreach },
  right: { zh: zh.right, en: en.right },
  madeGood: { zh: zh.madeGood, en: en.madeGood },
});
const AGAINST = {
  agent: sideOf(zhOf("乙方", "甲方"), enOf("agent", "company")),
  company: sideOf(zhOf("甲方", "乙方"), enOf("company", "agent")),
};
/** The sentence denies that anything follows. */
const DENIED: Signs = {
  zh: /不(?:再|应|得)?(?:因|承担|构成|视为|负|予以|要求|支付违约金|赔偿)|无[须需权]|免(?:除|于)/,
  en: /\b(?:not (?:be )?liable|no (?:liability|claim|damages)|nothing|never|neither|nobody)\b|\b(?:may|shall|can) not\b|\bcannot\b/i,
};
const REMEDY_ZH = "(解除|终止|中止|暂停|停发|扣减|扣除|扣发|赔偿|违约金|追究|承担[^，；]{0,6}责任)";
const REMEDY_EN = "\\b(terminat|end|rescind|suspend|withhold|deduct|compensat|damages|claim|liable|liquidated)";
/** Either party is meant, or what was said of one holds for the other. */
const EITHER: Signs = {
  zh: new RegExp(
    `(任何一方|(?<![另])一方|双方(?!(?:应当?|可以?|须|再|先|另行|友好)*协商)|各方|对方|守约方|违约方)[^。；]{0,40}${REMEDY_ZH}|亦同|亦然|同样适用|反之|对等|互负|互相赔偿|准用`,
  ),
  en: new RegExp(
    `(either party|a party|each party|both parties|the other party|party (in|not in) breach|non-breaching|defaulting party|party in default).{0,80}${REMEDY_EN}|\\blikewise\\b|\\bsame applies\\b|\\bvice versa\\b|\\bmutatis\\b|\\bapplies equally\\b|\\b(?:so|as) (?:may|can|does|is) the agent\\b|\\b(?:agent|company) (?:has|enjoys) the same\\b|\\beach (is )?liable to the other`,
    "i",
  ),
};
type Words = Pick<Sentence, "language" | "text">;
const isDenied = ({ language, text }: Words): boolean => DENIED[language].test(text);
/** What one party may ask of whoever is in breach is no right of the other. */
const ONE_ASKS =
  /(?:甲方|乙方)[^，；]{0,8}(?:要求|向|对|追究)(?:违约方|违约者|对方)|\b(?:company|agent)\b[^,;]{0,30}\b(?:from|of|against) the (?:party in breach|other party|defaulting party)/gi;
const isMutual = ({ language, text }: Words): boolean => EITHER[language].test(text.replace(ONE_ASKS, ""));
/** A remedy for the company's breach of any duty counts; of the agent's, that it makes good a breach of one duty is no balance lost. */
const tells =
  (who: "agent" | "company") =>
  ({ language, text }: Sentence): boolean => {
    const { breach, anyBreach, right, madeGood } = AGAINST[who];
    if (isDenied({ language, text })) return false;
    const owed = who === "company" ? breach : anyBreach;
    return (
      (breach[language].test(text) && right[language].test(text)) ||
      (owed[language].test(text) && madeGood[language].test(text))
    );
  };

/** L4: what the company has coming when the agent is in breach, and nothing for the other way round (CC 577, 583). */
export const remediesOnlyInText = (sentences: readonly Sentence[], version: Version): Sentence[] => {
  const whole = withTheirItems(sentences);
  const exclusive = whole.filter((one) => givesAlone("company", one));
  const [forCompany, forAgent] = [givesOnBreach("company", version), givesOnBreach("agent", version)];
  const against =
    exclusive[0] ?? whole.find((one) => tells("agent")(one) || (!isDenied(one) && !isMutual(one) && forCompany(one)));
  const answered = [...version.rules.values()].some(
    (rule) =>
      rule.kind === "entitlement" &&
      rule.holder === "agent" &&
      rule.grant.kind === "damages" &&
      rule.from === "company",
  );
  if (!against || answered || mayHold(version, "entitlement", "damages")) return [];
  const balanced = whole.some(
    (one) => !exclusive.includes(one) && (isMutual(one) || tells("company")(one) || (!isDenied(one) && forAgent(one))),
  );
  return balanced ? [] : [against];
};
