// Clauses: N3
import { upperTail } from "../stats/interval.ts";
import { normalUpperQuantile } from "../stats/normal.ts";
import { npsIntervalFor } from "../stats/nps-interval.ts";
import { type Forecaster, type ForecastInput, furtherTrials, trialsOf } from "./input.ts";
import { firstWhere, keepsMost, reachesLeast } from "./target.ts";
import { betaBinomial, between, condensed } from "./weights.ts";

const CLASSES = ["promoters", "passives", "detractors"] as const;
type Counts = Readonly<Record<(typeof CLASSES)[number], number>>;
const countsOf = (result: ForecastInput["result"]): Counts => ({
  promoters: result.extra?.promoters ?? 0,
  passives: result.extra?.passives ?? 0,
  detractors: result.extra?.detractors ?? 0,
});
/** Earlier windows weigh at most so many answers. */
const MOST_STRENGTH = 20;
/** Dirichlet prior: ½ for each class (Jeffreys) and the earlier windows' answers, cut to a weight of 20. */
export const priorOf = (history: ForecastInput["history"]): Counts => {
  const past = history.map(countsOf);
  const sum = (name: (typeof CLASSES)[number]): number => past.reduce((all, counts) => all + counts[name], 0);
  const answers = CLASSES.reduce((all, name) => all + sum(name), 0);
  const weight = answers > MOST_STRENGTH ? MOST_STRENGTH / answers : 1;
  return {
    promoters: 0.5 + weight * sum("promoters"),
    passives: 0.5 + weight * sum("passives"),
    detractors: 0.5 + weight * sum("detractors"),
  };
};
const MOST_POINTS = 32;
/**
 * Net promoter score: promoters, passives and detractors among the further answers follow a Dirichlet-multinomial, taken as two
 * beta-binomials one in the other: how many are passive, and of the others how many promote.
 */
export const forecastNps: Forecaster = (input) => {
  const { target, definition, result } = input;
  const further = furtherTrials(input, trialsOf, MOST_POINTS);
  if (!further) return undefined;
  const now = countsOf(result);
  const prior = priorOf(input.history);
  const alpha = {
    promoters: prior.promoters + now.promoters,
    passives: prior.passives + now.passives,
    detractors: prior.detractors + now.detractors,
  };
  const z = target.strict ? normalUpperQuantile(upperTail(definition.confidence)) : 0;
  const scores = (promoters: number, detractors: number, answers: number) =>
    target.strict
      ? npsIntervalFor(promoters, detractors, answers, z, definition.population)
      : { low: (100 * (promoters - detractors)) / answers, high: (100 * (promoters - detractors)) / answers };
  let chance = 0;
  for (const [count, weight] of further) {
    const answers = trialsOf(result) + count;
    if (answers === 0 || answers < (definition.minN ?? 0)) continue;
    const passives = betaBinomial(count, alpha.passives, alpha.promoters + alpha.detractors);
    for (const [passive, share] of condensed(passives, MOST_POINTS)) {
      const others = count - passive;
      const at = (promoters: number) => scores(now.promoters + promoters, now.detractors + others - promoters, answers);
      const low = firstWhere(0, others, (k) => reachesLeast(target, at(k).low));
      const high = firstWhere(0, others, (k) => !keepsMost(target, at(k).high)) - 1;
      if (low <= high)
        chance += weight * share * between(betaBinomial(others, alpha.promoters, alpha.detractors), low, high);
    }
  }
  return chance;
};
