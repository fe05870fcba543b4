import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { KeptTrees } from "./assemble.ts";
import { loadContract } from "./load.ts";

const vectorFile = (name: string): string => fileURLToPath(new URL(`../../../vectors/${name}`, import.meta.url));
interface Case {
  readonly name: string;
  readonly contract: unknown;
}

describe("C1.1 contracts of the shared vectors load", () => {
  for (const file of ["measures.json", "pay.json"]) {
    const cases = JSON.parse(readFileSync(vectorFile(file), "utf8")) as readonly Case[];
    it.each(cases.map((entry, index) => [`${index} ${entry.name}`, entry] as const))(`${file} %s`, (_, entry) => {
      const text = JSON.stringify(entry.contract);
      const loaded = loadContract("contract.json", (path) => (path === "contract.json" ? text : undefined));
      expect(loaded.diagnostics.filter((entry) => entry.severity === "error")).toEqual([]);
      expect(loaded.contract?.versions.length).toBeGreaterThan(0);
    });
  }
});

const good = (name: string): string => fileURLToPath(new URL(`../../../contracts/good/${name}`, import.meta.url));
describe("C6.2 components as they are read", () => {
  const text = readFileSync(good("team-split.yaml"), "utf8");
  const load = (source: string) => loadContract("c.yaml", () => source);
  it("C6.2: an override keeps how many generations of passed-up credit it reaches", () => {
    const plans = [...load(text).contract!.versions[0]!.rules.values()].flatMap((rule) =>
      rule.kind === "entitlement" && rule.grant.kind === "plan" ? [rule.grant.plan] : [],
    );
    const overrides = plans.flatMap((plan) => plan.components.filter((one) => one.kind === "override"));
    expect(overrides.map((one) => [one.id, one.generations])).toEqual([
      ["lead", 2],
      ["deputy", undefined],
    ]);
  });
  it.each([
    ["rate: 3%}", "rate: 0%}", []],
    ["rate: 3%}", "rate: 100%}", []],
    ["rate: 3%}", "rate: 101%}", ["share_out_of_range"]],
    ["rate: 2%, of", "rate: 200%, of", ["share_out_of_range"]],
    ["share: 45%", "share: 450%", ["share_out_of_range", "shares_not_whole_on"]],
  ])("C6.2: %s as %s", (from, to, codes) => {
    expect(text).toContain(from);
    expect(load(text.replace(from, to)).diagnostics.map((one) => one.code)).toEqual(codes);
  });
  it("C6.2: the factor of a multiplier is no share and may exceed 1", () => {
    const index = readFileSync(good("loyalty-index.yaml"), "utf8");
    expect(index).toMatch(/times: 1\.[1-9]/);
    expect(load(index.replace(/times: 1\.[1-9]\d*/, "times: 3")).diagnostics).toEqual([]);
  });
});

describe("C1.1 files that several contracts share are parsed once", () => {
  const template = readFileSync(good("team-split.yaml"), "utf8");
  const files =
    (own: string, shared = template) =>
    (path: string) =>
      path === "own.yaml" ? own : shared;
  const own = (number: string): string => `fealty: 1\ntemplate: shared.yaml\nnumber: ${number}\n`;
  /** Compiled conditions are functions, which compare by identity only. */
  const plain = (value: unknown): string =>
    JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}n` : one instanceof Map ? [...one] : one));
  it("gives the same contract as without", () => {
    const kept: KeptTrees = new Map();
    for (const number of ["A-1", "A-2"]) {
      const again = loadContract("own.yaml", files(own(number)), [], kept);
      expect(plain(again)).toBe(plain(loadContract("own.yaml", files(own(number)))));
      expect(again.contract?.number).toBe(number);
    }
    expect([...kept.keys()]).toEqual(["own.yaml", "shared.yaml"]);
  });
  it("reads a file again once its text is another", () => {
    const kept: KeptTrees = new Map();
    loadContract("own.yaml", files(own("A-1")), [], kept);
    const changed = template.replace(/^title: .*$/m, "title: {zh: 另一份, en: Another}");
    expect(loadContract("own.yaml", files(own("A-1"), changed), [], kept).contract?.title.en).toBe("Another");
  });
  it("tells the mistakes of a shared file in every contract", () => {
    const kept: KeptTrees = new Map();
    const wrong = template.replace("parties:", "parties: &anchor");
    const told = () => loadContract("own.yaml", files(own("A-1"), wrong), [], kept).diagnostics;
    expect(told().map(({ code }) => code)).toContain("yaml_anchor");
    expect(told()).toEqual(loadContract("own.yaml", files(own("A-1"), wrong)).diagnostics);
  });
});
