import type { Evaluation } from "../src/evaluation.ts";
import { claimName, explain, statementName } from "../src/explain.ts";
import { LABELS } from "../src/pay/labels.ts";
import { STATES } from "../src/rules/types.ts";
import type { Trace } from "../src/values/trace.ts";

/** Figures that the contract itself fixes: their clause and version say where they come from. */
const FIXED = [LABELS.quota, LABELS.cap, LABELS.floor, LABELS.draw, LABELS.bonus].map(({ en }) => en as string);

/** A leaf that says where it comes from: events, a figure of the contract, nothing at all, or a duty that nobody touched by its day. */
const hasOrigin = (leaf: Trace, evaluation: Evaluation): boolean => {
  // It stands opened further up in the same trace.
  if (leaf.what.en?.endsWith(" (as above)")) return true;
  if ((leaf.evidence?.count ?? 0) > 0) return true;
  if (leaf.value === "" || /^-?0(\.0+)?$/.test(leaf.value)) return true;
  if (FIXED.includes(leaf.what.en ?? "") || evaluation.contract.versions.some(({ params }) => params.has(leaf.formula)))
    return leaf.clause !== "";
  return (STATES as readonly string[]).includes(leaf.value) && leaf.formula.includes("≤");
};
const leavesOf = (trace: Trace, path: string): { readonly leaf: Trace; readonly path: string }[] => {
  const here = `${path} > ${trace.what.en ?? ""}`;
  return trace.inputs.length === 0 ? [{ leaf: trace, path: here }] : trace.inputs.flatMap((one) => leavesOf(one, here));
};
/** Every reference to a figure that the evaluation shows: metrics, findings, claims, lines of statements. */
export const figureRefs = (evaluation: Evaluation): string[] => [
  ...evaluation.metrics.map((metric) => `${metric.ref}@${metric.period.label}`),
  ...evaluation.findings.map(({ id }) => id),
  ...evaluation.claims.map(claimName),
  ...evaluation.statements.flatMap((statement) =>
    statement.lines.map(
      ({ id }) => `statement/${statementName(evaluation, statement)}/${id.slice(statement.label.length + 1)}`,
    ),
  ),
];
/** What does not open, and leaves of what opens that do not say where they come from. */
export const openEnds = (evaluation: Evaluation): string[] =>
  figureRefs(evaluation).flatMap((ref) => {
    const trace = explain(evaluation, ref);
    if (!trace) return [`${ref} does not open`];
    return leavesOf(trace, ref)
      .filter(({ leaf }) => !hasOrigin(leaf, evaluation))
      .map(({ leaf, path }) => `${path}: ${leaf.formula} = ${leaf.value}`);
  });
