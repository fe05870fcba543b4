import { describe, expect, test } from "vitest";
import { china, day, plainWeek } from "../../test/calendars.ts";
import { addDays, addMonths, dayText } from "../values/date.ts";
import { addBusinessDays, businessDaysBetween, dayKind, isWorkingDay, yearsKnown } from "./working-day.ts";

describe("C8.1 working days", () => {
  test("domain-D5: 248 working days in 2026, by month", () => {
    const months = Array.from({ length: 12 }, (_, index) => addMonths(day("2026-01-01"), index));
    expect(months.map((it) => businessDaysBetween(china, it, addMonths(it, 1)))).toEqual([
      21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23,
    ]);
    expect(businessDaysBetween(china, day("2026-01-01"), day("2027-01-01"))).toBe(248);
  });
  test("domain-D5: make-up workdays of 2026", () => {
    for (const date of ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
      expect([date, dayKind(china, day(date)).reason.split(":")[0]]).toEqual([date, "make_up_workday"]);
  });
  test("E-33: 2026-05-09, a Saturday, is worked; 2026-05-01 to 05 are not", () => {
    expect(isWorkingDay(china, day("2026-05-09"))).toBe(true);
    expect([1, 2, 3, 4, 5, 6].map((it) => isWorkingDay(china, day(`2026-05-0${it}`)))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
  test("each day says why", () => {
    const reasons = ["2026-10-01", "2026-09-20", "2026-03-14", "2026-03-11"].map(
      (it) => dayKind(china, day(it)).reason,
    );
    expect(reasons).toEqual(["holiday:国庆节", "make_up_workday:国庆节", "weekend", "working_day"]);
  });
  test("an unknown year has weekends only and says so", () => {
    expect(dayKind(china, day("2027-10-01"))).toEqual({ working: true, known: false, reason: "working_day" });
    expect(dayKind(china, day("2027-10-02"))).toEqual({ working: false, known: false, reason: "weekend" });
    expect(yearsKnown(china, day("2024-01-01"), day("2026-12-31"))).toBe(true);
    expect(yearsKnown(china, day("2026-12-31"), day("2027-01-01"))).toBe(false);
    expect(yearsKnown(china, day("2023-12-31"), day("2024-01-01"))).toBe(false);
  });
  test("a day off or a make-up workday without a name is one all the same", () => {
    const bare = { ...plainWeek, years: { 2026: { off: { "2026-03-11": "" }, work: { "2026-03-14": "" } } } };
    expect([isWorkingDay(bare, day("2026-03-11")), isWorkingDay(bare, day("2026-03-14"))]).toEqual([false, true]);
  });
  test("case-Q2: a calendar may work every day, or rest on other days", () => {
    const always = { ...plainWeek, weekend: [] };
    expect(businessDaysBetween(always, day("2026-03-01"), day("2026-04-01"))).toBe(31);
    const friday = { ...plainWeek, weekend: [5, 6] };
    expect(["2026-03-13", "2026-03-14", "2026-03-15"].map((it) => isWorkingDay(friday, day(it)))).toEqual([
      false,
      false,
      true,
    ]);
  });
  test("the day itself is not counted", () => {
    const after = (from: string, count: number): string => dayText(addBusinessDays(china, day(from), count).day);
    expect([after("2026-09-30", 1), after("2026-10-03", 1), after("2026-10-08", 1), after("2026-10-09", 1)]).toEqual([
      "2026-10-08",
      "2026-10-08",
      "2026-10-09",
      "2026-10-10",
    ]);
    expect(after("2026-10-03", 0)).toBe("2026-10-03");
    expect(addBusinessDays(china, day("2026-12-30"), 1).estimated).toBe(false);
    expect(addBusinessDays(china, day("2026-12-31"), 1).estimated).toBe(true);
  });
  test("half-open, empty and backwards ranges", () => {
    const monday = day("2026-03-09");
    expect(businessDaysBetween(china, monday, addDays(monday, 7))).toBe(5);
    expect(businessDaysBetween(china, monday, addDays(monday, 1))).toBe(1);
    expect(businessDaysBetween(china, monday, monday)).toBe(0);
    expect(businessDaysBetween(china, monday, addDays(monday, -7))).toBe(0);
  });
  test("domain-C3-10: 15 of March's 22 working days from 2026-03-11 on", () => {
    expect(businessDaysBetween(china, day("2026-03-11"), day("2026-04-01"))).toBe(15);
    expect(businessDaysBetween(china, day("2026-03-01"), day("2026-04-01"))).toBe(22);
  });
});
