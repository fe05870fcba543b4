import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const AUTHORITY = {
  id: "range",
  kind: "prohibition",
  bearer: "agent",
  finding: "B2",
  event: "authority_act",
  when: "has(event.within) && !event.within",
  survives: "always",
  after_end: "all",
};
const act = (at: string, more: object = {}): Told => ({ kind: "authority_act", at, act: `a-${at}`, ...more });
const ENDED: Told = { kind: "ended", at: "2026-03-10T10:00", ending: "x" };

describe("C1.2: an authority ends with the contract", () => {
  const facts = [act("2026-03-09T10:00"), act("2026-03-10T10:00"), act("2026-04-10T10:00", { within: true })];
  const accused = (told: readonly Told[], asOf: string) =>
    run([AUTHORITY], told, asOf).findings.map(({ subject }) => subject);
  it("C1.2: each act after an early end is outside it, whatever the condition says", () => {
    expect(accused([...facts, ENDED], "2026-05-20T00:00")).toEqual(["e2", "e3"]);
    expect(accused(facts, "2026-05-20T00:00")).toEqual([]);
    const arrived = { ...ENDED, arrived: "2026-04-01T10:00:00+08:00" };
    expect(accused([...facts, arrived], "2026-05-20T00:00")).toEqual(["e3"]);
  });
  it("C1.2: as is each after the term", () => {
    const late = [act("2026-12-31T23:59", { within: false }), act("2027-01-01T00:00")];
    expect(accused(late, "2027-02-01T00:00")).toEqual(["e1", "e2"]);
  });
});

describe("C10.3: what stands for the term stands no longer than the contract", () => {
  const standing = [
    { id: "no", kind: "prohibition", bearer: "agent", finding: "B2", event: "rule_violated" },
    { id: "may", kind: "power", holder: "company", may: "terminate" },
    { id: "right", kind: "entitlement", holder: "agent", from: "company", right: "training" },
    { id: "case", kind: "procedure", name: "dispute", match: "case", stages: [{ id: "talk", within: "5 days" }] },
  ];
  const events = { dispute_opened: { case: "text" }, talk_done: { case: "text" } };
  it("C10.3: a prohibition kept is met, a power, a right and a procedure have ended", () => {
    const told = (asOf: string) => states(run(standing, [ENDED], asOf, { events }));
    expect(told("2026-03-10T09:59")).toEqual([
      "no@term running",
      "may@term running",
      "right@term running",
      "case@term running",
    ]);
    const over = ["no@term met", "may@term ended", "right@term ended", "case@term ended"];
    expect(told("2026-03-10T10:00")).toEqual(over);
    expect(told("2027-01-01T00:00")).toEqual(over);
  });
});

describe("C4.1: a measure counts inside the contract's life", () => {
  const total = (window: string) => ({
    id: "total",
    kind: "definition",
    metric: { measure: "sum", event: "sale", value: "amount", window, min_n: 0 },
  });
  const sale = (at: string, amount: string): Told => ({ kind: "sale", at, order: at, amount });
  const facts = [
    sale("2026-02-10T10:00", "100.00"),
    sale("2026-03-10T09:00", "200.00"),
    sale("2026-03-20T10:00", "400.00"),
    sale("2026-04-10T10:00", "800.00"),
  ];
  const figures = (window: string, told: readonly Told[], asOf: string) =>
    run([total(window)], told, asOf).metrics.map(({ period, value, closed }) => [period.label, value, closed]);
  it("C4.1: an early end cuts the window under way at its day and opens no other", () => {
    expect(figures("quarter", [...facts, ENDED], "2026-05-20T00:00")).toEqual([["2026-Q1", 300, true]]);
    expect(figures("term", [...facts, ENDED], "2026-05-20T00:00")).toEqual([["term", 300, true]]);
    expect(figures("last 90 days", [...facts, ENDED], "2026-05-20T00:00")).toEqual([
      ["last 90 days@2026-03-10", 300, true],
    ]);
    expect(figures("quarter", facts, "2026-05-20T00:00").map(([, value]) => value)).toEqual([700, 800]);
  });
  it("C4.1: a goal whose period the end cut short has ended and is not missed, at midnight too", () => {
    const goal = {
      id: "goal",
      kind: "threshold",
      bearer: "agent",
      finding: "B3",
      metric: "total",
      at_least: "1000.00",
      every: "quarter",
    };
    for (const at of ["2026-03-10T10:00", "2026-03-10T00:00"]) {
      const told = run([total("quarter"), goal], [...facts, { ...ENDED, at }], "2026-05-20T00:00");
      expect([states(told), told.findings]).toEqual([["goal@2026-Q1 ended"], []]);
    }
    const whole = run([total("quarter"), goal], [...facts, { ...ENDED, at: "2026-04-02T10:00" }], "2026-05-20T00:00");
    expect(states(whole)).toEqual(["goal@2026-Q1 missed", "goal@2026-Q2 ended"]);
  });
  it("C6.2: pay reads no figure of a window that the end cut short", () => {
    const pay = {
      id: "pay",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      plan: {
        period: "month",
        credit: [{ event: "sale", amount: "amount" }],
        components: [
          { id: "base", kind: "rate", rate: "10%" },
          { id: "more", kind: "multiplier", on: ["base"], metric: "total", table: [{ from: "0.00", times: "2.00" }] },
        ],
      },
    };
    const lines = (told: readonly Told[]) =>
      run([total("quarter"), pay], told, "2026-07-20T00:00").statements.map(({ label, lines }) => [
        label,
        ...lines.map(({ component }) => component),
      ]);
    expect(lines([...facts, ENDED]).at(-1)).toEqual(["2026-03", "base"]);
    expect(lines([...facts, { ...ENDED, at: "2026-04-20T10:00" }]).at(-1)).toEqual(["2026-04", "base", "more"]);
  });
});
