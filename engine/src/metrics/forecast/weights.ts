/** A distribution over whole numbers: probabilities of from, from + 1, … */
export interface Spread {
  readonly from: number;
  readonly weights: readonly number[];
}
/** Weights below this part of the largest are left out: far under the sixth decimal of any sum. */
const NEGLIGIBLE = 1e-15;

/**
 * Probabilities from the ratio of neighbours, outwards from a place near the mode and then normed to 1: no gamma function, no
 * overflow, always the same order of operations.
 * @param ratio p(k + 1) ÷ p(k)
 */
export const spreadFrom = (mode: number, least: number, most: number, ratio: (k: number) => number): Spread => {
  const up: number[] = [1];
  for (let k = mode, weight = 1; k < most; k += 1) {
    weight *= ratio(k);
    if (!(weight > NEGLIGIBLE)) break;
    up.push(weight);
  }
  const down: number[] = [];
  let from = mode;
  for (let weight = 1; from > least; from -= 1) {
    weight /= ratio(from - 1);
    if (!(weight > NEGLIGIBLE)) break;
    down.push(weight);
  }
  const weights = [...down.reverse(), ...up];
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return { from, weights: weights.map((weight) => weight / whole) };
};
/** Probability of low…high, both included. */
export const between = ({ from, weights }: Spread, low: number, high: number): number => {
  let sum = 0;
  for (let k = Math.max(low, from); k <= Math.min(high, from + weights.length - 1); k += 1) sum += weights[k - from]!;
  return sum;
};
/** P(X ≤ k) for any k, from sums made once. */
export const cumulated = ({ from, weights }: Spread): ((k: number) => number) => {
  const sums: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    sum += weight;
    sums.push(sum);
  }
  return (k) => (k < from ? 0 : sums[Math.min(k - from, sums.length - 1)]!);
};
/**
 * The same distribution on `slices` points of equal probability, each the quantile of its slice's middle; unchanged when it has no
 * more than `most` points.
 */
export const condensed = (
  spread: Spread,
  most: number,
  slices = most,
): readonly (readonly [k: number, weight: number])[] => {
  const points = spread.weights.map((weight, index) => [spread.from + index, weight] as const);
  if (points.length <= most) return points;
  const middles: [number, number][] = [];
  let below = 0;
  for (const [k, weight] of points) {
    below += weight;
    while (middles.length < slices && (middles.length + 0.5) / slices <= below) middles.push([k, 1 / slices]);
  }
  while (middles.length < slices) middles.push([points.at(-1)![0], 1 / slices]);
  return middles;
};

/** Number of successes in `trials` draws whose chance is Beta(a, b). */
export const betaBinomial = (trials: number, a: number, b: number): Spread =>
  spreadFrom(
    Math.min(trials, Math.floor((trials * a) / (a + b))),
    0,
    trials,
    (k) => ((trials - k) * (a + k)) / ((k + 1) * (b + trials - k - 1)),
  );
/** Number of events when their rate is Gamma: size r, mean r·odds; negative binomial. */
export const negativeBinomial = (size: number, mean: number): Spread => {
  if (mean <= 0) return { from: 0, weights: [1] };
  const chance = mean / (size + mean);
  const mode = size > 1 ? Math.floor(((size - 1) * chance) / (1 - chance)) : 0;
  return spreadFrom(mode, 0, Infinity, (k) => (chance * (size + k)) / (k + 1));
};
