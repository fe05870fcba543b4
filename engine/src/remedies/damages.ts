// Clauses: C11.2
import { localDay } from "../calendar/zone.ts";
import type { EntitlementRule, Rule, Version } from "../contract/model.ts";
import type { Finding } from "../findings/types.ts";
import type { Statement } from "../pay/types.ts";
import { type Timetable, versionOn } from "../rules/schedule.ts";
import type { Instance } from "../rules/types.ts";
import type { Instant, Money } from "../values/brand.ts";
import { type Currency, minus, moneyText, NOTHING, opposite, plus, times } from "../values/money.ts";
import { fromInteger, multiply, toDecimalText } from "../values/rational.ts";
import { byCodeUnit, type Text } from "../values/text.ts";
import type { Claim } from "./types.ts";

const LATE_SUM: Text = { zh: "逾期未付的结算额", en: "Statement that was not paid in time" };

interface Grounds {
  readonly versions: readonly Version[];
  readonly findings: readonly Finding[];
  readonly instances: readonly Instance[];
  readonly statements: readonly Statement[];
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
  const found = baseOf(rule, finding, grounds);
  if (found === undefined) return undefined;
  const { base, of } = found;
  const days = grant.per === "day" ? daysLate(finding, grounds) : undefined;
  const uncapped = times(base, multiply(grant.rate ?? fromInteger(1), fromInteger(days ?? 1)));
  const room = grant.cap === undefined ? uncapped : minus(grant.cap, spent);
  const amount = uncapped > room ? (room < 0n ? NOTHING : room) : uncapped;
  const money = (value: Money): string => moneyText(value, grounds.currency);
  const factors = [
    ...(of === undefined && days === undefined ? ["1 ×"] : []),
    money(base),
    ...(grant.rate ? [`× ${toDecimalText(grant.rate, 8)}`] : []),
    ...(days === undefined ? [] : [`× ${days}`]),
  ].join(" ");
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
    status: finding.status === "decided" ? ("decided" as const) : ("proposed" as const),
    trace: () => ({
      what: rule.label ?? { zh: "违约金", en: "Liquidated damages" },
      formula: factors + limit,
      value: money(amount),
      inputs: [
        ...(of === undefined
          ? []
          : [
              {
                what: LATE_SUM,
                formula: `statement/${of.rule}/${of.label}`,
                value: money(base),
                inputs: [],
                clause: of.rule.split("/")[0] ?? "",
                version,
              },
            ]),
        finding.trace(),
      ],
      clause: rule.clause,
      version,
    }),
  };
};
/** A fixed amount, or what the breach concerns: for `of: pay` the sum of the statement that was not paid in time. */
const baseOf = (
  rule: DamagesRule,
  finding: Finding,
  grounds: Grounds,
): { readonly base: Money; readonly of?: Statement } | undefined => {
  const { grant } = rule;
  if (grant.amount !== undefined) return { base: grant.amount };
  if (finding.subject !== "pay") return undefined;
  const statement = grounds.statements.find((one) => one.rule === finding.ref && one.label === finding.period);
  if (!statement) return undefined;
  const late = statement.open > 0n ? statement.open : statement.payable;
  return { base: late < 0n ? opposite(late) : late, of: statement };
};
/** Whole days from the day after it was due to the day it was done, or to today (CC 201: the first day is not counted). */
const daysLate = (finding: Finding, { instances, table, asOf }: Grounds): number => {
  const instance = instances.find(
    (one) =>
      one.ref === finding.ref &&
      one.period === finding.period &&
      one.subject === finding.subject &&
      one.bearer === finding.bearer,
  );
  const end = Math.min(instance?.closedAt ?? asOf, finding.curedAt ?? asOf) as Instant;
  return Math.max(localDay(table.zone, end) - localDay(table.zone, finding.since), 0);
};
