// Clauses: C4.1, C11.2, S1
import { compare, rational, sum } from "../../values/rational.ts";
import type { MetricDefinition, Rule, Version } from "../model.ts";

/** Events that are sales or what customers pay for them: how many there are lies with the customers (CC 929). */
const SOLD = ["sale", "policy_issued", "premium_paid", "credit_from", "opening_credit"];
/** Kinds that a contract declares: an order is one, what happens to an order afterwards is not. */
const SOLD_BY_NAME =
  /(^|_)(sales?|sold|orders?|deals?|premiums?|revenue|turnover|purchases?|subscriptions?|signups?)(_|$)/;
const NOT_SOLD_BY_NAME =
  /complain|refund|return|cancel|withdr|review|check|inspect|deliver|ship|report|record|train|visit|answer|call|after|support|service|error|late|missed/;
const isSold = (event: string): boolean =>
  SOLD.includes(event) || (SOLD_BY_NAME.test(event) && !NOT_SOLD_BY_NAME.test(event));
/** New customers are brought in by selling too. */
const isWon = (event: string): boolean => isSold(event) || event === "customer_joined";

/** Half of an index: what weighs as much decides alone whether it is reached. */
const HALF = rational(1n, 2n);
/**
 * Whether a metric says how much was sold: a sum, a number or a size of sales, sales for each customer or contact. What customers think, whether
 * they stay, and the share of sales that meet a standard are how well the work is done.
 */
const measuresSales = (
  metric: MetricDefinition,
  of: (ref: string) => MetricDefinition | undefined,
  depth = 0,
): boolean => {
  const { measure, event = "", numerator, denominator, parts = [] } = metric;
  if (measure === "sum" || measure === "count") return isWon(event);
  if (measure === "mean" || measure === "median" || measure === "percentile") return isSold(event);
  if (measure === "ratio") {
    if (!numerator || !denominator || !isWon(numerator.event)) return false;
    return !isSold(denominator.event) || (numerator.value !== undefined && denominator.value === undefined);
  }
  if (measure !== "index" || depth > 9) return false;
  const selling = parts.filter((part) => {
    const metricOfPart = of(part.metric);
    return metricOfPart !== undefined && measuresSales(metricOfPart, of, depth + 1);
  });
  return selling.length > 0 && compare(sum(selling.map(({ weight }) => weight)), HALF) >= 0;
};

type TargetRule = Extract<Rule, { kind: "threshold" | "recurrence" | "deadline" }>;
/** Whether a duty of the agent is to sell so much: by what it measures or by what performs it, whatever it is called. */
const isSalesTarget = (rule: TargetRule, metricOf: (ref: string) => MetricDefinition | undefined): boolean => {
  if (rule.kind === "recurrence") return isWon(rule.doneBy);
  if (rule.kind === "deadline") return rule.ends === "sale" && rule.starts !== "sale";
  const metric = metricOf(rule.metric);
  return rule.atLeast !== undefined && metric !== undefined && measuresSales(metric, metricOf);
};
/**
 * Findings of the agent by which damages on them are damages on a sales target (CC 929): the first such duty. Where the text of the contract has
 * no rule at all for B3, missed goals, its name is all that says what is missed.
 */
export const salesTargetIn = (version: Version, findings: readonly string[]): string | undefined => {
  const rules = [...version.rules.values()];
  const metrics = new Map(
    rules.flatMap((rule) => (rule.kind === "definition" ? [[rule.ref, rule.metric] as const] : [])),
  );
  const found = rules.filter(({ finding }) => finding !== undefined && findings.includes(finding));
  const target = found.find(
    (rule): rule is TargetRule =>
      (rule.kind === "threshold" || rule.kind === "recurrence" || rule.kind === "deadline") &&
      rule.bearers.includes("agent") &&
      isSalesTarget(rule, (ref) => metrics.get(ref)),
  );
  if (target) return target.ref;
  const measured = found.some(({ finding, bearers }) => finding === "B3" && bearers.includes("agent"));
  return findings.includes("B3") && !measured ? "B3" : undefined;
};
