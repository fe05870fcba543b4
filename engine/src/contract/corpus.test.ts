import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describe as sayWhat } from "../messages/describe.ts";
import { checkContract } from "./check/check.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { loadContract } from "./load.ts";

const contracts = fileURLToPath(new URL("../../../contracts/", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const everything = (file: string): readonly Diagnostic[] => {
  const { readable, diagnostics } = loadContract(file, read);
  return readable ? [...diagnostics, ...checkContract(readable)] : diagnostics;
};
const shown = (one: Diagnostic): string => `${one.code} ${one.place.line}:${one.place.column}`;

describe("contracts/bad: each file holds what it must be told", () => {
  const files = readdirSync(`${contracts}bad`).filter((name) => name.endsWith(".yaml"));
  const codes = new Set<string>();
  it.each(files)("C1.1 bad/%s", (name) => {
    const file = `${contracts}bad/${name}`;
    const expected = [...read(file)!.matchAll(/^# expect: (.+)$/gm)].map((match) => match[1]!);
    expect(expected.length).toBeGreaterThan(0);
    const found = everything(file);
    expect(found.map(shown).sort()).toEqual([...expected].sort());
    for (const one of found) {
      codes.add(one.code);
      expect(one.place.file).toBe(file);
      for (const language of ["zh", "en"] as const) {
        const { what, fix, why } = sayWhat(one, language);
        expect(`${what} ${fix} ${why ?? ""}`).not.toMatch(/\{\w+\}|undefined/);
        expect(what).not.toBe(one.code);
      }
      if (one.citation !== undefined) expect(one.citation).toMatch(/^(CN-[A-Z]+-\d+@\d{4})(, CN-[A-Z]+-\d+@\d{4})*$/);
    }
  });
  it("C1.1 they are at least 45 files with at least 35 codes between them", () => {
    expect(files.length).toBeGreaterThanOrEqual(45);
    expect(codes.size).toBeGreaterThanOrEqual(35);
  });
});

describe("contracts/bad: no mistake hides another", () => {
  const ordinary = `annexes:
  - id: ZZ1
    title: {zh: 附, en: Annex}
    text: {zh: "{{nope}}", en: a}
    rules: [{id: zz, kind: threshold, bearer: agent, metric: nope, at_least: 1, every: month}]
`;
  const files = readdirSync(`${contracts}bad`).filter((name) => name.startsWith("legal-"));
  it.each(files)("C13.1 N1: bad/%s beside an unknown parameter and a metric that is not there", (name) => {
    const file = `${contracts}bad/${name}`;
    const text = read(file)!;
    const expected = [...text.matchAll(/^# expect: (.+)$/gm)].map((match) => match[1]!);
    const { contract, readable, diagnostics } = loadContract(file, (path) =>
      path === file ? `${text}${ordinary}` : read(path),
    );
    expect(contract).toBeUndefined();
    const found = [...diagnostics, ...checkContract(readable!)].map(shown);
    expect(found.filter((one) => !/^(unknown_param|dangling_metric) /.test(one)).sort()).toEqual(expected.sort());
    expect(found).toHaveLength(expected.length + 2);
  });
});

describe("contracts/good: nothing to be told", () => {
  const files = readdirSync(`${contracts}good`).flatMap((name) =>
    name.endsWith(".yaml") || name.endsWith(".json")
      ? [name]
      : existsSync(`${contracts}good/${name}/contract.yaml`)
        ? [`${name}/contract.yaml`]
        : [],
  );
  it.each(files)("C1.1 good/%s", (name) => {
    const file = `${contracts}good/${name}`;
    const found = everything(file);
    expect(found.map((one) => `${shown(one)} ${JSON.stringify(one.args)}`)).toEqual([]);
    expect([...loadContract(file, read).contract!.versions[0]!.rules.values()].length).toBeGreaterThan(0);
  });
  it("C1.1 they are at least 12", () => {
    expect(files.length).toBeGreaterThanOrEqual(12);
  });
});
