// Clauses: N3
import { upperTail } from "../stats/interval.ts";
import { normalUpperQuantile } from "../stats/normal.ts";
import { wilsonFor } from "../stats/wilson.ts";
import { betaPrior } from "./history.ts";
import { type Forecaster, type ForecastInput, furtherTrials, trialsOf } from "./input.ts";
import { firstWhere, keepsMost, reachesLeast } from "./target.ts";
import { betaBinomial, between, cumulated, type Spread } from "./weights.ts";

/** Successes, of so many trials, that meet the target: low…high; empty (low > high) when none do or trials are too few. */
export const meetingSuccesses = (input: ForecastInput, trials: number): readonly [low: number, high: number] => {
  const { target, definition } = input;
  if (trials === 0 || trials < (definition.minN ?? 0)) return [1, 0];
  const z = target.strict ? normalUpperQuantile(upperTail(definition.confidence)) : 0;
  const lowOf = (k: number): number => (target.strict ? wilsonFor(k, trials, z).low : k / trials);
  const highOf = (k: number): number => (target.strict ? wilsonFor(k, trials, z).high : k / trials);
  const low = firstWhere(0, trials, (k) => reachesLeast(target, lowOf(k)));
  const high = firstWhere(0, trials, (k) => !keepsMost(target, highOf(k))) - 1;
  return [low, high];
};
export const pastShares = ({ history }: ForecastInput) =>
  history.map(({ numerator, n }) => ({ successes: numerator ?? 0, trials: n ?? 0 }));

/** Beta posterior of the share: the prior from earlier windows and what the running one has shown. */
export const shareBelief = (input: ForecastInput) => {
  const { result } = input;
  const prior = betaPrior(pastShares(input));
  const successes = result.numerator ?? 0;
  return { a: prior.a + successes, b: prior.b + trialsOf(result) - successes };
};
/** Shares of answers: what is counted stays, an uncertain number of further ones is drawn from the Beta posterior. */
export const forecastShare: Forecaster = (input) => {
  const further = furtherTrials(input, trialsOf);
  if (!further) return undefined;
  const { a, b } = shareBelief(input);
  const [known, successes] = [trialsOf(input.result), input.result.numerator ?? 0];
  let chance = 0;
  for (const [trials, weight] of further) {
    const [low, high] = meetingSuccesses(input, known + trials);
    if (low <= high) chance += weight * between(betaBinomial(trials, a, b), low - successes, high - successes);
  }
  return chance;
};
/** Persistency: the policies of the window that are not ripe yet are known; each is kept with the Beta posterior's chance. */
export const forecastPersistency: Forecaster = (input) => {
  const policies = (result: ForecastInput["result"]) => result.extra?.policies ?? 0;
  const kept = (result: ForecastInput["result"]) => result.extra?.kept_policies ?? 0;
  const waiting = input.result.excluded.find(({ reason }) => reason === "not_matured")?.count ?? 0;
  const prior = betaPrior(input.history.map((past) => ({ successes: kept(past), trials: policies(past) })));
  const [known, successes] = [policies(input.result), kept(input.result)];
  const [low, high] = meetingSuccesses(input, known + waiting);
  if (known + waiting === 0) return undefined;
  const spread = betaBinomial(waiting, prior.a + successes, prior.b + known - successes);
  return between(spread, low - successes, high - successes);
};

/** Chance that two independent counts sum to low…high. */
export const betweenSum = (one: Spread, two: Spread, low: number, high: number): number => {
  const upTo = cumulated(two);
  let sum = 0;
  one.weights.forEach((weight, index) => {
    const first = one.from + index;
    sum += weight * Math.max(0, upTo(high - first) - upTo(low - first - 1));
  });
  return sum;
};
