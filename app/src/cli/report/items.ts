// Clauses: N1, N2, S1, S2
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import { type Instance, STATES, type State } from "@fealty/engine/rules/types.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import { itemWords } from "@fealty/engine/views/item-words.ts";
import { midnightOfDayBefore } from "@fealty/engine/views/readable.ts";
import { say, type Terminal } from "../command.ts";
import { timeText } from "../input.ts";
import { table } from "../table.ts";
import { stateCell } from "../words.ts";
import { amendmentOf, inForce, referenceColumn, wordsFor } from "./names.ts";

/** Items that somebody may still act on, or that were missed; `--json` has all of them. */
const MOST_ITEMS = 40;
const SETTLED: readonly State[] = ["met", "ended", "waived", "excused"];

export const itemsText = (evaluation: Evaluation, terminal: Terminal): string => {
  const { language } = terminal;
  const items = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .filter((one) => !SETTLED.includes(one.state) && !(one.dueAt === undefined && one.state === "running"))
    .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || (a.dueAt ?? 0) - (b.dueAt ?? 0));
  if (items.length === 0) return "";
  const rows = items
    .slice(0, MOST_ITEMS)
    .map((one) => [
      itemWords(evaluation, one, language),
      one.bearer === undefined ? "" : wordsFor(terminal).party[one.bearer],
      one.dueAt === undefined
        ? ""
        : `${midnightOfDayBefore(timeText(evaluation, one.dueAt))}${one.estimated ? say(terminal, "（估计）", " (estimated)") : ""}`,
      stateCell(one.state, terminal),
      one.progress === undefined ? "" : `${one.progress.done}/${one.progress.of}`,
      one.probability === undefined ? "" : `${Math.round(one.probability * 100)}%`,
      instanceName(one.ref, one.period, one.subject),
    ]);
  const more = items.length - rows.length;
  return [
    say(terminal, "\n未了事项与未达事项\n", "\nItems open or missed\n"),
    table(
      [
        { title: say(terminal, "事项", "Item") },
        { title: say(terminal, "谁", "Who") },
        { title: say(terminal, "到期", "Due") },
        { title: say(terminal, "状态", "State") },
        { title: say(terminal, "完成", "Done"), right: true },
        { title: say(terminal, "预计达成", "Will be met"), right: true },
        referenceColumn(terminal),
      ],
      rows,
    ),
    more > 0 ? say(terminal, `……另有 ${more} 项，--json 全部列出。\n`, `… ${more} more; --json lists them all.\n`) : "",
  ].join("");
};
/** What an act under a power lacks; its trace ends with the codes. */
const lacksOf = (instance: Instance): string[] =>
  instance
    .trace()
    .formula.split("; ")
    .filter((part) => part.startsWith("power_"));
/** Acts outside their power, why, and what is left instead: to amend by agreement. */
export const refusedActsText = (evaluation: Evaluation, terminal: Terminal): string => {
  const { language } = terminal;
  const refused = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .filter((one) => one.kind === "power" && one.state === "missed");
  if (refused.length === 0) return "";
  const { powerLack } = wordsFor(terminal);
  const rows = refused.map((one) => [
    itemWords(evaluation, one, language),
    lacksOf(one)
      .map((code) => powerLack[code] ?? code)
      .join(language === "zh" ? "；" : "; "),
    instanceName(one.ref, one.period, one.subject),
  ]);
  const version = inForce(evaluation);
  const procedure = amendmentOf(version);
  const clause = procedure && version.clauses.find((one) => one.id === procedure.clause);
  const way = clause
    ? say(
        terminal,
        `：按 ${clause.id}《${inLanguage(clause.title, language)}》提议，录入 amendment_proposed 事件`,
        `: propose it under ${clause.id}, ${inLanguage(clause.title, language)}, by an event amendment_proposed`,
      )
    : "";
  return [
    say(terminal, "\n不成立的单方行为\n", "\nOne-sided acts that do not hold\n"),
    table(
      [
        { title: say(terminal, "行为", "Act") },
        { title: say(terminal, "缺什么", "What it lacks") },
        referenceColumn(terminal),
      ],
      rows,
    ),
    say(
      terminal,
      `超出约定范围的，只能由双方协商变更（民法典第543条）${way}。\n`,
      `Outside the agreed bounds only an amendment agreed by both parties is left (Civil Code, art. 543)${way}.\n`,
    ),
  ].join("");
};
