import { ONE, type Rational, rational, subtract, toFloat } from "../../values/rational.ts";

/** Two-sided confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
/** The probability left out above the upper bound: (1 − confidence) ÷ 2, 0.025 for 95 %. */
export const upperTail = (confidence: Rational): number => {
  const outside = subtract(ONE, confidence);
  return toFloat(rational(outside.n, outside.d * 2n));
};
