import { describe, expect, test } from "vitest";
import type { Day, Instant } from "./brand.ts";
import {
  addDays,
  addMonths,
  civilOf,
  dayOf,
  daysInMonth,
  dayText,
  instantText,
  isLeapYear,
  parseDay,
  parseInstant,
  weekdayOf,
} from "./date.ts";

const day = (text: string): Day => parseDay(text)!;
const onFrom = (from: string, months: number): string => dayText(addMonths(day(from), months));

describe("N1 dates", () => {
  test("the epoch, leap days and the ends of centuries", () => {
    expect(day("1970-01-01")).toBe(0);
    expect(day("2000-02-29") + 1).toBe(day("2000-03-01"));
    expect(day("2026-03-11")).toBe(20_523);
    expect([1900, 2000, 2024, 2026].map(isLeapYear)).toEqual([false, true, true, false]);
    expect(day("1969-12-31")).toBe(-1);
  });
  test("every day of 400 years is read back from its parts", () => {
    const last = dayOf({ year: 2300, month: 1, day: 1 });
    for (let it = dayOf({ year: 1900, month: 1, day: 1 }); it < last; it = addDays(it, 1)) {
      const { year, month, day: dayOfMonth } = civilOf(it);
      if (dayOf({ year, month, day: dayOfMonth }) !== it || dayOfMonth > daysInMonth(year, month))
        expect.fail(`day ${it}`);
    }
  });
  test("weekdays", () => {
    expect(
      ["2026-03-09", "2026-03-14", "2026-03-15", "1969-12-29", "2026-02-14"].map((it) => weekdayOf(day(it))),
    ).toEqual([1, 6, 7, 1, 6]);
  });
  test("what is no date is not read", () => {
    for (const text of [
      "2026-02-30",
      "2026-13-01",
      "2026-00-10",
      "2026-04-31",
      "2026-4-1",
      "20260401",
      "2025-02-29",
      "",
    ])
      expect(parseDay(text)).toBeUndefined();
  });
  test("E-37: monthly from 2026-01-31 does not drift to the 28th", () => {
    expect([1, 2, 3, 4].map((count) => onFrom("2026-01-31", count))).toEqual([
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
    ]);
  });
  test("E-37: yearly from 2028-02-29", () => {
    expect([1, 2, 3, 4].map((count) => onFrom("2028-02-29", 12 * count))).toEqual([
      "2029-02-28",
      "2030-02-28",
      "2031-02-28",
      "2032-02-29",
    ]);
  });
  test("months backwards and over the turn of the year", () => {
    expect(onFrom("2026-03-31", -1)).toBe("2026-02-28");
    expect(onFrom("2026-01-15", -13)).toBe("2024-12-15");
    expect(onFrom("2026-12-31", 2)).toBe("2027-02-28");
  });
});
describe("N1 instants", () => {
  test("offsets, fractions and 24:00", () => {
    const noon = parseInstant("2026-06-30T12:00:00Z")!;
    expect(parseInstant("2026-06-30T20:00:00+08:00")).toBe(noon);
    expect(parseInstant("2026-06-30T08:00:00-04:00")).toBe(noon);
    expect(parseInstant("2026-06-30T20:00+08:00")).toBe(noon);
    expect(parseInstant("2026-06-30t12:00:00z")).toBe(noon);
    expect(parseInstant("2026-06-30T24:00:00+08:00")).toBe(parseInstant("2026-07-01T00:00:00+08:00"));
    expect(parseInstant("2026-06-30T12:00:00.000001Z")).toBe(noon + 1);
    expect(parseInstant("2026-06-30T12:00:00.5Z")).toBe(noon + 500_000);
  });
  test("before 1970", () => {
    expect(parseInstant("1969-12-31T23:59:59.999999Z")).toBe(-1);
    expect(instantText(-1 as Instant, 0)).toBe("1969-12-31T23:59:59.999999+00:00");
  });
  test("what is no instant is not read: no offset, no such hour, too fine", () => {
    for (const text of [
      "2026-06-30T12:00:00",
      "2026-06-30",
      "2026-06-30T25:00:00Z",
      "2026-06-30T24:00:01Z",
      "2026-06-30T24:00:00.5Z",
      "2026-06-30T12:60:00Z",
      "2026-06-30T12:00:60Z",
      "2026-06-30T12:00:00.1234567Z",
      "2026-06-30T12:00:00+25:00",
      "2026-06-30T12:00:00+08:60",
      "2026-02-29T12:00:00Z",
    ])
      expect([text, parseInstant(text)]).toEqual([text, undefined]);
  });
  test("printed with the offset asked for, trailing zeros cut", () => {
    const at = parseInstant("2026-06-30T23:30:15.120000+08:00")!;
    expect(instantText(at, 8 * 3600)).toBe("2026-06-30T23:30:15.12+08:00");
    expect(instantText(at, 0)).toBe("2026-06-30T15:30:15.12+00:00");
    expect(instantText(at, -(3 * 3600 + 1800))).toBe("2026-06-30T12:00:15.12-03:30");
  });
});
