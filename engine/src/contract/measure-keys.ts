// Clauses: C3.2

import type { Currency } from "../values/money.ts";
import { inMajor } from "../values/money.ts";
import type { Rational } from "../values/rational.ts";
import { parseDecimal, parseRate } from "../values/rational.ts";
import { type Reader, scalar } from "./fields.ts";
import type { MeasureKind, MetricDefinition } from "./model.ts";
import { readMoney } from "./scalars.ts";

/** Which keys a measure takes beside `measure`, `window`, `min_n` and `confidence`, and what stands for those left out. */
interface MeasureKeys {
  readonly keys: readonly string[];
  readonly required: readonly string[];
  readonly event?: string;
  readonly value?: string;
}
export const COMMON_METRIC_KEYS = ["measure", "window", "min_n", "confidence"];
export const MEASURE_KEYS: Readonly<Record<MeasureKind, MeasureKeys>> = {
  repeat_purchase_rate: { keys: ["event", "when", "mode", "horizon"], required: [], event: "sale" },
  nps: { keys: ["event", "value", "when", "population"], required: [], event: "survey_answered", value: "recommend" },
  csat: {
    keys: ["event", "value", "when", "top", "scale"],
    required: [],
    event: "survey_answered",
    value: "satisfaction",
  },
  trust: {
    keys: ["event", "value", "when", "scale"],
    required: [],
    event: "survey_answered",
    value: "trust",
  },
  effort: {
    keys: ["event", "value", "when", "top", "scale"],
    required: [],
    event: "survey_answered",
    value: "effort",
  },
  retention: { keys: ["event", "when", "horizon"], required: [] },
  persistency: { keys: ["event", "when", "months", "grace"], required: ["months"] },
  response_rate: { keys: ["event", "when"], required: [] },
  within: { keys: ["rule"], required: ["rule"] },
  mean: { keys: ["event", "value", "when"], required: ["event", "value"] },
  median: { keys: ["event", "value", "when"], required: ["event", "value"] },
  percentile: { keys: ["event", "value", "when", "percentile"], required: ["event", "value", "percentile"] },
  sum: { keys: ["event", "value", "when"], required: ["event", "value"] },
  count: { keys: ["event", "when"], required: ["event"] },
  ratio: { keys: ["event", "numerator", "denominator"], required: ["numerator", "denominator"] },
  index: { keys: ["parts", "missing", "missing_at_most"], required: ["parts"] },
};
/** Measures of answers: a sample, so that a target is missed only when that is proven. */
export const MEASURES_OF_ANSWERS: readonly MeasureKind[] = ["nps", "csat", "trust", "effort", "mean"];

/** How figures of a metric are written: a share (`80%` or `0.8`), a number in a range, or money. */
export type MetricUnit =
  | { readonly kind: "share" }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "money" };
export const unitOf = (metric: MetricDefinition): MetricUnit => {
  switch (metric.measure) {
    case "repeat_purchase_rate":
    case "csat":
    case "effort":
    case "retention":
    case "persistency":
    case "response_rate":
    case "within":
      return { kind: "share" };
    case "nps":
      return { kind: "number", min: -100, max: 100 };
    case "trust":
    case "index":
      return { kind: "number", min: 0, max: 100 };
    case "ratio":
      return metric.numerator?.value || metric.denominator?.value ? { kind: "number" } : { kind: "share" };
    case "count":
      return { kind: "number", min: 0 };
    case "mean":
    case "median":
    case "percentile":
    case "sum":
      return metric.value?.type === "money" ? { kind: "money" } : { kind: "number" };
  }
};
/** Of a metric that could not be read: a share or a plain number will do, so that what stands beside it is looked at all the same. */
export const ANY_UNIT: MetricUnit = { kind: "number" };
/** Reads a target or table bound in a metric's unit; money comes in major units. */
export const figureReader = (unit: MetricUnit, currency: Currency): Reader<Rational> =>
  scalar((node, report) => {
    if (unit.kind === "money") {
      const amount = readMoney(currency)(node, report);
      return amount === undefined ? undefined : inMajor(amount, currency);
    }
    const percent = node.text.endsWith("%");
    // A ratio of sums has no fixed range, but may be written either way.
    if (percent && unit.kind === "number" && (unit.min !== undefined || unit.max !== undefined)) {
      report.error("figure_not_a_share", node.place, { written: node.text });
      return undefined;
    }
    const value = percent ? parseRate(node.text) : parseDecimal(node.text);
    if (!value) {
      report.error("number_malformed", node.place, { written: node.text });
      return undefined;
    }
    const [min, max] = unit.kind === "share" ? [0, 1] : [unit.min, unit.max];
    const below = min !== undefined && value.n < BigInt(min) * value.d;
    const above = max !== undefined && value.n > BigInt(max) * value.d;
    if (!below && !above) return value;
    report.error("figure_out_of_range", node.place, {
      written: node.text,
      min: unit.kind === "share" ? "0%" : String(min ?? "…"),
      max: unit.kind === "share" ? "100%" : String(max ?? "…"),
    });
    return undefined;
  });
