import { nearestName } from "../values/nearest.ts";
import type { Place } from "./model.ts";
import type { Report } from "./report.ts";
import { isUnreadable, type ListTree, type MapTree, type ScalarTree, type Tree } from "./yaml-tree.ts";

/** Turns a piece of the file into a value, or reports what is wrong with it and gives undefined. */
export type Reader<T> = (tree: Tree, report: Report) => T | undefined;

/** The keys of one map, read by name. */
export interface Fields {
  readonly place: Place;
  readonly has: (key: string) => boolean;
  readonly tree: (key: string) => Tree | undefined;
  /** Place of a key's value, or of the map when it is not there. */
  readonly placeOf: (key: string) => Place;
  readonly keyPlaceOf: (key: string) => Place;
  /** The value of an optional key. */
  readonly read: <T>(key: string, reader: Reader<T>) => T | undefined;
  /** The value of a key that must be there. */
  readonly need: <T>(key: string, reader: Reader<T>) => T | undefined;
}

/**
 * Opens a map whose keys are `keys`; others are reported with the nearest right name. `within` names the map in messages.
 * `open: true` lets any key pass.
 */
export const readFields = (
  tree: Tree,
  within: string,
  keys: readonly string[],
  report: Report,
  options: { readonly open?: boolean } = {},
): Fields | undefined => {
  if (tree.kind !== "map") {
    if (!isUnreadable(tree)) report.error("not_a_map", tree.place, { within });
    return undefined;
  }
  const byKey = new Map(tree.entries.map((entry) => [entry.key, entry]));
  if (!options.open)
    for (const entry of tree.entries)
      if (!keys.includes(entry.key)) reportUnknownKey(entry.key, entry.keyPlace, within, keys, report);
  const read = <T>(key: string, reader: Reader<T>): T | undefined => {
    const entry = byKey.get(key);
    return entry ? reader(entry.value, report) : undefined;
  };
  return {
    place: tree.place,
    has: (key) => byKey.has(key),
    tree: (key) => byKey.get(key)?.value,
    placeOf: (key) => byKey.get(key)?.value.place ?? tree.place,
    keyPlaceOf: (key) => byKey.get(key)?.keyPlace ?? tree.place,
    read,
    need: (key, reader) => {
      if (!byKey.has(key)) report.error("missing_key", tree.place, { key, within });
      return read(key, reader);
    },
  };
};
const reportUnknownKey = (key: string, place: Place, within: string, keys: readonly string[], report: Report): void => {
  const nearest = nearestName(key, keys);
  if (nearest === undefined) report.error("unknown_key", place, { key, within, allowed: keys.join(", ") });
  else report.error("unknown_key_near", place, { key, within, nearest });
};

/** A reader of one scalar that is not empty. */
export const scalar =
  <T>(read: (scalar: ScalarTree, report: Report) => T | undefined): Reader<T> =>
  (tree, report) => {
    if (tree.kind !== "scalar") {
      report.error("not_a_scalar", tree.place);
      return undefined;
    }
    if (tree.unreadable) return undefined;
    if (tree.text.trim() === "") {
      report.error("empty_value", tree.place);
      return undefined;
    }
    return read(tree, report);
  };
/** A reader of a list, item by item; items that do not read are left out. */
export const listOf =
  <T>(read: (tree: Tree, report: Report, index: number) => T | undefined): Reader<T[]> =>
  (tree, report) => {
    if (tree.kind !== "list") {
      if (!isUnreadable(tree)) report.error("not_a_list", tree.place);
      return undefined;
    }
    return tree.items.flatMap((item, index) => {
      const value = read(item, report, index);
      return value === undefined ? [] : [value];
    });
  };
/** One item or a list of them. */
export const oneOrMore =
  <T>(read: Reader<T>): Reader<T[]> =>
  (tree, report) =>
    listOf(read)(tree.kind === "list" ? tree : { kind: "list", items: [tree], place: tree.place }, report);
/** Whether a key holds a list without items: one whose items all failed was reported already. */
export const isEmptyList = (tree: Tree | undefined): boolean => tree?.kind === "list" && tree.items.length === 0;
export const asMap = (tree: Tree, within: string, report: Report): MapTree | undefined => {
  if (tree.kind === "map") return tree;
  if (!isUnreadable(tree)) report.error("not_a_map", tree.place, { within });
  return undefined;
};
export const asList = (tree: Tree, report: Report): ListTree | undefined => {
  if (tree.kind === "list") return tree;
  if (!isUnreadable(tree)) report.error("not_a_list", tree.place);
  return undefined;
};
