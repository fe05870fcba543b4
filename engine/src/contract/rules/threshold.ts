// Clauses: C4.1
import { windowText } from "../../calendar/period.ts";
import { compare, type Rational } from "../../values/rational.ts";
import { type Fields, readFields } from "../fields.ts";
import { ANY_UNIT, figureReader, MEASURES_OF_ANSWERS, unitOf } from "../measure-keys.ts";
import type { MetricDefinition, ThresholdRule } from "../model.ts";
import { baseOf, OWED_KEYS, type RuleContext, type RuleSource, ruleReader } from "../rule-context.ts";
import { readBoolean, readDuration, readWindow, readWord } from "../scalars.ts";
import { isUnreadable } from "../yaml-tree.ts";

export const THRESHOLD_KEYS = [
  ...OWED_KEYS,
  "metric",
  "at_least",
  "at_most",
  "between",
  "every",
  "decide",
  "strict",
  "cure",
];

export const readThreshold = (source: RuleSource, context: RuleContext): ThresholdRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "threshold", THRESHOLD_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  if (base.finding && base.bearers.length === 0 && !fields.has("bearer"))
    report.error("missing_key", fields.place, { key: "bearer", within: "threshold" });
  if (!fields.has("metric")) report.error("threshold_without_metric", fields.place);
  if (!fields.has("every")) report.error("threshold_without_window", fields.place);
  const metric = fields.read("metric", ruleReader(context, "definition", source));
  const every = fields.read("every", readWindow);
  const definition = metric === undefined ? undefined : context.metrics.get(metric);
  const bounds = boundsOf(fields, definition, context);
  const decide = fields.read("decide", readWord(["proven", "point"], "decide"));
  const strict = fields.read("strict", readBoolean) ?? false;
  const cure = fields.read("cure", readDuration);
  if (metric === undefined || every === undefined || !definition || !bounds) return undefined;
  if (windowText(every) !== windowText(definition.window))
    report.error("threshold_window_differs", fields.placeOf("every"), {
      every: windowText(every),
      window: windowText(definition.window),
      metric,
    });
  return {
    ...base,
    kind: "threshold",
    metric,
    ...bounds,
    every,
    decide: decide ?? (MEASURES_OF_ANSWERS.includes(definition.measure) ? "proven" : "point"),
    strict,
    ...(cure ? { cure } : {}),
  };
};

const boundsOf = (
  fields: Fields,
  definition: MetricDefinition | undefined,
  context: RuleContext,
): Pick<ThresholdRule, "atLeast" | "atMost"> | undefined => {
  const { report } = context;
  const given = ["at_least", "at_most", "between"].filter((key) => fields.has(key));
  if (given.length === 0) report.error("threshold_without_bound", fields.place);
  if (given.length > 1) report.error("threshold_several_bounds", fields.placeOf(given[1]!), { keys: given.join(", ") });
  if (given.length !== 1) return undefined;
  const figure = figureReader(definition ? unitOf(definition) : ANY_UNIT, context.currency);
  const between = fields.tree("between");
  if (!between) {
    const atLeast = fields.read("at_least", figure);
    const atMost = fields.read("at_most", figure);
    return atLeast ? { atLeast } : atMost ? { atMost } : undefined;
  }
  if (between.kind !== "list" || between.items.length !== 2) {
    if (!isUnreadable(between)) report.error("between_not_a_pair", between.place);
    return undefined;
  }
  const [low, high] = between.items.map((item) => figure(item, report)) as [Rational?, Rational?];
  if (!low || !high) return undefined;
  if (compare(low, high) > 0) {
    report.error("bounds_reversed", between.place);
    return undefined;
  }
  return { atLeast: low, atMost: high };
};
