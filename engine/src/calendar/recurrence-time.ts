// Clauses: C8.2, C5.1, C6.3
import type { Day, Instant } from "../values/brand.ts";
import { addDays, addMonths } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";
import { serviceDueWithPauses } from "./service-time.ts";
import type { CalendarData, Due, Hours, Pause } from "./types.ts";
import { instantOf, type Zone } from "./zone.ts";

/**
 * When something is due that is owed so long after a period's end (`5 business days after end`, `publish_by`). The period's last
 * day is the first day that is not counted: the working day right after it is the first of the five. Plain spans run from the
 * midnight that ends the period.
 * @param toDay the first day after the period
 * @param pauses time that does not count, in any order
 */
export const dueAfterPeriodEnd = (
  calendar: CalendarData,
  zone: Zone,
  hours: Hours,
  toDay: Day,
  after: Duration,
  pauses: readonly Pause[] = [],
): Due => {
  const end = instantOf(zone, toDay);
  if (!after.business || after.unit !== "days" || after.count === 0)
    return serviceDueWithPauses(calendar, zone, hours, end, after, pauses);
  const counted = serviceDueWithPauses(calendar, zone, hours, (end - 1) as Instant, after, pauses);
  return {
    due: counted.due,
    estimated: counted.estimated,
    get steps() {
      return counted.steps.filter((step) => step.from >= end);
    },
  };
};
/**
 * The `index`-th date of a series, `months` apart, counted from its anchor each time, so that a series from the 31st comes back
 * to the 31st after a short month.
 */
export const recurrenceDay = (anchor: Day, months: number, index: number): Day => addMonths(anchor, months * index);

/** 24:00 of a day, for what is due "on" or "by" a day. */
export const endOfDay = (zone: Zone, day: Day): Instant => instantOf(zone, addDays(day, 1));
