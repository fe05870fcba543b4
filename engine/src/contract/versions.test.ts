import { describe, expect, it } from "vitest";
import { loadContract } from "./load.ts";
import type { EntitlementRule, ThresholdRule } from "./model.ts";

const contract = (amendments: string): string => `fealty: 1
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
params:
  target: {type: number, value: 30}
  quota: {type: money, value: "200000.00"}
  other: {type: number, value: 1}
  limit: {type: money, value: "100.00"}
clauses:
  - id: C3.2
    title: {zh: 题, en: T}
    text: {zh: 文, en: T}
    rules:
      - {id: nps, kind: definition, metric: {measure: nps, window: quarter, min_n: 30}}
      - {id: csat, kind: definition, metric: {measure: csat, window: quarter, min_n: 30}}
      - {id: goal, kind: threshold, metric: nps, at_least: "{{target}}", every: quarter}
      - {id: part, kind: threshold, metric: csat, at_least: 80%, every: quarter, decide: point}
      - {id: over, kind: prohibition, bearer: agent, event: authority_act, when: "event.amount > param.limit"}
  - id: C6.2
    title: {zh: 题, en: T}
    text: {zh: 文, en: T}
    rules:
      - {id: pay, kind: entitlement, holder: agent, from: company, plan: {period: month, credit: [{event: sale, amount: amount}], components: [{id: base, kind: tiers, quota: "{{quota}}", method: marginal, table: [{from: 0%, rate: 4%}]}]}}
${amendments}`;
const load = (amendments = "") => {
  const { contract: loaded, diagnostics } = loadContract("c.yaml", () => contract(amendments));
  expect(diagnostics).toEqual([]);
  return loaded!;
};

describe("C10.2 versions", () => {
  it("C10.2: the contract as signed is version 1; amendments follow by day, then number", () => {
    const { versions } = load(`amendments:
  - {number: 1, effective: 2026-06-16, set: {quota: "240000.00"}, applies: by_event_date}
  - {number: 2, effective: 2026-06-16, set: {target: 40}}
`);
    expect(versions.map((v) => [v.number, v.effective, v.applies])).toEqual([
      [1, 20_454, "by_event_date"],
      [2, 20_620, "by_event_date"],
      [3, 20_620, "next_period"],
    ]);
    const quotas = versions.map((version) => {
      const rule = version.rules.get("C6.2/pay") as EntitlementRule;
      const component = rule.grant.kind === "plan" ? rule.grant.plan.components[0]! : undefined;
      return component?.kind === "tiers" ? component.quota : undefined;
    });
    expect(quotas).toEqual([20_000_000n, 24_000_000n, 24_000_000n]);
    expect((versions[2]!.rules.get("C3.2/goal") as ThresholdRule).atLeast).toEqual({ n: 40n, d: 1n });
  });
  it("C10.2: a rule whose text does not change is the same rule, and its text tells", () => {
    const { versions } = load(`amendments:\n  - {number: 1, effective: 2026-06-16, set: {other: 2}}\n`);
    for (const [ref, rule] of versions[0]!.rules) expect(versions[1]!.rules.get(ref)).toBe(rule);
    const changed = load(`amendments:\n  - {number: 1, effective: 2026-06-16, set: {quota: "240000.00"}}\n`).versions;
    expect(changed[0]!.rules.get("C6.2/pay")!.written).not.toBe(changed[1]!.rules.get("C6.2/pay")!.written);
    expect(changed[0]!.rules.get("C3.2/goal")).toBe(changed[1]!.rules.get("C3.2/goal"));
  });
  it("C10.2: a condition that reads a parameter changes with it", () => {
    const { versions } = load(`amendments:\n  - {number: 1, effective: 2026-06-16, set: {limit: "200.00"}}\n`);
    const answers = versions.map((version) => {
      const rule = version.rules.get("C3.2/over")!;
      return (
        rule.kind === "prohibition" && rule.when!.evaluate({ event: { amount: 15_000n }, customer: {}, agent: {} })
      );
    });
    expect(answers).toEqual([true, false]);
  });
  it("C10.2: a clause of an amendment replaces its namesake where it stands, and a new one comes last", () => {
    const { versions } = load(`amendments:
  - number: 1
    effective: 2026-03-01
    clauses:
      - {id: C9.9, title: {zh: 题, en: T}, text: {zh: 新条, en: New}}
      - {id: C6.2, title: {zh: 题, en: T}, text: {zh: 不再计佣, en: None}}
`);
    expect(versions[1]!.clauses.map((clause) => [clause.id, clause.text.zh, clause.rules.length])).toEqual([
      ["C3.2", "文", 5],
      ["C6.2", "不再计佣", 0],
      ["C9.9", "新条", 0],
    ]);
    expect(versions[1]!.rules.has("C6.2/pay")).toBe(false);
  });
  it("C3.2: answers are decided by proof, facts counted whole by the point, unless the contract says", () => {
    const { versions } = load();
    expect((versions[0]!.rules.get("C3.2/goal") as ThresholdRule).decide).toBe("proven");
    expect((versions[0]!.rules.get("C3.2/part") as ThresholdRule).decide).toBe("point");
    expect((versions[0]!.rules.get("C3.2/goal") as ThresholdRule).metric).toBe("C3.2/nps");
  });
});
