import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkContract } from "@fealty/engine/contract/check/check.ts";
import { describe, expect, it } from "vitest";
import { draftCodes } from "../src/demo/compare.ts";
import { generateDemo } from "../src/demo/demo.ts";
import notFoundYet from "../src/demo/key/not-found-yet.json" with { type: "json" };
import type { Demo } from "../src/demo/model.ts";
import { compare, riskyOf } from "./demo-room.ts";

const root = join(import.meta.dirname, "../..");
const demo = generateDemo({ size: "small" });
const contracts = [...demo.contracts];
const compared = compare(demo, contracts);
const evaluationOf = (number: string) => compared.evaluations.get(number)!;
/** Every byte that the demonstration gives, in order. */
const bytesOf = (one: Demo): string => {
  const hash = createHash("sha256");
  for (const part of [one.company, one.agents, one.customers, one.key, one.drafts]) hash.update(JSON.stringify(part));
  for (const { number, files, facts } of one.contracts) hash.update(JSON.stringify([number, files, facts]));
  return hash.digest("hex");
};

describe("the demonstration company", () => {
  it("is the same bytes each time, and other bytes for another seed", () => {
    const kept = readFileSync(join(import.meta.dirname, "demo-small.sha256"), "utf8").trim();
    expect(bytesOf(demo)).toBe(kept);
    expect(bytesOf(generateDemo({ size: "small" }))).toBe(kept);
    expect(JSON.stringify(generateDemo({ size: "small", seed: 7 }).agents)).not.toBe(JSON.stringify(demo.agents));
  });
  it("names the three contracts of its tour where a reader looks: in both tours of the README", () => {
    const tour = generateDemo({ size: "full" }).agents.filter(({ tour }) => tour);
    expect(tour).toHaveLength(3);
    for (const file of ["README.md", "README.zh.md"]) {
      const text = readFileSync(join(root, file), "utf8");
      for (const { contract, name } of tour) expect(text).toContain(`**${contract}** ${name}`);
    }
  });
  it("says of itself that it is 演示数据, in every contract", () => {
    for (const { files, number } of contracts) {
      for (const { text } of files) expect(text.split("\n", 1)[0]).toContain("演示数据");
      expect(evaluationOf(number).contract.versions).not.toEqual([]);
    }
    expect(contracts[0]!.files.some(({ text }) => text.includes("（演示数据）"))).toBe(true);
    expect(demo.company.label).toEqual({ zh: "演示数据", en: "demonstration data" });
  });
  it("C1.1 has one contract for each agent, each of them sound, three of them told in full", () => {
    expect(contracts.map(({ agentId }) => agentId)).toEqual(demo.agents.map(({ id }) => id));
    for (const { contract } of compared.evaluations.values()) expect(checkContract(contract)).toEqual([]);
    const tour = contracts.filter((one) => one.tour);
    expect(tour.map(({ mode }) => mode).sort()).toEqual(["agent_led", "company_led", "intermediary_led"]);
    for (const { number } of tour) {
      const told = evaluationOf(number).clauses.filter(({ instances }) =>
        instances.some(({ state }) => state === "met"),
      );
      expect(told.length).toBeGreaterThan(45);
    }
  });
  it("has ids that nobody shares, over all contracts", () => {
    const ids = contracts.flatMap(({ facts }) => [...facts.matchAll(/^\{"id":"([^"]+)"/gm)].map(([, id]) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(contracts.reduce((sum, { events }) => sum + events, 0));
  });
  it("pays by sums that are what the contracts themselves give", () => {
    expect(bytesOf(generateDemo({ size: "small", useKept: false }))).toBe(bytesOf(demo));
  });
});

describe("the answer key", () => {
  it("C11.1 is found, but for what stands in the list of what is not found yet", () => {
    const lacking = demo.key.truths.filter(({ id }) => !compared.found.includes(id));
    expect([...new Set(lacking.map(({ kind }) => kind))].sort()).toEqual([...notFoundYet].sort());
    expect(lacking.filter(({ expect: expected }) => expected.length > 0)).toEqual([]);
    expect(compared.slipsMissed).toEqual([]);
  });
  it("C11.1 accuses nobody beyond it", () => {
    expect(compared.falseFindings).toEqual([]);
  });
  it("C4.1 whose results are weak is at risk in the quarter that still runs, and not accused of it", () => {
    for (const { contract, kind } of demo.key.truths.filter(({ kind }) => kind.endsWith("_under")))
      expect(riskyOf(evaluationOf(contract)), kind).not.toEqual([]);
  });
  it("B4 case: small samples that look bad prove nothing", () => {
    expect(demo.key.silences.length).toBeGreaterThan(0);
    for (const { contract, quarter, refs, answers } of demo.key.silences) {
      const { findings, metrics } = evaluationOf(contract);
      expect(findings.filter(({ ref }) => refs.includes(ref))).toEqual([]);
      const figure = metrics.find(({ ref, period }) => ref === "C3.2/csat" && period.label === quarter)!;
      expect(figure).toMatchObject({ status: "not_enough_data", n: answers });
    }
  });
  it("A8, C10.2: drafts that cannot stand are refused by the check", () => {
    expect(demo.drafts.map(({ id }) => id).sort()).toEqual(["amendment", "arbitration"]);
    for (const draft of demo.drafts) expect(draftCodes(draft).length).toBeGreaterThan(0);
  });
  it("is made before any event is drawn", () => {
    expect(generateDemo({ size: "small" }).key).toEqual(demo.key);
  });
  it("the list of what is not found yet only shrinks", () => {
    const file = "app/src/demo/key/not-found-yet.json";
    const git = (...args: string[]): string =>
      execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    let earlier: string[][] = [];
    try {
      const commits = git("log", "-2", "--format=%H", "--", file).split("\n").filter(Boolean);
      earlier = commits.map((commit) => JSON.parse(git("show", `${commit}:${file}`)));
    } catch {
      // Without git, or without its history, there is nothing to compare with.
    }
    for (const before of earlier) expect(notFoundYet.filter((kind) => !before.includes(kind))).toEqual([]);
  });
});
