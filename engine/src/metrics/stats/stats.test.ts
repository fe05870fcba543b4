import { describe, expect, test } from "vitest";
import { parseRate } from "../../values/rational.ts";
import { gammaUpper } from "../forecast/totals.ts";
import { betaLower } from "./beta.ts";
import { exp, ln, lnBeta, lnGamma, lnOnePlus } from "./elementary.ts";
import { normalUpper, normalUpperQuantile } from "./normal.ts";
import { npsInterval } from "./nps-interval.ts";
import { studentUpper, studentUpperQuantile } from "./student.ts";
import { tInterval } from "./t-interval.ts";
import { wilson } from "./wilson.ts";

const NINETY_FIVE = parseRate("95%")!;
const near = (found: number, expected: number, relative: number): void =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300));

/** Reference figures were computed to 30 digits with mpmath. */
describe("series against 30-digit figures", () => {
  test.each([
    [1e-300, -690.7755278982137],
    [0.001, -6.907755278982137],
    [0.25, -1.3862943611198906],
    [0.9999999, -1.0000000494736474e-7],
    [1.0000001, 9.999999505838704e-8],
    [3, 1.0986122886681098],
    [12345.678, 9.421061321291832],
    [1e300, 690.7755278982137],
  ])("ln %d", (x, expected) => near(ln(x), expected, 1e-15));
  test.each([
    [-700, 9.85967654375977e-305],
    [-30.5, 5.675685232632723e-14],
    [-1e-9, 0.999999999],
    [0.3, 1.3498588075760032],
    [2, 7.38905609893065],
    [100.25, 3.451610733125924e43],
    [709, 8.218407461554972e307],
  ])("exp %d", (x, expected) => near(exp(x), expected, 2e-15));
  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.7, 1.428072326665388],
    [11.9, 17.25847745059552],
    [12.1, 17.74700727079874],
    [100, 359.1342053695754],
    [12345.6, 103959.18506616846],
  ])("lnGamma %d", (x, expected) => near(lnGamma(x), expected, 1e-13));
  test.each([
    [0.3, 2, 5, 0.5798249999999999],
    [0.5, 1000, 1000, 0.5],
    [0.2, 50.5, 200.5, 0.4936744225284459],
    [1e-6, 0.5, 0.5, 0.0006366198784709244],
  ])("incomplete beta %d (%d, %d)", (x, a, b, expected) => near(betaLower(x, a, b), expected, 1e-12));
  test.each([
    [0.5, 0.1, 0.654720846018577],
    [2.5, 3, 0.3062189184132784],
    [10, 4, 0.9918677572030662],
    [100, 130, 0.002750408367306526],
    [1000, 990, 0.620478621462036],
    [0.01, 5, 1.175351941275085e-5],
  ])("incomplete gamma (%d, %d)", (shape, x, expected) => near(gammaUpper(shape, x), expected, 1e-11));
  test("ln(1 + x), ln B and the edges", () => {
    near(lnOnePlus(1e-12), 1e-12 - 5e-25, 1e-15);
    near(lnBeta(2, 3), -2.4849066497880004, 1e-14);
    near(lnBeta(0.5, 1_000_000), 0.5723649429247001 - 0.5 * ln(1_000_000) + 1.25e-7, 1e-12);
    expect(ln(0)).toBe(-Infinity);
    expect(exp(-800)).toBe(0);
    expect(exp(710)).toBe(Infinity);
    expect([ln(-1), exp(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });
});
describe("C3.2 quantiles to 1e-12", () => {
  test.each([
    [0.025, 1.9599639845400543],
    [0.005, 2.575829303548901],
    [0.05, 1.6448536269514726],
    [0.5, 0],
    [1e-10, 6.361340902404057],
    [0.975, -1.9599639845400543],
  ])("normal, upper %d", (upper, expected) => {
    expect(Math.abs(normalUpperQuantile(upper) - expected)).toBeLessThan(1e-12);
    near(normalUpper(normalUpperQuantile(upper)), upper, 1e-12);
  });
  test.each([
    [0.025, 1, 12.706204736174705],
    [0.025, 2, 4.302652729749464],
    [0.025, 3, 3.1824463052837095],
    [0.025, 4, 2.7764451051977943],
    [0.025, 7, 2.3646242515927853],
    [0.025, 8, 2.3060041352041667],
    [0.025, 9, 2.2621571627982053],
    [0.025, 29, 2.0452296421327043],
    [0.025, 99, 1.9842169515864174],
    [0.025, 499, 1.964729390987689],
    [0.025, 1999, 1.961151420170562],
    [0.025, 2000, 1.9611508260994381],
    [0.025, 2001, 1.9611502326224415],
    [0.025, 10000, 1.9602012398906263],
    [0.005, 1, 63.65674116287158],
    [0.005, 2, 9.924843200918293],
    [0.005, 19, 2.860934606464979],
    [0.005, 2001, 2.5782885568255693],
  ])("Student, upper %d with %d degrees", (upper, freedom, expected) => {
    near(studentUpperQuantile(upper, freedom), expected, 1e-12);
    if (freedom <= 2000) near(studentUpper(expected, freedom), upper, 1e-12);
  });
});
describe("C3.2 intervals at printed precision", () => {
  // anchors.md §D (Newcombe 1998, method 3; book examples) and domain.md B2.
  test.each([
    ["anchors-D", 81, 263, 0.255289, 0.36621],
    ["anchors-D", 15, 148, 0.062386, 0.160487],
    ["anchors-D", 0, 20, 0, 0.161125],
    ["anchors-D", 1, 29, 0.006113, 0.171755],
    ["anchors-D", 29, 29, 0.88303, 1],
    ["anchors-D", 250, 533, 0.42705, 0.51148],
    ["anchors-D", 204, 412, 0.447136, 0.543245],
    ["anchors-D", 103, 167, 0.541191, 0.687091],
    ["anchors-D", 33, 45, 0.589612, 0.840351],
    ["anchors-D", 13, 16, 0.569911, 0.934084],
    ["domain-B2", 45, 50, 0.786398, 0.956524],
    ["domain-B2", 4, 4, 0.510109, 1],
    ["domain-B2", 9, 10, 0.59585, 0.982124],
    ["domain-B2", 180, 200, 0.850594, 0.93433],
    ["domain-B2", 0, 12, 0, 0.242494],
    ["domain-F1", 1336, 2718, 0.472769, 0.510331],
  ])("%s Wilson %d of %d", (_source, successes, trials, low, high) => {
    const interval = wilson(successes, trials, NINETY_FIVE)!;
    expect(Math.abs(interval.low - low)).toBeLessThan(5.1e-7);
    expect(Math.abs(interval.high - high)).toBeLessThan(5.1e-7);
  });
  test("domain-B2 and anchors-D: net promoter score 45/30/25 is 20 ± 15.923, ± 12.19 of a population of 240", () => {
    const open = npsInterval(45, 25, 100, NINETY_FIVE)!;
    expect((open.high - open.low) / 2).toBeCloseTo(15.922823, 6);
    const finite = npsInterval(45, 25, 100, NINETY_FIVE, 240)!;
    expect((finite.high - finite.low) / 2).toBeCloseTo(12.19, 2);
    expect(npsInterval(45, 25, 100, NINETY_FIVE, 100)).toEqual({ low: 20, high: 20 });
  });
  test("C3.2 bounds of a score stay within ±100, and nobody asked means no interval", () => {
    expect(npsInterval(9, 1, 10, parseRate("99.9%")!)!.high).toBe(100);
    expect(npsInterval(0, 0, 0, NINETY_FIVE)).toBeUndefined();
    expect(wilson(0, 0, NINETY_FIVE)).toBeUndefined();
  });
  test("C3.2 Student's interval: 5, 6, 7 is 6 ± 2.484138", () => {
    const interval = tInterval(6, 1, 3, NINETY_FIVE)!;
    expect(interval.high - 6).toBeCloseTo(4.302652729749464 / Math.sqrt(3), 12);
    expect(tInterval(6, 0, 1, NINETY_FIVE)).toBeUndefined();
  });
});
