// Clauses: N2
import type { Evaluation } from "./evaluation.ts";
import { instanceName } from "./rules/settle.ts";
import type { Trace } from "./values/trace.ts";

/**
 * The trace of anything the evaluation shows, by its reference: a metric `C3.2/nps@2026-Q2`, an instance
 * `C8.3/first_response@case-17`, a finding's id, a statement `statement/2026-06`, a component `statement/2026-06/base`, or a
 * line's id `2026-06/base/1`. Undefined when nothing answers to it.
 */
export const explain = (evaluation: Evaluation, ref: string): Trace | undefined =>
  metricTrace(evaluation, ref) ??
  instanceTrace(evaluation, ref) ??
  statementTrace(evaluation, ref.replace(/^statement\//, ""));

const metricTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const found = evaluation.metrics.filter(
    (m) => `${m.ref}@${m.period.label}` === ref || `${m.id}@${m.period.label}` === ref || m.ref === ref,
  );
  const metric = found.at(-1);
  return metric && evaluation.traceOf(metric);
};
const instanceTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const finding = evaluation.findings.find((one) => one.id === ref);
  if (finding) return finding.trace();
  for (const clause of evaluation.clauses) {
    const instance = clause.instances.find((one) => instanceName(one.ref, one.period, one.subject) === ref);
    if (instance) return instance.trace();
  }
  return undefined;
};
const statementTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  for (const statement of evaluation.statements) {
    const line = statement.lines.find((one) => one.id === ref);
    if (line) return line.trace();
    const lines =
      ref === statement.label
        ? statement.lines
        : statement.lines.filter((one) => `${statement.label}/${one.component}` === ref);
    const first = lines[0];
    if (first) {
      return {
        what:
          ref === statement.label
            ? { zh: `${statement.label} 结算单`, en: `Statement ${statement.label}` }
            : first.label,
        formula: lines.map((one) => evaluation.money(one.amount)).join(" + "),
        value: evaluation.money(lines.reduce((sum, one) => sum + one.amount, 0n) as typeof first.amount),
        inputs: lines.map((one) => one.trace()),
        clause: first.clause,
        version: first.version,
      };
    }
  }
  return undefined;
};
/** Every reference that `explain` answers to, for completion and for the nearest name. */
export const explainable = (evaluation: Evaluation): string[] => [
  ...evaluation.metrics.map((metric) => `${metric.ref}@${metric.period.label}`),
  ...evaluation.clauses.flatMap((clause) =>
    clause.instances.map((one) => instanceName(one.ref, one.period, one.subject)),
  ),
  ...evaluation.findings.map((finding) => finding.id),
  ...evaluation.statements.flatMap((statement) => [
    `statement/${statement.label}`,
    ...new Set(statement.lines.map((line) => `statement/${statement.label}/${line.component}`)),
  ]),
];
