// Clauses: C3.2
import type { Window } from "../calendar/period.ts";
import type { Duration } from "../values/duration.ts";
import type { Rate, Rational } from "../values/rational.ts";
import type { Condition } from "./condition.ts";

export const MEASURES = [
  "repeat_purchase_rate",
  "nps",
  "csat",
  "trust",
  "effort",
  "retention",
  "persistency",
  "response_rate",
  "within",
  "mean",
  "median",
  "percentile",
  "sum",
  "count",
  "ratio",
  "index",
] as const;
export type MeasureKind = (typeof MEASURES)[number];
export interface IndexPart {
  readonly metric: string;
  readonly weight: Rate;
  readonly floor: Rational;
  readonly ceiling: Rational;
}
/** What a `definition` measures. Which keys a measure takes stands in contract/measure-keys.ts. */
export interface MetricDefinition {
  readonly measure: MeasureKind;
  readonly event?: string;
  /** A field of the event, `satisfaction`, or a CEL expression that gives a number or money. */
  readonly value?: Condition;
  readonly when?: Condition;
  readonly window: Window;
  readonly minN?: number;
  /** Two-sided confidence, 95 % unless said. */
  readonly confidence: Rational;
  /** csat: lowest counted answer, default 4 of 5. */
  readonly top?: number;
  /** Answer scale, for csat, effort and trust. */
  readonly scale?: { readonly min: number; readonly max: number };
  readonly population?: number;
  /** repeat_purchase_rate */
  readonly mode?: "window" | "cohort";
  readonly horizon?: Duration;
  /** persistency */
  readonly months?: number;
  readonly grace?: Duration;
  /** within: reference of a deadline rule. */
  readonly rule?: string;
  /** percentile: 0 < p < 1, nearest rank. */
  readonly percentile?: Rational;
  /** ratio: the two filters (and their event kinds when they differ). */
  readonly numerator?: { readonly event: string; readonly when?: Condition; readonly value?: Condition };
  readonly denominator?: { readonly event: string; readonly when?: Condition; readonly value?: Condition };
  /** index */
  readonly parts?: readonly IndexPart[];
  readonly missing?: "reweight" | "carry_last" | "indeterminate";
  /** `missing: reweight`: with more parts missing than this the index has no value. */
  readonly missingAtMost?: number;
}
