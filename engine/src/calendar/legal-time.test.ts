import { describe, expect, test } from "vitest";
import { china, day, duration } from "../../test/calendars.ts";
import { dayText } from "../values/date.ts";
import { isLegalUnit, legalDue } from "./legal-time.ts";
import type { LegalDue } from "./types.ts";

const legal = (from: string, add: string, extendOverWeekends = true, pausedDays = 0): LegalDue =>
  legalDue(china, day(from), duration(add), { extendOverWeekends, pausedDays });
const dueText = (from: string, add: string, weekends = true): string => dayText(legal(from, add, weekends).due);
const stepTexts = (due: LegalDue): string[] =>
  due.steps.map(
    (it) => `${dayText(it.from).slice(5)} to ${dayText(it.to).slice(5)} ${it.counted ? "+" : "-"} ${it.reason}`,
  );

describe("C12.2 legal periods", () => {
  test("domain-D5: the first day is not counted, the end moves past a holiday (CC 201, 203)", () => {
    expect(dueText("2026-09-01", "30 days")).toBe("2026-10-08");
    expect(dueText("2026-04-21", "10 days")).toBe("2026-05-06");
    expect(dueText("2026-09-24", "15 days")).toBe("2026-10-09");
    expect(dueText("2026-01-30", "15 days")).toBe("2026-02-14");
  });
  test("each day that moved the end is named", () => {
    expect(stepTexts(legal("2026-09-24", "8 days"))).toEqual([
      "09-24 to 09-25 - first_day",
      "09-25 to 10-02 + day_by_day",
      "10-02 to 10-03 - holiday:国庆节",
      "10-03 to 10-04 - holiday:国庆节",
      "10-04 to 10-05 - holiday:国庆节",
      "10-05 to 10-06 - holiday:国庆节",
      "10-06 to 10-07 - holiday:国庆节",
      "10-07 to 10-08 - holiday:国庆节",
      "10-08 to 10-09 + working_day",
    ]);
    expect(stepTexts(legal("2026-03-09", "4 days"))).toEqual([
      "03-09 to 03-10 - first_day",
      "03-10 to 03-14 + day_by_day",
    ]);
  });
  test("CC 202: months end on the corresponding day, or on the last of the month", () => {
    expect(dueText("2026-01-31", "1 month")).toBe("2026-02-28");
    expect(dueText("2024-02-29", "1 year")).toBe("2025-02-28");
    expect(dueText("2025-12-10", "3 months")).toBe("2026-03-10");
    expect(dueText("2025-08-31", "3 months", false)).toBe("2025-11-30");
  });
  test("CC 203 to the letter: a plain weekend moves the end only where the switch says so", () => {
    expect([dueText("2026-03-04", "10 days"), dueText("2026-03-04", "10 days", false)]).toEqual([
      "2026-03-16",
      "2026-03-14",
    ]);
    expect(dueText("2026-04-21", "10 days", false)).toBe("2026-05-06");
  });
  test("days paused lengthen the period before its end is moved", () => {
    expect(dayText(legal("2026-03-09", "10 days", true, 3).due)).toBe("2026-03-23");
    expect(stepTexts(legal("2026-03-09", "10 days", true, 3))).toEqual([
      "03-09 to 03-10 - first_day",
      "03-10 to 03-13 - paused",
      "03-13 to 03-22 + day_by_day",
      "03-22 to 03-23 - weekend",
      "03-23 to 03-24 + working_day",
    ]);
  });
  test("an end in a year whose holidays are not known is estimated", () => {
    expect(legal("2026-12-20", "20 days").estimated).toBe(true);
    expect(legal("2026-12-20", "11 days").estimated).toBe(false);
    expect(legal("2023-12-28", "10 days").estimated).toBe(false);
  });
  test("C8.1: hours and business days are no units of a legal period (CC 200, 201): who asks for them has a bug", () => {
    expect(["48 hours", "10 business days", "2 days"].map((one) => isLegalUnit(duration(one)))).toEqual([
      false,
      false,
      true,
    ]);
    for (const add of ["48 hours", "10 business days"])
      expect(() => legal("2026-03-09", add)).toThrow("a legal period in hours, minutes or business units");
  });
  test("no time at all ends on the day itself, or after it when that is a day off", () => {
    expect(dueText("2026-03-09", "0 days")).toBe("2026-03-09");
    expect(dueText("2026-10-03", "0 days")).toBe("2026-10-08");
  });
});
