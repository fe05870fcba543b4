// Clauses: C7.3, C7.1
import type { Evaluation } from "../evaluation.ts";
import type { MetricResult } from "../metrics/types.ts";
import { FEWEST_SHOWN } from "./fewest-shown.ts";
import { isAnswer } from "./privacy.ts";

const readsAnswers = ({ contract }: Evaluation, { ref, version }: MetricResult): boolean => {
  const rule = contract.versions.find(({ number }) => number === version)?.rules.get(ref);
  return rule?.kind === "definition" && isAnswer(rule.metric.event ?? "");
};
/** Answers of every sample, of whatever measure and period, that is too small to be shown answer by answer. */
export const fewAnswers = (evaluation: Evaluation): ReadonlySet<string> => {
  const answers = new Set(evaluation.events.filter(({ kind }) => isAnswer(kind)).map(({ id }) => id));
  const small = evaluation.metrics.filter(
    (result) => result.n !== null && result.n < FEWEST_SHOWN && readsAnswers(evaluation, result),
  );
  return new Set(small.flatMap((result) => result.evidence()).filter((id) => answers.has(id)));
};
