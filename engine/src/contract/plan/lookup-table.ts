// Clauses: C6.2
import type { Rate } from "../../values/rational.ts";
import { isEmptyList, listOf, readFields, scalar } from "../fields.ts";
import type { Component } from "../model.ts";
import type { RuleContext } from "../rule-context.ts";
import { readShare } from "../scalars.ts";
import { isReadable, isUnreadable, readTree, type Tree } from "../yaml-tree.ts";

type Rows = Extract<Component, { kind: "lookup" }>["table"];

/**
 * Rates by key: a list of rows `{product: term, pay_years: 5, rate: 35%}`, or the name of a file beside the contract that holds
 * such a list (YAML, JSON) or the same as CSV with a header. A key that two rows share is a mistake.
 */
export const readLookupTable = (tree: Tree, keys: readonly string[], context: RuleContext): Rows | undefined => {
  const { report } = context;
  const list = tree.kind === "scalar" && !isUnreadable(tree) ? readFile(tree, context) : tree;
  if (!list || isUnreadable(list)) return undefined;
  const seen = new Set<string>();
  const rows = listOf<{ key: string[]; rate: Rate }>((item) => {
    const fields = readFields(item, "table", [...keys, "rate"], report);
    if (!fields) return undefined;
    // The key's type is the event field's: `5` and `"5"` name the same row.
    const key = keys.map((name) =>
      fields.need(
        name,
        scalar((node) => node.text),
      ),
    );
    const rate = fields.need("rate", readShare);
    if (key.some((part) => part === undefined)) return undefined;
    const name = key.join(" · ");
    if (seen.has(name)) report.error("lookup_row_twice", item.place, { key: name });
    seen.add(name);
    return rate && { key: key as string[], rate };
  })(list, report);
  if (isEmptyList(list)) report.error("table_empty", list.place);
  return rows;
};
const readFile = (tree: Extract<Tree, { kind: "scalar" }>, context: RuleContext): Tree | undefined => {
  const read = context.readBeside(tree.place, tree.text);
  if ("problem" in read) {
    context.report.error(read.problem, tree.place, { path: tree.text });
    return undefined;
  }
  if (!/\.csv$/i.test(read.file)) return readTree(read.file, read.text, context.report);
  return isReadable(read.file, read.text, context.report) ? csvTree(read.file, read.text) : undefined;
};
/** Plain CSV: commas, no quoted cells; a rate table needs none. */
const csvTree = (file: string, text: string): Tree => {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const cells = (line: string): string[] => line.split(",").map((cell) => cell.trim());
  const header = cells(lines[0] ?? "");
  const items = lines.slice(1).flatMap((line, index): Tree[] => {
    if (line.trim() === "") return [];
    const place = { file, line: index + 2, column: 1 };
    const entries = cells(line).map((text, column) => ({
      key: header[column] ?? "",
      keyPlace: place,
      value: { kind: "scalar", text, quoted: true, place } as const,
    }));
    return [{ kind: "map", entries, place }];
  });
  return { kind: "list", items, place: { file, line: 1, column: 1 } };
};
