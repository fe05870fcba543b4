// Clauses: N1

import { instantOf } from "../calendar/zone.ts";
import type { RuleKind } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Event } from "../facts/event.ts";
import { periodWords } from "../messages/period-words.ts";
import { justAfter } from "../rules/deadline.ts";
import { addDays } from "../values/date.ts";
import { ruleTitle } from "./rule-view.ts";
import { versionAt } from "./version-at.ts";
import type { Language, Mark } from "./view.ts";
import { eventWord, wordsOf } from "./words-of.ts";

/** Kinds of events that change a state by themselves, not by what they add up to. */
const TURNING: Readonly<Record<string, Mark["what"]>> = {
  decided: "decided",
  cured: "decided",
  waived: "decided",
  withheld: "suspended",
  suspended: "suspended",
  resumed: "suspended",
  force_majeure_from: "suspended",
  force_majeure_to: "suspended",
  power_used: "amendment",
  ended: "ended",
};
const DUE: ReadonlySet<RuleKind> = new Set(["deadline", "recurrence", "entitlement", "procedure"]);
/** Moments of the term at which a state changed, as known at the evaluation's own moment. */
export const marksOf = (evaluation: Evaluation, events: Iterable<Event>, language: Language): Mark[] => {
  const { contract } = evaluation;
  const version = versionAt(contract, contract.term.until);
  const marks: Mark[] = [];
  for (const one of contract.versions.slice(1))
    marks.push({
      at: instantOf(evaluation.zone, one.effective),
      what: "amendment",
      text: language === "zh" ? `第 ${one.number} 版生效` : `Version ${one.number} takes effect`,
    });
  marks.push({
    at: instantOf(evaluation.zone, addDays(contract.term.until, 1)),
    what: "ended",
    text: language === "zh" ? "合同期满" : "The term is over",
  });
  for (const finding of evaluation.findings) {
    const rule = version.rules.get(finding.ref);
    const title = rule ? ruleTitle(contract, version, rule, language) : finding.clause;
    const missed = wordsOf(language).state.missed;
    marks.push({
      // What is due at a moment is missed from the next on: at the moment itself it can still be done.
      at: rule && DUE.has(rule.kind) ? justAfter(finding.since) : finding.since,
      what: "missed",
      clause: finding.clause,
      text: language === "zh" ? `${title}：${missed}` : `${title}: ${missed.toLowerCase()}`,
    });
  }
  for (const { status, closesAt, rule, label, payers } of evaluation.statements) {
    if (status !== "closed" || closesAt === undefined) continue;
    const what = payers === undefined ? { zh: "报酬", en: "Pay" } : { zh: "服务费", en: "Service fee" };
    const period = periodWords(label, language);
    const text = language === "zh" ? `${period}${what.zh}结账` : `${what.en} for ${period} closed`;
    marks.push({ at: closesAt, what: "closed", clause: rule.split("/")[0] ?? "", text });
  }
  for (const event of events) {
    const what = TURNING[event.kind];
    if (what !== undefined) marks.push({ at: event.at, what, text: eventWord(event.kind, language) });
  }
  const from = instantOf(evaluation.zone, contract.term.from);
  return marks.filter((mark) => mark.at >= from).sort((a, b) => a.at - b.at);
};
