import type { Period } from "../calendar/period.ts";
import type { Zone } from "../calendar/zone.ts";
import type { MetricDefinition } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import type { Currency } from "../values/money.ts";

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
  readonly n: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Name of the interval method: `wilson`, `nps_normal`, `t`, `none`, `census`. */
  readonly method: string;
  readonly excluded: readonly Exclusion[];
  /** Formula with the numbers in it. */
  readonly formula: string;
  /** Further figures shown beside, e.g. Cronbach's alpha, the count version of persistency, parts of an index. */
  readonly extra?: Readonly<Record<string, number | null>>;
}
export interface MeasureContext {
  readonly zone: Zone;
  readonly currency: Currency;
  readonly definition: MetricDefinition;
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
  result(
    state: S,
    window: Period,
    context: MeasureContext & { readonly asOf: Instant; readonly today: Day },
  ): MeasureResult;
  /** Ids of the events that the window's figure rests on; only for traces. */
  evidence(
    state: S,
    window: Period,
    context: MeasureContext & { readonly asOf: Instant; readonly today: Day },
  ): readonly string[];
  /** Next day (start of day) after `today` on which the result can change without a new event, e.g. a cohort matures. */
  nextChange?(
    state: S,
    window: Period,
    context: MeasureContext & { readonly asOf: Instant; readonly today: Day },
  ): Day | undefined;
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
