import type { Brand } from "./brand.ts";

/** An exact fraction; `d` is positive and the two share no factor. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}
/** A share or factor that money is multiplied by, e.g. 5.5 % = 11/200. */
export type Rate = Brand<Rational, "Rate">;

const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

/** @throws RangeError when the denominator is zero (a bug in the caller, never an author's mistake). */
export const rational = (n: bigint, d: bigint = 1n): Rational => {
  if (d === 0n) throw new RangeError("rational with denominator zero");
  if (d === 1n) return { n, d };
  const g = gcd(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / g, d: (sign * d) / g };
};
export const fromInteger = (value: number | bigint): Rational => ({ n: BigInt(value), d: 1n });
export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
/** −1, 0 or 1 as `a` is below, equal to or above `b`. */
export const compare = (a: Rational, b: Rational): number => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};
export const equal = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d;
export const sum = (values: readonly Rational[]): Rational => values.reduce(add, ZERO);

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
/** Reads `4.25`, `-0.5`, `30`. Returns undefined for anything else: no exponent, no blanks. */
export const parseDecimal = (text: string): Rational | undefined => {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole, part = ""] = match;
  const n = BigInt(whole! + part) * (sign === "-" ? -1n : 1n);
  return rational(n, 10n ** BigInt(part.length));
};
/** Reads `5.5%`, `550bp` or `0.055`. */
export const parseRate = (text: string): Rate | undefined => {
  if (text.endsWith("%")) return scaled(text.slice(0, -1), 100n);
  if (text.endsWith("bp")) return scaled(text.slice(0, -2), 10_000n);
  return parseDecimal(text) as Rate | undefined;
};
const scaled = (text: string, by: bigint): Rate | undefined => {
  const value = parseDecimal(text.trim());
  return value && (rational(value.n, value.d * by) as Rate);
};

/** `share` of a whole number of microseconds or days, cut down to a whole number; exact, unlike a product of doubles. */
export const partOf = (whole: number, share: Rational): number => {
  const n = BigInt(whole) * share.n;
  return Number(n >= 0n ? n / share.d : -((-n + share.d - 1n) / share.d));
};
/** The nearest double: for display and for statistics that say so, never for a decision about money. */
export const toFloat = (value: Rational): number => {
  const shift = 10n ** 18n;
  const whole = value.n / value.d;
  const rest = value.n % value.d;
  return Number(whole) + Number((rest * shift) / value.d) / 1e18;
};
/** An exact fraction of a finite double that came out of statistics, rounded half away from zero at 6 decimals, as contract-format §9 compares them. */
export const fromFloat6 = (value: number): Rational => {
  const size = BigInt(Math.round(Math.abs(value) * 1e6));
  return rational(value < 0 ? -size : size, 1_000_000n);
};
/** Plain decimal text of an exact decimal, else rounded half-up to `digits`. */
export const toDecimalText = (value: Rational, digits = 6): string => {
  const scale = 10n ** BigInt(digits);
  const scaledValue = value.n * scale * 2n;
  const sign = scaledValue < 0n ? -1n : 1n;
  const rounded = ((sign * scaledValue) / value.d + 1n) / 2n;
  const text = rounded.toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const part = text.slice(text.length - digits).replace(/0+$/, "");
  return `${sign < 0n && rounded !== 0n ? "-" : ""}${whole}${part ? `.${part}` : ""}`;
};
/** A share in per cent, to four decimals: `53.8462%`. */
export const percentText = ({ n, d }: Rational): string => `${toDecimalText(rational(n * 100n, d), 4)}%`;
/** A statistic as it is printed and compared: 6 decimals, no negative zero. */
export const rounded6 = (value: number): number =>
  Number.isSafeInteger(value) ? value + 0 : Number(toDecimalText(fromFloat6(value)));
/** Decimal text when the fraction ends, else `n/d`: nothing is lost. */
export const exactText = (value: Rational): string => {
  let d = value.d;
  while (d % 2n === 0n) d /= 2n;
  while (d % 5n === 0n) d /= 5n;
  return d === 1n ? toDecimalText(value, 30) : `${value.n}/${value.d}`;
};
