import { describe, expect, test } from "vitest";
import { durationText, parseDuration } from "./duration.ts";

describe("C8.1 durations", () => {
  test("every unit is read and printed", () => {
    for (const text of [
      "30 days",
      "1 day",
      "2 months",
      "1 month",
      "3 years",
      "2 weeks",
      "45 minutes",
      "36 hours",
      "5 business days",
      "1 business day",
      "2 business hours",
      "90 business minutes",
      "0 days",
    ])
      expect(durationText(parseDuration(text)!)).toBe(text);
  });
  test("what business units there are", () => {
    expect(parseDuration("5 business days")).toEqual({ unit: "days", count: 5, business: true });
    for (const text of ["1 business week", "2 business months", "1 business year"])
      expect(parseDuration(text)).toBeUndefined();
  });
  test("what is no duration is not read", () => {
    for (const text of [
      "",
      "5",
      "days",
      "5days",
      "-5 days",
      "1.5 days",
      "five days",
      "5  days",
      "5 Days",
      "P5D",
      "5 seconds",
    ])
      expect([text, parseDuration(text)]).toEqual([text, undefined]);
  });
  test("longer than a century is a slip of the pen and would leave the range of exact instants", () => {
    expect(parseDuration("100 years")).toBeDefined();
    for (const text of ["101 years", "1201 months", "36526 days", "36526 business days", "900000 hours"])
      expect([text, parseDuration(text)]).toEqual([text, undefined]);
  });
});
