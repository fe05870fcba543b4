// Clauses: C3.2
import type { Rational } from "../../values/rational.ts";
import { type Interval, upperTail } from "./interval.ts";
import { studentUpperQuantile } from "./student.ts";

/** Student's interval of a mean, mean ± t(n − 1) √(variance / n). Undefined below two values: one value shows no spread. */
export const tInterval = (
  mean: number,
  variance: number,
  count: number,
  confidence: Rational,
): Interval | undefined => {
  if (count < 2) return undefined;
  const half = studentUpperQuantile(upperTail(confidence), count - 1) * Math.sqrt(Math.max(0, variance) / count);
  return { low: mean - half, high: mean + half };
};
