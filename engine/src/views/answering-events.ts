// Clauses: C7.1, C7.3
import type { Evaluation } from "../evaluation.ts";
import { instanceName } from "../rules/settle.ts";
import type { Trace } from "../values/trace.ts";
import { followsAnswer, isAnswer, readsAnswers, startsWithAnswer } from "./privacy.ts";
import type { PartyName } from "./view.ts";

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

/** By party, the answers that started a duty of its: from the duty it learns whose they are, and so reads no more of them. */
export const answersOwed = (evaluation: Evaluation): ReadonlyMap<PartyName, ReadonlySet<string>> => {
  const rules = new Map(evaluation.contract.versions.map((version) => [version.number, version.rules]));
  const answers = new Set(evaluation.events.filter(({ kind }) => isAnswer(kind)).map(({ id }) => id));
  const owed = new Map<PartyName, Set<string>>();
  for (const instance of evaluation.clauses.flatMap((clause) => clause.instances)) {
    const { bearer, version, ref } = instance;
    if (bearer === undefined || !startsWithAnswer(rules.get(version)?.get(ref))) continue;
    const ids = idsOf(instance.trace()).filter((id) => answers.has(id));
    owed.set(bearer, new Set([...(owed.get(bearer) ?? []), ...ids]));
  }
  return owed;
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
