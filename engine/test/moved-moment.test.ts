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
];
const PARAMS = { params: { r: { type: "rate", value: "10%" } } };
const sale = (day: string, amount = "1000.00", more: object = {}): Told => ({
  kind: "sale",
  at: `${day}T10:00`,
  order: day,
  amount,
  ...more,
});
/** `2026-03: base 100.00, true_up -50.00` of every statement that has lines. */
const lines = (evaluation: Evaluation): string[] =>
  evaluation.statements
    .filter((one) => one.lines.length > 0)
    .map(
      (one) =>
        `${one.label}: ${one.lines.map((line) => `${line.component} ${evaluation.money(line.amount)}`).join(", ")}`,
    );

describe("C6.2: a hold of a month that was closed without it", () => {
  const [pay] = PAY;
  const table = [
    { from: 0, share: "0%" },
    { from: 2, share: "50%" },
    { from: 3, share: "100%" },
  ];
  const HELD = [
    {
      ...pay,
      plan: {
        ...pay!.plan,
        components: [
          ...pay!.plan!.components,
          {
            id: "hold",
            kind: "holdback",
            on: ["base"],
            rate: "20%",
            release: { metric: "visits", after: "1 month", table },
          },
        ],
      },
    },
    {
      id: "visits",
      kind: "definition",
      metric: { measure: "count", event: "contact_made", window: "month", min_n: 0 },
    },
  ];
  const visit = (day: string): Told => ({ kind: "contact_made", at: `${day}T10:00`, channel: "visit" });
  const visits = ["2026-02-05", "2026-02-06", "2026-03-05", "2026-03-06", "2026-03-09"].map(visit);
  it("is released by the month in which it fell due, as that one stood at its close", () => {
    const late = [...visits, sale("2026-01-20", "5000.00", { recorded_at: "2026-03-16T10:00" })];
    expect(lines(run(HELD, late, "2026-04-05T00:00", PARAMS))).toEqual([
      "2026-03: true_up 500.00, true_up -100.00, true_up 50.00",
    ]);
  });
});
describe("N2: an event that was corrected to another moment counts from that one", () => {
  const REFUNDS = [
    { ...PAY[0], plan: { ...PAY[0]!.plan, returns: { event: "refund", match: "order", treat: "restate" } } },
    {
      id: "sum",
      kind: "definition",
      metric: { measure: "sum", value: "amount", event: "refund", window: "term", min_n: 0 },
    },
  ];
  const refund = { kind: "refund", order: "2026-01-20", amount: "400.00" };
  const sold = sale("2026-01-20");
  const moved = (to: string, at: string): Told => ({ kind: "corrected", at, target: "e2", fields: { at: to } });
  const at = (facts: readonly Told[], asOf: string) => {
    const evaluation = run(REFUNDS, facts, asOf, PARAMS);
    const { nextChangeAt, metrics } = evaluation;
    return { lines: lines(evaluation), nextChangeAt, refunds: String(metrics.map(({ value }) => value)) };
  };
  it.each(["2026-02-20T00:00", "2026-03-10T00:00", "2026-04-09T23:59", "2026-04-10T08:00", "2026-05-02T00:00"])(
    "one that was moved ahead is as one that was entered ahead, as of %s",
    (asOf) => {
      const told = [
        sold,
        { ...refund, at: "2026-02-12T10:00" },
        moved("2026-04-10T08:00:00+08:00", "2026-02-19T10:00"),
      ];
      expect(at(told, asOf)).toEqual(
        at([sold, { ...refund, at: "2026-04-10T08:00", recorded_at: "2026-02-19T10:00" }], asOf),
      );
    },
  );
  it("one that was moved back counts from its correction on", () => {
    const told = [
      sold,
      { ...refund, at: "2026-04-10T08:00", recorded_at: "2026-02-01T00:00" },
      moved("2026-02-12T10:00:00+08:00", "2026-02-19T10:00"),
    ];
    expect(at(told, "2026-02-19T09:59").refunds).toBe(at([sold], "2026-02-19T09:59").refunds);
    const direct = [sold, { ...refund, at: "2026-02-12T10:00", recorded_at: "2026-02-19T10:00" }];
    for (const asOf of ["2026-02-19T10:00", "2026-02-25T00:00", "2026-03-05T00:00", "2026-04-20T00:00"])
      expect({ asOf, ...at(told, asOf) }).toEqual({ asOf, ...at(direct, asOf) });
  });
  it("a statement that closed with it stays; the later ones take it back and count it at its moment", () => {
    const told = [sold, { ...refund, at: "2026-02-12T10:00" }, moved("2026-04-10T08:00:00+08:00", "2026-03-19T10:00")];
    expect(at(told, "2026-05-02T00:00").lines).toEqual([
      "2026-01: base 100.00",
      "2026-02: true_up -40.00",
      "2026-03: true_up 40.00",
      "2026-04: true_up -40.00",
    ]);
  });
});
