import { describe, expect, it } from "vitest";

import { loadContract } from "./load.ts";
import { partProblem, pathBeside, templateProblem } from "./paths.ts";

const HEAD = `fealty: 1
number: T-1
title: {zh: 甲, en: A}
languages: [zh, en]
mode: company_led
law: {country: CN, as_of: 2026-03-01}
currency: CNY
time_zone: Asia/Shanghai
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: 甲, kind: organisation}
  agent: {name: 乙, kind: person}
`;
const clause = (id: string, text: string): string =>
  `  - {id: ${id}, title: {zh: 题, en: T}, text: {zh: ${text}, en: ${text}}}\n`;
const load = (files: Readonly<Record<string, string>>, main = "a/contract.yaml") => {
  const { contract, diagnostics } = loadContract(main, (path) => files[path]);
  return { contract, codes: diagnostics.map((one) => `${one.code} ${one.place.file}:${one.place.line}`) };
};

describe("C1.1 a contract of several files", () => {
  it("C1.1: paths stand beside the file that names them", () => {
    expect(pathBeside("a/b/c.yaml", "d.yaml")).toBe("a/b/d.yaml");
    expect(pathBeside("a/b/c.yaml", "../d/./e.yaml")).toBe("a/d/e.yaml");
    expect(pathBeside("c.yaml", "../../e.yaml")).toBe("../../e.yaml");
    expect(pathBeside("a/c.yaml", "/t/e.yaml")).toBe("/t/e.yaml");
  });
  it("C1.1: included chapters add up, in order, and sources keep the order of loading", () => {
    const { contract, codes } = load({
      "a/contract.yaml": `${HEAD}include: [c1.yaml, c2.yaml]\nclauses:\n${clause("C9", "九")}`,
      "a/c1.yaml": `params:\n  p: {type: number, value: 1}\nclauses:\n${clause("C1", "一")}`,
      "a/c2.yaml": `params:\n  q: {type: number, value: 2}\nclauses:\n${clause("C2", "二")}`,
    });
    expect(codes).toEqual([]);
    expect(contract!.versions[0]!.clauses.map((one) => one.id)).toEqual(["C9", "C1", "C2"]);
    expect([...contract!.versions[0]!.params.keys()]).toEqual(["p", "q"]);
    expect(contract!.sources.map((source) => source.file)).toEqual(["a/contract.yaml", "a/c1.yaml", "a/c2.yaml"]);
  });
  it("C1.1: mistakes are told in the file where they stand", () => {
    const { codes } = load({
      "a/contract.yaml": `${HEAD}include: [c1.yaml, gone.yaml]\nparams:\n  p: {type: number, value: 1}\n`,
      "a/c1.yaml": `params:\n  p: {type: number, value: 2}\ncurrency: USD\nclauses:\n  - {id: C1, titel: {zh: 题}, text: {zh: 文, en: T}}\n`,
    });
    expect(codes).toEqual([
      "file_not_found a/contract.yaml:14",
      "duplicate_key a/c1.yaml:2",
      "include_key a/c1.yaml:3",
      "missing_key a/c1.yaml:5",
      "unknown_key_near a/c1.yaml:5",
    ]);
  });
  it("C1.1: what a contract says itself wins over its template, name by name; set gives values", () => {
    const { contract, codes } = load({
      "t/contract.yaml": `${HEAD}params:\n  p: {type: number, value: 1}\n  q: {type: number, value: 2}\nclauses:\n${clause("C1", "旧")}${clause("C2", "二")}`,
      "a/contract.yaml": `template: ../t/contract.yaml\nnumber: T-2\nset: {q: 5}\nclauses:\n${clause("C3", "三")}${clause("C1", "新")}`,
    });
    expect(codes).toEqual([]);
    const version = contract!.versions[0]!;
    expect(contract!.number).toBe("T-2");
    expect(version.clauses.map((one) => [one.id, one.text.zh])).toEqual([
      ["C1", "新"],
      ["C2", "二"],
      ["C3", "三"],
    ]);
    expect(version.params.get("q")!.written).toBe("5");
    expect(contract!.sources.map((source) => source.file)).toEqual(["a/contract.yaml", "t/contract.yaml"]);
  });
  it("C1.1: set of a parameter that the template lacks is told with the nearest name", () => {
    const { codes } = load({
      "t/contract.yaml": `${HEAD}params:\n  quota: {type: number, value: 1}\nclauses:\n${clause("C1", "一")}`,
      "a/contract.yaml": "template: ../t/contract.yaml\nset: {quoat: 5}\n",
    });
    expect(codes).toEqual(["unknown_param a/contract.yaml:2"]);
  });
  it.each([
    ["/etc/passwd", "path_outside_folder"],
    ["../c1.yaml", "path_outside_folder"],
    ["x/../../c1.yaml", "path_outside_folder"],
    ["x\\\\..\\\\c1.yaml", "path_outside_folder"],
    ["C:/c1.yaml", "path_outside_folder"],
    ["file:c1.yaml", "path_outside_folder"],
    ["~/c1.yaml", "path_outside_folder"],
    ["c1.txt", "part_not_contract_file"],
    ["rates.csv", "part_not_contract_file"],
  ])("C1.1: a part stays in the folder of the file that names it: %s is not even read", (path, code) => {
    const asked: string[] = [];
    const main = `${HEAD}include: ["${path}"]\nclauses:\n${clause("C1", "一")}`;
    const { diagnostics } = loadContract("a/contract.yaml", (file) => {
      asked.push(file);
      return file === "a/contract.yaml" ? main : "clauses: []";
    });
    expect(diagnostics.map((one) => `${one.code} ${one.place.line}`)).toEqual([`${code} 14`]);
    expect(asked).toEqual(["a/contract.yaml"]);
  });
  it("C1.1: a part may stand in a folder below, and be reached by a way that does not leave the folder", () => {
    expect(partProblem("chapters/c1.yaml", "include")).toBe(undefined);
    expect(partProblem("./x/../c1.yml", "include")).toBe(undefined);
    expect(partProblem("rates.csv", "table")).toBe(undefined);
    expect(partProblem("../rates.csv", "table")).toBe("path_outside_folder");
    expect(templateProblem("/t/contract.yaml")).toBe(undefined);
    expect(templateProblem("../../t/contract.JSON")).toBe(undefined);
  });
  it.each([
    ["gone.yaml", "file_not_found"],
    ["/etc/passwd", "template_not_contract_file"],
    ["contract.yaml", "include_circular"],
  ])("C1.1: a template that cannot be read (%s) is one mistake, not all that the contract then lacks", (path, code) => {
    expect(load({ "a/contract.yaml": `template: ${path}\nnumber: T-2\n` }).codes).toEqual([
      `${code} a/contract.yaml:1`,
    ]);
  });
  it("C1.1: what a missing part might have held is not asked for", () => {
    expect(load({ "a/contract.yaml": `${HEAD}include: [gone.yaml]\n` }).codes).toEqual([
      "file_not_found a/contract.yaml:14",
    ]);
  });
  it("N1: parts that name each other many times over come to an end", () => {
    const files: Record<string, string> = {
      "a/contract.yaml": `${HEAD}include: [p0.yaml, p0.yaml]\nclauses:\n${clause("C1", "一")}`,
    };
    for (let i = 0; i < 30; i += 1) files[`a/p${i}.yaml`] = `include: [p${i + 1}.yaml, p${i + 1}.yaml]\n`;
    files["a/p30.yaml"] = "events: {}\n";
    expect(load(files).codes.some((code) => code.startsWith("too_many_files"))).toBe(true);
  });
});
