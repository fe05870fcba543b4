import { describe, expect, test } from "vitest";
import { china, cn, duration, hours, instant, london, nineToSix, plainWeek, shanghai } from "../../test/calendars.ts";
import type { Instant } from "../values/brand.ts";
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from "../values/date.ts";
import { businessTimeBetween, serviceDue, serviceDueWithPauses } from "./service-time.ts";
import type { CalendarData, Hours, Pause, Step } from "./types.ts";
import { zonedText } from "./zone.ts";

interface Setting {
  readonly calendar?: CalendarData;
  readonly hours?: Hours;
  readonly pauses?: readonly Pause[];
}
const due = (from: string, add: string, setting: Setting = {}) =>
  serviceDueWithPauses(
    setting.calendar ?? china,
    shanghai,
    setting.hours ?? nineToSix,
    cn(from),
    duration(add),
    setting.pauses ?? [],
  );
/** `02-14 16:00` in Shanghai. */
const short = (at: Instant): string => zonedText(shanghai, at).slice(5, 16).replace("T", " ");
const dueText = (from: string, add: string, setting?: Setting): string => short(due(from, add, setting).due);
const stepTexts = (steps: readonly Step[]): string[] =>
  steps.map((it) => `${short(it.from)} to ${short(it.to)} ${it.counted ? "+" : "-"} ${it.reason}`);
const counted = (steps: readonly Step[]): number =>
  steps.reduce((sum, it) => sum + (it.counted ? it.to - it.from : 0), 0);

describe("C8.1 business hours", () => {
  test("domain-D5: 09:00-18:00 without a break", () => {
    const vectors = [
      ["2026-02-13T17:00", "8", "02-14 16:00"],
      ["2026-02-14T17:30", "4", "02-24 12:30"],
      ["2026-09-30T16:00", "9", "10-08 16:00"],
      ["2026-09-20T10:00", "2", "09-20 12:00"],
      ["2026-09-19T10:00", "2", "09-20 11:00"],
      ["2026-05-08T17:00", "10", "05-09 18:00"],
      ["2025-12-31T17:00", "8", "01-04 16:00"],
    ] as const;
    for (const [from, count, wanted] of vectors)
      expect([from, dueText(from, `${count} business hours`)]).toEqual([from, wanted]);
  });
  test("case-Q1: 48 hours at 12 a day over two holidays, with every day counted or skipped", () => {
    const twelve = hours("08:00-20:00");
    const result = due("2026-04-30T08:00", "48 business hours", { hours: twelve });
    expect(short(result.due)).toBe("05-08 20:00");
    expect(stepTexts(result.steps)).toEqual([
      "04-30 08:00 to 04-30 20:00 + working_hours",
      "04-30 20:00 to 05-01 00:00 - outside_hours",
      "05-01 00:00 to 05-02 00:00 - holiday:劳动节",
      "05-02 00:00 to 05-03 00:00 - holiday:劳动节",
      "05-03 00:00 to 05-04 00:00 - holiday:劳动节",
      "05-04 00:00 to 05-05 00:00 - holiday:劳动节",
      "05-05 00:00 to 05-06 00:00 - holiday:劳动节",
      "05-06 00:00 to 05-06 08:00 - outside_hours",
      "05-06 08:00 to 05-06 20:00 + working_hours",
      "05-06 20:00 to 05-07 00:00 - outside_hours",
      "05-07 00:00 to 05-07 08:00 - outside_hours",
      "05-07 08:00 to 05-07 20:00 + working_hours",
      "05-07 20:00 to 05-08 00:00 - outside_hours",
      "05-08 00:00 to 05-08 08:00 - outside_hours",
      "05-08 08:00 to 05-08 20:00 + working_hours",
    ]);
    expect(counted(result.steps)).toBe(48 * MICROS_PER_HOUR);
  });
  test("case-Q2: round the clock, 23:30 + 60 minutes is 00:30 exactly", () => {
    const always = { calendar: { ...plainWeek, weekend: [] }, hours: hours("00:00-24:00") };
    expect(dueText("2026-03-14T23:30", "60 business minutes", always)).toBe("03-15 00:30");
    expect(dueText("2026-03-14T23:30", "30 business minutes", always)).toBe("03-15 00:00");
    expect(dueText("2026-03-14T23:30", "60 minutes")).toBe("03-15 00:30");
  });
  test("case-Q3: created Saturday, 4 hours, held Monday 10-12 → Monday 15:00", () => {
    const pauses = [{ from: cn("2026-03-16T10:00"), to: cn("2026-03-16T12:00") }];
    const result = due("2026-03-14T11:00", "4 business hours", { calendar: plainWeek, pauses });
    expect(short(result.due)).toBe("03-16 15:00");
    expect(stepTexts(result.steps)).toEqual([
      "03-14 11:00 to 03-15 00:00 - weekend",
      "03-15 00:00 to 03-16 00:00 - weekend",
      "03-16 00:00 to 03-16 09:00 - outside_hours",
      "03-16 09:00 to 03-16 10:00 + working_hours",
      "03-16 10:00 to 03-16 12:00 - paused",
      "03-16 12:00 to 03-16 15:00 + working_hours",
    ]);
  });
  test("case-Q8: Friday 16:30 + 1 hour at 9-17 → Monday 09:30", () => {
    expect(dueText("2026-03-13T16:30", "1 business hour", { hours: hours("09:00-17:00") })).toBe("03-16 09:30");
  });
  test("case-Q10: 2026-09-30 16:00 + 9 hours → 10-08 16:00, National Day named on the way", () => {
    const result = due("2026-09-30T16:00", "9 business hours");
    expect(short(result.due)).toBe("10-08 16:00");
    expect(result.steps.filter((it) => it.reason === "holiday:国庆节")).toHaveLength(7);
    expect(result.estimated).toBe(false);
  });
  test("E-35: 08-18, Monday 17:00 + 4 hours → Tuesday 11:00; Monday 10:00 → 14:00", () => {
    const setting = { calendar: plainWeek, hours: hours("08:00-18:00") };
    expect(dueText("2026-03-16T17:00", "4 business hours", setting)).toBe("03-17 11:00");
    expect(dueText("2026-03-16T10:00", "4 business hours", setting)).toBe("03-16 14:00");
  });
  test("a span used up exactly at close is due then; a start at close waits for the next opening", () => {
    expect(dueText("2026-03-11T16:00", "2 business hours")).toBe("03-11 18:00");
    expect(dueText("2026-03-11T18:00", "1 business minute")).toBe("03-12 09:01");
    expect(dueText("2026-03-11T05:00", "1 business hour")).toBe("03-11 10:00");
  });
  test("make-up workdays are named as such", () => {
    const steps = due("2026-02-13T17:00", "2 business hours").steps;
    expect(steps.at(-1)).toMatchObject({ counted: true, reason: "make_up_workday:春节" });
  });
  test("to the microsecond", () => {
    const from = (cn("2026-03-11T17:59") + 59_999_999) as Instant;
    expect(serviceDue(china, shanghai, nineToSix, from, duration("1 business minute")).due - from).toBe(
      15 * MICROS_PER_HOUR + MICROS_PER_MINUTE,
    );
  });
});
describe("C8.1 business days", () => {
  test("the first day is not counted, due at close of the fifth", () => {
    expect(dueText("2026-03-11T10:00", "5 business days")).toBe("03-18 18:00");
    expect(dueText("2026-03-11T20:00", "1 business day")).toBe("03-12 18:00");
    expect(dueText("2026-03-14T10:00", "1 business day")).toBe("03-16 18:00");
    expect(dueText("2026-03-11T10:00", "0 business days")).toBe("03-11 10:00");
  });
  test("close is the end of the last span", () => {
    const setting = { hours: hours("09:00-12:00, 13:30-17:30") };
    expect(dueText("2026-03-11T10:00", "1 business day", setting)).toBe("03-12 17:30");
  });
  test("steps name the first day, days off and make-up workdays", () => {
    expect(stepTexts(due("2026-10-08T15:00", "3 business days").steps)).toEqual([
      "10-08 15:00 to 10-09 00:00 - first_day",
      "10-09 00:00 to 10-10 00:00 + working_day",
      "10-10 00:00 to 10-11 00:00 + make_up_workday:国庆节",
      "10-11 00:00 to 10-12 00:00 - weekend",
      "10-12 00:00 to 10-12 18:00 + working_day",
    ]);
  });
  test("a pause moves the end on by the opening time it took, and the steps show both", () => {
    const pauses = [{ from: cn("2026-03-10T16:00"), to: cn("2026-03-11T10:00") }];
    const result = due("2026-03-09T10:00", "2 business days", { pauses });
    expect(short(result.due)).toBe("03-12 12:00");
    expect(stepTexts(result.steps)).toEqual([
      "03-09 10:00 to 03-10 00:00 - first_day",
      "03-10 00:00 to 03-10 16:00 + working_day",
      "03-10 16:00 to 03-10 18:00 - paused",
      "03-10 18:00 to 03-11 00:00 + working_day",
      "03-11 00:00 to 03-11 09:00 + working_day",
      "03-11 09:00 to 03-11 10:00 - paused",
      "03-11 10:00 to 03-11 18:00 + working_day",
      "03-11 18:00 to 03-12 00:00 - outside_hours",
      "03-12 00:00 to 03-12 09:00 - outside_hours",
      "03-12 09:00 to 03-12 12:00 + working_hours",
    ]);
  });
});
describe("C8.1 plain units", () => {
  test("same time of day, holidays or not; months clamp", () => {
    expect(dueText("2026-09-28T16:45", "5 days")).toBe("10-03 16:45");
    expect(dueText("2026-01-31T16:45", "1 month")).toBe("02-28 16:45");
    expect(dueText("2026-03-11T10:00", "2 weeks")).toBe("03-25 10:00");
    expect(stepTexts(due("2026-09-28T16:45", "5 days").steps)).toEqual(["09-28 16:45 to 10-03 16:45 + elapsed"]);
  });
  test("London: one day and 24 hours differ when the clock changes", () => {
    const from = instant("2026-03-28T10:00:00Z");
    const after = (add: string): string =>
      zonedText(london, serviceDue(plainWeek, london, nineToSix, from, duration(add)).due);
    expect([after("1 day"), after("24 hours")]).toEqual(["2026-03-29T10:00:00+01:00", "2026-03-29T11:00:00+01:00"]);
  });
  test("C8.1 London: a paused day is a day of plain days, 24 hours of hours, when the clocks change", () => {
    const paused = (start: string, from: string, to: string, add: string): string => {
      const pauses = [{ from: instant(from), to: instant(to) }];
      return zonedText(
        london,
        serviceDueWithPauses(plainWeek, london, nineToSix, instant(start), duration(add), pauses).due,
      );
    };
    const spring = ["2026-03-27T12:00:00Z", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00+01:00"] as const;
    expect(paused(...spring, "3 days")).toBe("2026-03-31T12:00:00+01:00");
    expect(paused(...spring, "72 hours")).toBe("2026-03-31T12:00:00+01:00");
    expect(paused(...spring, "1 months")).toBe("2026-04-28T12:00:00+01:00");
    const autumn = ["2026-10-23T12:00:00+01:00", "2026-10-24T12:00:00+01:00", "2026-10-25T12:00:00Z"] as const;
    expect(paused(...autumn, "3 days")).toBe("2026-10-27T12:00:00+00:00");
    const hour = ["2026-03-28T12:00:00Z", "2026-03-28T13:00:00Z", "2026-03-28T14:00:00Z"] as const;
    expect(paused(...hour, "1 days")).toBe("2026-03-29T13:00:00+01:00");
  });
  test("London: a night shift on the day of the change has an hour less in spring, one more in autumn", () => {
    const always = { ...plainWeek, weekend: [] };
    const night = hours("00:00-06:00");
    const open = (date: string): number =>
      businessTimeBetween(always, london, night, instant(`${date}T00:00:00Z`), instant(`${date}T12:00:00Z`));
    expect(open("2026-03-29") / MICROS_PER_HOUR).toBe(5);
    expect(
      businessTimeBetween(always, london, night, instant("2026-10-24T23:00:00Z"), instant("2026-10-25T12:00:00Z")) /
        MICROS_PER_HOUR,
    ).toBe(7);
  });
});
describe("C8.1 unknown years", () => {
  test("a clock that needs a year without holidays is estimated", () => {
    const result = due("2026-12-31T17:00", "2 business hours");
    expect([short(result.due), result.estimated]).toEqual(["01-01 10:00", true]);
  });
  test("one that ends with the known year, even at its last midnight, is not", () => {
    expect(due("2026-12-31T16:00", "2 business hours").estimated).toBe(false);
    expect(due("2026-12-31T22:00", "2 business hours", { hours: hours("09:00-24:00") }).estimated).toBe(false);
  });
  test("plain time needs no calendar and is never estimated", () => {
    expect(due("2026-12-31T16:00", "30 days").estimated).toBe(false);
  });
});
describe("C8.1 opening time between two moments", () => {
  const between = (from: string, to: string, text = "09:00-18:00"): number =>
    businessTimeBetween(china, shanghai, hours(text), cn(from), cn(to)) / MICROS_PER_HOUR;
  test("nights, weekends and lunch do not count", () => {
    expect(between("2026-03-13T16:00", "2026-03-16T11:00")).toBe(4);
    expect(between("2026-03-13T11:00", "2026-03-13T14:30", "09:00-12:00, 13:30-18:00")).toBe(2);
    expect(between("2026-03-14T00:00", "2026-03-16T00:00")).toBe(0);
    expect(between("2026-03-13T10:00", "2026-03-13T10:00")).toBe(0);
    expect(between("2026-03-13T10:00", "2026-03-12T10:00")).toBe(0);
  });
  test("a whole year of 248 days", () => {
    expect(between("2026-01-01T00:00", "2027-01-01T00:00")).toBe(248 * 9);
  });
});
