// Clauses: N1
import type { Clause, Contract, DefinedTerm, Rule, Version } from "@fealty/engine/contract/model.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { isWaiting } from "@fealty/engine/findings/waiting.ts";
import { inLanguage, type Language } from "@fealty/engine/values/text.ts";
import { clauseParagraphs } from "@fealty/engine/views/clause-texts.ts";
import { ruleSentence, ruleTitle } from "@fealty/engine/views/rule-view.ts";
import { counted, say, type Terminal } from "../command.ts";
import { cellShown, table } from "../table.ts";
import { visible } from "../visible.ts";
import { stateCell } from "../words.ts";
import { inForce } from "./names.ts";

/** How many findings of a clause wait for a person's decision: its state tells of what is open, these may lie in a period that is over. */
const waitingOf = ({ findings }: Evaluation, clause: string): number =>
  findings.filter((finding) => finding.clause === clause && isWaiting(finding)).length;
const waitingText = (count: number, terminal: Terminal): string =>
  count === 0 ? "" : say(terminal, `■ ${count} 项待处理`, `■ ${count} to decide`);
/** Every clause in its order, those that are text only too. */
export const clausesTable = (evaluation: Evaluation, terminal: Terminal): string => {
  const { language } = terminal;
  const results = new Map(evaluation.clauses.map((clause) => [clause.id, clause]));
  return table(
    [
      { title: say(terminal, "条", "No.") },
      { title: say(terminal, "标题", "Title") },
      { title: say(terminal, "状态", "State") },
      { title: say(terminal, "事项", "Items"), right: true },
      { title: say(terminal, "待处理", "To decide") },
    ],
    inForce(evaluation).clauses.map((clause) => {
      const result = results.get(clause.id);
      return [
        clause.id,
        inLanguage(clause.title, language),
        result?.state === undefined ? "–" : stateCell(result.state, terminal),
        result === undefined || result.instances.length === 0 ? "" : String(result.instances.length),
        waitingText(waitingOf(evaluation, clause.id), terminal),
      ];
    }),
  );
};
/** What a rule asks, by its label and in a sentence. */
export const ruleWords = (contract: Contract, version: Version, rule: Rule, language: Language) => ({
  title: ruleTitle(contract, version, rule, language),
  sentence: ruleSentence(contract, version, rule, language),
});
const ruleLine = (
  contract: Contract,
  version: Version,
  rule: Rule,
  { language }: Pick<Terminal, "language">,
): string => {
  const { title, sentence } = ruleWords(contract, version, rule, language);
  const more =
    sentence.toLowerCase() === title.toLowerCase() ? "" : language === "zh" ? `：${sentence}` : `: ${sentence}`;
  return `  · ${title}${more}  [${rule.ref}]\n`;
};
const rulesText = (
  contract: Contract,
  version: Version,
  clause: Clause,
  terminal: Pick<Terminal, "language">,
): string => clause.rules.map((rule) => ruleLine(contract, version, rule, terminal)).join("");
/** One rule under the clause that holds it. */
export const ruleText = (
  contract: Contract,
  version: Version,
  clause: Clause,
  rule: Rule,
  terminal: Pick<Terminal, "language">,
): string =>
  `${clause.id} ${visible(inLanguage(clause.title, terminal.language))}\n${ruleLine(contract, version, rule, terminal)}`;
/** A clause whole: number, title, state where facts were given, its text with the figures in force, and its rules. */
export const clauseText = (
  contract: Contract,
  version: Version,
  clause: Clause,
  terminal: Terminal,
  evaluation?: Evaluation,
): string => {
  const { language } = terminal;
  const result = evaluation?.clauses.find((one) => one.id === clause.id);
  const state = result?.state === undefined ? "" : cellShown(stateCell(result.state, terminal));
  const items = result?.instances.length ?? 0;
  const waiting = evaluation ? waitingText(waitingOf(evaluation, clause.id), terminal) : "";
  return [
    `${clause.id} ${visible(inLanguage(clause.title, language))}\n`,
    state === ""
      ? ""
      : `  ${state}${say(terminal, `，${items} 个事项`, `, ${counted(items, "item")}`)}${waiting && say(terminal, "，", ", ") + waiting}\n`,
    ...clauseParagraphs(contract, version, clause, language).map((paragraph) => `  ${paragraph}\n`),
    rulesText(contract, version, clause, terminal),
  ].join("");
};
/** The contract whole: every clause, then the terms on which they rest. */
export const clausesText = (evaluation: Evaluation, terminal: Terminal): string => {
  const version = inForce(evaluation);
  return [
    ...version.clauses.map((clause) => clauseText(evaluation.contract, version, clause, terminal, evaluation)),
    termsText(evaluation, version, terminal),
  ].join("\n");
};
const termsText = ({ contract }: Evaluation, version: Version, terminal: Terminal): string => {
  if (contract.terms.length === 0) return "";
  const terms = contract.terms.map((term) => `  ${termText(contract, version, term, terminal)}`);
  return say(terminal, "定义和法律名词\n", "Definitions and legal terms\n") + terms.join("");
};
/** A defined or legal term with what it means here. */
export const termText = (
  contract: Contract,
  version: Version,
  term: DefinedTerm,
  terminal: Pick<Terminal, "language">,
): string => {
  const { language } = terminal;
  const text = clauseParagraphs(contract, version, term, language).join(" ");
  return `${visible(inLanguage(term.title, language))}${say(terminal, "：", ": ")}${text}\n`;
};
