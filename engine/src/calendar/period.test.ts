import { describe, expect, test } from "vitest";
import { cn, day, instant, london, shanghai } from "../../test/calendars.ts";
import { dayText } from "../values/date.ts";
import { type Period, parseWindow, periodAt, periodNamed, periodsUntil, slidingPeriod, windowText } from "./period.ts";

const year = { from: day("2026-01-01"), until: day("2026-12-31") };
const short = { from: day("2026-03-11"), until: day("2026-08-14") };
const span = (period: Period | undefined): string =>
  period ? `${period.label} ${dayText(period.fromDay)}..${dayText(period.toDay)}` : "none";

describe("C4.1 periods", () => {
  test("every calendar window that holds 2026-05-20", () => {
    const of = (window: "month" | "quarter" | "half" | "year" | "term"): string =>
      span(periodAt(shanghai, year, window, day("2026-05-20")));
    expect(of("month")).toBe("2026-05 2026-05-01..2026-06-01");
    expect(of("quarter")).toBe("2026-Q2 2026-04-01..2026-07-01");
    expect(of("half")).toBe("2026-H1 2026-01-01..2026-07-01");
    expect(of("year")).toBe("2026 2026-01-01..2027-01-01");
    expect(of("term")).toBe("term 2026-01-01..2027-01-01");
  });
  test("the second half and the last quarter", () => {
    expect(span(periodAt(shanghai, year, "half", day("2026-07-01")))).toBe("2026-H2 2026-07-01..2027-01-01");
    expect(span(periodAt(shanghai, year, "quarter", day("2026-12-31")))).toBe("2026-Q4 2026-10-01..2027-01-01");
  });
  test("half-open in local time: the last microsecond of June is June, midnight is July", () => {
    const june = periodAt(shanghai, year, "month", day("2026-06-30"));
    expect(june.from).toBe(cn("2026-06-01T00:00"));
    expect(june.to).toBe(instant("2026-06-30T16:00:00Z"));
  });
  test("the term cuts the first and the last period, the label stays whole", () => {
    const months = periodsUntil(shanghai, short, "month", day("2026-12-31"));
    expect(months.map(span)).toEqual([
      "2026-03 2026-03-11..2026-04-01",
      "2026-04 2026-04-01..2026-05-01",
      "2026-05 2026-05-01..2026-06-01",
      "2026-06 2026-06-01..2026-07-01",
      "2026-07 2026-07-01..2026-08-01",
      "2026-08 2026-08-01..2026-08-15",
    ]);
    expect(months[0]!.wholeFromDay).toBe(day("2026-03-01"));
    expect(months.at(-1)!.wholeToDay).toBe(day("2026-09-01"));
  });
  test("domain-C3-10: from 2026-03-11 on, March counts 21 of 31 days", () => {
    const march = periodAt(shanghai, short, "month", day("2026-03-20"));
    expect([march.toDay - march.fromDay, march.wholeToDay - march.wholeFromDay]).toEqual([21, 31]);
  });
  test("only periods that have begun", () => {
    expect(periodsUntil(shanghai, year, "quarter", day("2026-06-30")).map((it) => it.label)).toEqual([
      "2026-Q1",
      "2026-Q2",
    ]);
    expect(periodsUntil(shanghai, year, "quarter", day("2026-07-01")).at(-1)!.label).toBe("2026-Q3");
    expect(periodsUntil(shanghai, year, "month", day("2025-12-31"))).toEqual([]);
  });
  test("a sliding window ends with its day and is cut by the term", () => {
    expect(span(slidingPeriod(shanghai, year, { last: 90 }, day("2026-06-30")))).toBe(
      "last 90 days@2026-06-30 2026-04-02..2026-07-01",
    );
    expect(span(slidingPeriod(shanghai, year, { last: 90 }, day("2026-01-10")))).toBe(
      "last 90 days@2026-01-10 2026-01-01..2026-01-11",
    );
    expect(periodsUntil(shanghai, year, { last: 30 }, day("2027-03-01")).map((it) => it.label)).toEqual([
      "last 30 days@2026-12-31",
    ]);
  });
  test("labels are read back; what is malformed or outside the term is not", () => {
    for (const label of ["2026-06", "2026-Q3", "2026-H1", "2026", "term"])
      expect(periodNamed(shanghai, year, label)?.label).toBe(label);
    for (const label of ["2026-13", "2026-00", "2026-Q5", "2026-H3", "26-01", "2025-12", "2027-01", "2026-6", ""])
      expect(periodNamed(shanghai, year, label)).toBeUndefined();
    expect(span(periodNamed(shanghai, short, "2026-03"))).toBe("2026-03 2026-03-11..2026-04-01");
  });
  test("windows are read and printed", () => {
    for (const text of ["month", "quarter", "half", "year", "term", "last 90 days"])
      expect(windowText(parseWindow(text)!)).toBe(text);
    for (const text of ["week", "last days", "last 0 days", "last 12345 days", "Month", ""])
      expect(parseWindow(text)).toBeUndefined();
  });
  test("Europe/London: March 2026 ends an hour earlier by UTC, October an hour later", () => {
    const march = periodAt(london, year, "month", day("2026-03-31"));
    expect([march.from, march.to]).toEqual([instant("2026-03-01T00:00:00Z"), instant("2026-03-31T23:00:00Z")]);
    const october = periodAt(london, year, "month", day("2026-10-01"));
    expect([october.from, october.to]).toEqual([instant("2026-09-30T23:00:00Z"), instant("2026-11-01T00:00:00Z")]);
  });
  test("Europe/London: consecutive periods meet without gap or overlap over both changes", () => {
    const months = periodsUntil(london, year, "month", day("2026-12-31"));
    expect(months).toHaveLength(12);
    for (const [index, month] of months.slice(1).entries()) expect(month.from).toBe(months[index]!.to);
  });
  test("E-38: each of two closing times around a local month's end falls in its own period, once", () => {
    const [early, late] = ["2026-03-31T15:59:00Z", "2026-03-31T16:01:00Z"].map(instant);
    const months = periodsUntil(shanghai, year, "month", day("2026-04-01"));
    const holding = (at: number): string[] => months.filter((it) => it.from <= at && at < it.to).map((it) => it.label);
    expect([holding(early!), holding(late!)]).toEqual([["2026-03"], ["2026-04"]]);
  });
});
