// Clauses: C8.1
import type { Day, Instant } from "../values/brand.ts";
import { addDays, dayOf, dayText, instantText } from "../values/date.ts";
import { byCodeUnit } from "../values/text.ts";
import { type HolidayPaper, yearKeyOf } from "./calendar-data.ts";
import { calendarStages } from "./calendar-stages.ts";
import type { CalendarData, HolidayYear } from "./types.ts";
import { type DayKind, dayKind } from "./working-day.ts";

/** One day that is read differently after a merge. */
export interface CalendarChange {
  readonly day: Day;
  readonly before: DayKind;
  readonly after: DayKind;
}
export interface CalendarMerge {
  readonly calendar: CalendarData;
  /** Days that became working or not, or whose name changed, in order. */
  readonly changes: readonly CalendarChange[];
  /** Years whose holidays were not known before: what was estimated on them is now certain. */
  readonly newYears: readonly string[];
  /** Days of the paper that lie in a year which the calendar does not know; they are left out. */
  readonly ignored: readonly string[];
}
/** What every published year of a calendar gives off; the names are longer in some years (国庆节、中秋节). */
const HOLIDAYS: Readonly<Record<string, readonly string[]>> = {
  CN: ["元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"],
};
/**
 * Holidays by the date, which every year's paper gives off (National Annual Festivals and Memorial Days, art. 2; the second of May since 2025), and how
 * many days a year has by law at least.
 */
const BY_DATE: Readonly<Record<string, readonly { readonly day: string; readonly since: number }[]>> = {
  CN: ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"].map((day) => ({ day, since: day === "05-02" ? 2025 : 0 })),
};
const AT_LEAST: Readonly<Record<string, (year: number) => number>> = { CN: (year) => (year < 2025 ? 11 : 13) };
export interface MissingHolidays {
  /** Not one day of its own year is off. */
  readonly all: boolean;
  readonly names: readonly string[];
  /** Dates that every year gives off, `2027-10-01`. */
  readonly days: readonly string[];
  /** Days off that the law gives beyond those that are there. */
  readonly short: number;
}
/** What a paper lacks that would make its year known: without it days off would be counted as worked, and nobody told. */
export const missingHolidays = (calendarId: string, paper: HolidayPaper): MissingHolidays => {
  const off = paper.days.filter((day) => day.off && yearKeyOf(day.date) === String(paper.year));
  const names = (HOLIDAYS[calendarId] ?? []).filter((name) => !off.some((day) => day.name.includes(name)));
  const dates = new Set(off.map(({ date }) => date));
  const days = (BY_DATE[calendarId] ?? [])
    .filter(({ since }) => paper.year >= since)
    .map(({ day }) => `${paper.year}-${day}`)
    .filter((day) => !dates.has(day));
  const short = Math.max(0, (AT_LEAST[calendarId]?.(paper.year) ?? 0) - dates.size);
  return { all: off.length === 0, names, days, short };
};
const ofKind = (days: HolidayPaper["days"], off: boolean): Record<string, string> =>
  Object.fromEntries(
    days
      .filter((day) => day.off === off)
      .map((day) => [day.date, day.name] as const)
      .sort(([a], [b]) => byCodeUnit(a, b)),
  );
const sortedDays = (days: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(days).sort(([a], [b]) => byCodeUnit(a, b)));
const without = (days: Readonly<Record<string, string>>, dates: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(days).filter(([date]) => !dates.has(date)));

/**
 * Takes a published year into a calendar. A year that is not known yet becomes known; over a known one the paper's days are laid
 * and the others stay, so that half a paper cannot take holidays away. Where nothing is read differently the
 * calendar comes back as it was. What the calendar said until then is kept beside it, for what was closed by then rests on that.
 * @param at when the paper is taken in; never before the one taken in last
 */
export const mergeCalendar = (base: CalendarData, paper: HolidayPaper, at: Instant): CalendarMerge => {
  const own = String(paper.year);
  const years: Record<string, HolidayYear> = { ...base.years };
  const isOwn = (date: string): boolean => yearKeyOf(date) === own;
  const inYear = paper.days.filter((day) => isOwn(day.date));
  const told = new Set(inYear.map((day) => day.date));
  const before = base.years[own];
  years[own] = {
    off: sortedDays({ ...(before ? without(before.off, told) : {}), ...ofKind(inYear, true) }),
    work: sortedDays({ ...(before ? without(before.work, told) : {}), ...ofKind(inYear, false) }),
  };
  const ignored: string[] = [];
  for (const day of paper.days.filter((it) => !isOwn(it.date))) {
    const key = yearKeyOf(day.date);
    const year = years[key];
    if (!year) {
      ignored.push(day.date);
      continue;
    }
    const kept = { off: without(year.off, new Set([day.date])), work: without(year.work, new Set([day.date])) };
    const kind = day.off ? "off" : "work";
    years[key] = { ...kept, [kind]: { ...kept[kind], [day.date]: day.name } };
  }
  const source = [base.source, `${own}: ${paper.source}`].filter((text) => text !== "").join("; ");
  const from = Math.max(at, calendarStages(base).at(-1)!.from) as Instant;
  const touched = [...new Set([own, ...paper.days.map((day) => yearKeyOf(day.date))])].filter((key) => years[key]);
  const earlier = {
    until: instantText(from, 0),
    source: base.source,
    years: Object.fromEntries(touched.sort(byCodeUnit).map((key) => [key, base.years[key] ?? null])),
  };
  const calendar: CalendarData = { ...base, source, years, earlier: [...(base.earlier ?? []), earlier] };
  const changes = touched.flatMap((key) => changesIn(base, calendar, +key));
  const newYears = base.years[own] ? [] : [own];
  // A paper that says nothing new leaves no trace: the source is part of what an evaluation's digest covers.
  const isNew = changes.length > 0 || newYears.length > 0;
  return { calendar: isNew ? calendar : base, changes, newYears, ignored };
};
const changesIn = (base: CalendarData, calendar: CalendarData, year: number): CalendarChange[] => {
  const changes: CalendarChange[] = [];
  const end = dayOf({ year: year + 1, month: 1, day: 1 });
  for (let day = dayOf({ year, month: 1, day: 1 }); day < end; day = addDays(day, 1)) {
    const before = dayKind(base, day);
    const after = dayKind(calendar, day);
    if (before.working !== after.working || before.reason !== after.reason) changes.push({ day, before, after });
  }
  return changes;
};
const sortOf = ({ reason }: DayKind): string => reason.split(":")[0]!;
/** Whether a day only bears another name and stays what it was: no date moves with it. */
export const isRename = ({ before, after }: CalendarChange): boolean =>
  before.working === after.working && sortOf(before) === sortOf(after);
/** `2026-05-09 weekend → make_up_workday:劳动节`, for listings. */
export const changeText = ({ day, before, after }: CalendarChange): string =>
  `${dayText(day)} ${before.reason} → ${after.reason}`;
