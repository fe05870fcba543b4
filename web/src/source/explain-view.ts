// Clauses: N2

import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { localDay } from "@fealty/engine/calendar/zone.ts";
import type { MetricDefinition } from "@fealty/engine/contract/model.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { canonicalRecord, evidenceHash } from "@fealty/engine/evidence/canonical.ts";
import { claimName, explain } from "@fealty/engine/explain.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { findingId } from "@fealty/engine/findings/find.ts";
import type { MetricResult } from "@fealty/engine/metrics/types.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import type { Trace } from "@fealty/engine/values/trace.ts";
import { periodWords } from "../i18n/period-words.ts";
import { decisionView } from "./clause-view.ts";
import { clockStepsOf } from "./clock-steps.ts";
import { eventView } from "./event-view.ts";
import { metricRef } from "./metric-view.ts";
import { isAnswer, type Privacy } from "./privacy.ts";
import { makeReadable } from "./readable.ts";
import { unitOf } from "./rule-view.ts";
import { versionAt } from "./version-at.ts";
import type { Explanation, Language, TraceView, Unit } from "./view.ts";
import { wordsOf } from "./words-of.ts";

/** More than a person reads; the count beside them is of all. */
const EVENTS_SHOWN = 2000;

/** A part that only names what it read, a goal or a measure, is that one's own trace: a bonus leads to the events of its goal. */
const followed = (evaluation: Evaluation, trace: Trace): Trace => ({
  ...trace,
  inputs: trace.inputs.map((input) => {
    const names =
      input.inputs.length === 0 && !input.evidence?.ids.length && /^[A-Z][\w.]*\/\w+@[^\s@]+$/.test(input.formula);
    const named = names ? explain(evaluation, input.formula) : undefined;
    return named === undefined ? followed(evaluation, input) : { ...input, inputs: [followed(evaluation, named)] };
  }),
});
const tracedOf = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const trace = explain(evaluation, ref);
  return trace && followed(evaluation, trace);
};
const traceView = (
  trace: Trace,
  read: (text: string) => string,
  hide: (text: string) => string,
  language: Language,
): TraceView => ({
  what: read(inLanguage(trace.what, language)),
  formula: read(trace.formula),
  value: hide(trace.value),
  inputs: trace.inputs.map((input) => traceView(input, read, hide, language)),
  clause: trace.clause,
  version: trace.version,
});
const idsOf = (trace: Trace): string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(idsOf)];
const metricOf = (evaluation: Evaluation, ref: string): MetricResult | undefined =>
  evaluation.metrics.find((one) => metricRef(one) === ref);

/** Ids of every event that the figure rests on; a metric names all of its own, whatever its trace was cut to. */
export const evidenceOf = (evaluation: Evaluation, ref: string): ReadonlySet<string> => {
  const trace = tracedOf(evaluation, ref);
  return new Set([...(metricOf(evaluation, ref)?.evidence() ?? []), ...(trace ? idsOf(trace) : [])]);
};
const definitionOf = (evaluation: Evaluation, metric: MetricResult | undefined): MetricDefinition | undefined => {
  const version = metric && evaluation.contract.versions.find((one) => one.number === metric.version);
  const rule = metric && version?.rules.get(metric.ref);
  return rule?.kind === "definition" ? rule.metric : undefined;
};
/** Fields that a measure reads when its definition names none. */
const OWN_FIELD: Readonly<Record<string, string>> = {
  nps: "recommend",
  csat: "satisfaction",
  effort: "effort",
  trust: "trust",
  repeat_purchase_rate: "amount",
  persistency: "policy",
};
const fieldsOf = (definition: MetricDefinition): string[] => {
  const read = [...(definition.value?.reads ?? [])]
    .filter((one) => one.startsWith("event."))
    .map((one) => one.slice(6));
  const own = OWN_FIELD[definition.measure];
  return read.length > 0 ? read : own === undefined ? [] : [own];
};
/** How an NPS is made up: the three groups that its formula names. */
const groupsOf = (
  definition: MetricDefinition,
  events: readonly Event[],
  trace: Trace,
  language: Language,
): TraceView[] => {
  if (definition.measure !== "nps") return [];
  const field = fieldsOf(definition)[0] ?? "recommend";
  const scores = events.flatMap((event) => (typeof event.raw[field] === "number" ? [event.raw[field] as number] : []));
  const groups = wordsOf(language).npsGroup;
  const count = (low: number, high: number): string =>
    String(scores.filter((score) => score >= low && score <= high).length);
  return (
    [
      ["promoters", 9, 10],
      ["passives", 7, 8],
      ["detractors", 0, 6],
    ] as const
  ).map(([name, low, high]) => ({
    what: groups[name],
    formula: "",
    value: count(low, high),
    inputs: [],
    clause: trace.clause,
    version: trace.version,
  }));
};

/** Over exactly the events listed with the figure, reckoned as the engine reckons a trace's own. */
const hashOf = (evaluation: Evaluation, events: readonly Event[]): string => {
  const { sha256 } = evaluation;
  const entries = events.map(({ id, raw }) => ({ id, digest: sha256(canonicalRecord(raw)) }));
  return `sha256:${evidenceHash(entries, sha256)}`;
};

export const explanationOf = (
  evaluation: Evaluation,
  events: ReadonlyMap<string, Event>,
  ref: string,
  calendars: readonly CalendarData[],
  privacy: Privacy,
  language: Language,
): Explanation | undefined => {
  const trace = tracedOf(evaluation, ref);
  if (!trace) return undefined;
  const version = versionAt(evaluation.contract, localDay(evaluation.zone, evaluation.asOf));
  const readable = makeReadable(evaluation.contract, version, language);
  const evidence = [...evidenceOf(evaluation, ref)].flatMap((id) => events.get(id) ?? []).sort((a, b) => b.at - a.at);
  const metric = metricOf(evaluation, ref);
  const definition = definitionOf(evaluation, metric);
  const isMoney = ref.startsWith("statement/") || evaluation.claims.some((claim) => claimName(claim) === ref);
  const instance = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .find((one) => instanceName(one.ref, one.period, one.subject) === ref || findingId(one) === ref);
  const decision = instance && decisionView(evaluation, instance, privacy);
  const unit: Unit | undefined = isMoney ? "money" : definition && unitOf(definition);
  // One answer starts one duty: beside it neither the person nor the answer. A metric rests on many answers and shows them.
  const single = metric === undefined && !ref.startsWith("statement/");
  const eyes = single && evidence.some((event) => isAnswer(event.kind)) ? privacy.aboutAnswers() : privacy;
  const view = traceView(
    trace,
    (text) => eyes.scrub(readable(text)),
    (text) => eyes.scrub(text),
    language,
  );
  const period = metric && periodWords(metric.period.label, language);
  return {
    ref,
    trace: {
      ...view,
      what: period === undefined || view.what.includes(period) ? view.what : `${view.what} · ${period}`,
      inputs: [...(definition ? groupsOf(definition, evidence, trace, language) : []), ...view.inputs],
    },
    ...(unit === undefined ? {} : { unit }),
    ...(decision === undefined ? {} : { decision }),
    ...(metric === undefined
      ? {}
      : {
          metric: {
            n: metric.n,
            low: metric.low,
            high: metric.high,
            method: metric.method,
            excluded: metric.excluded,
          },
        }),
    steps: clockStepsOf(evaluation, ref, calendars, language),
    fields: definition ? fieldsOf(definition) : [],
    events: evidence.slice(0, EVENTS_SHOWN).map((event) => eventView(evaluation.contract, event, eyes, language)),
    eventCount: evidence.length,
    ...(evidence.length === 0 ? {} : { hash: hashOf(evaluation, evidence) }),
  };
};
