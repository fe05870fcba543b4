// Clauses: C6.2, C6.3

import { isEmptyList, listOf, type Reader, readFields, scalar } from "../fields.ts";
import { type Credit, LICENSED_TRADES, type Plan } from "../model.ts";
import { conditionReader, fieldReader, kindReader, type RuleContext, type RuleSource } from "../rule-context.ts";
import { readWord } from "../scalars.ts";
import type { Tree } from "../yaml-tree.ts";
import { readComponents } from "./components.ts";

export const readPlan = (tree: Tree, source: RuleSource, context: RuleContext): Plan | undefined => {
  const { report } = context;
  const fields = readFields(tree, "plan", ["period", "credit", "returns", "components", "licence"], report);
  if (!fields) return undefined;
  const period = fields.need("period", readWord(["month", "quarter", "half", "year"], "period", "plan_period_unknown"));
  const credit = fields.read("credit", listOf(creditReader(context))) ?? [];
  const kinds = credit.map((entry) => entry.event);
  const returns = fields.read("returns", returnsReader(context, kinds));
  const licence = fields.read("licence", readWord(LICENSED_TRADES, "licence"));
  const components = fields.need("components", (list) =>
    readComponents(list, { source, context, period: period ?? "month", kinds }),
  );
  if (isEmptyList(fields.tree("components"))) report.error("plan_empty", fields.placeOf("components"));
  const credited = components?.some((c) => c.kind === "rate" || c.kind === "tiers" || c.kind === "lookup");
  if (credited && !fields.has("credit")) report.error("missing_key", tree.place, { key: "credit", within: "plan" });
  return (
    period &&
    components && { period, credit, components, ...(returns ? { returns } : {}), ...(licence ? { licence } : {}) }
  );
};
const creditReader =
  (context: RuleContext): Reader<Credit> =>
  (tree, report) => {
    const fields = readFields(tree, "credit", ["event", "amount", "on", "when"], report);
    const event = fields?.need("event", kindReader(context));
    if (!fields || event === undefined) return undefined;
    const amount = fields.need("amount", moneyField(context, event));
    const on = fields.read("on", readWord(["at", "paid"], "on")) ?? "at";
    const when = fields.read("when", conditionReader(context, [event]));
    return amount === undefined ? undefined : { event, amount, on, ...(when ? { when } : {}) };
  };
const moneyField = (context: RuleContext, event: string): Reader<string> =>
  scalar((node, report) => {
    const field = fieldReader(context, [event])(node, report);
    if (field === undefined || context.shapes.get(event)?.fields.get(field) === "money") return field;
    report.error("credit_not_money", node.place, { field, kind: event });
    return undefined;
  });
const returnsReader =
  (context: RuleContext, kinds: readonly string[]): Reader<NonNullable<Plan["returns"]>> =>
  (tree, report) => {
    const fields = readFields(tree, "returns", ["event", "match", "treat"], report);
    const event = fields?.need("event", kindReader(context));
    if (!fields || event === undefined) return undefined;
    const match = fields.need("match", fieldReader(context, [event, ...kinds]));
    const treat = fields.read("treat", readWord(["restate"], "treat")) ?? "restate";
    return match === undefined ? undefined : { event, match, treat };
  };
