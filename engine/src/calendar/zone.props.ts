import fc from "fast-check";
import { describe, test } from "vitest";
import { london, shanghai, zone } from "../../test/calendars.ts";
import type { Day, Instant } from "../values/brand.ts";
import { MICROS_PER_DAY, MICROS_PER_MINUTE, MICROS_PER_SECOND, parseInstant } from "../values/date.ts";
import { instantOf, localDay, localTime, offsetAt, zonedText } from "./zone.ts";

const zones = fc.constantFrom(
  london,
  shanghai,
  zone("America/New_York"),
  zone("America/Santiago"),
  zone("Australia/Lord_Howe"),
  zone("Asia/Kolkata"),
);
const instants = fc.integer({ min: 7_305 * 1440, max: 24_800 * 1440 }).map((it) => (it * MICROS_PER_MINUTE) as Instant);

describe("C1.1 zones", () => {
  test("an instant is found again from its local day and time, but for the second run of a repeated hour", () => {
    fc.assert(
      fc.property(zones, instants, (where, at) => {
        const back = instantOf(where, localDay(where, at), localTime(where, at));
        const repeated = back < at && offsetAt(where, back) > offsetAt(where, at);
        return back === at || (repeated && localTime(where, back) === localTime(where, at));
      }),
    );
  });
  test("local days never run backwards and midnight lies in its own day", () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 7_305, max: 24_800 }), (where, number) => {
        const day = number as Day;
        const start = instantOf(where, day);
        return localDay(where, start) === day && instantOf(where, (day + 1) as Day) > start;
      }),
    );
  });
  test("what is printed is read back", () => {
    fc.assert(fc.property(zones, instants, (where, at) => parseInstant(zonedText(where, at)) === at));
  });
  test("local time stays within the day", () => {
    fc.assert(
      fc.property(zones, instants, (where, at) => {
        const time = localTime(where, at);
        return time >= 0 && time < MICROS_PER_DAY && time % MICROS_PER_SECOND === 0;
      }),
    );
  });
});
