// Clauses: C7.1, C7.3
import type { Evaluation } from "../evaluation.ts";
import type { Trace } from "../values/trace.ts";
import { startsWithAnswer } from "./privacy.ts";

const idsOf = (trace: Trace): readonly string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(idsOf)];

/** Every event that performed a duty which somebody's answer had started; the answers themselves are among them. */
export const answeringEvents = (evaluation: Evaluation): ReadonlySet<string> => {
  const rules = new Map(evaluation.contract.versions.map((version) => [version.number, version.rules]));
  const ids = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .filter((instance) => startsWithAnswer(rules.get(instance.version)?.get(instance.ref)))
    .flatMap((instance) => idsOf(instance.trace()));
  return new Set(ids);
};
