// Clauses: C1.2, C2.1, N1

import { wordKey } from "../values/text.ts";
import { closestName } from "./closest-name.ts";
import type { EventShape } from "./declarations.ts";
import { asMap, listOf } from "./fields.ts";
import type { Contract, WordList } from "./model.ts";
import type { Report } from "./report.ts";
import { readText } from "./scalars.ts";
import type { Tree } from "./yaml-tree.ts";

/**
 * `words: {authority_act.scope: {application: [协助投保, 协助订约]}}`: the words that a field of an event may hold, as rules
 * compare them, each with the other ways in which people write it.
 */
export const readWords = (
  tree: Tree | undefined,
  shapes: ReadonlyMap<string, EventShape>,
  report: Report,
): Contract["words"] => {
  const words = new Map<string, WordList>();
  const fields = [...shapes].flatMap(([kind, shape]) =>
    [...shape.fields].flatMap(([field, type]) => (type === "text" ? [`${kind}.${field}`] : [])),
  );
  for (const { key, keyPlace, value } of (tree && asMap(tree, "words", report))?.entries ?? []) {
    if (fields.includes(key)) words.set(key, readList(value, key, report));
    else report.error("words_of_no_field", keyPlace, { written: key, nearest: closestName(key, fields) });
  }
  return words;
};
const readList = (tree: Tree, field: string, report: Report): WordList => {
  const of = new Map<string, string>();
  const entries = asMap(tree, "words", report)?.entries ?? [];
  for (const { key: name, keyPlace, value } of entries)
    for (const written of [name, ...(listOf(readText)(value, report) ?? [])]) {
      const other = of.get(wordKey(written));
      if (other !== undefined && other !== name) report.error("word_of_two", keyPlace, { written, field, name, other });
      else of.set(wordKey(written), name);
    }
  return { names: entries.map(({ key }) => key), of };
};
