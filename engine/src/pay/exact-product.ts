// Clauses: C6.2
import { fromInteger, multiply, type Rational, toFloat } from "../values/rational.ts";
import { round } from "../values/round.ts";

/** Above this a double no longer holds every integer. */
export const SAFE = 2n ** 53n;
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
export const asNumber = (value: bigint): number => toFloat(fromInteger(value));

/**
 * Half-up products of whole minor units with one fixed rate, for compiled loops. Plain numbers where it is proved that no
 * intermediate leaves the integers that a double holds, `2·bound·|n| + d ≤ 2⁵³`; else the exact way. The same fen either way.
 * @param bound the largest absolute amount that will be asked for
 */
export const productWith = (rate: Rational, bound: bigint): ((amount: number) => number) => {
  if (2n * bound * absolute(rate.n) + rate.d > SAFE) {
    return (amount) => asNumber(round(multiply(fromInteger(amount), rate), "half_up"));
  }
  const [n, d] = [asNumber(absolute(rate.n)), asNumber(rate.d)];
  const sign = rate.n < 0n ? -1 : 1;
  return (amount) => {
    const exact = Math.abs(amount) * n;
    const whole = Math.floor(exact / d);
    const up = 2 * (exact - whole * d) >= d ? whole + 1 : whole;
    return (amount < 0 ? -sign : sign) * up + 0;
  };
};
/** The largest result that `productWith` can give, for the proof of what is computed from it. */
export const productBound = (rate: Rational, bound: bigint): bigint => (bound * absolute(rate.n)) / rate.d + 1n;
