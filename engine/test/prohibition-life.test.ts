import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const forbidden = (more: object = {}) => [
  { id: "no", kind: "prohibition", bearer: "agent", finding: "B2", event: "rule_violated", ...more },
  { id: "ld", kind: "entitlement", holder: "company", from: "agent", damages: { on: ["B2"], amount: "500.00" } },
];
const offences = (...times: string[]): Told[] => times.map((at) => ({ kind: "rule_violated", at }));
/** Ids of the acts that accuse somebody, with as many claims as findings. */
const accused = (rules: readonly object[], facts: readonly Told[], asOf: string): string[] => {
  const told = run(rules, facts, asOf);
  expect(told.claims.length).toBe(told.findings.length);
  return told.findings.map(({ subject }) => subject!);
};

describe("C2.3: a prohibition binds while the contract is in force", () => {
  const around = offences(
    "2019-05-05T10:00",
    "2025-12-31T23:59:59",
    "2026-01-01T00:00",
    "2026-12-31T23:59:59",
    "2027-01-01T00:00",
    "2030-02-01T10:00",
  );
  it("C2.3: what was done before the term or after it accuses nobody and costs nothing", () => {
    expect(accused(forbidden(), around, "2031-01-01T00:00")).toEqual(["e3", "e4"]);
    expect(states(run(forbidden(), [around[0]!, around[5]!], "2031-01-01T00:00"))).toContain("no@term met");
  });
  it("C1.1: nor what was done before it came into force, also where that was before the term", () => {
    const effective: Told[] = [...around, { kind: "effective", at: "2026-03-01T00:00" }];
    expect(accused(forbidden(), effective, "2031-01-01T00:00")).toEqual(["e4"]);
    const signed: Told[] = [...around, { kind: "effective", at: "2025-12-01T00:00" }];
    expect(accused(forbidden(), signed, "2031-01-01T00:00")).toEqual(["e3", "e4"]);
  });
  const early: Told[] = [
    ...offences("2026-03-05T11:59:59", "2026-03-05T12:00", "2026-06-05T10:00"),
    { kind: "ended", at: "2026-03-01T00:00", arrived: "2026-03-05T12:00:00+08:00" },
  ];
  it("C10.3: nor what was done once the notice of an end has arrived", () => {
    expect(accused(forbidden(), early, "2026-08-01T00:00")).toEqual(["e1"]);
    expect(accused(forbidden(), early.slice(0, 3), "2026-08-01T00:00")).toEqual(["e1", "e2", "e3"]);
  });
});

describe("C14.1: a prohibition that survives the end", () => {
  const facts: Told[] = [
    ...offences("2025-12-31T10:00", "2026-06-05T10:00", "2028-03-05T11:59", "2028-03-05T12:00", "2040-01-01T00:00"),
    { kind: "ended", at: "2026-03-05T12:00" },
  ];
  it("C14.1: binds for as long after it as the clause says, and never before the term", () => {
    expect(accused(forbidden({ survives: "2 years" }), facts, "2041-01-01T00:00")).toEqual(["e2", "e3"]);
    expect(accused(forbidden({ survives: "always" }), facts, "2041-01-01T00:00")).toEqual(["e2", "e3", "e4", "e5"]);
  });
  it("C14.1: counts from the last day of a term that ran out", () => {
    const after = offences("2027-06-30T23:59", "2027-07-01T00:00");
    expect(accused(forbidden({ survives: "6 months" }), after, "2028-01-01T00:00")).toEqual(["e1"]);
  });
});
