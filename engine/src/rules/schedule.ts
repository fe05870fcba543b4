// Clauses: C5.3, C8.1, C9.3
import { type Period, periodAt, slidingPeriod, type Term } from "../calendar/period.ts";
import { dueAfterPeriodEnd, endOfDay } from "../calendar/recurrence-time.ts";
import type { CalendarData, Due, Hours, Pause } from "../calendar/types.ts";
import { instantOf, type Zone } from "../calendar/zone.ts";
import type { DueRule, RecurrenceRule, Version } from "../contract/model.ts";
import type { Day } from "../values/brand.ts";
import { addDays, dayText } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";

/** What due dates are computed with. */
export interface Timetable {
  readonly zone: Zone;
  readonly calendar: CalendarData;
  readonly hours: Hours;
  readonly term: Term;
}

/** The due moment counted from a period's end, pauses left out. */
export const dueAfterEnd = (table: Timetable, period: Period, after: Duration, pauses: readonly Pause[] = []): Due =>
  dueAfterPeriodEnd(table.calendar, table.zone, table.hours, period.toDay, after, pauses);
/** When a periodic duty is due. `day 10` is the end of the period's tenth day, at most its last. */
export const dueOfPeriod = (table: Timetable, period: Period, due: DueRule): Due => {
  if (due.kind === "after_end") return dueAfterEnd(table, period, due.after);
  const wanted = addDays(period.wholeFromDay, due.day - 1);
  const day = wanted < period.fromDay ? addDays(period.fromDay, due.day - 1) : wanted;
  const last = Math.min(day, period.toDay - 1) as Day;
  return { due: endOfDay(table.zone, last), estimated: false, steps: [] };
};

/** The term's stretch in which a version decides what begins: from its own day to the next version's. */
export interface Reign {
  readonly version: Version;
  readonly from: Day;
  /** First day that belongs to the next version. */
  readonly until: Day;
}
export const reignsOf = (versions: readonly Version[], term: Term): Reign[] =>
  versions.map((version, index) => ({
    version,
    from: index === 0 ? term.from : version.effective,
    until: versions[index + 1]?.effective ?? addDays(term.until, 1),
  }));
export const versionOn = (versions: readonly Version[], day: Day): Version => {
  let current = versions[0]!;
  for (const version of versions) if (version.effective <= day) current = version;
  return current;
};

/** Periods that a rule's version opens: those that begin under its reign, by `today`. */
export const openedPeriods = (
  table: Timetable,
  rule: Pick<RecurrenceRule, "every" | "everyDays">,
  reign: Reign,
  today: Day,
  start: Day,
  sliding: "sliding" | "blocks" = "blocks",
): Period[] => {
  if (sliding === "sliding" && typeof rule.every === "object") {
    const day = Math.min(today, table.term.until) as Day;
    return day >= reign.from && day < reign.until ? [slidingPeriod(table.zone, table.term, rule.every, day)] : [];
  }
  const periods: Period[] = [];
  const first = Math.max(start, table.term.from) as Day;
  const last = Math.min(today, table.term.until, reign.until - 1) as Day;
  for (let day = first; day <= last; ) {
    const period =
      rule.everyDays === undefined ? calendarPeriod(table, rule.every, day) : block(table, first, rule.everyDays, day);
    if (period.fromDay >= reign.from && period.fromDay < reign.until) periods.push(period);
    day = period.toDay;
  }
  return periods;
};
const calendarPeriod = (table: Timetable, every: RecurrenceRule["every"], day: Day): Period =>
  typeof every === "object"
    ? block(table, table.term.from, every.last, day)
    : periodAt(table.zone, table.term, every, day);
/** Consecutive blocks of days from a start; named by their first day. */
const block = (table: Timetable, start: Day, length: number, day: Day): Period => {
  const from = addDays(start, Math.floor((day - start) / length) * length);
  const to = addDays(from, length);
  const toDay = Math.min(to, table.term.until + 1) as Day;
  return {
    label: dayText(from),
    fromDay: from,
    toDay,
    from: instantOf(table.zone, from),
    to: instantOf(table.zone, toDay),
    wholeFromDay: from,
    wholeToDay: to,
  };
};
