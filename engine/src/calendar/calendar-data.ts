// Clauses: C8.1
import { civilOf, parseDay, parseInstant } from "../values/date.ts";
import { byCodeUnit } from "../values/text.ts";
import { type DataProblem, formProblem, isRecord } from "./data-problem.ts";
import type { CalendarData, EarlierYears, HolidayYear } from "./types.ts";

export interface CalendarReading {
  /** Absent when there is a problem. */
  readonly calendar?: CalendarData;
  readonly problems: readonly DataProblem[];
}
const YEAR = /^\d{4}$/;
const sorted = (days: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...days].sort(([a], [b]) => byCodeUnit(a, b)));

const readDays = (value: unknown, path: string, year: string, problems: DataProblem[]): Map<string, string> => {
  const days = new Map<string, string>();
  if (!isRecord(value)) problems.push(formProblem("calendar_form", path, '{"2026-05-01": "name"}'));
  else
    for (const [date, name] of Object.entries(value)) {
      if (parseDay(date) === undefined) problems.push({ code: "calendar_date", path, args: { value: date } });
      else if (!date.startsWith(year))
        problems.push({ code: "calendar_other_year", path, args: { value: date, year } });
      else if (typeof name !== "string") problems.push(formProblem("calendar_form", `${path}.${date}`, "text"));
      else days.set(date, name);
    }
  return days;
};
const readYear = (value: unknown, path: string, year: string, problems: DataProblem[]): HolidayYear => {
  if (!YEAR.test(year) || !isRecord(value)) {
    problems.push(formProblem("calendar_form", path, '{"2026": {"off": {…}, "work": {…}}}'));
    return { off: {}, work: {} };
  }
  const off = readDays(value.off, `${path}.off`, year, problems);
  const work = readDays(value.work, `${path}.work`, year, problems);
  for (const date of off.keys())
    if (work.has(date)) problems.push({ code: "calendar_both", path, args: { value: date } });
  return { off: sorted(off), work: sorted(work) };
};
const readWeekend = (value: unknown, problems: DataProblem[]): readonly number[] | undefined => {
  if (value === undefined) return undefined;
  const days = Array.isArray(value) ? (value as readonly unknown[]) : [0];
  if (!days.every((day): day is number => typeof day === "number" && [1, 2, 3, 4, 5, 6, 7].includes(day))) {
    problems.push(formProblem("calendar_form", "weekend", "[6, 7], 1 = Monday"));
    return undefined;
  }
  if (new Set(days).size === 7) problems.push({ code: "calendar_never_works", path: "weekend", args: {} });
  return days;
};
/** What the calendar said before its papers, in order of time. */
const readEarlier = (value: unknown, problems: DataProblem[]): readonly EarlierYears[] => {
  if (value !== undefined && !Array.isArray(value)) problems.push(formProblem("calendar_form", "earlier", "[…]"));
  const read: EarlierYears[] = [];
  for (const [index, one] of (Array.isArray(value) ? (value as readonly unknown[]) : []).entries()) {
    const path = `earlier[${index}]`;
    const until = isRecord(one) && typeof one.until === "string" ? parseInstant(one.until) : undefined;
    const before = read.at(-1);
    const inOrder = until !== undefined && (before === undefined || until >= parseInstant(before.until)!);
    if (!isRecord(one) || !inOrder || typeof one.source !== "string" || !isRecord(one.years)) {
      problems.push(formProblem("calendar_form", path, "{until, source, years}, in order of time"));
      continue;
    }
    const years = Object.entries(one.years).map(
      ([year, days]) => [year, days === null ? null : readYear(days, `${path}.years.${year}`, year, problems)] as const,
    );
    read.push({ until: one.until as string, source: one.source, years: Object.fromEntries(years) });
  }
  return read;
};
/** Reads a calendar file (`data/calendars/cn.json`), already parsed as JSON. All problems at once. */
export const parseCalendar = (data: unknown): CalendarReading => {
  if (!isRecord(data)) return { problems: [formProblem("calendar_form", "", "{id, source, years}")] };
  const problems: DataProblem[] = [];
  const { id, source, years } = data;
  if (typeof id !== "string" || id === "") problems.push(formProblem("calendar_form", "id", "text"));
  if (typeof source !== "string") problems.push(formProblem("calendar_form", "source", "text"));
  if (!isRecord(years)) problems.push(formProblem("calendar_form", "years", '{"2026": {…}}'));
  const weekend = readWeekend(data.weekend, problems);
  const earlier = readEarlier(data.earlier, problems);
  const read = Object.entries(isRecord(years) ? years : {}).map(
    ([year, value]) => [year, readYear(value, `years.${year}`, year, problems)] as const,
  );
  if (problems.length > 0 || typeof id !== "string" || typeof source !== "string") return { problems };
  const calendar = {
    id,
    source,
    years: Object.fromEntries(read),
    ...(weekend === undefined ? {} : { weekend }),
    ...(earlier.length === 0 ? {} : { earlier }),
  };
  return { calendar, problems };
};

/** Days of one published year as they come: a paper on one year may also settle days of the years beside it. */
export interface HolidayPaper {
  readonly year: number;
  readonly source: string;
  readonly days: readonly { readonly date: string; readonly name: string; readonly off: boolean }[];
}
export interface PaperReading {
  readonly paper?: HolidayPaper;
  readonly problems: readonly DataProblem[];
}
/** Reads one year in the form of holiday-cn: `{year, papers, days: [{name, date, isOffDay}]}`, already parsed as JSON. */
export const parseHolidayPaper = (data: unknown): PaperReading => {
  const expected = "{year, papers, days: [{name, date, isOffDay}]}";
  if (!isRecord(data) || typeof data.year !== "number" || !YEAR.test(String(data.year)) || !Array.isArray(data.days))
    return { problems: [formProblem("calendar_form", "", expected)] };
  const problems: DataProblem[] = [];
  const days = new Map<string, { date: string; name: string; off: boolean }>();
  (data.days as readonly unknown[]).forEach((day, index) => {
    const path = `days[${index}]`;
    if (!isRecord(day) || typeof day.name !== "string" || typeof day.isOffDay !== "boolean")
      problems.push(formProblem("calendar_form", path, "{name, date, isOffDay}"));
    else if (typeof day.date !== "string" || parseDay(day.date) === undefined)
      problems.push({ code: "calendar_date", path: `${path}.date`, args: { value: String(day.date) } });
    else if (days.has(day.date) && days.get(day.date)!.off !== day.isOffDay)
      problems.push({ code: "calendar_both", path, args: { value: day.date } });
    else days.set(day.date, { date: day.date, name: day.name, off: day.isOffDay });
  });
  if (problems.length > 0) return { problems };
  const papers = Array.isArray(data.papers) ? data.papers.filter((paper) => typeof paper === "string") : [];
  return { paper: { year: data.year, source: papers.join(" "), days: [...days.values()] }, problems };
};
/** The year that a date belongs to, as a key of `CalendarData.years`. */
export const yearKeyOf = (date: string): string => String(civilOf(parseDay(date)!).year);
