import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
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
