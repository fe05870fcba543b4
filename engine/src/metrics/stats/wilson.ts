// Clauses: C3.2
import type { Rational } from "../../values/rational.ts";
import { type Interval, upperTail } from "./interval.ts";
import { normalUpperQuantile } from "./normal.ts";

/**
 * Wilson's score interval for a share without continuity correction (Wilson 1927; Newcombe 1998, method 3):
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n). Undefined for n = 0.
 * @param successes whole number, 0…trials
 */
export const wilson = (successes: number, trials: number, confidence: Rational): Interval | undefined =>
  trials <= 0 ? undefined : wilsonFor(successes, trials, normalUpperQuantile(upperTail(confidence)));

/** The same for a known normal quantile z, for callers that ask often. */
export const wilsonFor = (successes: number, trials: number, z: number): Interval => {
  const share = successes / trials;
  const square = z * z;
  const scale = 1 + square / trials;
  const centre = (share + square / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
};
