// Clauses: C2.3
import { EVENT_KINDS } from "@fealty/engine/contract/event-kinds.ts";
import type { Event } from "@fealty/engine/facts/event.ts";

/**
 * Facts by which a customer would be given a gift, a rebate or cash beside the policy: under a contract of insurance none is taken (Insurance Law 131).
 * A name or a coded value is refused only where it says nothing but that; whoever reports, refuses, returns or punishes a gift is heard, and so is what a policy itself
 * pays (surrender, dividend, claim). Free words of customers and reasons of people are not judged.
 */

/** Kinds of the format by which something is done for a customer or paid to one; the others tell of complaints, findings and papers, in which a gift may well stand. */
const DOING: Readonly<Record<string, readonly string[]>> = {
  sale: [],
  policy_issued: [],
  policy_delivered: [],
  premium_paid: [],
  refund: ["reason"],
  payment_made: [],
  customer_joined: ["reason"],
  survey_sent: [],
  contact_made: ["purpose"],
  solution_proposed: [],
  authority_act: ["act", "scope"],
};
/** Of a correction, whose target may be of any kind: `reason` is there of what was cancelled or ended too, where it only tells of a gift. */
const OF_CORRECTED = Object.values(DOING)
  .flat()
  .filter((field) => field !== "reason");
const GIFT =
  "gifts?(?: cards?)?|presents? of money|rebates?|cash ?backs?|kickbacks?|hongbao|red (?:packets?|envelopes?)|freebies?|giveaways?";
/** Without a customer or an occasion beside them these mean other things: vouchers of the books, rewards of agents. */
const WEAK = "vouchers?|coupons?|rewards?|prizes?|lottery";
const CUSTOMER = "(?:the |a )?(?:customers?|clients?|policyholders?|insured|beneficiar(?:y|ies))";
const OCCASION =
  "(?:the |a )?(?:purchases?|buying|renewals?|renewing|surveys?|answers?|answering|good (?:reviews?|scores?)|reviews?)";
const GIVING = "given|give|giving|sent|send|paid|pay|payment|handed|granted|awarded|issued|promised|offered|out|over";
const OF = "amount|value|worth|money|count|quantity|card|cost";
const wholly = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, "iu");
const LINK = "(?: (?:to|for|of|on|after|with))?";
const ENGLISH: readonly RegExp[] = [
  // gift, gift_given, customer_gift_value, renewal_rebate_paid, cash_back_to_customer_for_renewal
  wholly(
    `(?:(?:${GIVING}) )?(?:${CUSTOMER} )?(?:${OCCASION} )?(?:${GIFT})(?: (?:${GIVING}|${OF}))*(?:${LINK} ${CUSTOMER})?(?:${LINK} ${OCCASION})?`,
  ),
  wholly(`(?:(?:${GIVING}) )?${CUSTOMER} (?:${OCCASION} )?(?:${WEAK})(?: (?:${GIVING}|${OF}))*`),
  wholly(`(?:(?:${GIVING}) )?(?:cash|${WEAK})(?: (?:${GIVING}))*(?: to ${CUSTOMER})? (?:for|on|after) ${OCCASION}`),
  wholly(`(?:(?:${GIVING}) )?(?:${WEAK})(?: (?:${GIVING}))*(?: to ${CUSTOMER})`),
];
const GIFT_ZH = "礼品卡?|礼物|赠品|伴手礼|红包|返佣|返现|返利|回扣|购物卡|礼券|油卡|代金券|优惠券";
const CUSTOMER_ZH = "(?:客户|投保人|被保险人|受益人|保户)";
const OCCASION_ZH = "(?:购买|投保|签单|成交|续保|续期|答卷|答题|填写?问卷|好评|五星评价|满意度(?:调查)?)(?:后)?";
const GIVING_ZH = "(?:赠送|送出|送|给予|给|发放|支付|返还|派发|馈赠|兑付)(?:了)?";
const OF_ZH = "(?:金额|价值|数量|份数|件数)";
const CHINESE: readonly RegExp[] = [
  // 礼品, 续保礼品, 客户返现金额, 返佣给客户
  wholly(`(?:${CUSTOMER_ZH}的?)?(?:${OCCASION_ZH}的?)?(?:${GIFT_ZH})(?:${OF_ZH})?(?:给${CUSTOMER_ZH})?`),
  // 送礼品, 向客户赠送购物卡, 为续保客户发放红包. Without a word for its direction “客户送礼品” may be a gift from the customer.
  wholly(
    `(?:(?:向|给|为|对)(?:${OCCASION_ZH}的?)?${CUSTOMER_ZH})?(?:${OCCASION_ZH})?${GIVING_ZH}(?:${CUSTOMER_ZH})?(?:${GIFT_ZH})(?:${OF_ZH})?`,
  ),
  // 礼品已发放, 红包支付金额
  wholly(`(?:${CUSTOMER_ZH}的?)?(?:${OCCASION_ZH}的?)?(?:${GIFT_ZH})(?:已)?(?:发放|赠送|支付|送出|兑付)(?:${OF_ZH})?`),
];
/** Whether a name, or a value that is a code, says nothing but that a customer is given something. */
export const namesBenefit = (written: string): boolean => {
  const text = written.normalize("NFKC").trim();
  if (text === "" || text.length > 60) return false;
  const chinese = text.replace(/[\s_·、，,（）()【】-]/g, "");
  if (CHINESE.some((one) => one.test(chinese))) return true;
  const english = text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[\s_.\-/]+/g, " ")
    .trim();
  return ENGLISH.some((one) => one.test(english));
};
/** A field that is there and says that nothing was given records no gift. */
export const saysNone = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === "string" &&
    /^(?:|0+(?:\.0+)?|无|没有|未给|否|none|no|n\/a|nil|false|-+|—+)$/i.test(value.trim())) ||
  value === 0;

/** The field, and what stands there, by which an event would give a customer something; undefined where it does not. */
const givenIn = ({ kind, raw }: Pick<Event, "kind" | "raw">): readonly [field: string, written: string] | undefined => {
  const known = Object.hasOwn(EVENT_KINDS, kind);
  if (!known && namesBenefit(kind)) return ["kind", kind];
  const said = kind === "corrected" ? raw.fields : raw;
  const coded = kind === "corrected" ? OF_CORRECTED : known ? DOING[kind] : [];
  if (coded === undefined || typeof said !== "object" || said === null) return undefined;
  for (const [field, value] of Object.entries(said)) {
    if (!saysNone(value) && namesBenefit(field)) return [field, field];
    if (coded.includes(field) && typeof value === "string" && namesBenefit(value)) return [field, value];
  }
  return undefined;
};
export interface BenefitProblem {
  readonly code: "fact_customer_benefit";
  readonly field: string;
  readonly args: Readonly<Record<string, string>>;
}
/** Why an event is not taken under a contract of insurance. */
export const benefitProblem = (event: Pick<Event, "kind" | "raw">): BenefitProblem | undefined => {
  const given = givenIn(event);
  if (given === undefined) return undefined;
  const [field, written] = given;
  return { code: "fact_customer_benefit", field, args: { field, written, kind: event.kind } };
};
/** Whether a kind is one by which something is done or paid: what its fields are read from may then say what it was. */
export const isDoing = (kind: string): boolean => !Object.hasOwn(EVENT_KINDS, kind) || Object.hasOwn(DOING, kind);
