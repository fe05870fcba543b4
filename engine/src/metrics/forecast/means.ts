// Clauses: N3
import { rational, toFloat } from "../../values/rational.ts";
import { upperTail } from "../stats/interval.ts";
import { normalUpperQuantile } from "../stats/normal.ts";
import { studentUpper } from "../stats/student.ts";
import { betaPrior } from "./history.ts";
import { type Forecaster, furtherTrials, trialsOf } from "./input.ts";
import { keepsMost, millionths, reachesLeast } from "./target.ts";
import { betaBinomial, between } from "./weights.ts";

const MOST_POINTS = 64;
/**
 * Means: the mean of m further answers, given the n so far, is Student's t with n − 1 degrees of freedom about their mean, with
 * variance s² (1/n + 1/m). With `strict` the target moves by the half-width that the final interval will have.
 */
export const forecastMean: Forecaster = (input) => {
  const { target, definition, result } = input;
  const count = trialsOf(result);
  const { value } = result;
  const further = furtherTrials(input, trialsOf, MOST_POINTS);
  if (!further || value === null || count < 2) return undefined;
  const variance = result.extra?.variance ?? 0;
  const z = target.strict ? normalUpperQuantile(upperTail(definition.confidence)) : 0;
  let chance = 0;
  for (const [more, weight] of further) {
    const all = count + more;
    if (all < (definition.minN ?? 0)) continue;
    const margin = z * Math.sqrt(variance / all);
    const spread = Math.sqrt(variance * (1 / count + 1 / more));
    if (more === 0 || spread === 0) {
      if (reachesLeast(target, value - margin) && keepsMost(target, value + margin)) chance += weight;
      continue;
    }
    // P(final mean ≥ bound): the further answers must have at least this mean. Half a millionth is what rounding gives.
    const above = (bound: number): number =>
      studentUpper(((bound * all - count * value) / more - value) / spread, count - 1);
    const low = target.least === -Infinity ? 1 : above((target.least - 0.5) / 1e6 + margin);
    const high = target.most === Infinity ? 0 : above((target.most + 0.5) / 1e6 - margin);
    chance += weight * Math.max(0, low - high);
  }
  return chance;
};
/**
 * Median and percentile: the value reaches a bound exactly when enough of all answers do, and those that reach it are a share like
 * any other, with Jeffreys' prior.
 */
export const forecastRank: Forecaster = (input) => {
  const { target, definition, result } = input;
  const further = furtherTrials(input, trialsOf, MOST_POINTS);
  if (!further || !result.around) return undefined;
  const count = trialsOf(result);
  const p = (definition.measure === "percentile" ? definition.percentile : undefined) ?? { n: 1n, d: 2n };
  const rank = (all: number): number => toFloat(rational((p.n * BigInt(all) + p.d - 1n) / p.d));
  const reaching = (successes: number, needed: (all: number) => number): number => {
    const prior = betaPrior([]);
    let chance = 0;
    for (const [more, weight] of further) {
      const all = count + more;
      if (all === 0 || all < (definition.minN ?? 0)) continue;
      const spread = betaBinomial(more, prior.a + successes, prior.b + count - successes);
      chance += weight * between(spread, needed(all) - successes, more);
    }
    return chance;
  };
  const enough = reaching(0, () => 0);
  const bound = (millionth: number) => ({ n: BigInt(millionth), d: 1_000_000n });
  const low =
    target.least === -Infinity
      ? enough
      : reaching(result.around(bound(target.least)).atLeast, (all) => all - rank(all) + 1);
  const high = target.most === Infinity ? enough : reaching(result.around(bound(target.most)).atMost, rank);
  return Math.max(0, low + high - enough);
};
export const roundedChance = (chance: number): number => Math.min(1, Math.max(0, millionths(chance) / 1e6));
