// Clauses: N2

import type { CalendarData } from "../calendar/types.ts";
import { localDay } from "../calendar/zone.ts";
import type { Contract, MetricDefinition, Rule, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import { canonicalJson, evidenceHash } from "../evidence/canonical.ts";
import { claimName, idsOf, traceOf } from "../explain.ts";
import type { Event } from "../facts/event.ts";
import { payloadOf } from "../facts/personal.ts";
import { findingId } from "../findings/find.ts";
import { periodWords } from "../messages/period-words.ts";
import type { MetricResult } from "../metrics/types.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import type { Duration } from "../values/duration.ts";
import { inLanguage } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import { decisionView } from "./clause-view.ts";
import { clockStepsOf, withinOf } from "./clock-steps.ts";
import { eventView } from "./event-view.ts";
import { type HiddenPart, hiddenOf, isBlindTo } from "./few-people.ts";
import { smallCells } from "./fewest-shown.ts";
import { durationWords, paramWords } from "./figures.ts";
import { intervalOf, metricRef } from "./metric-view.ts";
import { isAnswer, type Privacy } from "./privacy.ts";
import { makeReadable } from "./readable.ts";
import { paramLabel, ruleSentence, unitOf } from "./rule-view.ts";
import { statementRef } from "./statement-view.ts";
import { asAmounts, inUnit, isCount, valueInUnit } from "./trace-figures.ts";
import { versionAt } from "./version-at.ts";
import type { Explanation, Language, TraceView, Unit } from "./view.ts";
import { wordsOf } from "./words-of.ts";

/** More than a person reads; the count beside them is of all. */
const EVENTS_SHOWN = 2000;

interface Reader {
  readonly language: Language;
  readonly read: (text: string) => string;
  readonly hide: (text: string) => string;
  readonly unitOf: (trace: Trace) => Unit | undefined;
  /** Is there such a figure? */
  readonly known: (ref: string) => boolean;
  /** How the page refers to a statement of a rule. */
  readonly statementRef: (rule: string, label: string) => string;
  /** Amounts behind a statement's lines are exact fractions; they are written like all money. */
  readonly amounts: boolean;
  /** Of the contract's currency. */
  readonly decimals: number;
}
const traceView = (trace: Trace, reader: Reader): TraceView => {
  const { language, read, hide } = reader;
  const unit = reader.unitOf(trace);
  const money = (text: string): string => (reader.amounts ? asAmounts(text, reader.decimals) : text);
  const ref = leadOf(trace, reader);
  return {
    what: read(inLanguage(trace.what, language)),
    ...(ref === undefined ? {} : { ref }),
    formula:
      ref !== undefined
        ? ""
        : read(unit === undefined ? money(trace.formula) : inUnit(trace.formula, unit, reader.decimals)),
    value: hide(
      unit === undefined
        ? isCount(trace)
          ? trace.value
          : money(trace.value)
        : valueInUnit(trace.value, unit, reader.decimals, language),
    ),
    ...(unit === undefined ? {} : { unit }),
    inputs: trace.inputs.map((input) => traceView(input, reader)),
    clause: trace.clause,
    version: trace.version,
  };
};
/** `statement/C6.2/pay/2026-08` → `statement/2026-08`, by which the page knows it where the contract has one plan. */
const leadOf = ({ formula }: Trace, { known, statementRef }: Reader): string | undefined => {
  const statement = /^statement\/(?:(.+)\/)?([\w-]+)$/.exec(formula);
  const ref = statement ? statementRef(statement[1] ?? "", statement[2]!) : undefined;
  return ref !== undefined && known(ref) ? ref : undefined;
};
/** The parameters that a rule reads, each leading to where it stands. */
const paramInputs = ({ version, rule, within }: Ruled, contract: Contract, language: Language): TraceView[] =>
  (rule.params ?? []).flatMap((id) => {
    const param = version.params.get(id);
    const read =
      param &&
      (within === undefined ||
        (param.type === "duration" && durationWords(param.value as Duration, "en") === durationWords(within, "en")));
    return !param || !read
      ? []
      : [
          {
            what: paramLabel(param, language),
            formula: "",
            value: paramWords(param, contract.currency, language),
            ref: `param:${id}`,
            inputs: [],
            clause: rule.clause,
            version: version.number,
          },
        ];
  });
/** In which unit a measure, or a goal that judges it, is written. */
const unitOfTrace = ({ contract }: Evaluation, { metric, version: number }: Trace): Unit | undefined => {
  const rule = contract.versions.find((one) => one.number === number)?.rules.get(metric ?? "");
  return rule?.kind === "definition" ? unitOf(rule.metric) : undefined;
};
const metricOf = (evaluation: Evaluation, ref: string): MetricResult | undefined =>
  evaluation.metrics.find((one) => metricRef(one) === ref);

/** Ids of every event that the figure rests on; a metric names all of its own, whatever its trace was cut to. */
export const evidenceOf = (evaluation: Evaluation, ref: string): ReadonlySet<string> => {
  const trace = traceOf(evaluation, ref);
  return new Set([...(metricOf(evaluation, ref)?.evidence() ?? []), ...(trace ? idsOf(trace) : [])]);
};
const definitionOf = (evaluation: Evaluation, metric: MetricResult | undefined): MetricDefinition | undefined => {
  const version = metric && evaluation.contract.versions.find((one) => one.number === metric.version);
  const rule = metric && version?.rules.get(metric.ref);
  return rule?.kind === "definition" ? rule.metric : undefined;
};
interface Ruled {
  readonly rule: Rule;
  readonly version: Version;
  readonly within?: Duration;
}
/** The rule behind an instance or a claim, as its version has it. */
const ruleOf = (evaluation: Evaluation, ref: string, instance: Instance | undefined): Ruled | undefined => {
  const claim = evaluation.claims.find((one) => claimName(one) === ref);
  const number = claim ? claim.trace().version : instance?.version;
  const version = evaluation.contract.versions.find((one) => one.number === number);
  const rule = version?.rules.get(claim?.ref ?? instance?.ref ?? "");
  // Of a whole plan the payer's duty reads only how long it has.
  const within = !claim && rule?.kind === "entitlement" ? withinOf(rule, instance?.subject) : undefined;
  return version && rule && { rule, version, ...(within === undefined ? {} : { within }) };
};
/** What decides a goal. */
const judgedBy = (evaluation: Evaluation, { ref, version: number }: Instance): MetricDefinition | undefined => {
  const version = evaluation.contract.versions.find((one) => one.number === number);
  const rule = version?.rules.get(ref);
  const metric = rule?.kind === "threshold" ? version?.rules.get(rule.metric) : undefined;
  return metric?.kind === "definition" ? metric.metric : undefined;
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
  /** Whoever may not see the people is told no group of few, nor what is left over for one. */
  blind: boolean,
): TraceView[] => {
  if (definition.measure !== "nps") return [];
  const field = fieldsOf(definition)[0] ?? "recommend";
  const scores = events.flatMap((event) => (typeof event.raw[field] === "number" ? [event.raw[field] as number] : []));
  const groups = wordsOf(language).npsGroup;
  const ranges = [
    ["promoters", 9, 10],
    ["passives", 7, 8],
    ["detractors", 0, 6],
  ] as const;
  const counts = ranges.map(([, low, high]) => scores.filter((score) => score >= low && score <= high).length);
  // The score and how many answered are two sums over the three: with any one of them all are told.
  const hidden = blind && smallCells(counts).some(Boolean);
  return ranges.map(([name], index) => ({
    what: groups[name],
    formula: "",
    value: hidden ? wordsOf(language).hiddenCell : String(counts[index]),
    inputs: [],
    clause: trace.clause,
    version: trace.version,
  }));
};

/** Over exactly the events listed with the figure, reckoned as the engine reckons a trace's own. */
const hashOf = (evaluation: Evaluation, events: readonly Event[], byId: ReadonlyMap<string, Event>): string => {
  const { sha256 } = evaluation;
  const entries = events.map(({ id, raw }) => ({
    id,
    digest: sha256(canonicalJson(payloadOf(raw, byId.get(String(raw.target))?.raw))),
  }));
  return `sha256:${evidenceHash(entries, sha256)}`;
};

/** That there is a figure, and nothing of it that would tell of so few people. */
const hiddenExplanation = (
  ref: string,
  { what, clause, version, value }: Trace,
  hidden: HiddenPart,
  { period }: MetricResult,
  language: Language,
  readable: (text: string) => string,
): Explanation => {
  const told = readable(inLanguage(what, language));
  const when = periodWords(period.label, language);
  return {
    ref,
    trace: {
      what: told.includes(when) ? told : `${told} · ${when}`,
      formula: "",
      value: hidden === "counts" ? value : "–",
      inputs: [],
      clause,
      version,
    },
    hidden,
    steps: [],
    fields: [],
    events: [],
    eventCount: 0,
  };
};
export const explanationOf = (
  evaluation: Evaluation,
  events: ReadonlyMap<string, Event>,
  ref: string,
  calendars: readonly CalendarData[],
  privacy: Privacy,
  language: Language,
): Explanation | undefined => {
  const trace = traceOf(evaluation, ref);
  if (!trace) return undefined;
  const version = versionAt(evaluation.contract, localDay(evaluation.zone, evaluation.asOf));
  const readable = makeReadable(evaluation.contract, version, language);
  const evidence = [...evidenceOf(evaluation, ref)].flatMap((id) => events.get(id) ?? []).sort((a, b) => b.at - a.at);
  const metric = metricOf(evaluation, ref);
  const definition = definitionOf(evaluation, metric);
  const claim = evaluation.claims.find((one) => claimName(one) === ref);
  const isMoney = ref.startsWith("statement/") || claim !== undefined;
  // A claim is about the instance that was found missed.
  const about = claim?.finding ?? ref;
  const instance = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .find((one) => instanceName(one.ref, one.period, one.subject) === about || findingId(one) === about);
  const decision = instance && decisionView(evaluation, instance, privacy);
  const unit: Unit | undefined = isMoney ? "money" : definition && unitOf(definition);
  // One answer starts one duty: beside it neither the person nor the answer. A metric rests on many answers and shows them, and
  // so does the goal that it decides.
  const judged = instance?.kind === "threshold" ? judgedBy(evaluation, instance) : undefined;
  const single = metric === undefined && judged === undefined && !ref.startsWith("statement/");
  const seen = evidence.filter((event) => !privacy.withholds(event));
  const listed = single ? seen : seen.filter((event) => !privacy.isOneOfFew(event));
  const eyes = single && evidence.some((event) => isAnswer(event.kind)) ? privacy.aboutAnswers() : privacy;
  // What stands for the whole term says itself what it is.
  const ruled = ruleOf(evaluation, ref, instance);
  const blind = metric !== undefined && isBlindTo(evaluation, metric, privacy.party);
  const hidden = metric && hiddenOf(evaluation, metric, privacy.party);
  if (hidden !== undefined) return hiddenExplanation(ref, trace, hidden, metric!, language, readable);
  const read = definition ?? judged;
  const groups =
    read && (blind || listed.length === evidence.length) ? groupsOf(read, evidence, trace, language, blind) : [];
  const isHidden = groups.some(({ value }) => value === wordsOf(language).hiddenCell);
  const view = traceView(ruled && trace.formula === ruled.rule.kind ? { ...trace, formula: "" } : trace, {
    language,
    read: (text) => eyes.figures(readable(text)),
    hide: (text) => eyes.figures(text),
    unitOf: (one) => unitOfTrace(evaluation, one),
    known: (one) => traceOf(evaluation, one) !== undefined,
    statementRef: (rule, label) => statementRef(evaluation, { rule, label }),
    amounts: ref.startsWith("statement/"),
    decimals: evaluation.contract.currency.decimals,
  });
  const period = metric && periodWords(metric.period.label, language);
  return {
    ref,
    trace: {
      ...view,
      what: period === undefined || view.what.includes(period) ? view.what : `${view.what} · ${period}`,
      ...(ruled && trace.formula === ruled.rule.kind
        ? { formula: ruleSentence(evaluation.contract, ruled.version, ruled.rule, language) }
        : {}),
      // The formula counts the groups.
      ...(isHidden ? { formula: "" } : {}),
      inputs: [...groups, ...view.inputs, ...(ruled ? paramInputs(ruled, evaluation.contract, language) : [])],
    },
    ...(unit === undefined ? {} : { unit }),
    ...(decision === undefined ? {} : { decision }),
    ...(metric === undefined
      ? {}
      : {
          metric: {
            n: metric.n,
            ...intervalOf(metric),
            method: metric.method,
            excluded: metric.excluded,
          },
        }),
    steps: clockStepsOf(evaluation, ref, calendars, language),
    fields: read ? fieldsOf(read) : [],
    events: listed.slice(0, EVENTS_SHOWN).map((event) => eventView(evaluation.contract, event, eyes, language)),
    eventCount: evidence.length,
    ...(listed.length < seen.length ? { unlisted: seen.length - listed.length } : {}),
    ...(seen.length < evidence.length ? { withheld: evidence.length - seen.length } : {}),
    ...(evidence.length === 0 ? {} : { hash: hashOf(evaluation, evidence, events) }),
  };
};
