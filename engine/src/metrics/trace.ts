// Clauses: N2, C3.2
import type { DefinitionRule } from "../contract/model.ts";
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
  const parts = (rule?.metric.measure === "index" ? (rule.metric.parts ?? []) : []).flatMap((part) => {
    const own = series.result(part.metric, result.period);
    const definition = series.cellFor(part.metric, result.period.fromDay)?.cell.rule;
    return own ? [{ part, trace: metricTrace(own, definition, series, labelOf) }] : [];
  });
  return {
    what: labelOf(result.ref),
    formula: result.formula,
    value: told(result.value),
    inputs: parts.map(({ part, trace }) => ({
      ...trace,
      formula: `${rounded6(toFloat(part.weight) * 100)} % × clamp((${trace.value} − ${told(toFloat(part.floor))}) ÷ ${told(toFloat(part.ceiling) - toFloat(part.floor))}); ${trace.formula}`,
    })),
    clause: result.clause,
    version: result.version,
    evidence: { count: 0, hash: "", ids: result.evidence() },
  };
};
