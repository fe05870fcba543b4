import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkContract } from "../src/contract/check/check.ts";
import { loadContract } from "../src/contract/load.ts";
import { PLAIN_HEAD } from "./plain-head.ts";

const folder = fileURLToPath(new URL("./legal-corpus/", import.meta.url));
const corpusOf = (name: string) => JSON.parse(readFileSync(folder + name, "utf8"));
type Sentences = Readonly<Record<"found" | "harmless", readonly string[]>>;
const codesOf = (zh: string, en: string): string[] => {
  const text = `${PLAIN_HEAD}clauses:
  - {id: C1.1, title: {zh: 题, en: T}, text: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}}
`;
  const { contract, diagnostics } = loadContract("c.yaml", () => text);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).map((one) => one.code);
};
const codes = {
  zh: (text: string) => codesOf(text, "As agreed."),
  en: (text: string) => codesOf("依约。", text),
};

/** Files that are not of one code. */
const OF_MANY = ["plain.json", "denied.json"];
describe.each(readdirSync(folder).filter((name) => !OF_MANY.includes(name)))(
  "C13.1 sentences that a contract may hold: %s",
  (name) => {
    const code = name.replace(".json", "").replaceAll("-", "_");
    const corpus: Readonly<Record<"zh" | "en", Sentences>> = corpusOf(name);
    it.each(["zh", "en"] as const)("C13.1: found, every one: %s", (language) => {
      const { found } = corpus[language];
      expect(found.length).toBeGreaterThanOrEqual(15);
      expect(found.filter((text) => !codes[language](text).includes(code))).toEqual([]);
    });
    it.each(["zh", "en"] as const)("C13.1: left alone, every one: %s", (language) => {
      const { harmless } = corpus[language];
      expect(harmless.length).toBeGreaterThanOrEqual(15);
      expect(harmless.filter((text) => codes[language](text).includes(code))).toEqual([]);
    });
  },
);

describe("C13.1 sentences of ordinary contracts and of the law itself", () => {
  const plain: Readonly<Record<"zh" | "en", readonly string[]>> = corpusOf("plain.json");
  it.each(["zh", "en"] as const)("C13.1: show nothing at all: %s", (language) => {
    expect(plain[language].length).toBeGreaterThanOrEqual(30);
    expect(plain[language].filter((text) => codes[language](text).length > 0)).toEqual([]);
  });
});

describe("C13.1 what forbids or denies the thing is not the thing", () => {
  const denied: Readonly<Record<string, Sentences>> = corpusOf("denied.json");
  it.each(Object.entries(denied))("C13.1: %s", (code, { found, harmless }) => {
    const tells = (text: string): boolean => codes[/[\u4e00-\u9fff]/.test(text) ? "zh" : "en"](text).includes(code);
    expect(harmless.filter(tells)).toEqual([]);
    expect(found.filter((text) => !tells(text))).toEqual([]);
  });
});
