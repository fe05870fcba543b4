import { closestName } from "./closest-name.ts";
import type { Param } from "./model.ts";
import type { Report } from "./report.ts";
import { UNREADABLE } from "./unreadable.ts";
import type { PlaceAt } from "./yaml-places.ts";
import { placeWithin, type ScalarTree, type Tree } from "./yaml-tree.ts";

/** What a text may print of the contract's head, as it prints a parameter. */
export const HEAD_MARKS = ["term.from", "term.until", "calendar.hours", "parties.service"] as const;
export type HeadMark = (typeof HEAD_MARKS)[number];
export const isHeadMark = (name: string): boolean => (HEAD_MARKS as readonly string[]).includes(name);

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const LINK = /\[\[([^[\]]*)\]\]/g;

/** Fills `{{param}}` in every scalar with the parameter as it is written in this version. Places keep pointing into the file. */
export const fillPlaceholders = (tree: Tree, params: ReadonlyMap<string, Param>, report: Report): Tree => {
  if (tree.kind === "list") return { ...tree, items: tree.items.map((item) => fillPlaceholders(item, params, report)) };
  if (tree.kind === "map")
    return {
      ...tree,
      entries: tree.entries.map((entry) => ({ ...entry, value: fillPlaceholders(entry.value, params, report) })),
    };
  return tree.text.includes("{{") ? filled(tree, params, report) : tree;
};
const filled = (node: ScalarTree, params: ReadonlyMap<string, Param>, report: Report): ScalarTree => {
  let text = "";
  /** For each character the one of the file's text that it comes from. */
  const from: number[] = [];
  let last = 0;
  const copy = (to: number): void => {
    for (let i = last; i < to; i++) from.push(i);
    text += node.text.slice(last, to);
  };
  for (const match of node.text.matchAll(PLACEHOLDER)) {
    const param = params.get(match[1]!.trim());
    if (!param) reportUnknownParam(match[1]!, node, match.index + 2, params, report);
    copy(match.index);
    const written = param?.written ?? UNREADABLE;
    for (let i = 0; i < written.length; i++) from.push(match.index);
    text += written;
    last = match.index + match[0].length;
  }
  copy(node.text.length);
  from.push(node.text.length);
  const placeAt: PlaceAt = (offset) => placeWithin(node, from[Math.min(offset, from.length - 1)]!);
  return { ...node, text, placeAt, ...(text.includes(UNREADABLE) ? { unreadable: true } : {}) };
};
const reportUnknownParam = (
  written: string,
  node: ScalarTree,
  offset: number,
  params: ReadonlyMap<string, Param>,
  report: Report,
): void => {
  const names = [...params.keys()];
  report.error("unknown_param", placeWithin(node, offset), {
    param: written.trim(),
    nearest: closestName(written.trim(), names),
  });
};
/** Checks the `{{param}}` and `[[term]]` marks of a text that people read. */
export const checkMarks = (
  node: ScalarTree,
  params: ReadonlyMap<string, Param>,
  terms: readonly string[],
  report: Report,
): void => {
  for (const match of node.text.matchAll(PLACEHOLDER))
    if (!params.has(match[1]!.trim()) && !isHeadMark(match[1]!.trim()))
      reportUnknownParam(match[1]!, node, match.index + 2, params, report);
  for (const match of node.text.matchAll(LINK))
    if (!terms.includes(match[1]!.trim()))
      report.error("unknown_term", placeWithin(node, match.index + 2), {
        term: match[1]!.trim(),
        nearest: closestName(match[1]!.trim(), terms),
      });
  // What is left of the marks when the whole ones are taken out was opened and not closed, or the other way round.
  const rest = node.text.replace(PLACEHOLDER, blanked).replace(LINK, blanked);
  for (const half of rest.matchAll(/\{\{|\}\}|\[\[|\]\]/g))
    report.error("mark_not_whole", placeWithin(node, half.index), { mark: half[0] });
};
const blanked = (mark: string): string => " ".repeat(mark.length);
