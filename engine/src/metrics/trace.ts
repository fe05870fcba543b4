// Clauses: N2, C3.2
import type { Period } from "../calendar/period.ts";
import type { DefinitionRule, IndexPart } from "../contract/model.ts";
import { rounded6, toFloat } from "../values/rational.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import type { Series } from "./series.ts";
import type { MetricResult } from "./types.ts";

/** The figure's own words: its label, else its clause's title. */
export type LabelOf = (ref: string) => Text;
const told = (value: number | null): string => (value === null ? "" : String(rounded6(value)));

/**
 * Why a metric is what it is: the formula with its numbers and the events it rests on; an index rests on its
 * parts, each with its own trace.
 */
export const metricTrace = (
  result: MetricResult,
  rule: DefinitionRule | undefined,
  series: Series,
  labelOf: LabelOf,
): Trace => {
  const parts = rule?.metric.measure === "index" ? (rule.metric.parts ?? []) : [];
  return {
    what: labelOf(result.ref),
    formula: result.formula,
    value: told(result.value),
    inputs: parts.flatMap((part) => partTrace(part, result, rule!, series, labelOf) ?? []),
    clause: result.clause,
    version: result.version,
    metric: result.ref,
    evidence: { count: 0, hash: "", ids: result.evidence() },
  };
};

/**
 * A part of an index in its window: how it counts there, `33.33 % × clamp((0.8 − 0.2) ÷ 0.7); 8 ÷ 10`, with the value that it
 * carried along from where it came (`carried_last`), or that it has none and what the index does about it (`–; reweight`).
 */
const partTrace = (
  part: IndexPart,
  index: MetricResult,
  rule: DefinitionRule,
  series: Series,
  labelOf: LabelOf,
): Trace | undefined => {
  const own = traceIn(part.metric, index.period, series, labelOf);
  const brought = index.parts?.find(({ metric }) => metric === part.metric);
  if (!own || !brought) return undefined;
  const weight = `${rounded6((brought.weight ?? toFloat(part.weight)) * 100)} %`;
  if (brought.value === null) return { ...own, formula: `${weight} × –; ${treatmentOf(index, rule)}; ${own.formula}` };
  const value = told(brought.value);
  const score = `clamp((${value} − ${told(toFloat(part.floor))}) ÷ ${told(toFloat(part.ceiling) - toFloat(part.floor))})`;
  if (!brought.carried) return { ...own, formula: `${weight} × ${score}; ${own.formula}` };
  let before = series.previous(rule, index.period);
  while (before?.parts?.find(({ metric }) => metric === part.metric)?.carried)
    before = series.previous(rule, before.period);
  const source = before && traceIn(part.metric, before.period, series, labelOf);
  const { clause, version } = own;
  const inputs = source
    ? [
        {
          what: CARRIED,
          formula: `${part.metric}@${before!.period.label}`,
          value,
          inputs: [source],
          clause,
          version,
          metric: part.metric,
        },
      ]
    : [];
  return { ...own, formula: `${weight} × ${score}; carried_last`, value, inputs };
};
/** What the index does about a missing part: of more than it may share out it makes no value. */
const treatmentOf = ({ value }: MetricResult, { metric: { missing } }: DefinitionRule): string =>
  missing === undefined || (missing === "reweight" && value === null) ? "indeterminate" : missing;
const CARRIED: Text = { zh: "沿用的数值", en: "Value carried along" };
const traceIn = (metric: string, period: Period, series: Series, labelOf: LabelOf): Trace | undefined => {
  const result = series.result(metric, period);
  return result && metricTrace(result, series.cellFor(metric, period.fromDay)?.cell.rule, series, labelOf);
};
