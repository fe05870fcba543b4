// Clauses: N3
import { exp, ln, lnGamma } from "../stats/elementary.ts";
import { normalUpper } from "../stats/normal.ts";
import { furtherCount, lengthOf, pacePrior } from "./history.ts";
import { type Forecaster, type ForecastInput, trialsOf } from "./input.ts";
import { between, negativeBinomial } from "./weights.ts";

const DAY = 86_400_000_000;
/** What the running window and the earlier ones together say of one event and of one day. */
interface Flow {
  /** Mean and mean square of one amount; 1 and 1 where events are only counted. */
  readonly mean: number;
  readonly square: number;
  /** How bunched the events come, at least 1. */
  readonly bunching: number;
}
/**
 * Bunching is the variance of the daily totals (within windows) ÷ the variance that single independent events would give: a basket
 * of twenty lines is one decision, not twenty. Fewer than two days, or no event, say nothing.
 */
const flowOf = ({ result, history, asOf }: ForecastInput): Flow | undefined => {
  let [count, sum, squares, days, spread, freedom] = [0, 0, 0, 0, 0, 0];
  for (const one of [...history, result]) {
    const n = trialsOf(one);
    const mean = one.extra?.size_mean === undefined ? 1 : (one.extra.size_mean ?? 0);
    const length = (Math.min(one.period.to, asOf) - one.period.from) / DAY;
    count += n;
    sum += n * mean;
    squares += Math.max(0, n - 1) * (one.extra?.size_variance ?? 0) + n * mean * mean;
    if (length < 2) continue;
    days += length;
    spread += Math.max(0, (one.extra?.daily_squares ?? 0) - (n * mean * (n * mean)) / length);
    freedom += length - 1;
  }
  if (count === 0) return undefined;
  const single = squares / Math.max(days, 1);
  const bunching = freedom > 0 && single > 0 ? Math.max(1, spread / freedom / single) : 1;
  return { mean: sum / count, square: squares / count, bunching };
};
/** How bunched the events come, 1 where nothing says so. */
export const bunchingOf = (input: ForecastInput): number => flowOf(input)?.bunching ?? 1;
/** Further events: their pace is learnt from bunches, each worth one independent event. */
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
  const bunching = bunchingOf(input);
  const further = furtherOf(input, bunching);
  if (!further) return undefined;
  const { size, mean } = further;
  // Variance φ·mean + mean²/size as the variance mean + mean²/k of one negative binomial.
  const widened = mean > 0 ? 1 / (1 / size + (bunching - 1) / mean) : size;
  const count = trialsOf(result);
  const low = Math.max(Math.ceil(target.least / 1e6), definition.minN ?? 0) - count;
  return between(negativeBinomial(widened, mean), low, Math.floor(target.most / 1e6) - count);
};

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
  const flow = flowOf(input);
  const further = flow && furtherOf(input, flow.bunching);
  if (!further) return undefined;
  const { size, mean: count } = further;
  const mean = count * flow.mean;
  const variance = flow.bunching * count * flow.square + (mean * mean) / size;
  const none = noneOf(size, count / flow.bunching);
  const above = (bound: number): number => {
    if (flow.mean <= 0) return variance > 0 ? normalUpper((bound - mean) / Math.sqrt(variance)) : bound <= 0 ? 1 : 0;
    if (bound <= 0) return 1;
    if (1 - none < 1e-12) return 0;
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
