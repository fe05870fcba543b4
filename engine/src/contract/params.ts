import type { Term } from "../calendar/period.ts";
import type { Day } from "../values/brand.ts";
import { dayText, FIRST_DAY, LAST_DAY } from "../values/date.ts";
import type { Currency } from "../values/money.ts";
import { compare, ONE, type Rational } from "../values/rational.ts";
import type { Language } from "../values/text.ts";
import { closestName } from "./closest-name.ts";
import { listOf, type Reader, readFields } from "./fields.ts";
import type { Param, ParamType, ParamValue, Place } from "./model.ts";
import type { Report } from "./report.ts";
import {
  meantWord,
  readBoolean,
  readDay,
  readDuration,
  readMoney,
  readNumber,
  readRate,
  readText,
  readWord,
} from "./scalars.ts";
import { textReader } from "./texts.ts";
import { UNREADABLE } from "./unreadable.ts";
import { entryOf, isUnreadable, type MapTree, type ScalarTree, type Tree } from "./yaml-tree.ts";

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
const KEYS = ["type", "value", "default", "min", "max", "options", "label", "help", "asked"];

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
  readonly term: Term;
  readonly report: Report;
  /** Parameters that keep their first value. */
  readonly held?: readonly string[];
}
/** Keys of a parameter whose figure may be another one's: `"{{rate_1}}"`, `"{{term.from}}"`. */
const FIGURES = ["value", "default", "min", "max"];
const REFERENCE = /^\{\{\s*([\w.]+)\s*\}\}$/;
const referenceOf = (tree: Tree | undefined): string | undefined =>
  tree?.kind === "scalar" ? REFERENCE.exec(tree.text)?.[1] : undefined;
/** A figure said to be the term's, or that of a parameter further up: so none can wait for itself. */
const resolved = (tree: Tree, above: ReadonlyMap<string, Param>, { term, report }: ParamReading): Tree => {
  const name = referenceOf(tree);
  if (name === undefined || tree.kind !== "scalar") return tree;
  const days = new Map([
    ["term.from", Math.max(term.from, FIRST_DAY) as Day],
    ["term.until", Math.min(term.until, LAST_DAY) as Day],
  ]);
  const day = days.get(name);
  const text = day === undefined ? above.get(name)?.written : dayText(day);
  if (text === undefined) reportUnknown(name, tree.place, [...days.keys(), ...above.keys()], report);
  const told = text === undefined || text === UNREADABLE;
  return { ...tree, text: text ?? UNREADABLE, quoted: true, ...(told ? { unreadable: true } : {}) };
};
/** Every parameter of the contract as signed, `set` applied. */
export const readParams = (
  tree: Tree | undefined,
  set: Tree | undefined,
  reading: ParamReading,
): ReadonlyMap<string, Param> => {
  const { report } = reading;
  const params = new Map<string, Param>();
  if (tree && tree.kind !== "map" && !isUnreadable(tree)) report.error("not_a_map", tree.place, { within: "params" });
  const overrides = set?.kind === "map" ? set : undefined;
  if (set && !overrides && !isUnreadable(set)) report.error("not_a_map", set.place, { within: "set" });
  for (const entry of tree?.kind === "map" ? tree.entries : []) {
    if (!/^[A-Za-z_]\w*$/.test(entry.key)) report.error("id_malformed", entry.keyPlace, { written: entry.key });
    const given = overrides && entryOf(overrides, entry.key)?.value;
    const filled = given && resolved(given, params, reading);
    const param = readParam(entry.key, entry.keyPlace, entry.value, filled, params, reading);
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
  above: ReadonlyMap<string, Param>,
  reading: ParamReading,
): Param | undefined => {
  const { currency, languages, report } = reading;
  const fill = ({ key, value }: MapTree["entries"][number]): Tree =>
    FIGURES.includes(key) ? resolved(value, above, reading) : value;
  const filled =
    tree.kind === "map" ? { ...tree, entries: tree.entries.map((one) => ({ ...one, value: fill(one) })) } : tree;
  const fields = readFields(filled, "param", KEYS, report);
  const known = fields?.need("type", readWord(PARAM_TYPES, "type", "unknown_param_type"));
  const type = known ?? meantWord(fields?.tree("type"), PARAM_TYPES);
  if (!fields) return undefined;
  if (!type) {
    for (const key of ["label", "help"]) fields.read(key, textReader(languages));
    fields.read("asked", readBoolean);
    if (!override && !fields.has("value") && !fields.has("default"))
      report.error("param_without_value", place, { param: id });
    return undefined;
  }
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
  const asked = fields.read("asked", readBoolean) === true;
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
    ...changed(own?.kind === "scalar" ? own.text : undefined, node.text),
    ...(fields.has("min") ? { min: written("min")! } : {}),
    ...(fields.has("max") ? { max: written("max")! } : {}),
    ...boundedBy(tree, above),
    ...(fallback === undefined ? {} : { default: written("default")! }),
    ...(options ? { options } : {}),
    ...(label ? { label } : {}),
    ...(help ? { help } : {}),
    ...(asked ? { asked: true as const } : {}),
  };
  checkWithin(param, min, max, node.place, report);
  if (type === "rate" && /^[\d.]+$/.test(node.text) && compare(given as Rational, ONE) > 0)
    report.warn("rate_without_sign", node.place, { written: node.text });
  return param;
};
const changed = (before: string | undefined, now: string): Pick<Param, "replaces"> =>
  before === undefined || before === now ? {} : { replaces: before };
/** The parameters by which this one is bounded. */
const boundedBy = (tree: Tree, above: ReadonlyMap<string, Param>): Pick<Param, "minOf" | "maxOf"> => {
  const by = (key: string): string | undefined => {
    const name = tree.kind === "map" ? referenceOf(entryOf(tree, key)?.value) : undefined;
    return name !== undefined && above.has(name) ? name : undefined;
  };
  const [minOf, maxOf] = [by("min"), by("max")];
  return { ...(minOf === undefined ? {} : { minOf }), ...(maxOf === undefined ? {} : { maxOf }) };
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
/**
 * Parameters after an amendment's `set`.
 * @param byPower set by a one-sided power: what is bounded by it keeps the bound that was agreed
 */
export const amendParams = (
  before: ReadonlyMap<string, Param>,
  set: MapTree,
  { currency, report, held = [] }: ParamReading,
  byPower: boolean,
): ReadonlyMap<string, Param> => {
  const params = new Map([...before].map(([id, { replaces: _, ...param }]) => [id, param as Param]));
  const places = new Map<string, Place>();
  for (const entry of set.entries) {
    const param = params.get(entry.key);
    if (!param) {
      reportUnknown(entry.key, entry.keyPlace, [...before.keys()], report);
      continue;
    }
    const value = valueReader(param.type, currency, param.options)(entry.value, report);
    if (held.includes(entry.key)) continue;
    if (value === undefined || entry.value.kind !== "scalar") {
      params.set(entry.key, { ...param, written: UNREADABLE });
      continue;
    }
    const { text } = entry.value;
    params.set(entry.key, { ...param, ...changed(param.written, text), written: text, value, place: entry.keyPlace });
    places.set(entry.key, entry.value.place);
  }
  for (const param of params.values()) {
    const by = [param.minOf, param.maxOf].find((name) => name !== undefined && places.has(name));
    const place = places.get(param.id) ?? (by === undefined || byPower ? undefined : places.get(by));
    if (place === undefined || param.written === UNREADABLE) continue;
    const reader = valueReader(param.type, currency, param.options);
    const bound = (text: string | undefined): ParamValue | undefined =>
      text === undefined ? undefined : reader({ kind: "scalar", text, quoted: true, place: param.place }, report);
    const [min, max] = [
      params.get(param.minOf ?? "")?.written ?? param.min,
      params.get(param.maxOf ?? "")?.written ?? param.max,
    ];
    const next = { ...param, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    checkWithin(next, bound(min), bound(max), place, report);
    params.set(param.id, next);
  }
  return params;
};
