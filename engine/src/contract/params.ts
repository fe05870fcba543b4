import type { Currency } from "../values/money.ts";
import { compare, type Rational } from "../values/rational.ts";
import type { Language } from "../values/text.ts";
import { closestName } from "./closest-name.ts";
import { listOf, type Reader, readFields } from "./fields.ts";
import type { Param, ParamType, ParamValue, Place } from "./model.ts";
import type { Report } from "./report.ts";
import { readBoolean, readDay, readDuration, readMoney, readNumber, readRate, readText, readWord } from "./scalars.ts";
import { textReader } from "./texts.ts";
import { entryOf, type MapTree, type ScalarTree, type Tree, UNREADABLE } from "./yaml-tree.ts";

export const PARAM_TYPES = [
  "money",
  "rate",
  "number",
  "date",
  "duration",
  "text",
  "choice",
  "boolean",
] as const satisfies readonly ParamType[];
const KEYS = ["type", "value", "default", "min", "max", "options", "label", "help"];

/** Reads a value of a parameter's type from the file. */
export const valueReader = (
  type: ParamType,
  currency: Currency,
  options: readonly string[] | undefined,
): Reader<ParamValue> => {
  const readers: Readonly<Record<ParamType, Reader<ParamValue>>> = {
    money: readMoney(currency),
    rate: readRate,
    number: readNumber,
    date: readDay,
    duration: readDuration,
    text: readText,
    choice: readWord(options ?? [], "option", "param_not_an_option"),
    boolean: readBoolean,
  };
  return readers[type];
};
/** −1, 0 or 1; undefined where values of the type have no order, or not these (days against months). */
export const orderOf = (type: ParamType, a: ParamValue, b: ParamValue): number | undefined => {
  if (type === "rate" || type === "number") return compare(a as Rational, b as Rational);
  if (type === "money" || type === "date") return a < b ? -1 : a > b ? 1 : 0;
  if (type !== "duration" || typeof a !== "object" || typeof b !== "object") return undefined;
  if (!("unit" in a && "unit" in b) || a.unit !== b.unit || a.business !== b.business) return undefined;
  return Math.sign(a.count - b.count);
};

export interface ParamReading {
  readonly currency: Currency;
  readonly languages: readonly Language[];
  readonly report: Report;
}
/** Every parameter of the contract as signed, `set` applied. */
export const readParams = (
  tree: Tree | undefined,
  set: Tree | undefined,
  reading: ParamReading,
): ReadonlyMap<string, Param> => {
  const { report } = reading;
  const params = new Map<string, Param>();
  if (tree && tree.kind !== "map") report.error("not_a_map", tree.place, { within: "params" });
  const overrides = set?.kind === "map" ? set : undefined;
  if (set && !overrides) report.error("not_a_map", set.place, { within: "set" });
  for (const entry of tree?.kind === "map" ? tree.entries : []) {
    if (!/^[A-Za-z_]\w*$/.test(entry.key)) report.error("id_malformed", entry.keyPlace, { written: entry.key });
    const param = readParam(
      entry.key,
      entry.keyPlace,
      entry.value,
      overrides && entryOf(overrides, entry.key)?.value,
      reading,
    );
    params.set(
      entry.key,
      param ?? { id: entry.key, type: "text", written: UNREADABLE, value: "", place: entry.keyPlace },
    );
  }
  const names = tree?.kind === "map" ? tree.entries.map((entry) => entry.key) : [];
  for (const entry of overrides?.entries ?? [])
    if (!names.includes(entry.key)) reportUnknown(entry.key, entry.keyPlace, names, report);
  return params;
};
const reportUnknown = (param: string, place: Place, names: readonly string[], report: Report): void =>
  report.error("unknown_param", place, { param, nearest: closestName(param, names) });

const readParam = (
  id: string,
  place: Place,
  tree: Tree,
  override: Tree | undefined,
  { currency, languages, report }: ParamReading,
): Param | undefined => {
  const fields = readFields(tree, "param", KEYS, report);
  const type = fields?.need("type", readWord(PARAM_TYPES, "type", "unknown_param_type"));
  if (!fields || !type) return undefined;
  const options = fields.read("options", listOf(readText));
  if (type === "choice" && !options) report.error("missing_key", tree.place, { key: "options", within: "param" });
  const reader = valueReader(type, currency, options);
  const written = (key: string): string | undefined => {
    const node = fields.tree(key);
    return node?.kind === "scalar" ? node.text : undefined;
  };
  const [min, max, fallback] = [fields.read("min", reader), fields.read("max", reader), fields.read("default", reader)];
  checkBounds(type, min, max, fields.placeOf("min"), report);
  const label = fields.read("label", textReader(languages));
  const help = fields.read("help", textReader(languages));
  const own = fields.tree("value") ?? fields.tree("default");
  const value = own ? reader(own, report) : undefined;
  if (!own && !override) report.error("param_without_value", place, { param: id });
  const given = override ? reader(override, report) : value;
  const node = (override ?? own) as ScalarTree | undefined;
  if (given === undefined || !node) return undefined;
  const param: Param = {
    id,
    type,
    written: node.text,
    value: given,
    place,
    ...(fields.has("min") ? { min: written("min")! } : {}),
    ...(fields.has("max") ? { max: written("max")! } : {}),
    ...(fallback === undefined ? {} : { default: written("default")! }),
    ...(options ? { options } : {}),
    ...(label ? { label } : {}),
    ...(help ? { help } : {}),
  };
  checkWithin(param, min, max, node.place, report);
  return param;
};
const checkBounds = (
  type: ParamType,
  min: ParamValue | undefined,
  max: ParamValue | undefined,
  place: Place,
  report: Report,
): void => {
  if (min === undefined && max === undefined) return;
  if (type === "text" || type === "choice" || type === "boolean")
    report.error("param_bounds_without_order", place, { type });
  else if (min !== undefined && max !== undefined && (orderOf(type, min, max) ?? -1) > 0)
    report.error("param_bounds_reversed", place);
};
const checkWithin = (
  param: Param,
  min: ParamValue | undefined,
  max: ParamValue | undefined,
  place: Place,
  report: Report,
): void => {
  const below = min !== undefined && (orderOf(param.type, param.value, min) ?? 0) < 0;
  const above = max !== undefined && (orderOf(param.type, param.value, max) ?? 0) > 0;
  if (below || above)
    report.error("param_out_of_range", place, {
      param: param.id,
      written: param.written,
      min: param.min ?? "…",
      max: param.max ?? "…",
    });
};
/** Parameters after an amendment's `set`. */
export const amendParams = (
  before: ReadonlyMap<string, Param>,
  set: MapTree,
  { currency, report }: ParamReading,
): ReadonlyMap<string, Param> => {
  const params = new Map(before);
  for (const entry of set.entries) {
    const param = before.get(entry.key);
    if (!param) {
      reportUnknown(entry.key, entry.keyPlace, [...before.keys()], report);
      continue;
    }
    const reader = valueReader(param.type, currency, param.options);
    const value = reader(entry.value, report);
    if (value === undefined || entry.value.kind !== "scalar") {
      params.set(entry.key, { ...param, written: UNREADABLE });
      continue;
    }
    const next: Param = { ...param, written: entry.value.text, value, place: entry.keyPlace };
    const bound = (text: string | undefined): ParamValue | undefined =>
      text === undefined ? undefined : reader({ kind: "scalar", text, quoted: true, place: param.place }, report);
    checkWithin(next, bound(param.min), bound(param.max), entry.value.place, report);
    params.set(entry.key, next);
  }
  return params;
};
