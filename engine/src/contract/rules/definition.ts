// Clauses: C3.1, C3.2
import { compare, equal, ONE, parseRate, type Rational, rational, sum } from "../../values/rational.ts";
import { readValue } from "../compile-condition.ts";
import type { Condition } from "../condition.ts";
import { type Fields, listOf, type Reader, readFields, scalar } from "../fields.ts";
import { COMMON_METRIC_KEYS, MEASURE_KEYS } from "../measure-keys.ts";
import { type DefinitionRule, type IndexPart, MEASURES, type MeasureKind, type MetricDefinition } from "../model.ts";
import {
  BASE_KEYS,
  baseOf,
  conditionReader,
  kindReader,
  type RuleContext,
  type RuleSource,
  ruleReader,
} from "../rule-context.ts";
import { meantWord, readDuration, readInteger, readNumber, readShare, readWindow, readWord } from "../scalars.ts";
import { isUnreadable } from "../yaml-tree.ts";

export const DEFAULT_CONFIDENCE: Rational = rational(95n, 100n);

export const DEFINITION_KEYS = [...BASE_KEYS, "metric"];

export const readDefinition = (source: RuleSource, context: RuleContext): DefinitionRule | undefined => {
  const fields = readFields(source.tree, "definition", DEFINITION_KEYS, context.report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  const metric = fields.need("metric", readMetricOf(source, context));
  return metric && { ...base, kind: "definition", metric };
};

export const readMetricOf =
  (source: RuleSource, context: RuleContext): Reader<MetricDefinition> =>
  (tree, report) => {
    const all = Object.values(MEASURE_KEYS).flatMap((entry) => entry.keys);
    const any = readFields(tree, "metric", [...COMMON_METRIC_KEYS, ...new Set(all)], report);
    const written = any?.need("measure", readWord(MEASURES, "measure", "unknown_measure"));
    // One mistake hides no other: the rest is read as the measure was surely meant, else as far as all measures are alike.
    const measure = written ?? meantWord(any?.tree("measure"), MEASURES);
    if (!any || tree.kind !== "map") return undefined;
    if (measure === undefined) {
      readMetric(undefined, any, source, context);
      return undefined;
    }
    const { keys, required } = MEASURE_KEYS[measure];
    for (const entry of tree.entries)
      if (all.includes(entry.key) && !keys.includes(entry.key))
        report.error("key_not_of_measure", entry.keyPlace, { key: entry.key, measure, allowed: keys.join(", ") });
    for (const key of required)
      if (!any.has(key)) report.error("missing_key", tree.place, { key, within: `metric ${measure}` });
    return readMetric(measure, any, source, context);
  };

const readMetric = (
  measure: MeasureKind | undefined,
  fields: Fields,
  source: RuleSource,
  context: RuleContext,
): MetricDefinition | undefined => {
  const { report } = context;
  const shape: { readonly event?: string } = measure === undefined ? {} : MEASURE_KEYS[measure];
  const window = fields.need("window", readWindow);
  const event = fields.has("event") ? fields.read("event", kindReader(context)) : shape.event;
  const value = measuredValue(measure, fields, event, context);
  const when = fields.read("when", conditionReader(context, whenKinds(measure, event)));
  const confidence = fields.read("confidence", readConfidence) ?? DEFAULT_CONFIDENCE;
  const minN = fields.read("min_n", readInteger(0, 1_000_000));
  const horizon = fields.read("horizon", readDuration);
  const mode = fields.read("mode", readWord(["window", "cohort"], "mode"));
  if (measure && mode === "cohort" && !horizon && !fields.has("horizon"))
    report.error("cohort_without_horizon", fields.place);
  if (horizon && measure === "repeat_purchase_rate" && mode !== "cohort")
    report.error("horizon_without_cohort", fields.placeOf("horizon"));
  const scale = fields.read("scale", readScale);
  const top = fields.read("top", readInteger(1, 100));
  if (top !== undefined && scale && (top < scale.min || top > scale.max))
    report.error("top_outside_scale", fields.placeOf("top"), {
      top: String(top),
      min: String(scale.min),
      max: String(scale.max),
    });
  const rule = fields.read("rule", ruleReader(context, "deadline", source));
  const percentile = fields.read("percentile", readPercentile);
  const numerator = fields.read("numerator", filterReader(context, event));
  const denominator = fields.read("denominator", filterReader(context, event));
  const parts = fields.read("parts", partsReader(source, context));
  const optional = {
    population: fields.read("population", readInteger(1, 100_000_000)),
    months: fields.read("months", readInteger(1, 600)),
    grace: fields.read("grace", readDuration),
    missing: fields.read("missing", readWord(["reweight", "carry_last", "indeterminate"], "missing")),
    missingAtMost: fields.read("missing_at_most", readInteger(1, 100)),
  };
  if (fields.has("missing_at_most") && optional.missing !== "reweight")
    report.error("missing_key", fields.placeOf("missing_at_most"), {
      key: "missing: reweight",
      within: "metric index",
    });
  if (window === undefined || measure === undefined) return undefined;
  const metric = {
    measure,
    window,
    confidence,
    event,
    value,
    when,
    minN,
    horizon,
    mode,
    scale,
    top,
    rule,
    percentile,
    numerator,
    denominator,
    parts,
    ...optional,
  };
  return Object.fromEntries(
    Object.entries(metric).filter(([, part]) => part !== undefined),
  ) as unknown as MetricDefinition;
};
const whenKinds = (measure: MeasureKind | undefined, event: string | undefined): string[] => {
  if (event !== undefined) return [event];
  if (measure === "persistency") return ["policy_issued"];
  if (measure === "response_rate") return ["survey_sent"];
  if (measure === "retention") return ["customer_joined"];
  return [];
};
const measuredValue = (
  measure: MeasureKind | undefined,
  fields: Fields,
  event: string | undefined,
  context: RuleContext,
): Condition | undefined => {
  const fallback = measure && MEASURE_KEYS[measure].value;
  if (event === undefined) return undefined;
  // Only trust takes a list of numbers.
  const lists = measure === undefined || measure === "trust";
  const scope = context.scopeOf([event]);
  const node = fields.tree("value");
  if (node) return scalar((s, r) => readValue(s, scope, r, lists))(node, context.report);
  if (fallback === undefined) return undefined;
  return readValue(
    { kind: "scalar", text: fallback, quoted: true, place: fields.placeOf("event") },
    scope,
    context.report,
    lists,
  );
};
const readConfidence: Reader<Rational> = scalar((node, report) => {
  const value = parseRate(node.text);
  if (value && value.n * 2n >= value.d && compare(value, ONE) < 0) return value;
  report.error("confidence_out_of_range", node.place, { written: node.text });
  return undefined;
});
const readPercentile: Reader<Rational> = scalar((node, report) => {
  const value = parseRate(node.text);
  if (value && value.n > 0n && compare(value, ONE) < 0) return value;
  report.error("percentile_out_of_range", node.place, { written: node.text });
  return undefined;
});
const readScale: Reader<{ min: number; max: number }> = (tree, report) => {
  const fields = readFields(tree, "scale", ["min", "max"], report);
  const min = fields?.need("min", readInteger(-1000, 1000));
  const max = fields?.need("max", readInteger(-1000, 1000));
  if (min === undefined || max === undefined) return undefined;
  if (min < max) return { min, max };
  report.error("bounds_reversed", tree.place);
  return undefined;
};
type Filter = NonNullable<MetricDefinition["numerator"]>;
/** `{event, when, value}`, or the condition alone where the metric names the event. */
const filterReader =
  (context: RuleContext, event: string | undefined): Reader<Filter> =>
  (tree, report) => {
    if (tree.kind === "scalar") {
      const when = conditionReader(context, [event])(tree, report);
      if (event === undefined && !isUnreadable(tree))
        report.error("missing_key", tree.place, { key: "event", within: "metric ratio" });
      return event === undefined || !when ? undefined : { event, when };
    }
    const fields = readFields(tree, "filter", ["event", "when", "value"], report);
    if (!fields) return undefined;
    const kind = fields.has("event") ? fields.read("event", kindReader(context)) : event;
    if (kind === undefined) {
      if (!fields.has("event")) report.error("missing_key", tree.place, { key: "event", within: "filter" });
      return undefined;
    }
    const when = fields.read("when", conditionReader(context, [kind]));
    const value = fields.read(
      "value",
      scalar((node, r) => readValue(node, context.scopeOf([kind]), r)),
    );
    return { event: kind, ...(when ? { when } : {}), ...(value ? { value } : {}) };
  };
const partsReader =
  (source: RuleSource, context: RuleContext): Reader<IndexPart[]> =>
  (tree, report) => {
    const weights: Rational[] = [];
    const parts = listOf<IndexPart>((item) => {
      const fields = readFields(item, "part", ["metric", "weight", "floor", "ceiling"], report);
      const metric = fields?.need("metric", ruleReader(context, "definition", source));
      const weight = fields?.need("weight", readShare);
      if (weight) weights.push(weight);
      // The part's unit is known only when all definitions are read; its bounds are checked there.
      const [floor, ceiling] = [fields?.need("floor", readFigure), fields?.need("ceiling", readFigure)];
      if (!fields || !floor || !ceiling) return undefined;
      const turned = compare(floor, ceiling) >= 0;
      if (turned) report.error("bounds_reversed", fields.placeOf("ceiling"));
      return metric && weight && !turned ? { metric, weight, floor, ceiling } : undefined;
    })(tree, report);
    if (!parts) return undefined;
    if (tree.kind === "list" && weights.length === tree.items.length && !equal(sum(weights), ONE))
      report.error("weights_not_whole", tree.place);
    return parts;
  };
/** A floor or ceiling: `0.6`, `60%`, or money in major units. */
const readFigure: Reader<Rational> = (tree, report) =>
  tree.kind === "scalar" && tree.text.endsWith("%") ? readShare(tree, report) : readNumber(tree, report);
