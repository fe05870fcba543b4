// Clauses: N3
import { exp, ln } from "../stats/elementary.ts";
import type { Beta } from "./history.ts";
import { type Forecaster, furtherTrials, trialsOf } from "./input.ts";
import { betweenSum, meetingSuccesses } from "./shares.ts";
import { betaBinomial, between } from "./weights.ts";

/** A Gamma belief about a rate: `events` seen in `time`. */
interface Rate {
  readonly events: number;
  readonly time: number;
}
/** Earlier windows together weigh at most so many events. */
const MOST_EVENTS = 20;
const rateOf = (past: Rate, now: Rate): Rate | undefined => {
  const weight = past.events > MOST_EVENTS ? MOST_EVENTS / past.events : 1;
  const events = 0.5 + weight * past.events + now.events;
  const time = weight * past.time + now.time;
  return time > 0 ? { events, time } : undefined;
};
/** Mean of e^(−rate·time): the chance that nothing happens. */
const nothingFor = (rate: Rate, time: number): number => exp(-rate.events * ln(1 + time / rate.time));
/** The Beta with the mean and second moment of a chance. */
const matched = (mean: number, second: number): Beta => {
  const variance = Math.max(second - mean * mean, 1e-12);
  const strength = Math.max(1e-3, (mean * (1 - mean)) / variance - 1);
  return { a: Math.max(1e-9, mean * strength), b: Math.max(1e-9, (1 - mean) * strength) };
};
const STEPS = 16;
/** Chance of at least one event, for somebody who comes at an even moment of the rest. */
const afterComing = (rate: Rate, rest: number): Beta => {
  let mean = 0;
  let second = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const left = (rest * (step + 0.5)) / STEPS;
    const [once, twice] = [nothingFor(rate, left), nothingFor(rate, 2 * left)];
    mean += (1 - once) / STEPS;
    second += (1 - 2 * once + twice) / STEPS;
  }
  return matched(mean, second);
};
const DAY = 86_400_000_000;

/**
 * Repeat purchase rate of a window: who bought on one day may buy on another, new customers come at the pace so far, and both
 * happen at a rate learnt from the days that customers have waited.
 */
export const forecastRepeat: Forecaster = (input) => {
  const { result, history, definition, asOf } = input;
  if (definition.mode === "cohort") return undefined;
  const further = furtherTrials(input, trialsOf);
  const add = (sum: Rate, one: (typeof history)[number]): Rate => ({
    events: sum.events + (one.numerator ?? 0),
    time: sum.time + (one.extra?.waited_days ?? 0),
  });
  const rate = rateOf(history.reduce(add, { events: 0, time: 0 }), add({ events: 0, time: 0 }, result));
  if (!further || !rate) return undefined;
  const rest = (result.period.to - asOf) / DAY;
  const [customers, repeated] = [trialsOf(result), result.numerator ?? 0];
  const [once, twice] = [nothingFor(rate, rest), nothingFor(rate, 2 * rest)];
  const known = matched(1 - once, 1 - 2 * once + twice);
  const again = betaBinomial(customers - repeated, known.a, known.b);
  const coming = afterComing(rate, rest);
  let chance = 0;
  for (const [count, weight] of further) {
    const [low, high] = meetingSuccesses(input, customers + count);
    if (low > high) continue;
    chance += weight * betweenSum(again, betaBinomial(count, coming.a, coming.b), low - repeated, high - repeated);
  }
  return chance;
};
/**
 * Retention: who is still there leaves at a rate learnt from those who left so far and in earlier windows. While nobody has ever
 * left, the prior's half a loss is all there is to fear, and below one half it would be the prior that warns: then no forecast.
 */
export const forecastRetention: Forecaster = (input) => {
  const { result, history, elapsed } = input;
  const stay = result.numerator ?? 0;
  const began = trialsOf(result);
  if (began === 0) return undefined;
  const lost = (one: { readonly n: number | null; readonly numerator: number | null }): number =>
    (one.n ?? 0) - (one.numerator ?? 0);
  const past = history.reduce(
    (sum, one) => ({ events: sum.events + lost(one), time: sum.time + (one.numerator ?? 0) + lost(one) / 2 }),
    { events: 0, time: 0 },
  );
  const rate = rateOf(past, { events: lost(result), time: elapsed * (stay + lost(result) / 2) });
  if (!rate) return undefined;
  const rest = 1 - elapsed;
  const chance = matched(nothingFor(rate, rest), nothingFor(rate, 2 * rest));
  const [low, high] = meetingSuccesses(input, began);
  const met = between(betaBinomial(stay, chance.a, chance.b), low, high);
  return past.events + lost(result) === 0 && met < 0.5 ? undefined : met;
};
