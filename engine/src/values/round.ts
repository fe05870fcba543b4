import type { Money } from "./brand.ts";
import type { Rational } from "./rational.ts";

export type Rounding = "half_up" | "floor";

/**
 * The only rounding of money. `half_up` is on the absolute value and then takes the sign (四舍五入, contract-format §9):
 * −61.005 becomes −61.01. `floor` is for shares before the largest remainder.
 * @param value exact amount in minor units
 */
export const round = (value: Rational, mode: Rounding): Money => {
  const negative = value.n < 0n;
  const n = negative ? -value.n : value.n;
  const whole = n / value.d;
  if (mode === "floor") return (negative && whole * value.d !== n ? -whole - 1n : negative ? -whole : whole) as Money;
  const up = (n % value.d) * 2n >= value.d ? whole + 1n : whole;
  return (negative ? -up : up) as Money;
};
