import type { Period } from "../calendar/period.ts";
import type { Zone } from "../calendar/zone.ts";
import type { MetricDefinition } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import type { Currency } from "../values/money.ts";
import type { Rational } from "../values/rational.ts";

export type MetricStatus = "ok" | "not_enough_data" | "indeterminate";
export interface Exclusion {
  /** Message code: `repeat_answer`, `returned_in_full`, `not_matured`, `incomplete`, `single_premium` … */
  readonly reason: string;
  readonly count: number;
}
/**
 * What a measure gives for one window. Values are doubles rounded nowhere yet; numerators and denominators are exact counts
 * or decimal texts of exact sums. Contract-format §4.
 */
export interface MeasureResult {
  /** Sample size; null for an index, whose parts have their own. */
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The value as an exact fraction (money in major units) where the measure has one: sums, counts, means, shares. */
  readonly exact?: Rational;
  /** Name of the interval method: `wilson`, `nps_normal`, `t`, `none`, `census`. */
  readonly method: string;
  readonly excluded: readonly Exclusion[];
  /** Formula with the numbers in it. */
  readonly formula: string;
  /** Further figures shown beside, e.g. Cronbach's alpha, the count version of persistency, parts of an index. */
  readonly extra?: Readonly<Record<string, number | null>>;
  /** Index: what each part brought, in listed order. */
  readonly parts?: readonly IndexPartResult[];
  /** Median and percentile: how many of the window's values are at or above, and at or below, a bound; for forecasts. */
  readonly around?: (bound: Rational) => { readonly atLeast: number; readonly atMost: number };
}
export interface IndexPartResult {
  readonly metric: string;
  /** Share of the whole, after reweighting; null for a part left out. */
  readonly weight: number | null;
  readonly value: number | null;
  /** 0…100 */
  readonly score: number | null;
  /** Points of the index. */
  readonly contribution: number | null;
  /** Taken from the window before. */
  readonly carried: boolean;
  /** The part's own result in this window. */
  readonly own?: MeasureResult;
}
export interface MeasureContext {
  readonly zone: Zone;
  readonly currency: Currency;
  readonly definition: MetricDefinition;
}
/** What a result also needs: the moment it is taken at and that moment's local day. */
export interface ResultContext extends MeasureContext {
  readonly asOf: Instant;
  readonly today: Day;
}
/**
 * A measure as an accumulator over facts. `S` holds counters and keyed state (by customer, invitation, policy, order, day), so
 * that adding or taking out one fact touches its own keys only; `result` reads counters, never events. Order must not matter:
 * equal sets of facts give equal results.
 */
export interface Measure<S> {
  /** Kinds of facts that feed it under this definition. */
  kinds(definition: MetricDefinition): readonly string[];
  empty(context: MeasureContext): S;
  add(state: S, fact: Fact, weight: Weight, context: MeasureContext): void;
  /** Joins two states that were fed disjoint facts. Keys that both hold are summed. */
  merge(a: S, b: S, context: MeasureContext): S;
  result(state: S, window: Period, context: ResultContext): MeasureResult;
  /** Ids of the events that the window's figure rests on; only for traces. */
  evidence(state: S, window: Period, context: ResultContext): readonly string[];
  /** Next day (start of day) after `today` on which the result can change without a new event, e.g. a cohort matures. */
  nextChange?(state: S, window: Period, context: ResultContext): Day | undefined;
}
/** One metric for one window, as `evaluate` gives it. */
export interface MetricResult extends MeasureResult {
  /** Rule id, `nps`. */
  readonly id: string;
  /** `C3.2/nps` */
  readonly ref: string;
  readonly clause: string;
  readonly version: number;
  readonly period: Period;
  readonly closed: boolean;
  readonly status: MetricStatus;
  readonly evidence: () => readonly string[];
}
