import { expect, test } from "vitest";
import { marksOf, payScale } from "./pay-scale.ts";

test("C6.3: the scale of pay goes in round steps from zero, or from below it, past the largest amount", () => {
  expect(marksOf(payScale([8642.38, 12_900]))).toEqual([0, 5000, 10_000, 15_000]);
  expect(marksOf(payScale([-1200, 800]))).toEqual([-2000, -1000, 0, 1000]);
  expect(marksOf(payScale([0, 0]))).toEqual([0, 1]);
  expect(marksOf(payScale([300]))).toEqual([0, 100, 200, 300]);
});
