import { exp, ln } from "./elementary.ts";

const SQRT_TWO_PI = 2.5066282746310007;
export const normalDensity = (x: number): number => exp(-0.5 * x * x) / SQRT_TWO_PI;

/** P(Z > x) for a standard normal Z. Power series near the middle, continued fraction (Laplace) in the tails. */
export const normalUpper = (x: number): number => {
  const distance = Math.abs(x);
  let tail: number;
  if (distance < 2.5) {
    let term = distance;
    let series = distance;
    for (let k = 3; k < 140; k += 2) {
      term *= (distance * distance) / k;
      series += term;
    }
    tail = 0.5 - normalDensity(distance) * series;
  } else {
    let fraction = distance;
    for (let k = 160; k >= 1; k -= 1) fraction = distance + k / fraction;
    tail = normalDensity(distance) / fraction;
  }
  return x < 0 ? 1 - tail : tail;
};
/**
 * The z with P(Z > z) = upper, 0 < upper < 1. A rational start (Hastings 1955, error under 5e-4), then four Halley steps on the
 * own tail function: exact to the last bits.
 */
export const normalUpperQuantile = (upper: number): number => {
  if (upper > 0.5) return -normalUpperQuantile(1 - upper);
  const t = Math.sqrt(-2 * ln(upper));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 4; step += 1) {
    const newton = (normalUpper(z) - upper) / normalDensity(z);
    z += newton / (1 - 0.5 * z * newton);
  }
  return upper === 0.5 ? 0 : z;
};
