// Clauses: C7.1
import { compare, divide, type Rational, rational } from "@fealty/engine/values/rational.ts";
import { giveDecimal } from "./cell-number.ts";
import { RowFault } from "./fault.ts";
import type { RowState } from "./row-state.ts";

/** Gives `value / 10^state.scale`, or NaN with the exact fraction in `state.big`. */
export type NumberRun = (state: RowState) => number;
export type TruthRun = (state: RowState) => boolean;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);

/** A number in the registers as an exact fraction, whichever way it came. */
export const exactly = (value: number, scale: number, big: Rational): Rational =>
  Number.isNaN(value) ? big : rational(BigInt(value), 10n ** BigInt(scale));

/** A fraction whose denominator divides 10^15 goes back in digits and scale, so that what follows stays on the quick path. */
export const giveExact = (state: RowState, value: Rational): number => {
  for (let scale = 0; scale <= 15; scale++) {
    const power = 10n ** BigInt(scale);
    if (power % value.d === 0n) return giveDecimal(state, { digits: (value.n * power) / value.d, scale });
  }
  state.big = value;
  return Number.NaN;
};

export const product =
  (left: NumberRun, right: NumberRun, exact: (a: Rational, b: Rational) => Rational): NumberRun =>
  (state) => {
    const a = left(state);
    const scaleA = state.scale;
    const bigA = state.big;
    const b = right(state);
    const scale = scaleA + state.scale;
    const result = a * b;
    if (result <= MAX_SAFE && result >= -MAX_SAFE && scale <= 15) {
      state.scale = scale;
      return result;
    }
    return giveExact(state, exact(exactly(a, scaleA, bigA), exactly(b, state.scale, state.big)));
  };
export const sum =
  (left: NumberRun, right: NumberRun, sign: 1 | -1, exact: (a: Rational, b: Rational) => Rational): NumberRun =>
  (state) => {
    const a = left(state);
    const scaleA = state.scale;
    const bigA = state.big;
    const b = right(state);
    if (scaleA === state.scale) {
      const result = a + sign * b;
      if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
    }
    return giveExact(state, exact(exactly(a, scaleA, bigA), exactly(b, state.scale, state.big)));
  };
export const quotient =
  (left: NumberRun, right: NumberRun): NumberRun =>
  (state) => {
    const a = left(state);
    const dividend = exactly(a, state.scale, state.big);
    const b = right(state);
    const divisor = exactly(b, state.scale, state.big);
    if (divisor.n === 0n) throw new RowFault("divided_by_zero", "0");
    return giveExact(state, divide(dividend, divisor));
  };
/** Any work on one exact number. */
export const exactWork =
  (run: NumberRun, work: (value: Rational) => Rational): NumberRun =>
  (state) => {
    const value = run(state);
    return giveExact(state, work(exactly(value, state.scale, state.big)));
  };

export const ORDERS: Readonly<Record<string, (sign: number) => boolean>> = {
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
  "==": (sign) => sign === 0,
  "!=": (sign) => sign !== 0,
};
export const comparison =
  (left: NumberRun, right: NumberRun, holds: (sign: number) => boolean): TruthRun =>
  (state) => {
    const a = left(state);
    const scaleA = state.scale;
    const bigA = state.big;
    const b = right(state);
    const scaleB = state.scale;
    const alignedA = scaleA < scaleB ? a * POWERS[scaleB - scaleA]! : a;
    const alignedB = scaleB < scaleA ? b * POWERS[scaleA - scaleB]! : b;
    if (Math.abs(alignedA) <= MAX_SAFE && Math.abs(alignedB) <= MAX_SAFE) return holds(alignedA - alignedB);
    return holds(compare(exactly(a, scaleA, bigA), exactly(b, scaleB, state.big)));
  };
