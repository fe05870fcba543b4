// Clauses: N1, N2
import { localDay } from "@fealty/engine/calendar/zone.ts";
import type { Party, ProcedureRule, Version } from "@fealty/engine/contract/model.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Finding } from "@fealty/engine/findings/types.ts";
import { words as en } from "@fealty/engine/messages/words/en.ts";
import { type Words, words as zh } from "@fealty/engine/messages/words/zh.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import { itemWords } from "@fealty/engine/views/item-words.ts";
import { versionAt } from "@fealty/engine/views/version-at.ts";
import { say, type Terminal } from "../command.ts";
import type { Column } from "../table.ts";

export const wordsFor = ({ language }: Pick<Terminal, "language">): Words => (language === "zh" ? zh : en);
/** The wording in force at the moment looked at. */
export const inForce = ({ contract, zone, asOf }: Pick<Evaluation, "contract" | "zone" | "asOf">): Version =>
  versionAt(contract, localDay(zone, asOf));
/** What `fealty explain` takes; it stands last, for it is for copying. */
export const referenceColumn = (terminal: Pick<Terminal, "language">): Column => ({
  title: say(terminal, "编号（explain 用）", "Reference, for explain"),
});
/** A decision says what was decided: whether it is a breach is the one thing a reader wants to know. */
export const findingWords = ({ status, decision }: Finding, terminal: Pick<Terminal, "language">): string =>
  status === "decided" && decision
    ? decision.breach
      ? say(terminal, "已认定违约", "Breached, as decided")
      : say(terminal, "经审查不构成违约", "Reviewed: no breach")
    : wordsFor(terminal).findingStatus[status];
/** The procedure by which this contract is amended, known by the event that begins it. */
export const amendmentOf = (version: Version): ProcedureRule | undefined => {
  for (const rule of version.rules.values())
    if (rule.kind === "procedure" && rule.stages[0]?.starts === "amendment_proposed") return rule;
  return undefined;
};
/** Says an item by its reference, which may end with `~bearer`. */
export const itemsByReference = (
  evaluation: Evaluation,
  { language }: Pick<Terminal, "language">,
): ((reference: string) => string) => {
  const items = new Map(
    evaluation.clauses
      .flatMap((clause) => clause.instances)
      .map((one) => [instanceName(one.ref, one.period, one.subject), one]),
  );
  return (reference) => {
    const [name = "", bearer] = reference.split("~");
    const item = items.get(name);
    const words = item ? itemWords(evaluation, item, language) : name;
    return bearer === undefined ? words : `${words} · ${wordsFor({ language }).party[bearer as Party] ?? bearer}`;
  };
};
