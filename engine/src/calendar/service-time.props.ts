import fc from "fast-check";
import { describe, test } from "vitest";
import { china, hours, london, shanghai } from "../../test/calendars.ts";
import type { Instant } from "../values/brand.ts";
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, parseInstant } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";
import { businessTimeBetween, serviceDue, serviceDueWithPauses } from "./service-time.ts";
import type { Pause } from "./types.ts";

const begin = parseInstant("2026-01-05T00:00:00+08:00")!;
const minute = (most: number) => fc.integer({ min: 0, max: most });
const moment = minute(200 * 1440).map((it) => (begin + it * MICROS_PER_MINUTE) as Instant);
const zones = fc.constantFrom(shanghai, london);
const open = fc.constantFrom("09:00-18:00", "09:00-12:00, 13:30-18:00", "00:00-24:00", "20:00-24:00").map(hours);
const business = fc
  .record({ unit: fc.constantFrom("minutes", "hours", "days"), count: fc.integer({ min: 1, max: 40 }) })
  .map((it) => ({ ...it, business: true }) as Duration);
const plain = fc
  .record({
    unit: fc.constantFrom("minutes", "hours", "days", "weeks", "months"),
    count: fc.integer({ min: 1, max: 9 }),
  })
  .map((it) => ({ ...it, business: false }) as Duration);
const pauses = fc.array(
  fc
    .tuple(moment, minute(5 * 1440))
    .map(([from, length]): Pause => ({ from, to: (from + length * MICROS_PER_MINUTE) as Instant })),
  { maxLength: 6 },
);

describe("C8.1 service clocks", () => {
  test("opening hours until due are exactly those that were given", () => {
    fc.assert(
      fc.property(zones, open, moment, fc.integer({ min: 1, max: 60 }), (zone, hours, from, count) => {
        const { due } = serviceDue(china, zone, hours, from, { unit: "hours", count, business: true });
        const given = count * MICROS_PER_HOUR;
        const until = (at: number): number => businessTimeBetween(china, zone, hours, from, at as Instant);
        return until(due) === given && until(due - 1) === given - 1;
      }),
    );
  });
  test("steps run from start to due without gap, and the counted ones of a clock in hours add up", () => {
    fc.assert(
      fc.property(zones, open, moment, fc.oneof(business, plain), pauses, (zone, hours, from, add, still) => {
        const { due, steps } = serviceDueWithPauses(china, zone, hours, from, add, still);
        const joined = steps.every((it, index) => it.from === (steps[index - 1]?.to ?? from) && it.from < it.to);
        const size = add.unit === "hours" ? MICROS_PER_HOUR : MICROS_PER_MINUTE;
        const counted = steps.reduce((sum, it) => sum + (it.counted ? it.to - it.from : 0), 0);
        const right = add.unit === "hours" || add.unit === "minutes" ? counted === add.count * size : true;
        return joined && right && steps.at(-1)?.to === due;
      }),
    );
  });
  test("a pause never brings the due time forward, and its order and overlap do not matter", () => {
    fc.assert(
      fc.property(zones, open, moment, fc.oneof(business, plain), pauses, (zone, hours, from, add, still) => {
        const of = (list: readonly Pause[]): number => serviceDueWithPauses(china, zone, hours, from, add, list).due;
        const due = of(still);
        return due >= of([]) && due === of([...still].reverse()) && due === of([...still, ...still]);
      }),
    );
  });
  test("a pause that begins at the due time or later changes nothing", () => {
    fc.assert(
      fc.property(open, moment, fc.oneof(business, plain), minute(9000), (hours, from, add, later) => {
        const { due } = serviceDue(china, shanghai, hours, from, add);
        const pause = { from: (due + later * MICROS_PER_MINUTE) as Instant, to: (due + 9 * MICROS_PER_DAY) as Instant };
        return serviceDueWithPauses(china, shanghai, hours, from, add, [pause]).due === due;
      }),
    );
  });
  test("a later start is never due earlier", () => {
    fc.assert(
      fc.property(zones, open, moment, minute(3000), business, (zone, hours, from, more, add) => {
        const later = (from + more * MICROS_PER_MINUTE) as Instant;
        return serviceDue(china, zone, hours, from, add).due <= serviceDue(china, zone, hours, later, add).due;
      }),
    );
  });
  test("opening time adds up over any cut", () => {
    fc.assert(
      fc.property(zones, open, moment, minute(9000), minute(9000), (zone, hours, from, a, b) => {
        const middle = (from + a * MICROS_PER_MINUTE) as Instant;
        const to = (middle + b * MICROS_PER_MINUTE) as Instant;
        const time = (x: Instant, y: Instant): number => businessTimeBetween(china, zone, hours, x, y);
        return time(from, middle) + time(middle, to) === time(from, to);
      }),
    );
  });
});
