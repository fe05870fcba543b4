// Clauses: N1, N6, S7

import { localDay } from "../calendar/zone.ts";
import { nameIn } from "../contract/members.ts";
import type { Contract, Param, Party, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import { instanceName } from "../rules/settle.ts";
import type { Day } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import { inLanguage } from "../values/text.ts";
import { claimViews } from "./claim-view.ts";
import { clauseParagraphs } from "./clause-texts.ts";
import { chaptersOf, clauseOutline, clauseView, subjectWords } from "./clause-view.ts";
import { boundOfParam, paramWords } from "./figures.ts";
import { heldView } from "./held-view.ts";
import { metricViews } from "./metric-view.ts";
import type { Privacy } from "./privacy.ts";
import { paramLabel, ruleTitle } from "./rule-view.ts";
import { payTotals, statedFor, statementView } from "./statement-view.ts";
import { versionAt, wordingOf } from "./version-at.ts";
import type { ClauseView, FindingView, Language, Outline, ParamView, PartyView, Remedy, View } from "./view.ts";
import { warningWords } from "./warning-words.ts";

const PARTIES: readonly Party[] = ["company", "agent", "intermediary"];

export const partiesOf = (contract: Contract, language: Language): PartyView[] =>
  PARTIES.flatMap((party) => {
    const details = contract.parties[party];
    if (!details) return [];
    const { name } = details;
    const shown = nameIn(details, language);
    return [{ party, name: shown, ...(shown === name ? {} : { legalName: name }) }];
  });

/** Clauses by the parameter that their text prints. */
const usesOf = (version: Version): ReadonlyMap<string, readonly string[]> => {
  const uses = new Map<string, string[]>();
  for (const clause of version.clauses) {
    const printed = JSON.stringify(clause.text).matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g);
    for (const id of new Set([...printed].map((match) => match[1]!)))
      uses.set(id, [...(uses.get(id) ?? []), clause.id]);
  }
  return uses;
};
const paramView = (
  contract: Contract,
  version: Version,
  param: Param,
  usedBy: readonly string[],
  language: Language,
): ParamView => {
  const text = (candidate: Param): string => paramWords(candidate, contract.currency, language);
  const history: ParamView["history"][number][] = [];
  for (const past of contract.versions.filter((candidate) => candidate.number <= version.number)) {
    const value = past.params.get(param.id);
    if (value && text(value) !== history.at(-1)?.text)
      history.push({ version: past.number, effective: dayText(past.effective), text: text(value) });
  }
  return {
    id: param.id,
    label: paramLabel(param, language),
    text: text(param),
    ...(param.help ? { help: inLanguage(param.help, language) } : {}),
    ...(param.min === undefined && param.max === undefined
      ? {}
      : {
          range: {
            ...(param.min === undefined ? {} : { min: boundOfParam(param, param.min, contract.currency, language) }),
            ...(param.max === undefined ? {} : { max: boundOfParam(param, param.max, contract.currency, language) }),
          },
        }),
    place: { file: param.place.file, line: param.place.line },
    history,
    usedBy,
  };
};
const findingViews = (evaluation: Evaluation, privacy: Privacy, language: Language): FindingView[] =>
  evaluation.findings
    .map((finding) => {
      const version = wordingOf(evaluation, finding);
      const rule = version.rules.get(finding.ref);
      const eyes = privacy.forRule(rule);
      // How late it was would say when it was done.
      const timed = !privacy.leavesOut(instanceName(finding.ref, finding.period, finding.subject));
      return {
        id: eyes.ref(finding.id),
        ref: finding.ref,
        clause: finding.clause,
        ...(finding.breach === undefined ? {} : { breach: finding.breach }),
        bearer: finding.bearer,
        ...(finding.period === undefined ? {} : { period: finding.period }),
        ...(finding.subject === undefined
          ? {}
          : { subject: subjectWords(evaluation, version, finding.subject, rule, eyes, language) }),
        title: rule ? ruleTitle(evaluation.contract, version, rule, language) : finding.clause,
        since: finding.since,
        ...(finding.lateness === undefined || !timed ? {} : { late: finding.lateness }),
        status: finding.status,
        ...(finding.decision === undefined
          ? {}
          : { decision: { breach: finding.decision.breach, reasons: eyes.scrub(finding.decision.reasons) } }),
        ...(finding.cureBy === undefined ? {} : { cureBy: finding.cureBy }),
      };
    })
    .sort((a, b) => b.since - a.since);

/** An evaluation as one party may see it, in one language. */
export const makeView = (id: string, evaluation: Evaluation, privacy: Privacy, language: Language): View => {
  const { contract } = evaluation;
  const version = versionAt(contract, localDay(evaluation.zone, evaluation.asOf));
  const clauses = version.clauses.map((clause) => clauseView(evaluation, version, clause, privacy, language));
  const uses = usesOf(version);
  const remedies: Remedy[] = contract.playbook.map((entry) => ({
    id: entry.id,
    title: inLanguage(entry.title, language),
    text: inLanguage(entry.text, language),
    actions: entry.actions.map((action) => inLanguage(action, language)),
    ...(entry.finding === undefined ? {} : { finding: entry.finding }),
    ...(entry.metric === undefined ? {} : { metric: entry.metric }),
  }));
  const byId: Record<string, ClauseView> = {};
  for (const clause of clauses) byId[clause.id] = clause;
  const heldSales = heldView(evaluation, language);
  return {
    id,
    number: contract.number,
    title: inLanguage(contract.title, language),
    mode: contract.mode,
    draft: evaluation.draft,
    currency: contract.currency,
    timeZone: contract.timeZone,
    zone: evaluation.zone,
    term: { from: dayText(contract.term.from), until: dayText(contract.term.until) },
    parties: partiesOf(contract, language),
    language,
    languages: contract.languages,
    party: privacy.party,
    asOf: evaluation.asOf,
    version: version.number,
    versions: contract.versions.map((one) => ({ number: one.number, effective: dayText(one.effective) })),
    nextChangeAt: evaluation.nextChangeAt,
    chapters: chaptersOf(clauses, language),
    clauses: byId,
    terms: Object.fromEntries(
      contract.terms.map((term) => [
        term.id,
        {
          id: term.id,
          title: inLanguage(term.title, language),
          // A definition reads as plain words: its own terms and figures are filled in.
          text: clauseParagraphs(contract, version, term, language).join("\n"),
        },
      ]),
    ),
    params: Object.fromEntries(
      [...version.params.values()].map((param) => [
        param.id,
        paramView(contract, version, param, uses.get(param.id) ?? [], language),
      ]),
    ),
    metrics: metricViews(evaluation, version, language, privacy.party),
    statements: evaluation.statements.map((statement) => statementView(evaluation, statement, language)),
    ...(heldSales === undefined ? {} : { heldSales }),
    payTotals: payTotals(evaluation),
    findings: findingViews(evaluation, privacy, language),
    claims: claimViews(evaluation, privacy, language),
    remedies,
    warnings: warningWords(evaluation, version, language),
  };
};
/**
 * The part of a view that lists and headlines need: made after every event, for every contract. Of a contract that has ended, the
 * periods in which it ran.
 */
export const makeOutline = (evaluation: Evaluation, privacy: Privacy, language: Language): Outline => {
  const { contract, zone, asOf } = evaluation;
  const version = versionAt(contract, localDay(zone, asOf));
  const ran = ({ period }: { readonly period: { readonly fromDay: Day } }): boolean =>
    evaluation.endedAt === undefined || period.fromDay < localDay(zone, evaluation.endedAt);
  const metrics = evaluation.metrics.filter(ran);
  // The one at the head of the contract's page, also where it came after the end: two places tell one figure.
  const stated = statedFor(evaluation, privacy.party);
  return {
    currency: contract.currency,
    clauses: version.clauses.map((clause) => clauseOutline(evaluation, version, clause, privacy, language)),
    metrics: metricViews({ ...evaluation, metrics }, version, language, privacy.party),
    findings: findingViews(evaluation, privacy, language),
    ...(stated === undefined ? {} : { stated: statementView(evaluation, stated, language) }),
  };
};
