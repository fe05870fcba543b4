import { exp, lnOnePlus } from "./elementary.ts";
import { normalUpperQuantile } from "./normal.ts";

const SERIES_FREEDOM = 2000;
/** Density at 0 times √ν: Γ((ν+1)/2) / (√π Γ(ν/2)), by its recursion from ν = 1 or 2. */
const peak = (freedom: number): number => {
  let value = freedom % 2 === 1 ? 1 / Math.PI : 0.5;
  for (let at = freedom % 2 === 1 ? 1 : 2; at < freedom; at += 2) value *= (at + 1) / at;
  return value;
};
/** Continued fraction for I_x(ν/2, ½) / (x^a (1−x)^½ / (a B)) (NIST DLMF 8.17.22). */
const fraction = (x: number, a: number, b: number): number => {
  let value = 0;
  for (let m = 200; m >= 1; m -= 1) {
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    value = even / (1 + odd / (1 + value));
  }
  return 1 / (1 + -((a + b) * x) / (a + 1) / (1 + value));
};
/**
 * P(T > t) for Student's t with a whole number of degrees of freedom, 1…2000.
 * Far from the middle by the continued fraction, near it by the series of the density, each where it converges fast.
 */
const upperOf = (t: number, freedom: number): number => {
  const x = freedom / (freedom + t * t);
  const power = exp((-freedom / 2) * lnOnePlus((t * t) / freedom));
  // x^a (1−x)^½ / (2 a B(a, ½)) with a = ν/2 and 1/B(a, ½) = peak.
  if (x < (freedom / 2 + 1) / (freedom / 2 + 2.5))
    return (power * Math.sqrt(1 - x) * peak(freedom) * fraction(x, freedom / 2, 0.5)) / freedom;
  return 0.5 - power * Math.sqrt(1 - x) * peak(freedom) * fraction(1 - x, 0.5, freedom / 2);
};
/**
 * P(T > t). Beyond 2,000 degrees of freedom the quantile's expansion is used instead of this function.
 * @param freedom whole number, at least 1
 */
export const studentUpper = (t: number, freedom: number): number =>
  t < 0 ? 1 - upperOf(-t, Math.min(freedom, SERIES_FREEDOM)) : upperOf(t, Math.min(freedom, SERIES_FREEDOM));

/** Expansion of the t quantile in 1/ν about the normal one (Abramowitz & Stegun 26.7.5). */
const expansion = (z: number, freedom: number): number => {
  const q = z * z;
  const g1 = (z * (q + 1)) / 4;
  const g2 = (z * ((5 * q + 16) * q + 3)) / 96;
  const g3 = (z * (((3 * q + 19) * q + 17) * q - 15)) / 384;
  const g4 = (z * ((((79 * q + 776) * q + 1482) * q - 1920) * q - 945)) / 92160;
  return z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
};
/**
 * The t with P(T > t) = upper, 0 < upper ≤ 0.5, accurate to 1e-12 for upper ≥ 1e-4.
 * Up to 2,000 degrees of freedom by Newton steps on the own tail function; beyond, the expansion alone.
 */
export const studentUpperQuantile = (upper: number, freedom: number): number => {
  const z = normalUpperQuantile(upper);
  if (freedom > SERIES_FREEDOM) return expansion(z, freedom);
  let t = freedom >= 8 ? expansion(z, freedom) : bisected(upper, freedom, z);
  const scale = peak(freedom) / Math.sqrt(freedom);
  for (let step = 0; step < 4; step += 1) {
    const density = scale * exp((-(freedom + 1) / 2) * lnOnePlus((t * t) / freedom));
    t += (upperOf(t, freedom) - upper) / density;
  }
  return t;
};
/** A start for Newton where the expansion is far off: few degrees of freedom. */
const bisected = (upper: number, freedom: number, z: number): number => {
  let low = 0;
  let high = Math.max(2, 2 * z);
  while (upperOf(high, freedom) > upper) high *= 2;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (upperOf(middle, freedom) > upper) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
