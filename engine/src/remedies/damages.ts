// Clauses: C11.2
import { endOfDay } from "../calendar/recurrence-time.ts";
import { localDay } from "../calendar/zone.ts";
import type { EntitlementRule, Rule, Version } from "../contract/model.ts";
import type { Finding } from "../findings/types.ts";
import type { OpenStep } from "../pay/settled-at.ts";
import type { Statement } from "../pay/types.ts";
import type { Acts } from "../rules/acts.ts";
import { type Timetable, versionOn } from "../rules/schedule.ts";
import type { Instance } from "../rules/types.ts";
import type { Instant, Money } from "../values/brand.ts";
import { type Currency, minus, moneyText, NOTHING, plus, times, total } from "../values/money.ts";
import { fromInteger, ONE, toDecimalText } from "../values/rational.ts";
import { byCodeUnit, type Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import { lateDaysOf } from "./late-days.ts";
import { lossTraces, provedLoss } from "./proved-loss.ts";
import type { Claim } from "./types.ts";

const LATE_SUM: Text = { zh: "逾期未付的结算额", en: "Statement that was not paid in time" };
const STILL_OPEN: Text = { zh: "到期时尚未付清的部分", en: "What of it was open when it fell due" };
const SETTLED: Text = { zh: "已付、已代扣或已抵销", en: "Paid, withheld or set off" };

interface Grounds {
  readonly versions: readonly Version[];
  readonly findings: readonly Finding[];
  readonly instances: readonly Instance[];
  readonly statements: readonly Statement[];
  /** How what was open of a statement came down, payment by payment. */
  readonly openSteps: (statement: Statement) => Iterable<OpenStep>;
  readonly acts: Acts;
  readonly table: Timetable;
  readonly currency: Currency;
  readonly asOf: Instant;
}
/**
 * Claims that the contract's own formulas give (CC 585: only what was agreed): one for each finding of the named kinds against
 * the party that pays, in order of time, up to the cap over all of them. A claim begins with its finding and belongs to the
 * version in force on that day: no other may add to it or take from it. A finding that a person decided to be no breach, or that
 * later facts no longer bear out, gives none. A cure stops the days; what had accrued by then remains (CC 583).
 */
export const damageClaims = (grounds: Grounds): Claim[] => {
  const claims = new Map<string, Claim[]>();
  const spent = new Map<string, Money>();
  for (const version of grounds.versions) {
    for (const rule of version.rules.values()) if (isDamages(rule)) claims.set(rule.ref, claims.get(rule.ref) ?? []);
  }
  const findings = grounds.findings
    .filter((finding) => finding.decision?.breach !== false && finding.status !== "withdrawn")
    .sort((a, b) => a.since - b.since || byCodeUnit(a.id, b.id));
  for (const finding of findings) {
    const version = versionOn(grounds.versions, localDay(grounds.table.zone, finding.since));
    const paid = new Set<string>();
    for (const rule of version.rules.values()) {
      if (!isDamages(rule) || paid.has(rule.holder)) continue;
      const before = spent.get(rule.ref) ?? NOTHING;
      const claim = claimUnder(rule, version.number, finding, before, grounds);
      if (!claim) continue;
      claims.get(rule.ref)!.push(claim);
      spent.set(rule.ref, plus(before, claim.amount));
      paid.add(rule.holder);
    }
  }
  return [...claims.values()].flat();
};
type DamagesRule = EntitlementRule & {
  readonly grant: Extract<EntitlementRule["grant"], { readonly kind: "damages" }>;
};
const isDamages = (rule: Rule): rule is DamagesRule => rule.kind === "entitlement" && rule.grant.kind === "damages";

/** @param spent what earlier claims of the entitlement came to, for its cap */
const claimUnder = (
  rule: DamagesRule,
  version: number,
  finding: Finding,
  spent: Money,
  grounds: Grounds,
): Claim | undefined => {
  const { grant } = rule;
  if (finding.breach === undefined || !grant.on.includes(finding.breach) || finding.bearer !== rule.from) return;
  const end = endOf(finding, grounds);
  const sum = sumOf(rule, finding, end, grounds);
  if (sum === undefined) return undefined;
  const { base, of } = sum;
  const late =
    grant.per === "day" ? lateDaysOf(sum.owed, sum.steps, grounds.table.zone, finding.since, end) : undefined;
  const days = late?.reduce((all, one) => all + one.days, 0);
  const basis = late ? total(late.map((one) => times(one.base, fromInteger(one.days)))) : base;
  const uncapped = times(basis, grant.rate ?? ONE);
  const room = grant.cap === undefined ? uncapped : minus(grant.cap, spent);
  const amount = uncapped > room ? (room < 0n ? NOTHING : room) : uncapped;
  const money = (value: Money): string => moneyText(value, grounds.currency);
  const rate = grant.rate ? ` × ${toDecimalText(grant.rate, 8)}` : "";
  const factors = late
    ? (late.length > 0 ? late : [{ base, days: 0 }]).map((one) => `${money(one.base)}${rate} × ${one.days}`).join(" + ")
    : `${of === undefined ? "1 × " : ""}${money(base)}${rate}`;
  // While the breach lasts the next day adds to it, up to the cap.
  const grows = late !== undefined && end === grounds.asOf && (grant.cap === undefined || uncapped < room);
  const loss = provedLoss(grounds.acts, finding.id, amount, grounds.asOf);
  const limit = grant.cap === undefined ? "" : `; ≤ ${money(grant.cap)} − ${money(spent)}`;
  return {
    ref: rule.ref,
    clause: rule.clause,
    finding: finding.id,
    breach: finding.breach,
    holder: rule.holder,
    from: rule.from,
    amount,
    uncapped,
    ...(days === undefined ? {} : { days }),
    ...(grows ? { nextChange: endOfDay(grounds.table.zone, localDay(grounds.table.zone, grounds.asOf)) } : {}),
    status: finding.status === "decided" ? ("decided" as const) : ("proposed" as const),
    ...(loss === undefined ? {} : { loss }),
    trace: () => ({
      what: rule.label ?? { zh: "违约金", en: "Liquidated damages" },
      formula: factors + limit,
      value: money(amount),
      inputs: [
        ...(of === undefined ? [] : [lateSum(of, sum, version, money)]),
        ...(loss === undefined ? [] : lossTraces(loss, amount, { clause: rule.clause, version }, money)),
        finding.trace(),
      ],
      clause: rule.clause,
      version,
    }),
  };
};
/** What damages are reckoned from, with the payments that lessened it. */
interface LateSum {
  /** Before any payment. */
  readonly owed: Money;
  /** Payments until the breach was over, those before it included. */
  readonly steps: readonly OpenStep[];
  /** What was outstanding when the breach began. */
  readonly base: Money;
  readonly of?: Statement;
}
/** A fixed amount, or what the breach concerns: for `of: pay` what was open of the statement that was not paid in time. */
const sumOf = (rule: DamagesRule, finding: Finding, end: Instant, grounds: Grounds): LateSum | undefined => {
  const { amount } = rule.grant;
  if (amount !== undefined) return { owed: amount, steps: [], base: amount };
  if (finding.subject !== "pay") return undefined;
  const of = grounds.statements.find((one) => one.rule === finding.ref && one.label === finding.period);
  if (!of) return undefined;
  const owed = minus(of.payable, of.setOff);
  const until = [...grounds.openSteps(of)].filter(({ at }) => at <= end);
  const steps = until.filter(({ open }, index) => open !== (until[index - 1]?.open ?? owed));
  const base = steps.findLast(({ at }) => at <= finding.since)?.open ?? owed;
  return { owed, steps, base, of };
};
/** The statement by the name that leads to it; where parts were paid, those too, and what was outstanding when the breach began. */
const lateSum = (
  of: Statement,
  { owed, steps, base }: LateSum,
  version: number,
  money: (value: Money) => string,
): Trace => {
  const clause = of.rule.split("/")[0] ?? "";
  const formula = `statement/${of.rule}/${of.label}`;
  const whole = { what: LATE_SUM, formula, value: money(owed), inputs: [], clause, version };
  const last = steps.at(-1);
  if (last === undefined) return whole;
  const evidence = { count: steps.length, hash: "", ids: steps.map(({ id }) => id) };
  const settled = money(minus(last.open, owed));
  const paid = { what: SETTLED, formula: "", value: settled, inputs: [], clause, version, evidence };
  const less = base === owed ? money(owed) : `${money(owed)} − ${money(minus(owed, base))}`;
  return { what: STILL_OPEN, formula: less, value: money(base), inputs: [whole, paid], clause, version };
};
/** When the breach was over: done, or cured; the moment of asking while it lasts. */
const endOf = (finding: Finding, { instances, asOf }: Grounds): Instant => {
  const instance = instances.find(
    (one) =>
      one.ref === finding.ref &&
      one.period === finding.period &&
      one.subject === finding.subject &&
      one.bearer === finding.bearer,
  );
  return Math.min(instance?.closedAt ?? asOf, finding.curedAt ?? asOf) as Instant;
};
