// Clauses: N3
import { exp, ln, lnGamma } from "../stats/elementary.ts";
import { normalUpper } from "../stats/normal.ts";
import { furtherCount, lengthOf, pacePrior } from "./history.ts";
import { type Forecaster, type ForecastInput, trialsOf } from "./input.ts";
import { between, negativeBinomial } from "./weights.ts";

const DAY = 86_400_000_000;
/**
 * How bunched the events come: variance of the daily totals ÷ the variance that single independent events would give, at least 1.
 * A basket of twenty lines is one decision, not twenty.
 */
const bunchingOf = ({ result, asOf }: ForecastInput, mean: number, square: number): number => {
  const days = (asOf - result.period.from) / DAY;
  const count = trialsOf(result);
  if (days < 2 || count < 2 || square <= 0) return 1;
  const daily = (count * mean) / days;
  const variance = ((result.extra?.daily_squares ?? 0) - days * daily * daily) / (days - 1);
  return Math.max(1, variance / ((count / days) * square));
};
const furtherOf = (input: ForecastInput, bunching: number) => {
  const whole = lengthOf(input.result.period);
  const past = input.history.map((window) => ({
    count: trialsOf(window) / bunching,
    length: lengthOf(window.period) / whole,
  }));
  const further = furtherCount(pacePrior(past), trialsOf(input.result) / bunching, input.elapsed);
  return further && { size: further.size, mean: further.mean * bunching };
};
/** P(N = 0) for a negative binomial. */
const noneOf = (size: number, mean: number): number => exp(-size * ln(1 + mean / size));

/** Number of events: negative binomial, its variance widened by the bunching. */
export const forecastCount: Forecaster = (input) => {
  const { target, result, definition } = input;
  const bunching = bunchingOf(input, 1, 1);
  const further = furtherOf(input, bunching);
  if (!further) return undefined;
  const { size, mean } = further;
  // Variance φ·mean + mean²/size as the variance mean + mean²/k of one negative binomial.
  const widened = mean > 0 ? 1 / (1 / size + (bunching - 1) / mean) : size;
  const count = trialsOf(result);
  const low = Math.max(Math.ceil(target.least / 1e6), definition.minN ?? 0) - count;
  return between(negativeBinomial(widened, mean), low, Math.floor(target.most / 1e6) - count);
};

/** Mean and mean square of one amount: of the running window, with the earlier ones' as further amounts when it has few. */
const amountsOf = ({ result, history }: ForecastInput): { mean: number; square: number } | undefined => {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const one of [result, ...history.toReversed()]) {
    const n = trialsOf(one);
    const mean = one.extra?.size_mean ?? 0;
    if (n === 0 || count >= FEW_AMOUNTS) continue;
    count += n;
    sum += n * mean;
    squares += (n - 1) * (one.extra?.size_variance ?? 0) + n * mean * mean;
  }
  return count === 0 ? undefined : { mean: sum / count, square: squares / count };
};
const FEW_AMOUNTS = 30;

/** Upper regularised incomplete gamma Q(shape, x): series below shape + 1, continued fraction above (NIST DLMF 8.11, 8.9). */
export const gammaUpper = (shape: number, x: number): number => {
  if (x <= 0) return 1;
  const front = exp(shape * ln(x) - x - lnGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; k < 10_000 && term > sum * 1e-17; k += 1) {
      term *= x / (shape + k);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  const terms = 60 + Math.ceil(4 * Math.sqrt(shape));
  let fraction = x + 2 * terms + 1 - shape;
  for (let k = terms; k >= 1; k -= 1) fraction = x + 2 * k - 1 - shape - (k * (k - shape)) / fraction;
  return front / fraction;
};
/**
 * Sum: compound of the number of further events and their sizes. Mean E[N]μ, variance φE[N]E[X²] + (E[N]μ)²/size; matched by a
 * Gamma beside the chance of no event at all (by a normal where amounts may take away).
 */
export const forecastSum: Forecaster = (input) => {
  const { target, result } = input;
  const amounts = amountsOf(input);
  if (!amounts) return undefined;
  const bunching = bunchingOf(input, amounts.mean, amounts.square);
  const further = furtherOf(input, bunching);
  if (!further) return undefined;
  const { size, mean: count } = further;
  const mean = count * amounts.mean;
  const variance = bunching * count * amounts.square + (mean * mean) / size;
  const none = noneOf(size, count / bunching);
  const above = (bound: number): number => {
    if (amounts.mean <= 0) return variance > 0 ? normalUpper((bound - mean) / Math.sqrt(variance)) : bound <= 0 ? 1 : 0;
    if (bound <= 0) return 1;
    const someMean = mean / (1 - none);
    const someVariance = (variance + mean * mean) / (1 - none) - someMean * someMean;
    const rate = someMean / someVariance;
    return (1 - none) * gammaUpper(someMean * rate, bound * rate);
  };
  const value = result.value ?? 0;
  const low = target.least === -Infinity ? 1 : above((target.least - 0.5) / 1e6 - value);
  const high = target.most === Infinity ? 0 : above((target.most + 0.5) / 1e6 - value);
  return Math.max(0, low - high);
};
