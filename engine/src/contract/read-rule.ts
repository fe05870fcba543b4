import type { Param, Rule, RuleKind } from "./model.ts";
import type { RuleContext, RuleReader, RuleSource } from "./rule-context.ts";
import { readDeadline } from "./rules/deadline.ts";
import { readDefinition } from "./rules/definition.ts";
import { readEntitlement } from "./rules/entitlement.ts";
import { readOfNoKind } from "./rules/of-no-kind.ts";
import { readPower } from "./rules/power.ts";
import { readProcedure } from "./rules/procedure.ts";
import { readProhibition } from "./rules/prohibition.ts";
import { readRecurrence } from "./rules/recurrence.ts";
import { readThreshold } from "./rules/threshold.ts";
import { treeText } from "./yaml-tree.ts";

const READERS = {
  definition: readDefinition,
  threshold: readThreshold,
  deadline: readDeadline,
  recurrence: readRecurrence,
  prohibition: readProhibition,
  entitlement: readEntitlement,
  power: readPower,
  procedure: readProcedure,
} as const satisfies Readonly<Record<RuleKind, RuleReader>>;

/** Reads one rule; `written` is its resolved text, by which versions tell whether it changed. */
export const readRule = (source: RuleSource, context: RuleContext): Rule | undefined => {
  const reader = source.kind === undefined ? readOfNoKind : READERS[source.kind];
  const rule = reader(source, { ...context, report: context.report.of(source.clause) });
  return (
    rule && { ...rule, written: treeText(source.tree) + paramsRead(source, context.params), params: source.params }
  );
};
/** The values that a rule's conditions read by name, `param.limit`, and not through `{{limit}}`. */
export const paramsRead = (source: RuleSource, params: ReadonlyMap<string, Param>): string => {
  const names = new Set([...treeText(source.tree).matchAll(/\bparam\.(\w+)/g)].map((match) => match[1]!));
  return [...names].map((name) => ` ${name}=${params.get(name)?.written ?? ""}`).join("");
};
