// Clauses: N2
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { explain } from "@fealty/engine/explain.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import type { Trace } from "@fealty/engine/values/trace.ts";
import { eventView } from "./event-view.ts";
import { metricRef } from "./metric-view.ts";
import type { Privacy } from "./privacy.ts";
import { unitOf } from "./rule-view.ts";
import type { Explanation, Language, TraceView, Unit } from "./view.ts";

/** More than a person reads; the export has them all. */
const EVENTS_SHOWN = 2000;

const traceView = (trace: Trace, privacy: Privacy, language: Language): TraceView => ({
  what: privacy.scrub(inLanguage(trace.what, language)),
  formula: privacy.scrub(trace.formula),
  value: privacy.scrub(trace.value),
  inputs: trace.inputs.map((input) => traceView(input, privacy, language)),
  clause: trace.clause,
  version: trace.version,
  ...(trace.evidence === undefined ? {} : { evidence: { count: trace.evidence.count, hash: trace.evidence.hash } }),
});
const idsOf = (trace: Trace): string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(idsOf)];

/** Ids of every event that the figure rests on; a metric names all of its own, whatever its trace was cut to. */
export const evidenceOf = (evaluation: Evaluation, ref: string): ReadonlySet<string> => {
  const metric = evaluation.metrics.find((one) => metricRef(one) === ref);
  const trace = explain(evaluation, ref);
  return new Set([...(metric?.evidence() ?? []), ...(trace ? idsOf(trace) : [])]);
};
const unitOfRef = (evaluation: Evaluation, ref: string): Unit | undefined => {
  if (ref.startsWith("statement/")) return "money";
  const metric = evaluation.metrics.find((one) => metricRef(one) === ref);
  for (const version of evaluation.contract.versions) {
    const rule = metric && version.rules.get(metric.ref);
    if (rule?.kind === "definition") return unitOf(rule.metric);
  }
  return undefined;
};
export const explanationOf = (
  evaluation: Evaluation,
  events: ReadonlyMap<string, Event>,
  ref: string,
  privacy: Privacy,
  language: Language,
): Explanation | undefined => {
  const trace = explain(evaluation, ref);
  if (!trace) return undefined;
  const evidence = [...evidenceOf(evaluation, ref)].flatMap((id) => events.get(id) ?? []);
  const unit = unitOfRef(evaluation, ref);
  return {
    ref,
    trace: traceView(trace, privacy, language),
    ...(unit === undefined ? {} : { unit }),
    events: evidence
      .sort((a, b) => b.at - a.at)
      .slice(0, EVENTS_SHOWN)
      .map((event) => eventView(evaluation.contract, event, privacy, language)),
    eventCount: evidence.length,
  };
};
