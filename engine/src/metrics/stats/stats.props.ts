import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { double, type Fraction, fraction, minus, over, plus, root, timesF, Z } from "../../../test/slow-exact.ts";
import { parseDecimal } from "../../values/rational.ts";
import { npsInterval } from "./nps-interval.ts";
import { wilson } from "./wilson.ts";

const shares = fc
  .integer({ min: 1, max: 100_000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));
const confidences = fc.constantFrom("0.95", "0.99", "0.90");
const clamped = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Both formulas again, in fractions with 50-digit roots. */
const slowWilson = (successes: number, trials: number, z: Fraction): readonly [number, number] => {
  const p = fraction(BigInt(successes), BigInt(trials));
  const n = fraction(BigInt(trials));
  const square = timesF(z, z);
  const scale = plus(fraction(1n), over(square, n));
  const centre = over(plus(p, over(square, timesF(fraction(2n), n))), scale);
  const inside = plus(over(timesF(p, minus(fraction(1n), p)), n), over(square, timesF(fraction(4n), timesF(n, n))));
  const half = over(timesF(z, root(inside)), scale);
  return [clamped(double(minus(centre, half)), 0, 1), clamped(double(plus(centre, half)), 0, 1)];
};
const slowNps = (promoters: number, detractors: number, answers: number, z: Fraction, population?: number) => {
  const [p, d, n] = [promoters, detractors, answers].map((count) => fraction(BigInt(count)));
  const net = over(minus(p!, d!), n!);
  const variance = minus(over(plus(p!, d!), n!), timesF(net, net));
  const factor =
    population === undefined
      ? fraction(1n)
      : answers >= population
        ? fraction(0n)
        : fraction(BigInt(population - answers), BigInt(population - 1));
  const half = timesF(fraction(100n), timesF(z, root(timesF(over(variance, n!), factor))));
  const centre = timesF(fraction(100n), net);
  return [clamped(double(minus(centre, half)), -100, 100), clamped(double(plus(centre, half)), -100, 100)] as const;
};

describe("C3.2 intervals equal a slow exact version to 1e-9", () => {
  test("Wilson", () => {
    fc.assert(
      fc.property(shares, confidences, ([successes, trials], confidence) => {
        const fast = wilson(successes, trials, parseDecimal(confidence)!)!;
        const [low, high] = slowWilson(successes, trials, Z[confidence]!);
        expect(Math.abs(fast.low - low)).toBeLessThan(1e-9);
        expect(Math.abs(fast.high - high)).toBeLessThan(1e-9);
      }),
    );
  });
  test("net promoter score, with and without a population", () => {
    fc.assert(
      fc.property(
        shares,
        fc.double({ min: 0, max: 1, noNaN: true }),
        confidences,
        fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
        ([promoters, answers], cut, confidence, population) => {
          const detractors = Math.floor((answers - promoters) * cut);
          const fast = npsInterval(promoters, detractors, answers, parseDecimal(confidence)!, population)!;
          const [low, high] = slowNps(promoters, detractors, answers, Z[confidence]!, population);
          expect(Math.abs(fast.low - low)).toBeLessThan(1e-9);
          expect(Math.abs(fast.high - high)).toBeLessThan(1e-9);
        },
      ),
    );
  });
});
