import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newReport } from "./report.ts";
import { entryOf, type MapTree, placeWithin, readTree, type ScalarTree } from "./yaml-tree.ts";

const word = fc.constantFrom(
  "目标",
  "𠮷😀",
  "{{quota}}",
  "a",
  "it's",
  "4.1.3",
  "[[辅导]]",
  "x#y",
  'say "so"',
  "é",
  "c:d",
);
const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
/** Lines of a text: blank ones between them, and some that stand deeper. */
const lines = fc.array(fc.oneof(line, line, fc.constant("")), { minLength: 1, maxLength: 6 });
const end = fc.constantFrom("\n", "\r\n");
const pad = fc.integer({ min: 1, max: 4 }).map((count) => " ".repeat(count));

const plain = fc.tuple(lines, pad).map(([all, indent]) => ["a", ...all, "z"].join(`\n${indent}`));
const single = fc
  .tuple(lines, pad)
  .map(([all, indent]) => `'${["a", ...all].map((one) => one.replaceAll("'", "''")).join(` \n${indent}`)}'`);
const escaped = (text: string, how: number): string =>
  [...text]
    .map((sign, at) => {
      const code = sign.codePointAt(0)!.toString(16);
      if (sign === '"') return '\\"';
      if ((at + how) % 5 !== 0) return sign;
      if (code.length > 4) return `\\U${code.padStart(8, "0")}`;
      return code.length > 2 || how % 2 === 0 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
    })
    .join("");
const double = fc
  .tuple(lines, pad, fc.nat(9), fc.constantFrom("", "\\", "\\n", "\\t", " \\"))
  .map(([all, indent, how, before]) => `"${all.map((one) => escaped(one, how)).join(`${before}\n${indent}`)}"`);
const block = fc
  .tuple(
    fc.constantFrom("|", ">"),
    fc.constantFrom("", "-", "+"),
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    fc.constantFrom("", " # a note"),
    fc.array(fc.tuple(fc.oneof(line, line, fc.constant("")), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 7,
    }),
    fc.constantFrom("", "\n", "\n\n\n"),
  )
  .map(([sign, chomp, indent, said, note, body, after]) => {
    // Without the figure the first line says how deep the text stands.
    const first = body.findIndex(([text]) => text !== "");
    const deep = body.map(([text, more], at) =>
      text === "" ? "" : " ".repeat(indent + (said || at > first ? more : 0)) + text,
    );
    return `${sign}${said ? indent : ""}${chomp}${note}\n${deep.join("\n")}${after}`;
  });

describe("N1 the place of a character of a text", () => {
  it.each([
    ["plain", plain],
    ["single quotes", single],
    ["double quotes", double],
    ["blocks", block],
  ] as const)("N1: in %s is where it stands in the file", (style, texts) => {
    fc.assert(
      fc.property(texts, end, fc.constantFrom("", "# 😀 note\n"), (written, eol, before) => {
        const source = `${before}k: 1\na: ${written}\nz: 1\n`.replaceAll("\n", eol);
        const report = newReport();
        const tree = readTree("c.yaml", source, report) as MapTree;
        expect(report.entries()).toEqual([]);
        const { text, ...scalar } = entryOf(tree, "a")!.value as ScalarTree;
        const rows = source.split("\n").map((row) => [...row]);
        let last = 0;
        let offset = 0;
        for (const sign of text) {
          const { line: row, column } = placeWithin({ text, ...scalar }, offset);
          offset += sign.length;
          const there = rows[row - 1]![column - 1];
          // Rising from character to character, none is taken for its like.
          const at = row * 1000 + column;
          if (/[ \t\n]/.test(sign)) expect(at).toBeGreaterThanOrEqual(last);
          else {
            expect(at).toBeGreaterThan(last);
            if (style !== "double quotes" || there !== "\\") expect(there).toBe(sign);
            last = at;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
