import { describe, expect, test } from "vitest";
import { cn, day, instant, london, shanghai, zone } from "../../test/calendars.ts";
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from "../values/date.ts";
import { fixedZone, instantOf, localDay, localTime, offsetAt, SHANGHAI, zonedText } from "./zone.ts";

const at = (hour: number, minute = 0): number => hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE;

describe("C1.1 zones", () => {
  test("case-V6: the local day decides, not the UTC day", () => {
    expect(localDay(SHANGHAI, cn("2026-06-30T23:50"))).toBe(day("2026-06-30"));
    expect(localDay(SHANGHAI, cn("2026-07-01T00:10"))).toBe(day("2026-07-01"));
    expect(localDay(SHANGHAI, instant("2026-06-30T16:00:00Z"))).toBe(day("2026-07-01"));
  });
  test("E-38: 2026-03-31T15:59Z and 16:01Z are two local months in Shanghai", () => {
    expect(localDay(shanghai, instant("2026-03-31T15:59:00Z"))).toBe(day("2026-03-31"));
    expect(localDay(shanghai, instant("2026-03-31T16:01:00Z"))).toBe(day("2026-04-01"));
  });
  test("E-38: Paris, 30 May 20:00Z and 23:00Z are two local days", () => {
    const paris = zone("Europe/Paris");
    expect(localDay(paris, instant("2022-05-30T20:00:00Z"))).toBe(day("2022-05-30"));
    expect(localDay(paris, instant("2022-05-30T23:00:00Z"))).toBe(day("2022-05-31"));
  });
  test("domain-C3-11: 2026-06-15T15:59:59Z is the 15th, 16:00:00Z the 16th", () => {
    expect(localDay(shanghai, instant("2026-06-15T15:59:59Z"))).toBe(day("2026-06-15"));
    expect(localDay(shanghai, instant("2026-06-15T16:00:00Z"))).toBe(day("2026-06-16"));
  });
  test("Europe/London: offsets on both sides of each change of 2026", () => {
    const offsets = ["03-29T00:59:59", "03-29T01:00:00", "10-25T00:59:59", "10-25T01:00:00"].map((text) =>
      offsetAt(london, instant(`2026-${text}Z`)),
    );
    expect(offsets).toEqual([0, 3600, 3600, 0]);
  });
  test("Europe/London: a summer day begins at 23:00Z", () => {
    expect(instantOf(london, day("2026-07-01"))).toBe(instant("2026-06-30T23:00:00Z"));
    expect(instantOf(london, day("2026-01-01"))).toBe(instant("2026-01-01T00:00:00Z"));
  });
  test("Europe/London: the day of the change has 23 hours in spring and 25 in autumn", () => {
    const length = (text: string): number =>
      (instantOf(london, (day(text) + 1) as never) - instantOf(london, day(text))) / MICROS_PER_HOUR;
    expect(["2026-03-28", "2026-03-29", "2026-10-25", "2026-10-26"].map(length)).toEqual([24, 23, 25, 24]);
  });
  test("Europe/London: a time that the clock skips is read with the offset before the jump", () => {
    expect(instantOf(london, day("2026-03-29"), at(1, 30))).toBe(instant("2026-03-29T01:30:00Z"));
    expect(zonedText(london, instantOf(london, day("2026-03-29"), at(1, 30)))).toBe("2026-03-29T02:30:00+01:00");
  });
  test("Europe/London: a time that comes twice is the first of the two", () => {
    expect(instantOf(london, day("2026-10-25"), at(1, 30))).toBe(instant("2026-10-25T00:30:00Z"));
    expect(localTime(london, instant("2026-10-25T01:30:00Z"))).toBe(at(1, 30));
  });
  test("24:00 is the next midnight", () => {
    expect(instantOf(shanghai, day("2026-06-30"), at(24))).toBe(cn("2026-07-01T00:00"));
    expect(instantOf(london, day("2026-03-28"), at(24))).toBe(instantOf(london, day("2026-03-29")));
  });
  test("zones beyond Europe: Nepal, the far east and the far west, a half-hour change", () => {
    expect(zonedText(zone("Asia/Kathmandu"), instant("2026-01-01T00:00:00Z"))).toBe("2026-01-01T05:45:00+05:45");
    expect(zonedText(zone("Pacific/Kiritimati"), instant("2026-01-01T00:00:00Z"))).toBe("2026-01-01T14:00:00+14:00");
    expect(zonedText(zone("Pacific/Pago_Pago"), instant("2026-01-01T00:00:00Z"))).toBe("2025-12-31T13:00:00-11:00");
    const lordHowe = zone("Australia/Lord_Howe");
    expect(
      offsetAt(lordHowe, instant("2026-01-15T00:00:00Z")) - offsetAt(lordHowe, instant("2026-07-15T00:00:00Z")),
    ).toBe(1800);
  });
  test("a day that a zone skipped altogether: Samoa has no 2011-12-30", () => {
    const apia = zone("Pacific/Apia");
    const before = instantOf(apia, day("2011-12-29"), at(23, 59));
    expect(localDay(apia, (before + MICROS_PER_MINUTE) as never)).toBe(day("2011-12-31"));
  });
  test("a fixed offset needs no data", () => {
    expect(instantOf(fixedZone("+05:30", 19_800), day("2026-01-01"))).toBe(instant("2025-12-31T18:30:00Z"));
  });
});
