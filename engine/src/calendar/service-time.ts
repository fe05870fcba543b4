// Clauses: C8.1, C4.2, C9.2
import { assert } from "../values/assert.ts";
import type { Day, Instant } from "../values/brand.ts";
import { addDays, addMonths, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";
import { advance, type Counted, countedTime, mergePauses, type ServiceCalendar } from "./counted-time.ts";
import { businessDaySteps, countedSteps } from "./service-steps.ts";
import type { CalendarData, Due, Hours, Pause, Step } from "./types.ts";
import { addBusinessDays, yearsKnown } from "./working-day.ts";
import { instantOf, localDay, localTime, type Zone } from "./zone.ts";

/** Business units run on opening hours, all others on plain elapsed time. */
export const countedBy = (service: ServiceCalendar, add: Duration): Counted => (add.business ? service : "wall");

const plainDue = (zone: Zone, from: Instant, add: Duration & { business: false }): Instant => {
  if (add.unit === "minutes") return (from + add.count * MICROS_PER_MINUTE) as Instant;
  if (add.unit === "hours") return (from + add.count * MICROS_PER_HOUR) as Instant;
  const day = localDay(zone, from);
  const time = localTime(zone, from);
  const target =
    add.unit === "days" || add.unit === "weeks"
      ? addDays(day, add.count * (add.unit === "weeks" ? 7 : 1))
      : addMonths(day, add.count * (add.unit === "years" ? 12 : 1));
  return instantOf(zone, target, time);
};
/** Close of business of the count-th working day after the day of the start. */
const businessDayDue = ({ calendar, zone, hours }: ServiceCalendar, from: Instant, count: number): Instant => {
  assert(hours.length > 0, "opening hours without a span");
  if (count === 0) return from;
  const { day } = addBusinessDays(calendar, localDay(zone, from), count);
  return instantOf(zone, day, hours.at(-1)!.to * MICROS_PER_MINUTE);
};
const unpausedDue = (service: ServiceCalendar, from: Instant, add: Duration): Instant => {
  if (!add.business) return plainDue(service.zone, from, add);
  if (add.unit === "days") return businessDayDue(service, from, add.count);
  return advance(service, from, add.count * (add.unit === "hours" ? MICROS_PER_HOUR : MICROS_PER_MINUTE));
};
/** Days of the calendar, each as long as its day is: pauses take local time from them, so that a paused day is a day when the clocks change. */
const advanceLocally = (zone: Zone, from: Instant, raw: Instant, still: readonly Pause[]): Instant => {
  const local = (at: Instant): Instant => (localDay(zone, at) * MICROS_PER_DAY + localTime(zone, at)) as Instant;
  const pauses = mergePauses(still.map((pause) => ({ from: local(pause.from), to: local(pause.to) })));
  const due = advance("wall", local(from), local(raw) - local(from), pauses);
  const day = Math.floor(due / MICROS_PER_DAY) as Day;
  return instantOf(zone, day, due - day * MICROS_PER_DAY);
};
const isCalendarUnit = ({ business, unit }: Duration): boolean => !business && unit !== "hours" && unit !== "minutes";
const isEstimated = ({ calendar, zone }: ServiceCalendar, from: Instant, due: Instant, add: Duration): boolean =>
  add.business && due > from && !yearsKnown(calendar, localDay(zone, from), localDay(zone, (due - 1) as Instant));

/**
 * When a service clock runs out (contract-format §9). Business hours and minutes count opening time only, and a start outside
 * hours counts from the next opening; `5 business days` leaves the first day out and ends at close of the fifth; plain days,
 * weeks, months and years end at the same time of day, months clamped. Legal periods are `legalDue`'s business.
 */
export const serviceDue = (calendar: CalendarData, zone: Zone, hours: Hours, from: Instant, add: Duration): Due =>
  serviceDueWithPauses(calendar, zone, hours, from, add, []);

/**
 * The same with time that does not count: each pause that begins before the due time moves it on by the time paused, opening
 * time for a business clock, days of the calendar for plain days and longer, elapsed time for any other. A pause that begins at the due time or later changes nothing.
 * @param pauses in any order; they may overlap and may begin before the start
 */
export const serviceDueWithPauses = (
  calendar: CalendarData,
  zone: Zone,
  hours: Hours,
  from: Instant,
  add: Duration,
  pauses: readonly Pause[],
): Due => {
  const service: ServiceCalendar = { calendar, zone, hours };
  const counted = countedBy(service, add);
  const still = mergePauses(pauses).filter((pause) => pause.to > from);
  const raw = unpausedDue(service, from, add);
  const moved = (): Instant =>
    isCalendarUnit(add)
      ? advanceLocally(zone, from, raw, still)
      : advance(counted, from, countedTime(counted, from, raw), still);
  const due = still.length === 0 ? raw : moved();
  let steps: readonly Step[] | undefined;
  const explain = (): readonly Step[] =>
    add.business && add.unit === "days"
      ? businessDaySteps(service, from, raw, due, still)
      : countedSteps(service, counted, from, due, still);
  return {
    due,
    estimated: isEstimated(service, from, due, add),
    get steps() {
      steps ??= explain();
      return steps;
    },
  };
};
/** Opening time in [from, to), microseconds. */
export const businessTimeBetween = (
  calendar: CalendarData,
  zone: Zone,
  hours: Hours,
  from: Instant,
  to: Instant,
): number => (to <= from ? 0 : countedTime({ calendar, zone, hours }, from, to));
