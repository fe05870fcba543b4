// Clauses: C6.2
import type { Evaluation } from "../evaluation.ts";
import { LABELS } from "../pay/labels.ts";
import type { Statement } from "../pay/types.ts";
import type { Money } from "../values/brand.ts";
import { moneyText } from "../values/money.ts";
import { compare, fromInteger, multiply, parseDecimal, type Rational, rational, subtract } from "../values/rational.ts";
import { round } from "../values/round.ts";
import type { Trace } from "../values/trace.ts";
import { rateWords } from "./figures.ts";
import type { StatementView } from "./view.ts";

/** An amount that a trace says, in minor units. */
const amountIn = (trace: Trace, what: { readonly zh: string }, scale: Rational): Rational | undefined => {
  const said = trace.inputs.find((input) => input.what.zh === what.zh)?.value;
  const value = said === undefined ? undefined : parseDecimal(said.replaceAll(",", ""));
  return value && multiply(value, scale);
};
/**
 * How far a running statement is from the next step of its tiers, by the credited amount so far. Only where one table counts the
 * period whole: not over several periods, and not where an amendment cuts it in two.
 */
export const nextTier = (evaluation: Evaluation, statement: Statement): StatementView["nextTier"] => {
  if (statement.status !== "open") return undefined;
  const lines = statement.lines.filter((line) => line.kind === "tiers" && line.ofPeriod === undefined);
  const [first] = lines;
  if (!first || lines.some((line) => line.version !== first.version || line.component !== first.component))
    return undefined;
  const rule = evaluation.contract.versions.find((one) => one.number === first.version)?.rules.get(statement.rule);
  if (rule?.kind !== "entitlement" || rule.grant.kind !== "plan") return undefined;
  const tiers = rule.grant.plan.components.find((one) => one.id === first.component);
  if (tiers?.kind !== "tiers" || tiers.accumulate !== "period") return undefined;
  const { currency } = evaluation.contract;
  const scale = rational(10n ** BigInt(currency.decimals));
  const trace = first.trace();
  const credited = amountIn(trace, LABELS.credited, scale);
  const quota = amountIn(trace, LABELS.quota, scale);
  if (!credited) return undefined;
  const text = (amount: Rational): string => moneyText(round(amount, "half_up") as Money, currency);
  for (const { from, rate } of tiers.table) {
    const at =
      from.of === "money"
        ? fromInteger(from.amount)
        : from.of === "quota" && quota
          ? multiply(quota, from.share)
          : undefined;
    if (at && compare(at, credited) > 0)
      return { credited: text(credited), from: text(at), missing: text(subtract(at, credited)), rate: rateWords(rate) };
  }
  return undefined;
};
