// Clauses: S1, S2, C11.3
import { compare, parseDecimal, parseRate, type Rational } from "../../values/rational.ts";
import { closestName } from "../closest-name.ts";
import { readFields } from "../fields.ts";
import { type Param, type ParamValue, POWERS, type PowerRule } from "../model.ts";
import { orderOf, valueReader } from "../params.ts";
import { baseOf, checkParties, kindReader, OWED_KEYS, type RuleContext, type RuleSource } from "../rule-context.ts";
import { readDuration, readParty, readText, readWord } from "../scalars.ts";
import { UNREADABLE } from "../unreadable.ts";
import type { ScalarTree, Tree } from "../yaml-tree.ts";

export const POWER_KEYS = [
  ...OWED_KEYS,
  "holder",
  "may",
  "param",
  "min",
  "max",
  "notice",
  "effective",
  "objection",
  "once_per",
  "requires",
];

const isOutside = ({ type, value }: Param, min: ParamValue | undefined, max: ParamValue | undefined): boolean =>
  (min !== undefined && (orderOf(type, value, min) ?? 0) < 0) ||
  (max !== undefined && (orderOf(type, value, max) ?? 0) > 0);

const figureIn = (tree: Tree | undefined): Rational | undefined =>
  tree?.kind !== "scalar" ? undefined : tree.text.endsWith("%") ? parseRate(tree.text) : parseDecimal(tree.text);

export const readPower = (source: RuleSource, context: RuleContext): PowerRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "power", POWER_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  const holder = fields.need("holder", readParty);
  if (holder && source.active) checkParties([holder], fields.placeOf("holder"), context);
  const may = fields.need("may", readWord(POWERS, "power", "unknown_power"));
  const param = fields.read("param", readText);
  if (may === "adjust_param" && !fields.has("param"))
    report.error("missing_key", fields.place, { key: "param", within: "power adjust_param" });
  const target = param === undefined ? undefined : context.params.get(param);
  if (param !== undefined && !target) {
    const names = [...context.params.keys()];
    report.error("unknown_param", fields.placeOf("param"), {
      param,
      nearest: closestName(param, names),
    });
  }
  const written = (key: "min" | "max"): string | undefined => {
    const node = fields.tree(key);
    if (!node) return undefined;
    if (!target) {
      if (param === undefined) report.error("bound_without_param", node.place, { key });
      return undefined;
    }
    if (target.written === UNREADABLE) return undefined;
    const read = valueReader(target.type, context.currency, target.options);
    const value = read(node, report);
    const bound = (text: string | undefined): ParamValue | undefined =>
      text === undefined ? undefined : read({ kind: "scalar", text, quoted: true, place: target.place }, report);
    const [low, high] = [bound(target.min), bound(target.max)];
    if (value === undefined) return undefined;
    if (
      (low !== undefined && (orderOf(target.type, value, low) ?? 0) < 0) ||
      (high !== undefined && (orderOf(target.type, value, high) ?? 0) > 0)
    )
      report.error("power_bound_outside_param", node.place, {
        param: target.id,
        min: target.min ?? "…",
        max: target.max ?? "…",
      });
    return (node as ScalarTree).text;
  };
  const [min, max] = [written("min"), written("max")];
  if (target && min !== undefined && max !== undefined) {
    const read = valueReader(target.type, context.currency, target.options);
    const [a, b] = [read(fields.tree("min")!, report), read(fields.tree("max")!, report)];
    if (a !== undefined && b !== undefined && (orderOf(target.type, a, b) ?? 0) > 0)
      report.error("bounds_reversed", fields.placeOf("max"));
    else if (source.active && target.written !== UNREADABLE && isOutside(target, a, b))
      report.warn("power_value_outside_bounds", fields.placeOf("param"), {
        param: target.id,
        written: target.written,
        min,
        max,
      });
  }
  if (param !== undefined && !target) {
    // Without the parameter its type is not known; two figures are of one kind all the same.
    const [low, high] = [figureIn(fields.tree("min")), figureIn(fields.tree("max"))];
    if (low && high && compare(low, high) > 0) report.error("bounds_reversed", fields.placeOf("max"));
  }
  const notice = fields.read("notice", readDuration);
  const effective = fields.read("effective", readWord(["next_period", "on_notice"], "effective"));
  const objection = fields.read("objection", readDuration);
  const oncePer = fields.read("once_per", readWord(["month", "quarter", "half", "year"], "once_per"));
  const requires = fields.read("requires", kindReader(context));
  if (!holder || !may) return undefined;
  return {
    ...base,
    bearers: base.bearers.length > 0 ? base.bearers : [holder],
    kind: "power",
    holder,
    may,
    ...(param === undefined ? {} : { param }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(notice ? { notice } : {}),
    ...(effective ? { effective } : {}),
    ...(objection ? { objection } : {}),
    ...(oncePer ? { oncePer } : {}),
    ...(requires === undefined ? {} : { requires }),
  };
};
