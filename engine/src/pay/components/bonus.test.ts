import { describe, expect, it } from "vitest";
import { run, states, type Told } from "../../../test/run-contract.ts";

const rules = (every: string, period: string) => [
  { id: "n", kind: "definition", metric: { measure: "count", event: "sale", window: every, min_n: 1 } },
  { id: "goal", kind: "threshold", bearer: "agent", metric: "n", at_least: "3", every },
  {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: {
      period,
      credit: [{ event: "sale", amount: "amount" }],
      components: [{ id: "bonus", kind: "bonus", rule: "goal", amount: "{{prize}}" }],
    },
  },
];
const prize = (more: object = {}) => ({
  params: { prize: { type: "money", value: "1000.00", label: { zh: "奖金", en: "Prize" } } },
  ...more,
});
const sales = (month: number, count: number): Told[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: "sale",
    at: `2026-0${month}-0${i + 1}T10:00`,
    order: `${month}-${i}`,
    amount: "100.00",
  }));
const bonus = (every: string, period: string, facts: readonly Told[], label: string, more: object = {}) => {
  const told = run(rules(every, period), facts, "2026-07-02T10:00", prize(more));
  return told.money(told.statements.find((one) => one.label === label)!.payable);
};

describe("C6.2: a bonus over a threshold", () => {
  const two = [...sales(1, 4), ...sales(2, 3), ...sales(3, 1)];
  it("C6.2: a monthly goal in a quarterly plan pays for each month in which it was met", () => {
    expect(bonus("month", "quarter", two, "2026-Q1")).toBe("2000.00");
    expect(bonus("month", "quarter", [...two, ...sales(3, 3).map((one) => ({ ...one, order: "x" }))], "2026-Q1")).toBe(
      "3000.00",
    );
    expect(bonus("month", "quarter", two, "2026-Q2")).toBe("0.00");
  });
  it("C6.2: a quarterly goal in a monthly plan pays once, in its last month", () => {
    expect(["2026-01", "2026-02", "2026-03", "2026-04"].map((label) => bonus("quarter", "month", two, label))).toEqual([
      "0.00",
      "0.00",
      "1000.00",
      "0.00",
    ]);
  });
  it("C6.2: each month's bonus is that of its own wording, by days where the wording changed within it", () => {
    const change = (effective: string) => ({
      amendments: [{ number: "1", effective, set: { prize: "2000.00" }, applies: "by_event_date" }],
    });
    expect(bonus("month", "quarter", two, "2026-Q1", change("2026-02-01"))).toBe("3000.00");
    expect(bonus("month", "quarter", two, "2026-Q1", change("2026-02-15"))).toBe("2500.00");
    expect(bonus("month", "quarter", two, "2026-Q1", change("2026-03-01"))).toBe("2000.00");
  });
  it("C6.2: a goal whose window still runs has earned no bonus, and the statement does not call it met", () => {
    const told = (asOf: string) => run(rules("quarter", "month"), two, asOf, prize());
    const lines = (asOf: string) => told(asOf).statements.find(({ label }) => label === "2026-03")!.lines;
    expect(lines("2026-03-15T10:00")).toEqual([]);
    expect(states(told("2026-03-15T10:00"))).toContain("goal@2026-Q1 running");
    expect(lines("2026-04-01T00:00").map(({ trace }) => trace().inputs[0]!.value)).toEqual(["met"]);
  });
  it("C6.2: of the months of a quarterly plan those that are over have earned theirs", () => {
    const [line] = run(rules("month", "quarter"), two, "2026-03-15T10:00", prize()).statements[0]!.lines;
    expect(line!.amount).toBe(200000n);
    expect(line!.trace().inputs.map(({ value }) => value)).toEqual(["met", "met", "running"]);
  });
});
