// Clauses: C8.1, C4.2
import type { Day } from "../values/brand.ts";
import { addDays, civilOf, dayText, weekdayOf } from "../values/date.ts";
import type { CalendarData, StepReason } from "./types.ts";

const SATURDAY_AND_SUNDAY: readonly number[] = [6, 7];

/** What the calendar says of one day. `known` is false where the year's holidays are not published yet: weekends only. */
export interface DayKind {
  readonly working: boolean;
  readonly known: boolean;
  readonly reason: StepReason;
}
/** A published day off wins over the weekday, and so does a make-up workday. */
export const dayKind = (calendar: CalendarData, day: Day): DayKind => {
  const year = calendar.years[String(civilOf(day).year)];
  const known = year !== undefined;
  if (year) {
    const date = dayText(day);
    const off = year.off[date];
    if (off !== undefined) return { working: false, known, reason: `holiday:${off}` };
    const work = year.work[date];
    if (work !== undefined) return { working: true, known, reason: `make_up_workday:${work}` };
  }
  return (calendar.weekend ?? SATURDAY_AND_SUNDAY).includes(weekdayOf(day))
    ? { working: false, known, reason: "weekend" }
    : { working: true, known, reason: "working_day" };
};
export const isWorkingDay = (calendar: CalendarData, day: Day): boolean => dayKind(calendar, day).working;

/** Whether the holidays of every year that [fromDay, toDay] touches are published. */
export const yearsKnown = (calendar: CalendarData, fromDay: Day, toDay: Day): boolean => {
  const last = civilOf(toDay).year;
  for (let year = civilOf(fromDay).year; year <= last; year += 1)
    if (calendar.years[String(year)] === undefined) return false;
  return true;
};
/** Working days of the half-open [fromDay, toDay), for proration and recurrence. */
export const businessDaysBetween = (calendar: CalendarData, fromDay: Day, toDay: Day): number => {
  let count = 0;
  for (let day = fromDay; day < toDay; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
};
/** The `count`-th working day after `day`, which itself is not counted. `count` 0 gives `day`. */
export const addBusinessDays = (
  calendar: CalendarData,
  day: Day,
  count: number,
): { readonly day: Day; readonly estimated: boolean } => {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return { day: at, estimated: count > 0 && !yearsKnown(calendar, day, at) };
};
