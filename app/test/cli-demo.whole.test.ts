import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fealty, folderWith } from "./cli-terminal.ts";

const folders: string[] = [];
const folder = (files: Readonly<Record<string, string>> = {}): string => {
  const made = folderWith(files);
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

describe("fealty demo", () => {
  it("N1: writes a company whose contracts can be checked and evaluated where they lie", async () => {
    const cwd = folder();
    const { out, code } = await fealty(["demo", "--small", "--out", "company"], { cwd, language: "zh" });
    expect(code).toBe(0);
    expect(out).toContain("演示数据已写到 company：合同 12 份");
    expect(readdirSync(join(cwd, "company")).sort()).toEqual([
      "company.json",
      "contracts",
      "customers.ndjson",
      "drafts",
      "facts",
      "key.json",
      "templates",
    ]);
    const contract = "company/contracts/HX-YS-003";
    expect(await fealty(["check", contract], { cwd })).toMatchObject({
      code: 0,
      out: "0 errors, 0 warnings, 0 legal findings.\n",
    });
    const facts = ["--facts", "company/facts/HX-YS-003.ndjson", "--as-of", "2026-10-31"];
    const evaluated = await fealty(["evaluate", contract, ...facts, "--json"], { cwd });
    expect(evaluated).toMatchObject({ code: 0, err: "" });
    const { truths } = JSON.parse(readFileSync(join(cwd, "company/key.json"), "utf8")) as { truths: unknown[] };
    expect(truths.length).toBeGreaterThan(10);
    const draft = await fealty(["check", "company/drafts/arbitration"], { cwd });
    expect(draft.code).toBe(1);
    expect(draft.out).toContain("arbitration_or_litigation");
  });
  it("N1: another seed gives another company, told as JSON", async () => {
    const cwd = folder();
    const { out, code } = await fealty(["demo", "--small", "--seed", "7", "--out", "other", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      folder: "other",
      seed: 7,
      contracts: 12,
      as_of: "2026-11-01T00:00:00+08:00",
    });
  });
  it("N1: never overwrites, and tells what is wrong with a call, exit 2", async () => {
    const cwd = folder({ taken: "mine" });
    expect(await fealty(["demo", "--small", "--out", "taken"], { cwd })).toMatchObject({ code: 2 });
    expect(readFileSync(join(cwd, "taken"), "utf8")).toBe("mine");
    const zh = await fealty(["demo", "--small", "--out", "x", "--seed", "seven"], { cwd, language: "zh" });
    expect([zh.code, zh.err]).toEqual([2, expect.stringContaining("--seed seven：请写一至九位数字。")]);
    expect((await fealty(["demo"], { cwd })).err).toContain("Say with --out which folder to write.");
    expect(readdirSync(cwd)).toEqual(["taken"]);
  });
  it("N1: leaves nothing when it is stopped, exit 130", async () => {
    const cwd = folder();
    const { code } = await fealty(["demo", "--small", "--out", "company"], { cwd, signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(existsSync(join(cwd, "company"))).toBe(false);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
