// Clauses: N3, C4.1
import type { MeasureKind, MetricDefinition, ThresholdRule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import { type Basis, basisOf } from "./forecast/basis.ts";
import { forecastIndex } from "./forecast/index-points.ts";
import type { Forecaster } from "./forecast/input.ts";
import { forecastMean, forecastRank, roundedChance } from "./forecast/means.ts";
import { forecastNps } from "./forecast/promoters.ts";
import { forecastPersistency, forecastShare } from "./forecast/shares.ts";
import { targetOf } from "./forecast/target.ts";
import { forecastCount, forecastSum } from "./forecast/totals.ts";
import { forecastRepeat, forecastRetention } from "./forecast/waiting.ts";
import type { MetricResult } from "./types.ts";

/** How each measure's end of period is foreseen; docs/forecast.md has the formulas and how well they hold on real data. */
const FORECASTERS = {
  repeat_purchase_rate: forecastRepeat,
  nps: forecastNps,
  csat: forecastShare,
  trust: forecastMean,
  effort: forecastShare,
  retention: forecastRetention,
  persistency: forecastPersistency,
  response_rate: forecastShare,
  within: forecastShare,
  mean: forecastMean,
  median: forecastRank,
  percentile: forecastRank,
  sum: forecastSum,
  count: forecastCount,
  // A ratio of two sums has no model here; a ratio of counts is a share.
  ratio: (input) => (input.result.method === "wilson" ? forecastShare(input) : undefined),
  index: forecastIndex,
} satisfies Record<MeasureKind, Forecaster>;

export interface Forecast {
  /** 0…1, rounded to 6 decimals. */
  readonly chance: number;
  readonly basis: () => Basis;
}
/** Before so much of a window is over, its own pace says nothing; the calibration asks no earlier either. */
const LEAST_ELAPSED = 0.15;
/** Is there something to learn from: enough answers, and either an earlier window or a part of this one? */
const isFounded = (result: MetricResult, history: readonly MetricResult[], elapsed: number): boolean =>
  result.status !== "not_enough_data" &&
  (elapsed >= LEAST_ELAPSED || history.some((earlier) => earlier.n === null || earlier.n > 0));

/**
 * Probability that a running threshold will be met when its period ends, by what is counted now and by the closed windows before
 * it: 0…1, rounded to 6 decimals. Undefined while there are too few answers (`min_n`), and where the contract's first window has
 * hardly begun: what no judgement rests on, no warning rests on either.
 * Deterministic: exact counts, fixed-order series, no draws.
 * @param history closed windows of the same metric, oldest first
 */
export const forecastThreshold = (
  rule: Pick<ThresholdRule, "atLeast" | "atMost" | "decide" | "strict">,
  result: MetricResult,
  history: readonly MetricResult[],
  asOf: Instant,
  definition: MetricDefinition,
): Forecast | undefined => {
  const { from, to } = result.period;
  if (to <= from || asOf < from) return undefined;
  const elapsed = Math.min(1, (asOf - from) / (to - from));
  if (!isFounded(result, history, elapsed)) return undefined;
  const forecaster: Forecaster = FORECASTERS[definition.measure];
  const input = { definition, target: targetOf(rule), result, history, asOf, elapsed };
  const chance = forecaster(input);
  return chance === undefined || Number.isNaN(chance)
    ? undefined
    : { chance: roundedChance(chance), basis: () => basisOf(input) };
};
