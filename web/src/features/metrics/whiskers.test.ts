import { expect, test } from "vitest";
import { whiskers } from "./whiskers.ts";

const none = { low: null, high: null };

test("N3: every point has its interval drawn, a lone one between two without too", () => {
  expect(whiskers([none, { low: 0.207, high: 1 }, none])).toEqual([[{ coord: [1, 0.207] }, { coord: [1, 1] }]]);
  expect(whiskers([{ low: 1, high: 2 }, none, { low: 3, high: 5 }])).toEqual([
    [{ coord: [0, 1] }, { coord: [0, 2] }],
    [{ coord: [2, 3] }, { coord: [2, 5] }],
  ]);
});
