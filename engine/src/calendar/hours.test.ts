import { describe, expect, test } from "vitest";
import { hoursText, parseHours } from "./hours.ts";

describe("C8.1 opening hours", () => {
  test("several spans a day, and 24:00 as an end (case-Q2)", () => {
    expect(parseHours("09:00-18:00")).toEqual([{ from: 540, to: 1080 }]);
    expect(parseHours("09:00-12:00, 13:30-18:00")).toEqual([
      { from: 540, to: 720 },
      { from: 810, to: 1080 },
    ]);
    expect(parseHours("00:00-24:00")).toEqual([{ from: 0, to: 1440 }]);
    expect(parseHours("08:00-12:00,12:00-16:00")).toHaveLength(2);
  });
  test("printed as they are read", () => {
    for (const text of ["09:00-18:00", "09:00-12:00, 13:30-18:00", "14:00-24:00"])
      expect(hoursText(parseHours(text)!)).toBe(text);
  });
  test("empty, backwards, overlapping, out of order or beyond midnight: not read", () => {
    for (const text of [
      "",
      "09:00",
      "9:00-18:00",
      "09:00-09:00",
      "18:00-09:00",
      "09:00-12:00, 11:00-15:00",
      "13:00-18:00, 09:00-12:00",
      "22:00-25:00",
      "22:00-24:01",
      "24:00-24:00",
      "09:60-18:00",
      "09:00-12:00,",
      "09:00-12:00; 13:00-18:00",
    ])
      expect([text, parseHours(text)]).toEqual([text, undefined]);
  });
});
