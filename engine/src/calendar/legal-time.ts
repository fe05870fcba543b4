// Clauses: C12.2, C10.3
import { assert } from "../values/assert.ts";
import type { Day } from "../values/brand.ts";
import { addDays, addMonths } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";
import type { CalendarData, LegalDue, LegalStep, StepReason } from "./types.ts";
import { dayKind, yearsKnown } from "./working-day.ts";

export interface LegalOptions {
  /**
   * CC 203 moves an end that falls on a statutory holiday; practice moves it past weekends too. False keeps to the letter: only
   * published days off move the end.
   */
  readonly extendOverWeekends: boolean;
  /** Days by which pauses lengthen the period before its end is moved past days off; none unless said. */
  readonly pausedDays?: number;
}
/** Whether a legal period can be counted in this unit: years, months, weeks, days; hours run on the clock from the agreed hour (CC 200, 201 II). */
export const isLegalUnit = (add: Duration): boolean => !add.business && add.unit !== "hours" && add.unit !== "minutes";

/** The day on which the count ends, before days off move it. */
const lastCounted = (from: Day, add: Duration, pausedDays: number): Day => {
  assert(isLegalUnit(add), "a legal period in hours, minutes or business units");
  if (add.unit === "days") return addDays(from, add.count + pausedDays);
  if (add.unit === "weeks") return addDays(from, add.count * 7 + pausedDays);
  return addDays(addMonths(from, add.count * (add.unit === "years" ? 12 : 1)), pausedDays);
};
const stretch = (from: Day, to: Day, counted: boolean, reason: StepReason): LegalStep[] =>
  from < to ? [{ date: from, from, to, counted, reason }] : [];
const countSteps = (from: Day, to: Day, { unit }: Duration): LegalStep[] =>
  stretch(from, to, true, unit === "days" || unit === "weeks" ? "day_by_day" : "month_by_month");
const oneDay = (calendar: CalendarData, day: Day): LegalStep => {
  const { working, reason } = dayKind(calendar, day);
  return { date: day, from: day, to: addDays(day, 1), counted: working, reason };
};
/**
 * The last day of a legal period (Civil Code 200-204): the first day is not counted; months and years end on the corresponding
 * day or, where there is none, on the last of the month; an end on a holiday moves to the next working day, and a make-up
 * workday is one. The period ends at 24:00 of `due`. Service clocks are `serviceDue`'s business.
 */
export const legalDue = (calendar: CalendarData, from: Day, add: Duration, options: LegalOptions): LegalDue => {
  const pausedDays = options.pausedDays ?? 0;
  const last = lastCounted(from, add, pausedDays);
  const movesEnd = (day: Day): boolean => {
    const { working, reason } = dayKind(calendar, day);
    return !working && (reason !== "weekend" || options.extendOverWeekends);
  };
  let due = last;
  while (movesEnd(due)) due = addDays(due, 1);
  return {
    due,
    estimated: !yearsKnown(calendar, last, due),
    get steps() {
      const second = addDays(from, 1);
      const begin = addDays(second, pausedDays);
      const steps = [...stretch(from, second, false, "first_day"), ...stretch(second, begin, false, "paused")];
      if (due === last) return [...steps, ...countSteps(begin, addDays(last, 1), add)];
      // The day on which the count would have ended is named with those that move the end, and the end takes its place.
      steps.push(...countSteps(begin, last, add));
      for (let day = Math.max(last, begin) as Day; day < due; day = addDays(day, 1))
        steps.push({ ...oneDay(calendar, day), counted: false });
      return [...steps, { ...oneDay(calendar, due), counted: true }];
    },
  };
};
