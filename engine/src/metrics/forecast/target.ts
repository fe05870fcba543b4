// Clauses: N3
import type { ThresholdRule } from "../../contract/model.ts";
import { multiply, negate, type Rational, rational, toFloat } from "../../values/rational.ts";
import { round } from "../../values/round.ts";

/** The bounds as whole millionths, since thresholds compare after rounding to 6 decimals (contract-format §9). */
export interface Target {
  readonly least: number;
  readonly most: number;
  /** The whole interval must reach it, not only the point. */
  readonly strict: boolean;
}
const MILLION = rational(1_000_000n);
const ceiling = (value: Rational): number => toFloat(rational(-round(multiply(negate(value), MILLION), "floor")));
const floor = (value: Rational): number => toFloat(rational(round(multiply(value, MILLION), "floor")));
export const targetOf = (rule: Pick<ThresholdRule, "atLeast" | "atMost" | "decide" | "strict">): Target => ({
  least: rule.atLeast ? ceiling(rule.atLeast) : -Infinity,
  most: rule.atMost ? floor(rule.atMost) : Infinity,
  strict: rule.strict && rule.decide === "proven",
});
export const millionths = (value: number): number => Math.floor(value * 1e6 + 0.5);
export const reachesLeast = (target: Target, value: number): boolean => millionths(value) >= target.least;
export const keepsMost = (target: Target, value: number): boolean => millionths(value) <= target.most;
/** Least k of from…to with a condition that, once true, stays true; to + 1 when it never is. */
export const firstWhere = (from: number, to: number, holds: (k: number) => boolean): number => {
  let low = from;
  let high = to + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};
