import { divide, multiply, type Rational, rational, subtract, toFloat, ZERO } from "../values/rational.ts";
import type { Cell } from "./cells.ts";

/** Exact mean and sample variance of a cell with counter `n` and sums `value` and `square`; the variance is 0 below two values. */
export const meanAndVariance = (total: Cell): { exact: Rational | undefined; variance: number } => {
  const n = total.counts.get("n") ?? 0n;
  if (n === 0n) return { exact: undefined, variance: 0 };
  const sum = total.sums.get("value") ?? ZERO;
  const exact = divide(sum, rational(n));
  if (n < 2n) return { exact, variance: 0 };
  const spread = subtract(total.sums.get("square") ?? ZERO, multiply(sum, exact));
  return { exact, variance: toFloat(divide(spread, rational(n - 1n))) };
};
