import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { china, cn, json } from "../../test/calendars.ts";
import { type HolidayPaper, parseCalendar, parseHolidayPaper } from "./calendar-data.ts";
import { changeText, mergeCalendar } from "./merge-calendar.ts";
import type { CalendarData } from "./types.ts";

/** Files that are kept beside the clone and not in it; their tests pass without them. */
const shared = process.env.FEALTY_SHARED ?? new URL("../../../../shared", import.meta.url).pathname;
const paperOf = (year: number): string => `${shared}/data/holiday-cn-${year}.json`;
const without = (...years: string[]): CalendarData => ({
  ...china,
  years: Object.fromEntries(Object.entries(china.years).filter(([year]) => !years.includes(year))),
});
const merge = (base: CalendarData, taken: HolidayPaper) => mergeCalendar(base, taken, cn("2026-12-01T09:00"));
const paper = (year: number, days: readonly (readonly [string, boolean])[]) =>
  parseHolidayPaper({
    year,
    papers: ["notice"],
    days: days.map(([date, isOffDay]) => ({ name: "春节", date, isOffDay })),
  }).paper!;
const codes = (data: unknown): string[] => parseCalendar(data).problems.map((it) => `${it.code} ${it.path}`);

describe("C8.1 calendar data", () => {
  test.skipIf(!existsSync(paperOf(2026))).each([2025, 2026])(
    "%d agrees with the published days, one by one",
    (year) => {
      const { paper: published } = parseHolidayPaper(JSON.parse(readFileSync(paperOf(year), "utf8")));
      const merged = merge(without(String(year)), published!);
      const dates = (calendar: CalendarData, kind: "off" | "work"): string[] =>
        Object.keys(calendar.years[String(year)]![kind]);
      expect(published!.days.length).toBeGreaterThan(25);
      expect(dates(china, "off")).toEqual(dates(merged.calendar, "off"));
      expect(dates(china, "work")).toEqual(dates(merged.calendar, "work"));
    },
  );
  test("the kept calendar names its source and three years", () => {
    expect(Object.keys(china.years)).toEqual(["2024", "2025", "2026"]);
    expect(china.source).toContain("chinese-days 1.5.7");
    expect(Object.values(china.years).map((it) => Object.keys(it.off).length)).toEqual([28, 28, 33]);
  });
  test("what is wrong with a file is said all at once", () => {
    expect(codes(null)).toEqual(["calendar_form "]);
    expect(codes({ id: "", source: 1, years: [] })).toEqual([
      "calendar_form id",
      "calendar_form source",
      "calendar_form years",
    ]);
    const off = { "2026-02-30": "x", "2025-12-31": "x", "2026-05-01": 5, "2026-05-04": "x" };
    expect(codes({ id: "CN", source: "", years: { 2026: { off, work: { "2026-05-04": "x" } }, next: {} } })).toEqual([
      "calendar_date years.2026.off",
      "calendar_other_year years.2026.off",
      "calendar_form years.2026.off.2026-05-01",
      "calendar_both years.2026",
      "calendar_form years.next",
    ]);
    expect(codes({ id: "CN", source: "", years: {}, weekend: [1, 2, 3, 4, 5, 6, 7] })).toEqual([
      "calendar_never_works weekend",
    ]);
    expect(codes({ id: "CN", source: "", years: {}, weekend: [0] })).toEqual(["calendar_form weekend"]);
  });
  test("a calendar is read back as it was written", () => {
    expect(parseCalendar(json("data/calendars/cn.json"))).toEqual({ calendar: china, problems: [] });
    expect(parseCalendar({ id: "AE", source: "s", years: {}, weekend: [6, 7] }).calendar?.weekend).toEqual([6, 7]);
  });
  test("what is wrong with a published year is said, too", () => {
    const of = (data: unknown): string[] => parseHolidayPaper(data).problems.map((it) => `${it.code} ${it.path}`);
    expect(of({ year: "2027", days: [] })).toEqual(["calendar_form "]);
    expect(
      of({
        year: 2027,
        days: [
          { name: "a", date: "2027-13-01", isOffDay: true },
          { name: "a", date: "2027-01-01" },
          { name: "a", date: "2027-01-02", isOffDay: true },
          { name: "a", date: "2027-01-02", isOffDay: false },
        ],
      }),
    ).toEqual(["calendar_date days[0].date", "calendar_form days[1]", "calendar_both days[3]"]);
  });
});
describe("C8.1 a new year comes in as data", () => {
  test("it makes the year known and lists the days that are read differently", () => {
    const merged = merge(
      china,
      paper(2027, [
        ["2027-02-06", true],
        ["2027-02-08", true],
        ["2027-02-20", false],
      ]),
    );
    expect(merged.newYears).toEqual(["2027"]);
    expect(merged.changes.map(changeText)).toEqual([
      "2027-02-06 weekend → holiday:春节",
      "2027-02-08 working_day → holiday:春节",
      "2027-02-20 weekend → make_up_workday:春节",
    ]);
    expect(merged.changes.map((it) => [it.before.working, it.after.working])).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
    expect(merged.calendar.source).toContain("2027: notice");
    expect(china.years["2027"]).toBeUndefined();
  });
  test("C8.1: over a known year a paper lays its own days and takes no other away; the same again changes nothing", () => {
    const first = merge(china, paper(2027, [["2027-02-08", true]])).calendar;
    const second = merge(first, paper(2027, [["2027-02-09", true]]));
    expect(second.newYears).toEqual([]);
    expect(second.changes.map(changeText)).toEqual(["2027-02-09 working_day → holiday:春节"]);
    const corrected = merge(second.calendar, paper(2027, [["2027-02-08", false]]));
    expect(corrected.changes.map(changeText)).toEqual(["2027-02-08 holiday:春节 → make_up_workday:春节"]);
    expect(merge(second.calendar, paper(2027, [["2027-02-09", true]])).changes).toEqual([]);
  });
  test("days that a paper settles in the year before are laid over it, or left out where that year is not known", () => {
    const merged = merge(
      china,
      paper(2027, [
        ["2026-12-31", true],
        ["2026-10-10", true],
        ["2027-01-01", true],
      ]),
    );
    expect(merged.calendar.years["2026"]!.off["2026-12-31"]).toBe("春节");
    expect(merged.calendar.years["2026"]!.work["2026-10-10"]).toBeUndefined();
    expect(merged.calendar.years["2026"]!.off["2026-10-01"]).toBe("国庆节");
    const gap = merge(
      china,
      paper(2029, [
        ["2028-12-31", true],
        ["2029-01-01", true],
      ]),
    );
    expect([gap.ignored, gap.calendar.years["2028"]]).toEqual([["2028-12-31"], undefined]);
  });
});
