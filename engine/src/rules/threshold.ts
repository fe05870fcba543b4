// Clauses: C3.2, C4.1, N3
import type { ThresholdRule } from "../contract/model.ts";
import type { Forecast } from "../metrics/forecast.ts";
import type { MetricResult } from "../metrics/types.ts";
import type { Instant } from "../values/brand.ts";
import { compare, fromFloat6, type Rational, toDecimalText, toFloat } from "../values/rational.ts";
import type { Trace } from "../values/trace.ts";
import type { Draft } from "./settle.ts";
import type { State } from "./types.ts";

const meets = (rule: ThresholdRule, value: Rational): boolean =>
  (rule.atLeast === undefined || compare(value, rule.atLeast) >= 0) &&
  (rule.atMost === undefined || compare(value, rule.atMost) <= 0);

/**
 * What a closed period says (contract-format §3): under `min_n` nothing; `point` decides alone; `proven` is met when the point
 * reaches the target (with `strict` the whole interval), missed only when the whole interval misses it, else undecided. Bounds
 * are compared after rounding to 6 decimals (§9).
 */
export const judgeThreshold = (rule: ThresholdRule, result: MetricResult): State => {
  if (result.status === "not_enough_data") return "not_enough_data";
  if (result.status === "indeterminate" || result.value === null) return "indeterminate";
  const value = result.exact ?? fromFloat6(result.value);
  if (rule.decide === "point" || result.low === null || result.high === null)
    return meets(rule, value) ? "met" : "missed";
  const low = fromFloat6(result.low);
  const high = fromFloat6(result.high);
  if (rule.strict ? meets(rule, low) && meets(rule, high) : meets(rule, value)) return "met";
  const wholeBelow = rule.atLeast !== undefined && compare(high, rule.atLeast) < 0;
  const wholeAbove = rule.atMost !== undefined && compare(low, rule.atMost) > 0;
  return wholeBelow || wholeAbove ? "missed" : "indeterminate";
};

/** The target as people read it: `≥ 30`, `≤ 0.05`, `0.2 … 0.6`. */
export const targetText = (rule: Pick<ThresholdRule, "atLeast" | "atMost">): string => {
  const low = rule.atLeast && toDecimalText(rule.atLeast);
  const high = rule.atMost && toDecimalText(rule.atMost);
  return low !== undefined && high !== undefined
    ? `${low} … ${high}`
    : low !== undefined
      ? `≥ ${low}`
      : `≤ ${high ?? ""}`;
};

/**
 * One instance for one period.
 * @param metric the trace of the figure that is judged
 * @param forecast of meeting it, for a running period; undefined where no forecast can be made
 * @param midnight after which a forecast, which moves with time itself, is looked at anew
 */
export const thresholdDraft = (
  rule: ThresholdRule,
  version: number,
  result: MetricResult,
  forecast: Forecast | undefined,
  midnight: Instant,
  metric: () => Trace,
): Draft => {
  const running = !result.closed;
  const chance = forecast && fromFloat6(forecast.chance);
  const atRisk = chance !== undefined && compare(chance, { n: 1n, d: 2n }) < 0;
  return {
    rule,
    version,
    period: result.period.label,
    openedAt: result.period.from,
    dueAt: result.period.to,
    ...(running ? {} : { closedAt: result.period.to }),
    ...(running && chance !== undefined ? { probability: toFloat(chance) } : {}),
    state: () => (running ? (atRisk ? "at_risk" : "running") : judgeThreshold(rule, result)),
    // Without enough data no day that passes gives a forecast.
    changes: () => (running ? [result.period.to, ...(result.status === "not_enough_data" ? [] : [midnight])] : []),
    trace: (state) => ({
      what: rule.label ?? { zh: "是否达到约定目标", en: "Whether the agreed target is reached" },
      formula: `${result.value === null ? "–" : toDecimalText(fromFloat6(result.value))} ${targetText(rule)}${running && chance !== undefined ? `; P = ${toDecimalText(chance)}` : ""}`,
      value: state,
      inputs: [metric(), ...(running && forecast ? [forecastTrace(rule, version, forecast)] : [])],
      clause: rule.clause,
      version,
      metric: rule.metric,
    }),
  };
};

/** A chance is never 0 or 1, which a forecast cannot know. */
const percentOf = (chance: number): string =>
  chance < 0.001 ? "< 0.1%" : chance > 0.999 ? "> 99.9%" : `${toDecimalText(fromFloat6(chance * 100), 1)}%`;
/** How likely, by which method, from what: how many more are expected, what earlier periods add. */
const forecastTrace = (rule: ThresholdRule, version: number, { chance, basis }: Forecast): Trace => {
  const { method, parts } = basis();
  return {
    what: {
      zh: `期末达成的可能性（${method.zh ?? ""}）`,
      en: `Chance of meeting it at the end (${method.en ?? ""})`,
    },
    formula: "",
    value: percentOf(chance),
    inputs: parts.map((part) => ({ ...part, inputs: [], clause: rule.clause, version })),
    clause: rule.clause,
    version,
  };
};
