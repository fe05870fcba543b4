/** Slow exact arithmetic for tests: fractions of bigints, square roots and the normal quantile to 50 digits. Written apart from the engine. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
export const fraction = (n: bigint, d = 1n): Fraction => {
  const g = gcd(n, d) || 1n;
  return { n: n / g, d: d / g };
};
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const timesF = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
const DIGITS = 10n ** 50n;
const integerRoot = (value: bigint): bigint => {
  if (value < 2n) return value;
  let x = 1n << (BigInt(value.toString(2).length) / 2n + 1n);
  for (;;) {
    const y = (x + value / x) / 2n;
    if (y >= x) return x;
    x = y;
  }
};
/** √ to 50 decimals. */
export const root = (value: Fraction): Fraction => fraction(integerRoot((value.n * DIGITS * DIGITS) / value.d), DIGITS);
export const double = (value: Fraction): number => {
  const scale = 10n ** 20n;
  return Number((value.n * scale) / value.d) / 1e20;
};
/** Normal quantiles of 97.5 %, 99.5 % and 95 % to 50 decimals. */
export const Z: Readonly<Record<string, Fraction>> = {
  "0.95": fraction(195996398454005423552459443052055152795555007786955n, 10n ** 50n),
  "0.99": fraction(257582930354890076097857674860381411730601763427632n, 10n ** 50n),
  "0.90": fraction(164485362695147271486384890799163213608319574427532n, 10n ** 50n),
};
