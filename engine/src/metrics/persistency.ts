// Clauses: C3.2, C6.2
import type { Fact } from "../facts/event.ts";
import type { Day, Money } from "../values/brand.ts";
import { addMonths } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";
import { fromInteger, rational, toFloat } from "../values/rational.ts";
import { EXCLUDED, type Share } from "./cells.ts";
import { countOf, exclusionsOf, shareResult } from "./figures.ts";
import { type Entry, placed } from "./placed.ts";
import { holds, numberOf, textOf } from "./reading.ts";
import { addCalendar } from "./spans.ts";
import type { MeasureContext } from "./types.ts";

const ISSUED = "policy_issued";
const PAID = "premium_paid";
const ENDED = "policy_ended";
const USUAL_GRACE: Duration = { unit: "days", count: 60, business: false };
/** Endings that are no lapse: the policy leaves the cohort (domain.md B2). Other reasons stay in it. */
const NO_LAPSE: Readonly<Record<string, string>> = {
  cooling_off: "cooling_off",
  transfer: "transferred",
  transferred: "transferred",
  death: "claim_or_death",
  claim: "claim_or_death",
  maturity: "matured",
  matured: "matured",
};
interface PolicyEntry extends Entry {
  readonly kind: string;
  readonly premium?: Money;
  readonly single: boolean;
  readonly policyYear?: bigint;
  readonly dueDay?: Day;
  /** Why the ending takes the policy out of the cohort; absent for a lapse. */
  readonly leaves?: string;
}
const money = (fact: Fact, field: string): Money | undefined => {
  const value = fact.event.fields[field];
  return typeof value === "bigint" ? (value as Money) : undefined;
};
/** Months from issue to the premium that is measured: 12 for the 13th-month rate, 24 for the 25th. */
const monthsOn = ({ definition }: MeasureContext): number => (definition.months ?? 13) - 1;
export const dueDayOf = (issued: Day, context: MeasureContext): Day => addMonths(issued, monthsOn(context));
export const graceEndOf = (issued: Day, context: MeasureContext): Day =>
  addCalendar(dueDayOf(issued, context), context.definition.grace ?? USUAL_GRACE);

const leavesBecause = (fact: Fact, { definition }: MeasureContext): string | undefined => {
  if (definition.event === ENDED && definition.when)
    return holds(definition.when, fact) ? undefined : "ending_left_out";
  return NO_LAPSE[textOf(fact, "reason") ?? ""];
};
/** Does the payment settle the measured premium? By policy year, else by its due date, else by the day it came. */
const settles = (paid: PolicyEntry, issued: Day, context: MeasureContext): boolean => {
  const due = dueDayOf(issued, context);
  if (paid.day > graceEndOf(issued, context)) return false;
  if (paid.policyYear !== undefined) return paid.policyYear * 12n > BigInt(monthsOn(context));
  if (paid.dueDay !== undefined) return paid.dueDay >= due;
  return paid.day >= addMonths(due, -1);
};
const placePolicy = (entries: readonly PolicyEntry[], context: MeasureContext): Share[] => {
  const policies = entries.filter(({ kind }) => kind === ISSUED);
  const issue = policies[0];
  if (!issue) return [];
  // A policy is counted on the day its grace ends: that day says which window it belongs to and when it is ripe.
  const day = graceEndOf(issue.day, context);
  const out = (reason: string): Share => ({ day, counts: { [`${EXCLUDED}${reason}`]: 1n } });
  const repeats = policies.slice(1).map(() => out("repeat_policy"));
  if (issue.single) return [out("single_premium"), ...repeats];
  const endings = entries.filter(({ kind, day: ended }) => kind === ENDED && ended <= day);
  if (endings.some(({ leaves }) => leaves === "cooling_off")) return [out("cooling_off"), ...repeats];
  const payment = entries.find((entry) => entry.kind === PAID && settles(entry, issue.day, context));
  const left = endings.find(({ leaves }) => leaves !== undefined);
  if (!payment && left) return [out(left.leaves!), ...repeats];
  const premium = issue.premium;
  const counts: Record<string, bigint> = premium === undefined ? { n: 1n, no_premium: 1n } : { n: 1n, premium };
  if (payment) counts.kept = 1n;
  if (payment && premium !== undefined) counts.kept_premium = premium;
  return [{ day, counts, ids: payment ? [issue.id, payment.id] : [issue.id] }, ...repeats];
};
/**
 * Persistency of month m: first-year premium of the policies whose premium due m − 1 months after issue came by the end of the
 * grace period ÷ first-year premium of all policies of the cohort. The cohort of a window are the policies whose grace ends in
 * it: a policy issued on 2025-01-31 has its second annual premium due on 2026-01-31 and 60 days of grace until 2026-04-01; it
 * belongs to the window with that day and is `not_matured` until the day is over. So a closed window has only ripe policies.
 * The interval is Wilson's on the count version; both versions stand in `extra`. Without amounts only policies are counted.
 */
export const persistency = placed<PolicyEntry>({
  kinds: () => [ISSUED, PAID, ENDED],
  entryOf: (fact, context) => {
    const { definition } = context;
    const { id, at, kind, fields } = fact.event;
    const policy = textOf(fact, "policy");
    if (policy === undefined) return undefined;
    if (kind === ISSUED && (definition.event ?? ISSUED) === ISSUED && !holds(definition.when, fact)) return undefined;
    const year = numberOf(fields.policy_year);
    const due = fields.due;
    const premium = money(fact, "first_year") ?? money(fact, "premium");
    const leaves = kind === ENDED ? leavesBecause(fact, context) : undefined;
    const entry: Omit<PolicyEntry, "mark"> = {
      id,
      at,
      day: fact.day,
      kind,
      single: fields.single === true,
      ...(premium !== undefined && kind === ISSUED && { premium }),
      ...(year !== undefined && { policyYear: year.n / year.d }),
      ...(typeof due === "number" && { dueDay: due as number as Day }),
      ...(leaves !== undefined && { leaves }),
    };
    const mark = [kind, entry.single, entry.premium, entry.policyYear, entry.dueDay, leaves].join();
    return { key: policy, entry: { ...entry, mark } };
  },
  place: placePolicy,
  maturesAfter: (day) => day,
  result: (total, { definition, currency }) => {
    const policies = countOf(total, "n");
    const kept = countOf(total, "kept");
    const byCount = shareResult(kept, policies, definition.confidence, exclusionsOf(total));
    const weighed = !total.counts.has("no_premium") && (total.counts.get("premium") ?? 0n) > 0n;
    const extra = { policies, kept_policies: kept, count_value: byCount.value };
    if (!weighed) return { ...byCount, extra: { ...extra, premium_value: null } };
    const all = total.counts.get("premium")!;
    const received = total.counts.get("kept_premium") ?? 0n;
    const exact = rational(received, all);
    const value = toFloat(exact);
    const inMajor = (amount: bigint): number =>
      toFloat(rational(amount, fromInteger(10n ** BigInt(currency.decimals)).n));
    return {
      ...byCount,
      numerator: inMajor(received),
      denominator: inMajor(all),
      value,
      exact,
      formula: `${inMajor(received)} ÷ ${inMajor(all)} (${kept} ÷ ${policies})`,
      extra: { ...extra, premium_value: value },
    };
  },
});
