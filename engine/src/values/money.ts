import type { Money } from "./brand.ts";
import { multiply, parseDecimal, type Rational, rational } from "./rational.ts";
import { type Rounding, round } from "./round.ts";

/** ISO 4217 code and number of decimals. */
export interface Currency {
  readonly code: string;
  readonly decimals: number;
}
/** ISO 4217:2015 minor units that are not 2. */
const OTHER_DECIMALS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};
export const currencyOf = (code: string): Currency | undefined =>
  /^[A-Z]{3}$/.test(code) ? { code, decimals: OTHER_DECIMALS[code] ?? 2 } : undefined;

export const NOTHING = 0n as Money;
export const minor = (value: bigint): Money => value as Money;
export const plus = (a: Money, b: Money): Money => (a + b) as Money;
export const minus = (a: Money, b: Money): Money => (a - b) as Money;
export const opposite = (a: Money): Money => -a as Money;
/** The smaller of two amounts; there is no Math.min for bigint. */
export const lesser = (a: Money, b: Money): Money => (b < a ? b : a);
export const total = (values: readonly Money[]): Money => values.reduce<bigint>((s, v) => s + v, 0n) as Money;
/** Exact product, rounded once. */
export const times = (amount: Money, by: Rational, mode: Rounding = "half_up"): Money =>
  round(multiply(rational(amount), by), mode);

/** Reads major units, `12200.00`. Undefined when it is no plain decimal or finer than the currency. */
export const parseMoney = (text: string, currency: Currency): Money | undefined => {
  const value = parseDecimal(text);
  if (!value) return undefined;
  const scaled = rational(value.n * 10n ** BigInt(currency.decimals), value.d);
  return scaled.d === 1n ? (scaled.n as Money) : undefined;
};
/** Major units without grouping: `12200.00`, `-5.07`. */
export const moneyText = (amount: Money, currency: Currency): string => {
  const negative = amount < 0n;
  const digits = (negative ? -amount : amount).toString().padStart(currency.decimals + 1, "0");
  const cut = digits.length - currency.decimals;
  const text = currency.decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return negative ? `-${text}` : text;
};
/** Minor units as an exact fraction of major units, for conditions and ratios. */
export const inMajor = (amount: Money, currency: Currency): Rational =>
  rational(amount, 10n ** BigInt(currency.decimals));

/**
 * Shares out `pool` by largest remainder: floor each share of the absolute amount, then give the fen that are left to the
 * largest remainders, ties by listed order (contract-format §1). The parts always sum to the pool when shares sum to 1.
 */
export const shareOut = (pool: Money, shares: readonly Rational[]): Money[] => {
  const sign = pool < 0n ? -1n : 1n;
  const amount = rational(sign * pool);
  const exact = shares.map((share) => multiply(amount, share));
  const parts: bigint[] = exact.map((value) => round(value, "floor"));
  const wanted = round(
    exact.reduce((s, v) => rational(s.n * v.d + v.n * s.d, s.d * v.d), rational(0n)),
    "half_up",
  );
  let left = wanted - parts.reduce((s, v) => s + v, 0n);
  const order = exact
    .map((value, index) => ({ index, rest: rational(value.n - parts[index]! * value.d, value.d) }))
    .sort((a, b) =>
      a.rest.n * b.rest.d === b.rest.n * a.rest.d
        ? a.index - b.index
        : a.rest.n * b.rest.d > b.rest.n * a.rest.d
          ? -1
          : 1,
    );
  for (const { index } of order) {
    if (left <= 0n) break;
    parts[index] = parts[index]! + 1n;
    left -= 1n;
  }
  return parts.map((part) => (sign * part) as Money);
};
