import { describe, expect, test } from "vitest";
import { china, cn, day, duration, nineToSix, shanghai } from "../../test/calendars.ts";
import { dayText } from "../values/date.ts";
import { dueAfterPeriodEnd, endOfDay, recurrenceDay } from "./recurrence-time.ts";
import { serviceDue } from "./service-time.ts";

describe("C8.2 recurring duties", () => {
  const after = (toDay: string, add: string) =>
    dueAfterPeriodEnd(china, shanghai, nineToSix, day(toDay), duration(add)).due;
  test("5 business days after June: the first of July is the first of them", () => {
    expect(after("2026-07-01", "5 business days")).toBe(cn("2026-07-07T18:00"));
    expect(serviceDue(china, shanghai, nineToSix, cn("2026-07-01T00:00"), duration("5 business days")).due).toBe(
      cn("2026-07-08T18:00"),
    );
  });
  test("10 days after June end with the tenth of July; a month after it with July", () => {
    expect(after("2026-07-01", "10 days")).toBe(endOfDay(shanghai, day("2026-07-10")));
    expect(after("2026-07-01", "1 month")).toBe(endOfDay(shanghai, day("2026-07-31")));
    expect(after("2026-07-01", "0 days")).toBe(cn("2026-07-01T00:00"));
    expect(after("2026-07-01", "8 business hours")).toBe(cn("2026-07-01T17:00"));
  });
  test("the steps begin where the period ends", () => {
    const { steps } = dueAfterPeriodEnd(china, shanghai, nineToSix, day("2026-07-01"), duration("2 business days"));
    expect(steps.map((it) => [dayText(it.date), it.counted, it.reason])).toEqual([
      ["2026-07-01", true, "working_day"],
      ["2026-07-02", true, "working_day"],
    ]);
    expect([steps[0]!.from, steps[1]!.to]).toEqual([cn("2026-07-01T00:00"), cn("2026-07-02T18:00")]);
  });
  test("0 business days after the end is the end itself", () => {
    expect(after("2026-07-01", "0 business days")).toBe(cn("2026-07-01T00:00"));
  });
  test("E-37: a series counts from its anchor, so the 31st comes back", () => {
    const monthly = [1, 2, 3, 4].map((index) => dayText(recurrenceDay(day("2026-01-31"), 1, index)));
    expect(monthly).toEqual(["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
    const yearly = [1, 2, 3, 4].map((index) => dayText(recurrenceDay(day("2028-02-29"), 12, index)));
    expect(yearly).toEqual(["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
  });
});
