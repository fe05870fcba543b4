import { describe, expect, it } from "vitest";
import { newReport } from "./report.ts";
import { entryOf, LIMITS, type MapTree, placeWithin, readTree, type ScalarTree, treeText } from "./yaml-tree.ts";

const read = (text: string) => {
  const report = newReport();
  const tree = readTree("c.yaml", text, report);
  return { tree, found: report.entries().map((entry) => `${entry.code} ${entry.place.line}:${entry.place.column}`) };
};
const scalarAt = (text: string, key: string): ScalarTree =>
  entryOf(read(text).tree as MapTree, key)!.value as ScalarTree;

describe("N1 a contract file as a tree with places", () => {
  it("N1: keeps every scalar as it is written, and tells quoted from bare", () => {
    const text = "a: 200000.00\nb: '200000.00'\nc: yes\nd: ~\ne: 1e3\nf: 0o17\n";
    expect(["a", "b", "c", "d", "e", "f"].map((key) => scalarAt(text, key).text)).toEqual([
      "200000.00",
      "200000.00",
      "yes",
      "~",
      "1e3",
      "0o17",
    ]);
    expect([scalarAt(text, "a").quoted, scalarAt(text, "b").quoted]).toEqual([false, true]);
  });
  it("N1: lines and columns count from 1, with a byte-order mark taken off and 𠮷 and 😀 as one character each", () => {
    expect(scalarAt("\uFEFFa: x\n", "a").place).toEqual({ file: "c.yaml", line: 1, column: 4 });
    expect(entryOf(read("{𠮷: 1, b: 2}").tree as MapTree, "b")!.keyPlace.column).toBe(8);
    expect(entryOf(read("{a: 😀😀𠮷, b: 2}").tree as MapTree, "b")!.keyPlace.column).toBe(10);
    expect(placeWithin(scalarAt("x: 1\na: 😀𠮷 b\n", "a"), 5)).toEqual({ file: "c.yaml", line: 2, column: 7 });
  });
  it.each([
    ["a: event.x == 1", 6, 10],
    ["a: 'it''s event.x'", 5, 11],
    ['a: "\\u4eba x"', 2, 12],
    ['a: "\\x41\\tb"', 2, 11],
  ])("N1: %s: offset %i of the text stands in column %i", (text, offset, column) => {
    expect(placeWithin(scalarAt(text, "a"), offset).column).toBe(column);
  });
  it.each([
    ["a: |\n  one\n  two\n", "w", 3, 4],
    ["a: >-\n  one\n\n  two\n   more\n", "m", 5, 4],
    ["a: |2+\n    one\n  two\n\n", "t", 3, 3],
    ["a: one\n  two\n", "w", 2, 4],
    ['a: "one \\\n  t\\u0077o"\n', "w", 2, 4],
    ["a: 'it''s\n  two'\n", "w", 2, 4],
    ["a: |\r\n  one\r\n  two\r\n", "w", 3, 4],
  ])("N1: in %j the %s stands in line %i, column %i", (text, sign, line, column) => {
    const scalar = scalarAt(text, "a");
    expect(placeWithin(scalar, scalar.text.indexOf(sign))).toEqual({ file: "c.yaml", line, column });
  });
  it("N1: equal trees have equal texts, whatever their places, comments and quotes", () => {
    const a = read("a: {b: 1, c: ['x']} # so\n").tree!;
    const b = read('\n\na:\n  b: "1"\n  c:\n    - x\n').tree!;
    expect(treeText(a)).toBe(treeText(b));
    expect(treeText(a, true)).not.toBe(treeText(b, true));
  });
});

describe("N1 a contract file that tries to exhaust or mislead", () => {
  it.each([
    ["a: &x {b: 1}\nc: *x\n", ["yaml_anchor 1:7", "yaml_alias 2:4"]],
    ["a: {<<: {b: 1}}\n", ["yaml_merge_key 1:5"]],
    ["a: !!float 1.5\n", ["yaml_tag 1:12"]],
    ["a: 1\na: 2\n", ["duplicate_key 2:1"]],
    ["? [k]\n: v\n", ["yaml_key_not_text 1:3"]],
    ["a: 1\n---\nb: 2\n", ["yaml_several_documents 2:1"]],
    ["", ["file_empty 1:1"]],
    ["a:\n\t- b\n", ["yaml_tab 2:1"]],
    ["a: b: c\n", ["yaml_second_colon 1:4"]],
    ["a: `x`\n", ["yaml_scalar_start 1:4"]],
    ['a: "\\q"\n', ["yaml_escape 1:5"]],
    ["a: {b: - c}\n", ["yaml_block_in_brackets 1:8"]],
    ["%FOO\na: 1\n", ["yaml_directive 2:1"]],
    ["a:b\nc: d\n", ["yaml_key_lines 1:1"]],
    ['a: "x" y\n', ["yaml_unexpected 1:8"]],
    ["a: *\n", ["yaml_alias_here 1:4"]],
    ['a: "x\nb: 1\n', ["yaml_unclosed 1:4"]],
    ["a: [x, y\nb: 3\n", ["yaml_unclosed 1:4"]],
    ["a: {x: 1\nb: 3\n", ["yaml_unclosed 1:4"]],
    ["a: [\n1]\n", ["yaml_indent 2:1"]],
    ["a:\n  - b: 1\n   c: 2\n", ["yaml_indent 3:1"]],
    ["a:\n  - b: 1\n    c: 2\n   d: {e: 1}\n    f: 3\n", ["yaml_indent 4:1"]],
    ["a:\n  - b: 1\n     c: 2\n     d: 3\ne: 1\n", ["yaml_indent 3:1"]],
    ["a: 1\n b: 2\nc: 3\n", ["yaml_indent 2:1"]],
    ['a: {x: "1}\nb: "c"\n', ["yaml_unclosed 1:8"]],
    ["a: {zh: 目标{{q}}。, en: Goal {{q}}.}\nb: 1\n", ["yaml_marks_unquoted 1:11"]],
    ["a: {zh: x， en: y}\n", ["yaml_full_width 1:10"]],
    ["a： {zh: x, en: y}\n", ["yaml_full_width 1:2"]],
    ["a：{zh: x, en: y}\nb: 1\n", ["yaml_full_width 1:2"]],
    ["a: x: y\nb: 1\nc: 'd\n", ["yaml_second_colon 1:4", "yaml_unclosed 3:4"]],
    ["a:\n\tb: x: y\n\tc: 1\n", ["yaml_tab 2:1", "yaml_second_colon 2:5", "yaml_tab 3:1"]],
    ['a: "x\\0y"\n', ["text_control_sign 1:6"]],
    ['a: "\\0"\n', ["text_control_sign 1:4"]],
    ['a: "x\\u0007y\\x9f"\n', ["text_control_sign 1:6"]],
    ['a: "x\\ty\\nz\\r"\n', []],
    ["a: x\u0000y\n", ["file_not_text 1:5"]],
    ["a: 1\nb: \uFFFD\uFFFD\n", ["file_not_text 2:4"]],
  ])("N1: %j", (text, expected) => {
    expect(read(text).found).toEqual(expected);
  });
  it("N1: depth, keys, lines and size have limits of their own", () => {
    const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(read(nested(LIMITS.depth)).found).toEqual([]);
    expect(read(nested(LIMITS.depth + 1)).found[0]).toMatch(/^yaml_too_deep/);
    expect(read(nested(30_000)).found[0]).toMatch(/^yaml_too_deep/);
    const keys = Array.from({ length: LIMITS.keys + 1 }, (_, i) => `k${i}: 1`).join("\n");
    expect(read(keys).found).toEqual(["map_too_many_keys 1:1"]);
    expect(read("\n".repeat(LIMITS.lines)).found).toEqual(["file_too_many_lines 1:1"]);
    expect(read(`a: ${"x".repeat(LIMITS.bytes)}`).found).toEqual(["file_too_large 1:1"]);
  });
});
