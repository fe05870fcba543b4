import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { RULE_KINDS } from "./clauses.ts";
import { guessOf } from "./closest-name.ts";
import { loadContract } from "./load.ts";
import { MEASURES } from "./model.ts";

const folder = fileURLToPath(new URL("../../../contracts/", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const errorsOf = (file: string, text = read(file)!): string[] =>
  loadContract(file, (path) => (path === file ? text : read(path)))
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, place }) => `${code} ${place.line}:${place.column}`)
    .sort();
/** Every place of a file at which one of the words stands behind its key, with the line and column of the word. */
const wordsIn = (text: string, key: string): { readonly word: string; readonly at: number; readonly place: string }[] =>
  [...text.matchAll(new RegExp(`(?<=[{ ]${key}: )\\w+`, "g"))].map((match) => {
    const lines = text.slice(0, match.index).split("\n");
    const place = `${lines.length}:${[...lines.at(-1)!].length + 1}`;
    return { word: match[0], at: match.index, place };
  });
const files = (of: string): string[] =>
  readdirSync(folder + of).flatMap((name) => (name.endsWith(".yaml") ? [`${folder}${of}/${name}`] : []));
const shortened = (word: string): string => word.slice(0, 2) + word.slice(3);

describe("contracts/good: a misspelt kind or measure is one mistake and no more", () => {
  it.each(files("good"))("C1.1 %s", (file) => {
    const text = read(file)!;
    const within = (words: readonly string[], key: string, code: string): void => {
      for (const { word, at, place } of wordsIn(text, key)) {
        if (!words.includes(word)) continue;
        for (const written of [shortened(word), "zzzzzzzz"]) {
          if (written !== "zzzzzzzz" && guessOf(written, words) !== word) continue;
          const wrong = text.slice(0, at) + written + text.slice(at + word.length);
          expect([word, written, ...errorsOf(file, wrong)]).toEqual([word, written, `${code} ${place}`]);
        }
      }
    };
    within(RULE_KINDS, "kind", "unknown_rule_kind");
    within(MEASURES, "measure", "unknown_measure");
    within(
      ["tiers", "lookup", "per_unit", "multiplier", "split", "override", "floor", "holdback", "clawback"],
      "kind",
      "unknown_component_kind",
    );
  });
});

describe("contracts/bad: a misspelt kind or measure hides nothing", () => {
  it.each(files("bad"))("C1.1 %s", (file) => {
    const text = read(file)!;
    const before = errorsOf(file);
    for (const [key, words, code] of [
      ["kind", RULE_KINDS, "unknown_rule_kind"],
      ["measure", MEASURES, "unknown_measure"],
    ] as const)
      for (const { word, at, place } of wordsIn(text, key)) {
        // Of the same length, so that nothing else of the line moves.
        const written = `${word.slice(0, -1)}q`;
        if (!(words as readonly string[]).includes(word) || guessOf<string>(written, words) !== word) continue;
        const now = errorsOf(file, text.slice(0, at) + written + text.slice(at + word.length));
        expect([word, ...now].sort()).toEqual([word, ...before, `${code} ${place}`].sort());
      }
  });
});

describe("closest names", () => {
  it.each([
    ["treshold", "threshold"],
    ["Threshold", "threshold"],
    ["THRESHOLD", "threshold"],
    ["prohib", "prohibition"],
    ["pro", undefined],
    ["Ziel", undefined],
    ["", undefined],
  ])("C1.1 %j is meant as %j", (written, meant) => {
    expect(guessOf(written, RULE_KINDS)).toBe(meant);
  });
  it("C1.1 of two names that are equally near none is meant", () => {
    expect(guessOf("B9", ["B1", "B2"])).toBeUndefined();
  });
});
