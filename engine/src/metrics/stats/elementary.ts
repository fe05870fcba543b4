/**
 * Logarithm, exponential and their kin by fixed-order series: engines do not fix the bits of Math.log and Math.exp, and a state
 * must not depend on the machine. Plain double arithmetic (IEEE 754) gives the same bits everywhere. Relative error under 1e-15
 * for `ln` and `exp`, under 1e-13 for the rest.
 */
/** ln 2 split in a short head, exact in products with small integers, and its tail. */
const LN2_HEAD = 0.693359375;
const LN2_TAIL = -2.1219444005469057e-4;
const TWO_32 = 4_294_967_296;

/** 2^k for an integer k, exact; products only. */
const powerOfTwo = (k: number): number => {
  let value = 1;
  let rest = Math.abs(k);
  const step = k < 0 ? 0.5 : 2;
  const bigStep = k < 0 ? 1 / TWO_32 : TWO_32;
  for (; rest >= 32; rest -= 32) value *= bigStep;
  for (; rest > 0; rest -= 1) value *= step;
  return value;
};
/** 2·artanh(s) for |s| ≤ 0.18 by its odd Taylor series, 13 terms from the smallest up. */
const twiceArtanh = (s: number): number => {
  const q = s * s;
  let series = 0;
  for (let term = 25; term >= 1; term -= 2) series = series * q + 2 / term;
  return s * series;
};
/** Natural logarithm of a positive number; −∞ for 0. */
export const ln = (x: number): number => {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return Infinity;
  let mantissa = x;
  let exponent = 0;
  for (; mantissa >= TWO_32; exponent += 32) mantissa /= TWO_32;
  for (; mantissa < 1 / TWO_32; exponent -= 32) mantissa *= TWO_32;
  for (; mantissa > Math.SQRT2; exponent += 1) mantissa /= 2;
  for (; mantissa < Math.SQRT1_2; exponent -= 1) mantissa *= 2;
  return exponent * LN2_HEAD + (exponent * LN2_TAIL + twiceArtanh((mantissa - 1) / (mantissa + 1)));
};
/** ln(1 + x) without loss near 0. */
export const lnOnePlus = (x: number): number => (Math.abs(x) < 0.3 ? twiceArtanh(x / (2 + x)) : ln(1 + x));
/** e^x; 0 below −745, ∞ above 709.78. */
export const exp = (x: number): number => {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.2) return 0;
  const k = Math.floor(x / (LN2_HEAD + LN2_TAIL) + 0.5);
  const rest = x - k * LN2_HEAD - k * LN2_TAIL;
  let series = 1;
  for (let term = 17; term >= 1; term -= 1) series = 1 + (rest / term) * series;
  return series * powerOfTwo(k);
};
/** Stirling's correction to ln Γ, x ≥ 10: the Bernoulli series to x⁻¹¹. */
const stirling = (x: number): number => {
  const q = 1 / (x * x);
  const series =
    1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - q * (691 / 360360 - q * (1 / 156))))));
  return series / x;
};
const HALF_LN_TWO_PI = 0.9189385332046728;
/** ln Γ(x) for x > 0. */
export const lnGamma = (x: number): number => {
  let product = 1;
  let shifted = x;
  for (; shifted < 12; shifted += 1) product *= shifted;
  return (shifted - 0.5) * ln(shifted) - shifted + HALF_LN_TWO_PI + stirling(shifted) - ln(product);
};
/** ln B(a, b). For large arguments the three Stirling parts are joined first, so that nothing large cancels. */
export const lnBeta = (a: number, b: number): number => {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 12) return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const lead = -(large - 0.5) * lnOnePlus(small / large) - small * ln(small + large) + small;
  return lnGamma(small) + lead + stirling(large) - stirling(small + large);
};
