import { describe, expect, it } from "vitest";
import type { Evaluation } from "../src/evaluation.ts";
import { run, type Told } from "./run-contract.ts";

const PAY = [
  {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [{ id: "base", kind: "rate", rate: "{{r}}" }],
    },
  },
  {
    id: "adj",
    kind: "power",
    holder: "company",
    may: "adjust_param",
    param: "r",
    min: "5%",
    max: "10%",
    notice: "10 days",
    effective: "next_period",
    objection: "10 business days",
  },
];
const PARAMS = { params: { r: { type: "rate", value: "10%" } } };
const sale = (day: string, amount = "1000.00", more: object = {}): Told => ({
  kind: "sale",
  at: `${day}T10:00`,
  order: day,
  amount,
  ...more,
});
const used = (at: string, value: string, more: object = {}): Told => ({
  kind: "power_used",
  at,
  power: "adj",
  param: "r",
  value,
  effective: "2026-03-01",
  party: "company",
  ...more,
});
/** `2026-03: base 100.00, true_up -50.00` of every statement that has lines. */
export const lines = (evaluation: Evaluation): string[] =>
  evaluation.statements
    .filter((one) => one.lines.length > 0)
    .map(
      (one) =>
        `${one.label}: ${one.lines.map((line) => `${line.component} ${evaluation.money(line.amount)}`).join(", ")}`,
    );
const shown = (facts: readonly Told[], asOf: string): string[] => lines(run(PAY, facts, asOf, PARAMS));

describe("S2: what becomes known later of a power leaves closed statements as they are", () => {
  const sales = [sale("2026-01-20"), sale("2026-03-20"), sale("2026-05-20")];
  it("S2: a use recorded late gives a true-up", () => {
    const late = used("2026-02-10T10:00", "5%", { recorded_at: "2026-04-10T10:00" });
    expect(shown([...sales, late], "2026-04-05T10:00")).toEqual(["2026-01: base 100.00", "2026-03: base 100.00"]);
    expect(shown([...sales, late], "2026-06-15T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-03: base 100.00",
      "2026-04: true_up -50.00",
      "2026-05: base 50.00",
    ]);
  });
  it("S2: a use that was retracted before it counted changes nothing", () => {
    const facts = [used("2026-02-03T10:00", "5%"), { kind: "retracted", at: "2026-02-04T10:00", target: "e1" }];
    expect(shown([...facts, ...sales], "2026-06-15T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-03: base 100.00",
      "2026-05: base 100.00",
    ]);
  });
  it("S2: one that is retracted after a close gives back what it took, and counts no longer", () => {
    const facts = [used("2026-02-10T10:00", "5%"), { kind: "retracted", at: "2026-04-10T10:00", target: "e1" }];
    expect(shown([...facts, ...sales], "2026-06-15T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-03: base 50.00",
      "2026-04: true_up 50.00",
      "2026-05: base 100.00",
    ]);
  });
  it("S2: one that is corrected after a close is trued up", () => {
    const facts = [
      used("2026-02-10T10:00", "5%"),
      { kind: "corrected", at: "2026-04-10T10:00", target: "e1", fields: { value: "8%" } },
    ];
    expect(shown([...facts, ...sales], "2026-06-15T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-03: base 50.00",
      "2026-04: true_up 30.00",
      "2026-05: base 80.00",
    ]);
  });
});

describe("C6.3: a hand-made line in a closed statement belongs for good to the version known at the close", () => {
  const entry = (at: string, period: string): Told => ({
    kind: "adjustment",
    at,
    period,
    amount: "7.00",
    reason: "x",
    approved_by: ["p", "q"],
    by: "r",
  });
  const versions = (facts: readonly Told[], asOf: string, more: object = {}): string[] =>
    run(PAY, facts, asOf, { ...PARAMS, ...more }).statements.flatMap(({ lines: all }) =>
      all.map((line) => `${line.id} ${line.version} ${line.trace().version}`),
    );
  const facts = [
    sale("2026-03-05"),
    used("2026-01-10T10:00", "6%"),
    entry("2026-03-20T10:00", "2026-03"),
    { kind: "retracted", at: "2026-04-10T10:00", target: "e2" },
  ];
  const closed = ["2026-03/base 2 2", "2026-03/adjustment 2 2"];
  it("C6.3: one that rests on a use of a power that is taken back later", () => {
    expect(versions(facts, "2026-04-05T12:00")).toEqual(closed);
    expect(versions(facts, "2026-04-15T10:00").slice(0, 2)).toEqual(closed);
    expect(versions(facts, "2026-06-15T10:00").slice(0, 2)).toEqual(closed);
  });
  it("C6.3: one that a use recorded later would number otherwise", () => {
    const late = used("2026-01-12T10:00", "6%", { effective: "2026-02-01", recorded_at: "2026-04-10T10:00" });
    const before = [sale("2026-03-05"), used("2026-01-10T10:00", "7%"), entry("2026-03-20T10:00", "2026-03"), late];
    expect(versions(before, "2026-04-05T12:00")).toEqual(closed);
    expect(versions(before, "2026-04-15T10:00").slice(0, 2)).toEqual(closed);
  });
  it("C6.3: while the statement is open its lines follow what is known", () => {
    const early = [...facts.slice(0, 3), { kind: "retracted", at: "2026-03-25T10:00", target: "e2" }];
    expect(versions(early, "2026-03-24T10:00")).toEqual(closed);
    expect(versions(early, "2026-03-26T10:00")).toEqual(["2026-03/base 1 1", "2026-03/adjustment 1 1"]);
  });
  it("C6.3: in an off-cycle statement as well, closed at its entry or by its publication", () => {
    const beside = facts.map((fact) => (fact.kind === "adjustment" ? entry("2026-03-20T10:00", "2026-01/1") : fact));
    for (const asOf of ["2026-03-21T10:00", "2026-04-05T12:00", "2026-04-15T10:00"]) {
      expect([asOf, versions(beside, asOf)]).toContainEqual(expect.arrayContaining(["2026-01/1/adjustment 2 2"]));
    }
    const told = [...beside, { kind: "statement_published", at: "2026-03-22T10:00", period: "2026-01/1" }];
    expect(versions(told, "2026-04-15T10:00", { close: "published" })).toContain("2026-01/1/adjustment 2 2");
    expect(versions(beside, "2026-04-15T10:00", { close: "published" })).toContain("2026-01/1/adjustment 1 1");
  });
});

describe("C10.3: a wrong end that is taken back gives the pay back", () => {
  const ended = (at: string, more: object = {}): Told => ({ kind: "ended", at, ...more });
  it("C10.3: retracted after a close: what the false end kept out is a true-up", () => {
    const facts = [
      ended("2026-01-05T09:00"),
      sale("2026-01-20"),
      { kind: "retracted", at: "2026-03-20T09:00", target: "e1" },
    ];
    expect(shown(facts, "2026-06-15T10:00")).toEqual(["2026-03: true_up 100.00"]);
  });
  it("C10.3: recorded late and retracted: taken back, then given back", () => {
    const facts = [
      ended("2026-01-05T09:00", { recorded_at: "2026-03-05T09:00" }),
      sale("2026-01-20"),
      { kind: "retracted", at: "2026-04-20T09:00", target: "e1" },
    ];
    expect(shown(facts, "2026-06-15T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-03: true_up -100.00",
      "2026-04: true_up 100.00",
    ]);
  });
  it("C10.3: corrected to a later day: what was sold before that day is paid", () => {
    const facts = [
      ended("2026-01-05T09:00"),
      sale("2026-01-20"),
      sale("2026-02-20"),
      { kind: "corrected", at: "2026-03-20T09:00", target: "e1", fields: { at: "2026-01-31T09:00:00+08:00" } },
    ];
    expect(shown(facts, "2026-06-15T10:00")).toEqual(["2026-03: true_up 100.00"]);
  });
  it("C10.3: an end cuts the window of a quota, and what earlier periods of the window earned with it", () => {
    const tiers = {
      id: "base",
      kind: "tiers",
      quota: "60000.00",
      method: "marginal",
      accumulate: "quarter",
      prorate: "calendar_days",
      table: [
        { from: "0%", rate: "4%" },
        { from: "100%", rate: "6%" },
      ],
    };
    const rules = [{ ...PAY[0]!, plan: { ...PAY[0]!.plan, components: [tiers] } }];
    const facts = [sale("2026-01-20", "50000.00"), ended("2026-03-01T00:00")];
    // 59 of 90 days: the quota is 39,333.33, and 10,666.67 lies above it: 1,573.33 + 640.00.
    expect(lines(run(rules, facts, "2026-04-10T10:00", PARAMS))).toEqual([
      "2026-01: base 2000.00",
      "2026-03: true_up 213.33",
    ]);
  });
  it("C10.3: where statements are published, a month that was over only by mistake is open again", () => {
    const facts = [
      ended("2026-01-05T09:00"),
      sale("2026-02-20"),
      { kind: "retracted", at: "2026-04-20T09:00", target: "e1" },
      { kind: "statement_published", at: "2026-05-05T09:00", period: "2026-02" },
    ];
    const evaluation = run(PAY, facts, "2026-06-15T10:00", { ...PARAMS, close: "published" });
    expect(lines(evaluation)).toEqual(["2026-02: base 100.00"]);
    expect(evaluation.statements.map((one) => `${one.label} ${one.status}`).slice(0, 3)).toEqual([
      "2026-01 open",
      "2026-02 closed",
      "2026-03 open",
    ]);
  });
});

describe("C6.3: what closes a statement that is published", () => {
  const published = (at: string, more: object = {}): Told => ({
    kind: "statement_published",
    at,
    period: "2026-03",
    ...more,
  });
  const facts = [
    sale("2026-03-10", "10.00"),
    published("2026-03-15T09:00"),
    published("2026-04-05T10:00"),
    sale("2026-03-20", "1000.00", { recorded_at: "2026-04-05T10:00" }),
  ];
  const at = (told: readonly Told[], asOf: string) => run(PAY, told, asOf, { ...PARAMS, close: "published" });
  it("C6.3: one published before its period's end closes nothing and keeps no later one from closing it", () => {
    const evaluation = at(facts, "2026-06-15T10:00");
    expect(lines(evaluation)).toEqual(["2026-03: base 1.00", "2026-01: true_up 100.00"].reverse());
    expect(evaluation.statements.find((one) => one.label === "2026-03")?.status).toBe("closed");
    expect(evaluation.warnings).toContainEqual({
      code: "not_counted",
      args: { statement: "2026-03", reason: "published_before_end", event: "e2", owner: "company" },
    });
  });
  it("C6.3: the one that closed may be taken back: the statement stays closed", () => {
    const taken = [...facts, { kind: "retracted", at: "2026-04-20T09:00", target: "e3" }];
    const march = at(taken, "2026-06-15T10:00").statements.find((one) => one.label === "2026-03");
    expect([march?.status, march?.lines.map(({ amount }) => amount)]).toEqual(["closed", [100n]]);
  });
});

describe("C6.3: hand-made lines in a closed off-cycle statement", () => {
  const entry = (at: string, amount: string, more: object = {}): Told => ({
    kind: "adjustment",
    at,
    period: "2026-01/1",
    amount,
    reason: "x",
    approved_by: ["p", "q"],
    by: "r",
    ...more,
  });
  const first = [sale("2026-01-20"), entry("2026-02-20T10:00", "70.00")];
  it("C6.3: a correction leaves it as it was and stands in the earliest open statement", () => {
    const facts = [...first, { kind: "corrected", at: "2026-02-25T10:00", target: "e2", fields: { amount: "7.00" } }];
    const closed = ["2026-01: base 100.00", "2026-01/1: adjustment 70.00"];
    expect(shown(facts, "2026-02-22T10:00")).toEqual(closed);
    expect(shown(facts, "2026-03-10T10:00")).toEqual([...closed, "2026-02: adjustment -70.00, adjustment 7.00"]);
  });
  it("C6.3: what is corrected at the moment of its entry closes with it", () => {
    const facts = [
      ...first,
      { kind: "corrected", at: "2026-02-20T10:00", target: "e2", fields: { amount: "7.00" } },
      entry("2026-02-20T10:00", "1.00"),
    ];
    expect(shown(facts, "2026-03-10T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-01/1: adjustment 7.00, adjustment 1.00",
    ]);
  });
  it("C6.3: a further entry stands in the earliest open statement", () => {
    const facts = [...first, entry("2026-02-25T10:00", "7.00")];
    expect(shown(facts, "2026-03-10T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-01/1: adjustment 70.00",
      "2026-02: adjustment 7.00",
    ]);
  });
  it("C6.3: one taken back, given back and taken back again counts for nothing in the end", () => {
    const facts = [
      ...first,
      { kind: "corrected", at: "2026-02-25T10:00", target: "e2", fields: { amount: "7.00" } },
      { kind: "retracted", at: "2026-03-25T10:00", target: "e2" },
    ];
    expect(shown(facts, "2026-04-10T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-01/1: adjustment 70.00",
      "2026-02: adjustment -70.00, adjustment 7.00",
      "2026-03: adjustment -7.00",
    ]);
  });
  it("N2: a fact about a closed statement that cannot be counted is told in the open one", () => {
    const facts = [...first, entry("2026-02-25T10:00", "7.00", { approved_by: ["p"] })];
    expect(run(PAY, facts, "2026-03-10T10:00", PARAMS).warnings).toContainEqual({
      code: "not_counted",
      args: { statement: "2026-02", reason: "needs_two_approvers", event: "e3", owner: "company" },
    });
  });
});

describe("C6.3: a correction or retraction that is itself taken back", () => {
  const corrected = (at: string, target: string, fields: object): Told => ({ kind: "corrected", at, target, fields });
  const retracted = (at: string, target: string): Told => ({ kind: "retracted", at, target });
  it("C6.3: retracting a correction gives back what it changed, from then on", () => {
    const facts = [
      sale("2026-01-20"),
      corrected("2026-02-05T10:00", "e1", { amount: "1500.00" }),
      retracted("2026-03-06T10:00", "e2"),
    ];
    expect(shown(facts, "2026-06-15T10:00")).toEqual([
      "2026-01: base 100.00",
      "2026-02: true_up 50.00",
      "2026-03: true_up -50.00",
    ]);
  });
  it("C6.3: retracting a retraction brings the event back, with what corrected it", () => {
    const facts = [
      sale("2026-01-20"),
      corrected("2026-01-25T10:00", "e1", { amount: "2000.00" }),
      retracted("2026-02-05T10:00", "e1"),
      retracted("2026-03-06T10:00", "e3"),
    ];
    expect(shown(facts, "2026-06-15T10:00")).toEqual([
      "2026-01: base 200.00",
      "2026-02: true_up -200.00",
      "2026-03: true_up 200.00",
    ]);
  });
  it("C6.3: a correction can be corrected", () => {
    const facts = [
      sale("2026-01-20"),
      corrected("2026-02-05T10:00", "e1", { amount: "1500.00" }),
      corrected("2026-03-06T10:00", "e2", { fields: { amount: "1700.00" } }),
    ];
    expect(shown(facts, "2026-06-15T10:00").at(-1)).toBe("2026-03: true_up 20.00");
  });
  it("N2: what a correction cannot do is told", () => {
    const facts = [
      sale("2026-01-20"),
      corrected("2026-02-01T10:00", "e1", { kind: "refund" }),
      corrected("2026-02-02T10:00", "e1", { amuont: "1.00" }),
      corrected("2026-02-03T10:00", "e2", { target: "e9" }),
      corrected("2026-02-04T10:00", "e6", {}),
      corrected("2026-02-05T10:00", "e5", {}),
      sale("2026-01-21"),
      retracted("2026-02-06T10:00", "e7"),
      corrected("2026-02-07T10:00", "e7", { amount: "1.00" }),
    ];
    const evaluation = run(PAY, facts, "2026-02-15T10:00", PARAMS);
    expect(evaluation.warnings).toEqual([
      { code: "correction_of_identity", args: { event: "e2", field: "kind" } },
      { code: "correction_unknown_field", args: { event: "e3", field: "amuont", kind: "sale" } },
      { code: "correction_of_identity", args: { event: "e4", field: "target" } },
      { code: "correction_circular", args: { event: "e5" } },
      { code: "correction_circular", args: { event: "e6" } },
      { code: "correction_of_retracted", args: { event: "e9", target: "e7" } },
    ]);
  });
});
