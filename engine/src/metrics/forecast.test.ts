import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MeasureKind, MetricDefinition } from "../contract/model.ts";
import type { Day, Instant } from "../values/brand.ts";
import { fromInteger, parseDecimal, parseRate, type Rational } from "../values/rational.ts";
import { pacePrior } from "./forecast/history.ts";
import { betaBinomial, between, condensed, negativeBinomial, type Spread } from "./forecast/weights.ts";
import { forecastThreshold } from "./forecast.ts";
import type { MeasureResult, MetricResult } from "./types.ts";

const DAY = 86_400_000_000;
const period = (days: number, label = "2026-Q1") => ({
  label,
  fromDay: 0 as Day,
  toDay: days as Day,
  from: 0 as Instant,
  to: (days * DAY) as Instant,
  wholeFromDay: 0 as Day,
  wholeToDay: days as Day,
});
const metric = (result: Partial<MeasureResult>, days = 90): MetricResult => ({
  n: 0,
  numerator: null,
  denominator: null,
  value: null,
  low: null,
  high: null,
  method: "wilson",
  excluded: [],
  formula: "",
  ...result,
  id: "m",
  ref: "C/m",
  clause: "C",
  version: 1,
  period: period(days),
  closed: false,
  status: "ok",
  evidence: () => [],
});
const definition = (measure: MeasureKind, more: Partial<MetricDefinition> = {}): MetricDefinition => ({
  measure,
  window: "quarter",
  confidence: parseRate("95%")!,
  ...more,
});
const shareOf = (successes: number, trials: number) =>
  metric({ n: trials, numerator: successes, denominator: trials, value: successes / trials });
const chance = (
  measure: MeasureKind,
  result: MetricResult,
  day: number,
  bounds: { atLeast?: Rational; atMost?: Rational; strict?: boolean },
  more: Partial<MetricDefinition> = {},
  history: MetricResult[] = [],
) =>
  forecastThreshold(
    { decide: "proven", strict: false, ...bounds },
    result,
    history,
    (day * DAY) as Instant,
    definition(measure, more),
  )?.chance;
const decimal = (text: string): Rational => parseDecimal(text)!;
const meanOf = (points: readonly (readonly [number, number])[]): number =>
  points.reduce((sum, [k, weight]) => sum + k * weight, 0);
const pointsOf = ({ from, weights }: Spread) => weights.map((weight, index) => [from + index, weight] as const);

describe("N3 distributions", () => {
  test("N3 beta-binomial and negative binomial have their means and sum to 1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        (trials, a, b) => {
          const successes = betaBinomial(trials, a, b);
          expect(between(successes, 0, trials)).toBeCloseTo(1, 12);
          expect(meanOf(pointsOf(successes))).toBeCloseTo((trials * a) / (a + b), 8);
          expect(meanOf(pointsOf(negativeBinomial(a, b)))).toBeCloseTo(b, 7);
        },
      ),
    );
  });
  test("N3 three draws of Beta(1, 1) are even: ¼ each", () => {
    for (let k = 0; k <= 3; k += 1) expect(between(betaBinomial(3, 1, 1), k, k)).toBeCloseTo(0.25, 15);
  });
  test("N3 condensing keeps the mean and at most so many points", () => {
    const points = condensed(negativeBinomial(20, 500), 64);
    expect(points).toHaveLength(64);
    expect(Math.abs(meanOf(points) - 500)).toBeLessThan(3);
    expect(condensed(betaBinomial(5, 1, 1), 64)).toHaveLength(6);
  });
  test("N3 pace: windows of 10, 20 and 30 have mean 20, variance 100, size 20²/80", () => {
    const pace = pacePrior([10, 20, 30].map((count) => ({ count, length: 1 })));
    expect(pace.size).toBeCloseTo(5, 12);
    expect(pace.size / pace.windows).toBeCloseTo(20, 12);
  });
});
describe("N3 C4.1 forecast of a running threshold", () => {
  test("N3 nothing known: no forecast; nothing left: 0 or 1", () => {
    expect(chance("csat", metric({}), 10, { atLeast: decimal("0.8") })).toBeUndefined();
    expect(chance("csat", shareOf(8, 10), 90, { atLeast: decimal("0.8") })).toBe(1);
    expect(chance("csat", shareOf(7, 10), 90, { atLeast: decimal("0.8") })).toBe(0);
  });
  test("N3 too few answers for a judgement are too few for a forecast, whatever earlier windows brought", () => {
    const history = [95, 96, 94].map((kept) => shareOf(kept, 100));
    for (const few of [metric({ n: 0 }), shareOf(8, 10)])
      for (const day of [10, 45, 90])
        expect(
          chance(
            "csat",
            { ...few, status: "not_enough_data" },
            day,
            { atLeast: decimal("0.8") },
            { minN: 30 },
            history,
          ),
        ).toBeUndefined();
    expect(chance("csat", shareOf(30, 31), 45, { atLeast: decimal("0.8") }, { minN: 30 }, history)).toBeGreaterThan(
      0.9,
    );
  });
  test("N3 the first days of the first window say nothing; of a later one they speak with the earlier", () => {
    const bounds = { atLeast: decimal("0.8") };
    expect(chance("csat", shareOf(2, 4), 1, bounds)).toBeUndefined();
    expect(chance("csat", shareOf(2, 4), 13, bounds)).toBeUndefined();
    expect(chance("csat", shareOf(2, 4), 14, bounds)).toBeDefined();
    expect(chance("csat", shareOf(2, 4), 1, bounds, {}, [metric({ n: 0 })])).toBeUndefined();
    expect(chance("csat", shareOf(2, 4), 1, bounds, {}, [shareOf(95, 100)])).toBeDefined();
  });
  test("N3 retention: where nobody has left yet the prior does not warn, and a calm year speaks for itself", () => {
    const bounds = { atLeast: decimal("0.9") };
    const kept = shareOf(124, 124);
    expect(chance("retention", kept, 0.75, bounds)).toBeUndefined();
    expect(chance("retention", kept, 30, bounds)).toBeGreaterThan(0.95);
    expect(chance("retention", shareOf(10, 10), 15, { atLeast: decimal("0.95") })).toBeUndefined();
    expect(chance("retention", kept, 0.75, bounds, {}, [kept])).toBeGreaterThan(0.95);
    expect(chance("retention", shareOf(113, 124), 45, bounds)).toBeLessThan(0.1);
  });
  test("N3 by hand: one success in one trial after half the window, target all", () => {
    // Further trials: negative binomial of size 1½, mean 1½; each kept with Beta(1½, ½): P = Σ (½)^1.5 C(m + ½, m) ½^m · E[p^m].
    let expected = 0;
    let weight = 0.5 ** 1.5;
    let all = 1;
    for (let m = 0; m < 400; m += 1) {
      expected += weight * all;
      weight *= (0.5 * (1.5 + m)) / (m + 1);
      all *= (1.5 + m) / (2 + m);
    }
    expect(chance("csat", shareOf(1, 1), 45, { atLeast: decimal("1") })).toBeCloseTo(expected, 6);
  });
  test("N3 the harder the target, the smaller the chance; at_least and at_most meet", () => {
    const cases: [MeasureKind, MetricResult, readonly number[]][] = [
      ["csat", shareOf(20, 26), [0.5, 0.6, 0.7, 0.8, 0.9]],
      ["within", shareOf(20, 26), [0.5, 0.6, 0.7, 0.8, 0.9]],
      [
        "nps",
        metric({
          n: 26,
          numerator: 6,
          value: 23,
          method: "nps_normal",
          extra: { promoters: 12, passives: 8, detractors: 6 },
        }),
        [-10, 0, 20, 40, 60],
      ],
      ["mean", metric({ n: 26, value: 4.1, method: "t", extra: { variance: 0.6 } }), [3.5, 3.9, 4.1, 4.2, 4.5]],
      [
        "sum",
        metric({
          n: 26,
          value: 2600,
          method: "none",
          extra: { size_mean: 100, size_variance: 900, daily_squares: 300_000 },
        }),
        [2000, 4000, 5000, 6000, 9000],
      ],
      ["count", metric({ n: 26, value: 26, method: "none", extra: { daily_squares: 40 } }), [20, 40, 50, 60, 90]],
      ["retention", shareOf(45, 50), [0.5, 0.8, 0.85, 0.88, 0.9]],
      [
        "repeat_purchase_rate",
        metric({ n: 40, numerator: 12, value: 0.3, extra: { waited_days: 700 } }),
        [0.2, 0.3, 0.4, 0.5, 0.7],
      ],
    ];
    for (const [measure, result, targets] of cases) {
      const chances = targets.map((target) => chance(measure, result, 45, { atLeast: decimal(String(target)) })!);
      for (let at = 1; at < chances.length; at += 1) expect(chances[at], measure).toBeLessThanOrEqual(chances[at - 1]!);
      expect(chances[0]! - chances.at(-1)!, measure).toBeGreaterThan(0.3);
      for (const target of targets) {
        const below = chance(measure, result, 45, { atMost: decimal((target - 0.000001).toFixed(6)) })!;
        expect(below + chance(measure, result, 45, { atLeast: decimal(String(target)) })!, measure).toBeCloseTo(1, 5);
      }
    }
  });
  test("N3 between two bounds: what reaches the lower one less what passes the upper one", () => {
    const nps = {
      n: 26,
      numerator: 6,
      value: 23,
      method: "nps_normal",
      extra: { promoters: 12, passives: 8, detractors: 6 },
    };
    const cases: [MeasureKind, MetricResult, string, string, string][] = [
      ["csat", shareOf(20, 26), "0.7", "0.85", "0.850001"],
      ["nps", metric(nps), "10", "40", "40.000001"],
      ["mean", metric({ n: 26, value: 4.1, method: "t", extra: { variance: 0.6 } }), "4", "4.2", "4.200001"],
      ["count", metric({ n: 26, value: 26, method: "none", extra: { daily_squares: 40 } }), "40", "60", "61"],
    ];
    for (const [measure, result, low, high, above] of cases) {
      const inside = chance(measure, result, 45, { atLeast: decimal(low), atMost: decimal(high) })!;
      const expected =
        chance(measure, result, 45, { atLeast: decimal(low) })! -
        chance(measure, result, 45, { atLeast: decimal(above) })!;
      expect(inside, measure).toBeCloseTo(expected, 5);
      expect(inside, measure).toBeGreaterThan(0.2);
    }
  });
  test("N3 strict asks for more than the point", () => {
    const [point, strict] = [false, true].map(
      (one) => chance("csat", shareOf(24, 26), 45, { atLeast: decimal("0.8"), strict: one })!,
    );
    expect(strict!).toBeLessThan(point!);
    expect(strict!).toBeGreaterThan(0);
  });
  test("N3 earlier windows pull the chance their way", () => {
    const history = [95, 96, 94].map((kept) => shareOf(kept, 100));
    const alone = chance("csat", shareOf(15, 20), 45, { atLeast: decimal("0.8") })!;
    expect(chance("csat", shareOf(15, 20), 45, { atLeast: decimal("0.8") }, {}, history)!).toBeGreaterThan(alone);
  });
  test("N3 baskets: sales that come twenty at a time leave the end of the month more open", () => {
    const result = (squares: number) =>
      metric({ n: 200, value: 200, method: "none", extra: { daily_squares: squares } }, 30);
    const atLeast = fromInteger(560);
    const single = chance("count", result(3000), 15, { atLeast })!;
    const baskets = chance("count", result(20_000), 15, { atLeast })!;
    // 400 are on the way. Alone they scatter by 28, in baskets (φ = 93) by 190.
    expect(single).toBeLessThan(0.001);
    expect(baskets).toBeGreaterThan(0.1);
  });
  test("N3 C3.1 index: one part, present score 60 ± its spread, is as likely over 60 as under", () => {
    const own = { n: 50, numerator: 30, value: 0.6, method: "wilson" } as MeasureResult;
    const part = { metric: "C/m", weight: 1, value: 0.6, score: 60, contribution: 60, carried: false, own };
    const result = metric({ n: null, value: 60, method: "none", parts: [part] });
    const parts = [{ metric: "C/m", weight: parseRate("100%")!, floor: decimal("0"), ceiling: decimal("1") }];
    expect(chance("index", result, 45, { atLeast: decimal("60") }, { parts })!).toBeCloseTo(0.5, 3);
    // Standard deviation of the end value: ½ √(.6 · .4 · (1/50 + 1/50)) = 4.9 points (p from 30½/51).
    const deviation = 50 * Math.sqrt((30.5 / 51) * (20.5 / 51) * 0.04);
    expect(chance("index", result, 45, { atLeast: decimal((60 + deviation).toFixed(6)) }, { parts })!).toBeCloseTo(
      0.158655,
      4,
    );
  });
  test("N3 a ratio of sums has no forecast, a cohort neither", () => {
    expect(
      chance("ratio", metric({ n: 5, value: 0.1, method: "none" }), 45, { atMost: decimal("0.2") }),
    ).toBeUndefined();
    expect(
      chance("repeat_purchase_rate", shareOf(3, 9), 45, { atLeast: decimal("0.2") }, { mode: "cohort" }),
    ).toBeUndefined();
  });
  test("N3 always between 0 and 1, with six decimals, also for many answers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 14, max: 89 }),
        fc.integer({ min: 0, max: 100 }),
        (trials, share, day, target) => {
          const found = chance("csat", shareOf(Math.floor(trials * share), trials), day, {
            atLeast: decimal(String(target / 100)),
          })!;
          expect(found).toBeGreaterThanOrEqual(0);
          expect(found).toBeLessThanOrEqual(1);
          expect(Math.abs(found * 1e6 - Math.floor(found * 1e6 + 0.5))).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 30 },
    );
  });
});
