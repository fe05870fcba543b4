// Clauses: C7.1, C7.3
import type { Evaluation } from "../evaluation.ts";
import { instanceName } from "../rules/settle.ts";
import type { Trace } from "../values/trace.ts";
import { followsAnswer, readsAnswers, startsWithAnswer } from "./privacy.ts";

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

/** Names of matters of one customer, case or paper, not themselves about answers, that rest on such an event. */
export const mattersApart = (evaluation: Evaluation, answering: ReadonlySet<string>): ReadonlySet<string> => {
  const hidden = new Set(evaluation.events.filter((event) => followsAnswer(event, answering)).map(({ id }) => id));
  if (hidden.size === 0) return hidden;
  const rules = new Map(evaluation.contract.versions.map((version) => [version.number, version.rules]));
  return new Set(
    evaluation.clauses
      .flatMap((clause) => clause.instances)
      .filter(({ subject, version, ref }) => subject !== undefined && !readsAnswers(rules.get(version)?.get(ref)))
      .filter((instance) => idsOf(instance.trace()).some((id) => hidden.has(id)))
      .map(({ ref, period, subject }) => instanceName(ref, period, subject)),
  );
};
