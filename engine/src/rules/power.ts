// Clauses: S1, S2, C11.3
import { periodAt, type Term } from "../calendar/period.ts";
import { serviceDue } from "../calendar/service-time.ts";
import { instantOf, localDay, zonedText } from "../calendar/zone.ts";
import type { Contract, Param, PowerRule } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { compare, parseRate, type Rational } from "../values/rational.ts";
import type { Timetable } from "./schedule.ts";
import type { Draft } from "./settle.ts";

export interface PowerCheck {
  readonly allowed: boolean;
  /** Message codes of what the act lacks: `power_wrong_holder`, `power_below_min`, `power_above_max`, `power_short_notice`, `power_not_next_period`, `power_wrong_param`. */
  readonly lacks: readonly string[];
}
const amount = (written: string | undefined): Rational | undefined =>
  written === undefined ? undefined : parseRate(written.replaceAll(",", ""));

/** Whether a one-sided act keeps the bounds that the contract set for it; outside them only amendment is left (CC 543). */
export const checkPower = (
  rule: PowerRule,
  event: Event,
  table: Timetable,
  plan: "month" | "quarter" | "half" | "year",
): PowerCheck => {
  const lacks: string[] = [];
  const party = (event.fields.party as string | undefined) ?? event.by;
  if (party !== undefined && ["company", "agent", "intermediary"].includes(party) && party !== rule.holder)
    lacks.push("power_wrong_holder");
  const param = event.fields.param as string | undefined;
  if (rule.param !== undefined && param !== undefined && param !== rule.param) lacks.push("power_wrong_param");
  const value = amount(event.fields.value as string | undefined);
  const [min, max] = [amount(rule.min), amount(rule.max)];
  if (value && min && compare(value, min) < 0) lacks.push("power_below_min");
  if (value && max && compare(value, max) > 0) lacks.push("power_above_max");
  const effective = effectiveDayOf(event, table);
  if (rule.notice !== undefined) {
    const earliest = serviceDue(table.calendar, table.zone, table.hours, event.at, rule.notice).due;
    if (instantOf(table.zone, effective) < startOfDay(earliest, table)) lacks.push("power_short_notice");
  }
  if (rule.effective === "next_period" && !startsPeriod(effective, table, plan)) lacks.push("power_not_next_period");
  return { allowed: lacks.length === 0, lacks };
};
const startOfDay = (at: Instant, table: Timetable): Instant => instantOf(table.zone, localDay(table.zone, at));
export const effectiveDayOf = (event: Event, table: Timetable): Day =>
  (event.fields.effective as Day | undefined) ?? addDays(localDay(table.zone, event.at), 1);
const startsPeriod = (day: Day, table: Timetable, plan: "month" | "quarter" | "half" | "year"): boolean => {
  const term: Term = table.term;
  return day < term.from || day > term.until || periodAt(table.zone, term, plan, day).wholeFromDay === day;
};
/** The period that `effective: next_period` waits for: that of the contract's pay plan, else a month. */
export const planPeriodOf = (contract: Contract): "month" | "quarter" | "half" | "year" => {
  for (const rule of contract.versions[0]!.rules.values()) {
    if (rule.kind === "entitlement" && rule.grant.kind === "plan") return rule.grant.plan.period;
  }
  return "month";
};
/** An act names a power by its rule, its clause, or what it may do. */
export const usesPower = (event: Event, rule: PowerRule): boolean => {
  const named = event.fields.power;
  const param = event.fields.param;
  if (named === rule.ref || named === rule.id || named === rule.clause) return true;
  return named === rule.may && (rule.param === undefined || param === undefined || param === rule.param);
};
/** One instance for each use: met inside the bounds, missed outside them. */
export const powerDrafts = (
  rule: PowerRule,
  version: number,
  uses: readonly Event[],
  table: Timetable,
  plan: "month" | "quarter" | "half" | "year",
  params: ReadonlyMap<string, Param>,
): Draft[] =>
  uses.map((event) => {
    const check = checkPower(rule, event, table, plan);
    return {
      rule: rule.bearers.length === 0 ? { ...rule, bearers: [rule.holder] } : rule,
      version,
      subject: event.id,
      openedAt: event.at,
      closedAt: event.at,
      state: () => (check.allowed ? "met" : "missed"),
      changes: () => [],
      trace: (state) => ({
        what: rule.label ?? { zh: "单方权力的行使", en: "Use of a one-sided power" },
        formula: [
          rule.may,
          `${rule.min ?? ""}…${rule.max ?? ""}`,
          zonedText(table.zone, event.at),
          ...check.lacks,
        ].join("; "),
        value: state,
        inputs: rule.param === undefined ? [] : [paramInput(rule, version, params.get(rule.param))],
        clause: rule.clause,
        version,
        evidence: { count: 1, hash: "", ids: [event.id] },
      }),
    };
  });
const paramInput = (rule: PowerRule, version: number, param: Param | undefined) => ({
  what: param?.label ?? { zh: "参数", en: "Parameter" },
  formula: rule.param ?? "",
  value: param?.written ?? "",
  inputs: [],
  clause: rule.clause,
  version,
});
