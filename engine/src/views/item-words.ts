// Clauses: N1, N2
import type { Evaluation } from "../evaluation.ts";
import { periodWords } from "../messages/period-words.ts";
import type { Claim } from "../remedies/types.ts";
import { inLanguage } from "../values/text.ts";
import { subjectWords } from "./clause-view.ts";
import type { Eyes } from "./privacy.ts";
import { ruleTitle } from "./rule-view.ts";
import { wordingOf } from "./version-at.ts";
import type { Language } from "./view.ts";

interface About {
  readonly ref: string;
  /** The wording it stands under; without it the one in force. */
  readonly version?: number;
  readonly period?: string;
  readonly subject?: string;
}
/** Files in their owner's hands name whom they name. */
const OPEN: Eyes = {
  subject: (subject) => subject,
  forRule: () => OPEN,
};

/** An item or a finding as people name it: 季度关怀联系 · 2026年二季度 · K033. */
export const itemWords = (
  evaluation: Evaluation,
  { ref, version, period, subject }: About,
  language: Language,
): string => {
  const { contract } = evaluation;
  const wording = wordingOf(evaluation, { version });
  const rule = wording.rules.get(ref);
  return [
    rule ? ruleTitle(contract, wording, rule, language) : ref,
    ...(period === undefined ? [] : [periodWords(period, language)]),
    ...(subject === undefined ? [] : [subjectWords(evaluation, wording, subject, rule, OPEN, language)]),
  ].join(" · ");
};
/** What a claim of damages is for. */
export const claimWords = (evaluation: Evaluation, claim: Claim, language: Language): string => {
  const finding = evaluation.findings.find((one) => one.id === claim.finding);
  const about = finding ? itemWords(evaluation, finding, language) : claim.finding;
  const rule =
    wordingOf(evaluation, finding ?? {}).rules.get(claim.ref) ?? wordingOf(evaluation, {}).rules.get(claim.ref);
  const title = rule?.label ? inLanguage(rule.label, language) : undefined;
  return title === undefined ? about : language === "zh" ? `${title}：${about}` : `${title}: ${about}`;
};
