// Clauses: C6.2, C10.2
import { periodAt } from "../calendar/period.ts";
import type { Zone } from "../calendar/zone.ts";
import type { Contract, EntitlementRule, Plan } from "../contract/model.ts";
import type { Day } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { planOfGrant } from "./fee-plan.ts";

/** A stretch of days on which one wording of the plan stands; `plan` is undefined where the contract has none. */
export interface PlanStretch {
  readonly fromDay: Day;
  readonly version: number;
  readonly rule?: EntitlementRule;
  readonly plan?: Plan;
}

/** The plan's text as it resolves: equal texts have equal keys, wherever in the file they stand and whatever their labels. */
const planKey = (value: unknown): string => {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return `[${value.map(planKey).join()}]`;
  const record = value as Readonly<Record<string, unknown>>;
  if (typeof record.written === "string" && typeof record.evaluate === "function") {
    return JSON.stringify(record.written);
  }
  const keys = Object.keys(record)
    .filter((key) => key !== "place" && key !== "label" && record[key] !== undefined)
    .sort(byCodeUnit);
  return `{${keys.map((key) => `${key}:${planKey(record[key])}`).join()}}`;
};
/**
 * The versions of one plan over the term. A version counts from its own day (`by_event_date`) or from the first plan period that
 * starts on or after it (`next_period`); of several that count on a day the highest number wins. Neighbours whose resolved text
 * is the same are one stretch (contract-format §9).
 */
export const planStretches = (contract: Contract, zone: Zone, ref: string): PlanStretch[] => {
  const term = contract.term;
  const versions = contract.versions.map((version) => {
    const rule = version.rules.get(ref);
    const entitlement = rule?.kind === "entitlement" ? rule : undefined;
    return { version, rule: entitlement, plan: planOfGrant(entitlement) };
  });
  const window = versions.find(({ plan }) => plan)?.plan?.period ?? "month";
  const startOf = (effective: Day, byEventDate: boolean): Day => {
    if (effective <= term.from) return term.from;
    if (byEventDate || effective > term.until) return effective;
    const period = periodAt(zone, term, window, effective);
    return period.fromDay === effective ? effective : period.toDay;
  };
  const dated = versions.map(({ version, rule, plan }, order) => ({
    order,
    start: order === 0 ? term.from : startOf(version.effective, version.applies === "by_event_date"),
    version: version.number,
    rule,
    plan,
  }));
  const stretches: PlanStretch[] = [];
  for (const fromDay of [...new Set(dated.map(({ start }) => start))].sort((a, b) => a - b)) {
    const current = dated.filter(({ start }) => start <= fromDay).reduce((a, b) => (b.order > a.order ? b : a));
    const last = stretches.at(-1);
    if (last && planKey(last.plan) === planKey(current.plan)) continue;
    stretches.push({
      fromDay,
      version: current.version,
      ...(current.rule ? { rule: current.rule } : {}),
      ...(current.plan ? { plan: current.plan } : {}),
    });
  }
  return stretches;
};
