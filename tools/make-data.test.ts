import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeCalendar } from "./make-calendar.ts";
import { makeZones, repack, secondsOf } from "./make-zones.ts";

const kept = (path: string): unknown => JSON.parse(readFileSync(new URL(`../data/${path}`, import.meta.url), "utf8"));

describe("C8.1 kept data", () => {
  test("is what the tools make from the pinned packages", () => {
    expect(kept("calendars/cn.json")).toEqual(makeCalendar());
    expect(kept("zones.json")).toEqual(makeZones());
  });
  test("numbers to the base 60, with seconds behind the point", () => {
    expect(["0", "-2.r", "10", "X", "-1.u"].map(secondsOf)).toEqual([0, -147, 3600, 59 * 60, -90]);
  });
  test("a zone before 1990 keeps only the offset it ended with", () => {
    expect(repack("A/B|LMT GMT|g.8 0|01|-2ldXH.Q|48e5")).toEqual(["A/B", "0|0|"]);
  });
});
