// Clauses: N1, N6

import { localDay } from "../calendar/zone.ts";
import type { Clause, Contract, Rule, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Event } from "../facts/event.ts";
import { findingId } from "../findings/find.ts";
import { periodWords } from "../messages/period-words.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import { STATES } from "../rules/types.ts";
import type { Money } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import { toFloat } from "../values/rational.ts";
import { inLanguage } from "../values/text.ts";
import { piecesOf } from "./clause-text.ts";
import { contractMoney, paramWords } from "./figures.ts";
import { headFigure } from "./head-figures.ts";
import { lineWords } from "./line-words.ts";
import { type Eyes, isForCustomer, type Privacy } from "./privacy.ts";
import { bearersOf, ruleSentence, ruleTitle } from "./rule-view.ts";
import type { ChapterView, ClauseOutline, ClauseView, DecisionView, InstanceView, Language, RuleView } from "./view.ts";
import { eventWord, wordsOf } from "./words-of.ts";

/** A case, a customer, or which of the payer's two duties. */
export const subjectWords = (
  evaluation: Evaluation,
  version: Version,
  subject: string,
  rule: Rule | undefined,
  privacy: Eyes,
  language: Language,
): string => {
  if (rule?.kind === "entitlement") return wordsOf(language).subject[subject] ?? subject;
  const about = instanceWords(version, subject, privacy, language) ?? eventWords(evaluation, subject, language);
  const named = privacy.subject(subject, rule?.kind ?? "", isForCustomer(rule));
  return about ?? againWords(lineWords(evaluation.contract, version, named, language), language);
};
const INSTANCE = /^([A-Z][A-Z\d.]*)\/(\w+)(?:@([^/@]+))?(?:\/(\w+))?$/;
/** A duty that another is about, `C6.2/pay@2026-08/pay`, as its clause and period call it, or its customer as its own rule may. */
const instanceWords = (version: Version, subject: string, privacy: Eyes, language: Language): string | undefined => {
  const [, clauseId, name, about, part] = INSTANCE.exec(subject) ?? [];
  const clause = version.clauses.find(({ id }) => id === clauseId);
  if (!clause) return undefined;
  const what = part === undefined ? undefined : wordsOf(language).subject[part];
  const rule = version.rules.get(`${clauseId}/${name}`);
  const whose = about && privacy.forRule(rule).subject(about, rule?.kind ?? "", isForCustomer(rule));
  return [inLanguage(clause.title, language), whose && periodWords(whose, language), what]
    .filter((word) => word !== undefined)
    .join(language === "zh" ? "，" : ", ");
};
const known = new WeakMap<Evaluation, ReadonlyMap<string, Event>>();
/** An act is called by what it is and its day: its id is a number of somebody's books. */
const eventWords = (evaluation: Evaluation, subject: string, language: Language): string | undefined => {
  const events = known.get(evaluation) ?? new Map(evaluation.events.map((event) => [event.id, event]));
  known.set(evaluation, events);
  const event = events.get(subject);
  return event && `${eventWord(event.kind, language)} ${dayText(localDay(evaluation.zone, event.at))}`;
};
/** `K025#2` is the second time for the same customer or case. */
const againWords = (subject: string, language: Language): string =>
  subject.replace(/#(\d+)$/, (_, times: string) =>
    wordsOf(language).again.replace("{{count}}", timesWords(times, language)),
  );
const timesWords = (times: string, language: Language): string =>
  (language === "zh" ? ["", "", "二", "三", "四", "五", "六", "七", "八", "九"][Number(times)] : undefined) ?? times;

/** A person's decision on what the system found in an instance. */
export const decisionView = (
  evaluation: Evaluation,
  instance: Instance,
  privacy: Privacy,
): DecisionView | undefined => {
  const id = findingId(instance);
  const finding = evaluation.findings.find((one) => one.id === id);
  if (finding?.decision === undefined) return undefined;
  const { breach, reasons } = finding.decision;
  return { breach, reasons: privacy.scrub(reasons), withdrawn: finding.status === "withdrawn" };
};

export const instanceView = (
  evaluation: Evaluation,
  instance: Instance,
  privacy: Privacy,
  language: Language,
): InstanceView => {
  const version =
    evaluation.contract.versions.find((one) => one.number === instance.version) ?? evaluation.contract.versions[0]!;
  const rule = version.rules.get(instance.ref);
  const eyes = privacy.forRule(rule);
  // Whom to call back or to invite is told to the one who has to do it, as long as it is to be done: no duty towards nobody can
  // be performed. Done, it is masked like for everybody else, since its time would lead on to the answer.
  const owner = instance.bearer === privacy.party && isOpen(instance) ? privacy : eyes;
  const late =
    instance.lateness ??
    (instance.state === "missed" && instance.closedAt === undefined && instance.dueAt !== undefined
      ? Math.max(0, evaluation.asOf - instance.dueAt)
      : undefined);
  const decision = decisionView(evaluation, instance, eyes);
  return {
    ref: eyes.ref(instanceName(instance.ref, instance.period, instance.subject)),
    rule: instance.ref,
    clause: instance.clause,
    version: instance.version,
    ...(instance.bearer === undefined ? {} : { bearer: instance.bearer }),
    ...(instance.breach === undefined ? {} : { breach: instance.breach }),
    ...(instance.period === undefined ? {} : { period: instance.period }),
    ...(instance.subject === undefined
      ? {}
      : { subject: subjectWords(evaluation, version, instance.subject, rule, owner, language) }),
    openedAt: instance.openedAt,
    ...(instance.dueAt === undefined ? {} : { dueAt: instance.dueAt }),
    ...(instance.closedAt === undefined ? {} : { closedAt: instance.closedAt }),
    state: instance.state,
    estimated: instance.estimated,
    ...(instance.probability === undefined ? {} : { probability: instance.probability }),
    ...(instance.progress === undefined ? {} : { progress: instance.progress }),
    ...(late === undefined || late === 0 ? {} : { late }),
    ...(decision === undefined ? {} : { decision }),
  };
};
const OPEN_STATES: ReadonlySet<string> = new Set(["running", "at_risk", "not_started", "suspended"]);
const isOpen = (instance: Instance): boolean =>
  OPEN_STATES.has(instance.state) || (instance.state === "missed" && instance.closedAt === undefined);
const worstFirst = (a: Instance, b: Instance): number =>
  STATES.indexOf(a.state) - STATES.indexOf(b.state) || (a.dueAt ?? 0) - (b.dueAt ?? 0);
/** How many instances of one rule a screen gets; the counts are of all. */
const SHOWN = 40;

const nameOf = ({ ref, period, subject }: Instance): string => instanceName(ref, period, subject);

const ruleView = (
  evaluation: Evaluation,
  version: Version,
  rule: Rule,
  instances: readonly Instance[],
  privacy: Privacy,
  language: Language,
): RuleView => {
  const isListed = (instance: Instance): boolean => !privacy.leavesOut(nameOf(instance), instance.bearer);
  const open = instances.filter(isOpen).sort(worstFirst);
  const closed = instances
    .filter((instance) => !isOpen(instance))
    .sort((a, b) => (b.closedAt ?? b.dueAt ?? b.openedAt) - (a.closedAt ?? a.dueAt ?? a.openedAt));
  const title = ruleTitle(evaluation.contract, version, rule, language);
  const note = ruleSentence(evaluation.contract, version, rule, language);
  const holder = rule.kind === "entitlement" || rule.kind === "power" ? rule.holder : undefined;
  return {
    ref: rule.ref,
    kind: rule.kind,
    clause: rule.clause,
    title,
    ...(note.toLowerCase() === title.toLowerCase() ? {} : { note }),
    bearers: bearersOf(rule),
    ...(holder === undefined ? {} : { holder }),
    ...(rule.finding === undefined ? {} : { finding: rule.finding }),
    ...(rule.kind === "threshold"
      ? {
          metric: rule.metric,
          target: {
            ...(rule.atLeast ? { atLeast: toFloat(rule.atLeast) } : {}),
            ...(rule.atMost ? { atMost: toFloat(rule.atMost) } : {}),
          },
        }
      : {}),
    ...(rule.kind === "definition" ? { metric: rule.ref } : {}),
    ...(rule.kind === "entitlement" && (rule.grant.kind === "plan" || rule.grant.kind === "fee")
      ? { statements: true }
      : {}),
    ...(rule.kind === "entitlement" && rule.grant.kind === "damages" ? { damages: true } : {}),
    instances: [...open, ...closed]
      .filter(isListed)
      .slice(0, SHOWN)
      .map((instance) => instanceView(evaluation, instance, privacy, language)),
    counts: {
      open: open.length,
      closed: closed.length,
      met: closed.filter((instance) => instance.state === "met").length,
      missed: instances.filter((instance) => instance.state === "missed").length,
    },
  };
};
/** The first version whose wording of this clause is the one in force now. */
const sinceVersion = (versions: readonly Version[], current: Version, clause: Clause): number => {
  let since = current.number;
  for (const version of versions.filter((candidate) => candidate.number <= current.number).reverse()) {
    const before = version.clauses.find((candidate) => candidate.id === clause.id);
    if (!before || before.text.zh !== clause.text.zh || before.text.en !== clause.text.en) break;
    since = version.number;
  }
  return since;
};
const statuteWords = (code: string, language: Language): string => {
  const match = /^(CN-[A-Z]+)-(.+?)(?:@.*)?$/.exec(code);
  const law = match && wordsOf(language).statute[match[1]!];
  if (!match || !law) return code;
  return language === "zh" ? `${law}第${match[2]}条` : `${law}, art. ${match[2]}`;
};
/** 民法典第509条、民法典第510条 → 民法典第509、510条. */
const statutesOf = (codes: readonly string[], language: Language): string[] => {
  const byLaw = new Map<string, string[]>();
  const others: string[] = [];
  for (const code of codes) {
    const match = /^(CN-[A-Z]+)-([\w.]+?)(?:@.*)?$/.exec(code);
    const law = match && wordsOf(language).statute[match[1]!];
    if (match && law) byLaw.set(law, [...(byLaw.get(law) ?? []), match[2]!]);
    else others.push(statuteWords(code, language));
  }
  return [
    ...[...byLaw].map(([law, articles]) =>
      language === "zh"
        ? `${law}第${articles.join("、")}条`
        : `${law}, art${articles.length === 1 ? "." : "s"} ${articles.join(", ")}`,
    ),
    ...others,
  ];
};

/** How terms and figures of a text are printed in one version. */
export const printedIn = (contract: Contract, version: Version, language: Language) => ({
  term: (id: string): string | undefined => {
    const term = contract.terms.find((candidate) => candidate.id === id);
    return term && inLanguage(term.title, language);
  },
  param: (id: string): string | undefined => {
    const param = version.params.get(id);
    if (param?.type === "money") return contractMoney(param.value as Money, contract.currency, language);
    return param && paramWords(param, contract.currency, language);
  },
  figure: (id: string): string | undefined => headFigure(contract, id, language),
});

export const clauseView = (
  evaluation: Evaluation,
  version: Version,
  clause: Clause,
  privacy: Privacy,
  language: Language,
): ClauseView => {
  const { contract } = evaluation;
  const result = evaluation.clauses.find((candidate) => candidate.id === clause.id);
  const instances = result?.instances ?? [];
  const state = result?.state;
  const listed = instances.filter((instance) => !privacy.leavesOut(nameOf(instance), instance.bearer));
  const deciding =
    state === undefined
      ? undefined
      : (listed.filter((instance) => instance.state === state && isOpen(instance)).sort(worstFirst)[0] ??
        listed
          .filter((instance) => instance.state === state)
          .sort((a, b) => (b.closedAt ?? b.openedAt) - (a.closedAt ?? a.openedAt))[0]);
  return {
    id: clause.id,
    number: clause.id.replace(/^C(?=\d)/, ""),
    title: inLanguage(clause.title, language),
    chapter: chapterOf(clause),
    paragraphs: piecesOf(inLanguage(clause.text, language), printedIn(contract, version, language)),
    origin: clause.origin,
    prominent: clause.prominent,
    statutes: statutesOf(clause.statutes, language),
    sinceVersion: sinceVersion(contract.versions, version, clause),
    ...(state === undefined ? {} : { state }),
    ...(deciding === undefined ? {} : { worst: instanceView(evaluation, deciding, privacy, language) }),
    rules: ruleViews(evaluation, version, clause, instances, privacy, language),
  };
};
const ruleViews = (
  evaluation: Evaluation,
  version: Version,
  clause: Clause,
  instances: readonly Instance[],
  privacy: Privacy,
  language: Language,
): RuleView[] =>
  clause.rules.map((rule) =>
    ruleView(
      evaluation,
      version,
      rule,
      instances.filter((instance) => instance.ref === rule.ref),
      privacy,
      language,
    ),
  );
/** What a list shows of a clause: its state and duties, without its words. */
export const clauseOutline = (
  evaluation: Evaluation,
  version: Version,
  clause: Clause,
  privacy: Privacy,
  language: Language,
): ClauseOutline => {
  const result = evaluation.clauses.find((candidate) => candidate.id === clause.id);
  return {
    id: clause.id,
    ...(result?.state === undefined ? {} : { state: result.state }),
    rules: ruleViews(evaluation, version, clause, result?.instances ?? [], privacy, language),
  };
};
const chapterOf = (clause: Clause): string => {
  const main = /^C(\d+)\./.exec(clause.id);
  if (main) return `C${main[1]}`;
  const letter = /^([SABL])\d/.exec(clause.id)?.[1];
  return letter ?? "other";
};
/** Chapters in the order of their first clause. */
export const chaptersOf = (clauses: readonly ClauseView[], language: Language): ChapterView[] => {
  const ids = [...new Set(clauses.map((clause) => clause.chapter))];
  return ids.map((id) => ({
    id,
    title: wordsOf(language).chapter[id] ?? id,
    clauses: clauses.filter((clause) => clause.chapter === id).map((clause) => clause.id),
  }));
};
