// Clauses: C6.2, C6.3
import { MONTHS, type Period, periodAt, type Term } from "../calendar/period.ts";
import { dueAfterPeriodEnd } from "../calendar/recurrence-time.ts";
import type { CalendarData } from "../calendar/types.ts";
import type { Zone } from "../calendar/zone.ts";
import type { Contract, Plan } from "../contract/model.ts";
import type { Day, Instant } from "../values/brand.ts";
import { civilOf, dayOf } from "../values/date.ts";
import { emptySlot, type SlotCells } from "./cells.ts";
import type { PlanStretch } from "./timeline.ts";

/** The part of a pay period on which one wording of the plan stands. Whole periods have one. */
export interface Slot {
  readonly index: number;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly version: number;
  readonly clause: string;
  readonly plan?: Plan;
  readonly cells: SlotCells;
}
export interface PayPeriod {
  /** 0 is the term's first period; periods after the term go on counting. */
  readonly index: number;
  readonly period: Period;
  readonly inTerm: boolean;
  /** The last period of the term. */
  readonly last: boolean;
  /** Before `go_live`: known by opening statements only, never computed. */
  readonly opening: boolean;
  readonly slots: readonly Slot[];
  /** When it closes by time: its end plus `closes_after`. */
  readonly closesAt: Instant;
  /** That rests on a year whose holidays are not published. */
  readonly closeEstimated: boolean;
}
export interface PeriodPlan {
  readonly contract: Contract;
  readonly zone: Zone;
  readonly calendar: CalendarData;
  readonly window: Plan["period"];
  readonly stretches: readonly PlanStretch[];
}
const monthIndex = (day: Day): number => {
  const { year, month } = civilOf(day);
  return year * 12 + month - 1;
};
const FAR: Day = dayOf({ year: 9999, month: 12, day: 31 });

/** Which pay period a day belongs to; negative before the term. */
export const periodIndexOf = (plan: PeriodPlan, day: Day): number => {
  const first = periodAt(plan.zone, plan.contract.term, plan.window, plan.contract.term.from).wholeFromDay;
  return Math.floor((monthIndex(day) - monthIndex(first)) / MONTHS[plan.window]);
};
/** What stands of the plan on a day; after the term the last wording. */
export const stretchOn = (plan: PeriodPlan, day: Day): PlanStretch =>
  plan.stretches.findLast(({ fromDay }) => fromDay <= day) ?? plan.stretches[0]!;

export const payPeriodAt = (plan: PeriodPlan, index: number): PayPeriod => {
  const { term, goLive } = plan.contract;
  const lastIndex = periodIndexOf(plan, term.until);
  const first = periodAt(plan.zone, term, plan.window, term.from);
  const startMonth = monthIndex(first.wholeFromDay) + index * MONTHS[plan.window];
  const start = dayOf({ year: Math.floor(startMonth / 12), month: (startMonth % 12) + 1, day: 1 });
  const inTerm = index <= lastIndex;
  const reach: Term = inTerm ? term : { from: start, until: FAR };
  const period = periodAt(plan.zone, reach, plan.window, (inTerm ? Math.max(start, term.from) : start) as Day);
  const close = dueAfterPeriodEnd(
    plan.calendar,
    plan.zone,
    plan.contract.calendar.hours,
    period.toDay,
    plan.contract.closesAfter,
  );
  return {
    index,
    period,
    inTerm,
    last: index === lastIndex,
    opening: goLive !== undefined && period.toDay <= goLive,
    slots: slotsOf(plan, period),
    closesAt: close.due,
    closeEstimated: close.estimated,
  };
};
const slotsOf = (plan: PeriodPlan, period: Period): Slot[] => {
  const cuts = plan.stretches
    .map(({ fromDay }) => fromDay)
    .filter((day) => day > period.fromDay && day < period.toDay && day <= plan.contract.term.until);
  const starts = [period.fromDay, ...cuts];
  return starts.map((fromDay, index) => {
    const stretch = stretchOn(plan, fromDay);
    return {
      index,
      fromDay,
      toDay: starts[index + 1] ?? period.toDay,
      version: stretch.version,
      clause: stretch.rule?.clause ?? plan.stretches.find(({ rule }) => rule)?.rule?.clause ?? "",
      ...(stretch.plan ? { plan: stretch.plan } : {}),
      cells: emptySlot(),
    };
  });
};
