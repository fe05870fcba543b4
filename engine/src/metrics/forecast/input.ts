// Clauses: N3
import type { MetricDefinition } from "../../contract/model.ts";
import type { Instant } from "../../values/brand.ts";
import type { MeasureResult, MetricResult } from "../types.ts";
import { furtherCount, lengthOf, pacePrior } from "./history.ts";
import type { Target } from "./target.ts";
import { condensed, negativeBinomial } from "./weights.ts";

/** A running window, what it must reach, and the closed windows before it. */
export interface ForecastInput {
  readonly definition: MetricDefinition;
  readonly target: Target;
  readonly result: MetricResult;
  readonly history: readonly MetricResult[];
  readonly asOf: Instant;
  /** Part of the window that is over, 0…1. */
  readonly elapsed: number;
}
/** Probability 0…1, or undefined where there is nothing to go by. */
export type Forecaster = (input: ForecastInput) => number | undefined;

const MOST_POINTS = 256;
const SLICES = 64;
/** How many more answers (customers, deadlines) the window may bring: points with their weights. */
export const furtherTrials = (
  input: ForecastInput,
  counted: (result: MeasureResult) => number,
  mostPoints = MOST_POINTS,
): readonly (readonly [count: number, weight: number])[] | undefined => {
  const whole = lengthOf(input.result.period);
  const past = input.history.map((window) => ({ count: counted(window), length: lengthOf(window.period) / whole }));
  const further = furtherCount(pacePrior(past), counted(input.result), input.elapsed);
  return further && condensed(negativeBinomial(further.size, further.mean), mostPoints, Math.min(mostPoints, SLICES));
};
export const trialsOf = (result: MeasureResult): number => result.n ?? 0;
