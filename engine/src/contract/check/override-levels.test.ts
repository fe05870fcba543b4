import { describe, expect, it } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

const TEAM = `  agent:
    name: 队
    kind: team
    lead: a
    address: 宁波
    members: [{id: a, name: 甲一, share: 25%}, {id: b, name: 乙一, share: 25%}, {id: c, name: 丙一, share: 25%}, {id: d, name: 丁一, share: 25%}]
`;
/** Entitlements that are told, of plans that each have such overrides. */
const deep = (plans: readonly (readonly string[])[], credit = "{event: sale, amount: amount}"): string[] => {
  const rules = plans.map((overrides, at) => {
    const components = overrides.map((one, index) => `{id: o${at}${index}, kind: override, rate: 1%, ${one}}`);
    return `      - {id: p${at}, kind: entitlement, holder: agent, from: company, plan: {period: month, credit: [${credit}], components: [{id: base${at}, kind: rate, rate: 5%}${components.map((one) => `, ${one}`).join("")}]}}\n`;
  });
  const head = PLAIN_HEAD.replace(/ {2}agent: .*\n/, TEAM);
  const text = `${head}clauses:\n  - id: C6.2\n    title: {zh: 题, en: T}\n    text: {zh: 依约。, en: As agreed.}\n    rules:\n${rules.join("")}`;
  const { contract, diagnostics } = loadContract("c.yaml", () => text);
  expect(diagnostics).toEqual([]);
  return checkContract(contract!).map(({ code, args }) => `${code} ${args.rule}`);
};
const told = (...rules: string[]): string[] => rules.map((rule) => `override_beyond_two_levels C6.2/${rule}`);

describe("C6.2 law-A10 levels of overrides are counted over the whole contract", () => {
  it("C6.2: two people over the sellers are two levels, in one plan or in two", () => {
    expect(deep([["of: members, to: a", "of: pay, to: b"]])).toEqual([]);
    expect(deep([["of: members, to: a"], ["of: members, to: b"]])).toEqual([]);
    expect(deep([["of: members, to: a, generations: 2", "of: pay, to: b"]])).toEqual([]);
  });
  it("C6.2: four people in two plans of two overrides are told, and so are three", () => {
    expect(
      deep([
        ["of: members, to: a", "of: members, to: b"],
        ["of: members, to: c", "of: pay, to: d"],
      ]),
    ).toEqual(told("p1"));
    expect(deep([["of: members, to: a"], ["of: members, to: b"], ["of: pay, to: c"]])).toEqual(told("p2"));
  });
  it("C6.2: two overrides that each reach two generations down reach three together", () => {
    expect(deep([["of: members, to: a, generations: 2", "of: members, to: b, generations: 2"]])).toEqual(told("p0"));
    expect(deep([["of: members, to: a, generations: 2"], ["of: members, to: b, generations: 2"]])).toEqual(told("p1"));
    expect(deep([["of: members, to: a, generations: 3"]])).toEqual(told("p0"));
  });
  it("C6.2: one person with overrides at several rates is one level, also where the lead is named", () => {
    expect(
      deep([
        ["of: members, to: a", "of: pay, to: a, own: true"],
        ["of: members, to: a", "of: members"],
      ]),
    ).toEqual([]);
  });
  it("C6.2: credit of other contracts is told from its third generation on, whichever it lets in", () => {
    const from = (when: string) => `{event: sale, amount: amount}, {event: credit_from, amount: amount${when}}`;
    expect(deep([[]], from(', when: "event.generation <= 2"'))).toEqual([]);
    expect(deep([[]], from(""))).toEqual(told("p0"));
    expect(deep([[]], from(', when: "event.generation == 5"'))).toEqual(told("p0"));
    expect(deep([["of: members, to: a", "of: members, to: b"]], from(', when: "event.generation <= 2"'))).toEqual(
      told("p0"),
    );
  });
});
