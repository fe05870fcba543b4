import { nearestName } from "../values/nearest.ts";
import type { Place } from "./model.ts";
import { partProblem, pathBeside, templateProblem } from "./paths.ts";
import type { Report } from "./report.ts";
import { entryOf, isUnreadable, type MapEntry, type MapTree, readTree, type Tree } from "./yaml-tree.ts";

/** The one map that a contract file, its template and its includes make together, and the files as read. */
export interface Assembled {
  readonly root: MapTree;
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  /** A part that the contract names could not be read, so that what it lacks may stand there. */
  readonly incomplete: boolean;
  /** A part of one of its files does not parse: the rest is checked, but what it says as a whole cannot be told. */
  readonly partly: boolean;
}
/** Files of one contract, so that parts which name each other many times over come to an end. */
const FILES_AT_MOST = 200;
export const ROOT_KEYS = [
  "fealty",
  "number",
  "title",
  "languages",
  "mode",
  "status",
  "law",
  "currency",
  "time_zone",
  "calendar",
  "term",
  "parties",
  "deciders",
  "attributes",
  "events",
  "words",
  "terms",
  "params",
  "set",
  "clauses",
  "annexes",
  "playbook",
  "amendments",
  "include",
  "template",
  "go_live",
  "continues",
  "close",
  "closes_after",
] as const;
/** Maps whose keys are names, and lists whose items have an `id`: these merge; every other key replaces. */
const NAMED = ["params", "events", "words", "set"];
const LISTED = ["clauses", "annexes", "terms", "playbook"];
const INCLUDABLE = [...NAMED, ...LISTED, "attributes", "amendments", "include"];

/** Files without mistakes as trees, by path. Whoever loads many contracts of one template holds it, so that the template is parsed once. */
export type KeptTrees = Map<string, { readonly text: string; readonly tree: Tree }>;

interface Files {
  readonly read: (path: string) => string | undefined;
  readonly kept: KeptTrees | undefined;
  readonly sources: { file: string; text: string }[];
  readonly report: Report;
  /** The template could not be read: nothing can be said of the contract but that. */
  templateFailed: boolean;
  includeFailed: boolean;
  /** Parts of a file were set aside, because they do not parse. */
  partly: boolean;
}
/** The files of a contract as one map; undefined when the main file or a template cannot be read. */
export const assemble = (
  main: string,
  read: (path: string) => string | undefined,
  report: Report,
  kept?: KeptTrees,
): Assembled | undefined => {
  const files: Files = { read, kept, sources: [], report, templateFailed: false, includeFailed: false, partly: false };
  const root = load(main, { file: main, line: 1, column: 1 }, [], files, false);
  if (!root || files.templateFailed) return undefined;
  const { sources, includeFailed, partly } = files;
  return { root, sources, incomplete: includeFailed || partly, partly };
};

const load = (
  path: string,
  from: Place,
  stack: readonly string[],
  files: Files,
  included: boolean,
): MapTree | undefined => {
  if (stack.includes(path)) {
    files.report.error("include_circular", from, { path });
    return undefined;
  }
  if (files.sources.length >= FILES_AT_MOST) {
    files.report.error("too_many_files", from, { limit: String(FILES_AT_MOST) });
    return undefined;
  }
  const text = files.read(path);
  if (text === undefined) {
    files.report.error("file_not_found", from, { path });
    return undefined;
  }
  files.sources.push({ file: path, text });
  files.report.opened(path);
  const tree = treeOf(path, text, files);
  if (!tree) return undefined;
  if (tree.kind !== "map") {
    files.report.error("not_a_map", tree.place, { within: "contract" });
    return undefined;
  }
  const allowed: readonly string[] = included ? INCLUDABLE : ROOT_KEYS;
  const own = tree.entries.filter((entry) => {
    if (allowed.includes(entry.key)) return true;
    reportKey(entry, included, files.report);
    return false;
  });
  return expand({ ...tree, entries: own }, path, [...stack, path], files);
};
const treeOf = (path: string, text: string, files: Files): Tree | undefined => {
  const { kept, report } = files;
  const before = kept?.get(path);
  if (before?.text === text) return before.tree;
  const tree = readTree(path, text, report, (part) => {
    report.setAside(part);
    files.partly = true;
  });
  // What has mistakes is read again each time, so that each contract reports them.
  if (tree && !report.failed()) kept?.set(path, { text, tree });
  return tree;
};
const reportKey = (entry: MapEntry, included: boolean, report: Report): void => {
  const known = (ROOT_KEYS as readonly string[]).includes(entry.key);
  const nearest = nearestName(entry.key, included ? INCLUDABLE : ROOT_KEYS);
  const args = { key: entry.key, within: "contract" };
  if (included && known) report.error("include_key", entry.keyPlace, args);
  else if (nearest) report.error("unknown_key_near", entry.keyPlace, { ...args, nearest });
  else report.error("unknown_key", entry.keyPlace, { ...args, allowed: ROOT_KEYS.join(", ") });
};

const expand = (own: MapTree, path: string, stack: readonly string[], files: Files): MapTree => {
  let merged: MapTree = { ...own, entries: own.entries.filter((e) => e.key !== "include" && e.key !== "template") };
  const include = entryOf(own, "include")?.value;
  if (include && isUnreadable(include)) files.includeFailed = true;
  else if (include && include.kind !== "list") files.report.error("not_a_list", include.place);
  for (const item of include?.kind === "list" ? include.items : []) {
    if (isUnreadable(item)) files.includeFailed = true;
    else if (item.kind !== "scalar") files.report.error("not_a_scalar", item.place);
    else {
      const problem = partProblem(item.text, "include");
      if (problem) files.report.error(problem, item.place, { path: item.text });
      const part = problem ? undefined : load(pathBeside(path, item.text), item.place, stack, files, true);
      if (part) merged = append(merged, part, files.report);
      else files.includeFailed = true;
    }
  }
  const template = entryOf(own, "template")?.value;
  if (!template) return merged;
  if (template.kind !== "scalar" || isUnreadable(template)) {
    if (!isUnreadable(template)) files.report.error("not_a_scalar", template.place);
    files.templateFailed = true;
    return merged;
  }
  const problem = templateProblem(template.text);
  if (problem) files.report.error(problem, template.place, { path: template.text });
  const base = problem ? undefined : load(pathBeside(path, template.text), template.place, stack, files, false);
  if (!base) files.templateFailed = true;
  return base ? overlay(base, merged) : merged;
};

const combine = (base: MapTree, over: MapTree, section: (key: string, below: Tree, above: Tree) => Tree): MapTree => {
  const entries = base.entries.map((entry) => {
    const above = entryOf(over, entry.key);
    return above ? { ...above, value: section(entry.key, entry.value, above.value) } : entry;
  });
  return { ...over, entries: [...entries, ...over.entries.filter((entry) => !entryOf(base, entry.key))] };
};
/** An included part adds to what stands in the file; a name that both have is a mistake. */
const append = (base: MapTree, part: MapTree, report: Report): MapTree => ({
  ...combine(base, part, (key, below, above) => {
    if (below.kind === "list" && above.kind === "list") return { ...below, items: [...below.items, ...above.items] };
    if (below.kind !== "map" || above.kind !== "map") return above;
    if (key === "attributes") return append(below, above, report);
    const fresh = above.entries.filter((entry) => {
      if (!entryOf(below, entry.key)) return true;
      report.error("duplicate_key", entry.keyPlace, { key: entry.key });
      return false;
    });
    return { ...below, entries: [...below.entries, ...fresh] };
  }),
  place: base.place,
});
/** A contract laid over its template: what it says itself wins, name by name in the sections that merge. */
const overlay = (template: MapTree, own: MapTree): MapTree =>
  combine(template, own, (key, below, above) => {
    if (key === "attributes" && below.kind === "map" && above.kind === "map")
      return combine(below, above, (_, b, a) => (b.kind === "map" && a.kind === "map" ? overlayNames(b, a) : a));
    if (NAMED.includes(key) && below.kind === "map" && above.kind === "map") return overlayNames(below, above);
    if (LISTED.includes(key) && below.kind === "list" && above.kind === "list") {
      const ids = new Map(above.items.map((item) => [idOf(item), item]));
      const kept = below.items.map((item) => ids.get(idOf(item)) ?? item);
      const fresh = above.items.filter((item) => !below.items.some((other) => idOf(other) === idOf(item)));
      return { ...above, items: [...kept, ...fresh] };
    }
    return above;
  });
const overlayNames = (below: MapTree, above: MapTree): MapTree => combine(below, above, (_, __, a) => a);
/** The `id` of a list item; items without one are each their own. */
export const idOf = (tree: Tree): unknown => {
  const id = tree.kind === "map" ? entryOf(tree, "id")?.value : undefined;
  return id?.kind === "scalar" ? id.text : tree;
};
