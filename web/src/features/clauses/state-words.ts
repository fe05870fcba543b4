import type { InstanceView, RuleView, StateName } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import type { Format } from "../../ui/format.ts";

/** `甲方逾期 3 天` for what is open past its time, the state's own word otherwise. */
export const stateWords = (
  t: TFunction,
  format: Format,
  state: StateName,
  worst: InstanceView | undefined,
): string | undefined => {
  const decision = worst?.decision;
  if (decision && !decision.withdrawn && state === "missed")
    return t(decision.breach ? "finding.breached" : "finding.notBreached");
  if (state !== "missed" || worst?.late === undefined || worst.bearer === undefined) return undefined;
  const key = worst.closedAt === undefined ? "tree.overdue" : "tree.lateBy";
  return t(key, { party: t(`party.${worst.bearer}`, { ns: "words" }), length: format.length(worst.late) });
};
/** Whose it is: a right of its holder, a duty of whoever bears it. */
export const ownerWords = (t: TFunction, rule: RuleView): string | undefined => {
  if (rule.holder) return t("rule.entitled", { party: t(`party.${rule.holder}`, { ns: "words" }) });
  const owner = rule.instances[0]?.bearer ?? rule.bearers[0];
  if (!owner || rule.kind === "definition") return undefined;
  return t("rule.owes", { party: t(`party.${owner}`, { ns: "words" }) });
};
