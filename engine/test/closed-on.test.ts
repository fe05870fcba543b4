import { describe, expect, it } from "vitest";
import { explain } from "../src/explain.ts";
import { metricJson } from "../src/output.ts";
import { run, type Told } from "./run-contract.ts";

const RULES = [
  {
    id: "n",
    kind: "definition",
    metric: { measure: "nps", event: "survey_answered", value: "recommend", window: "month", min_n: 2 },
  },
  {
    id: "g",
    kind: "threshold",
    bearer: "agent",
    finding: "B3",
    metric: "n",
    at_least: 50,
    every: "month",
    decide: "point",
  },
];
const planned = (id: string, components: readonly object[]): object => ({
  id,
  kind: "entitlement",
  holder: "agent",
  from: "company",
  plan: { period: "month", credit: [{ event: "sale", amount: "amount" }], components },
});
const BASE = { id: "base", kind: "rate", rate: "10%" };
const MULTIPLIER = { id: "m", kind: "multiplier", on: ["base"], metric: "n", table: [{ from: 50, times: "1.10" }] };
const BONUS = { id: "bonus", kind: "bonus", rule: "g", amount: "100.00" };
const answer = (n: number, recommend: number, more: object = {}): Told => ({
  kind: "survey_answered",
  at: "2026-01-20T10:00",
  survey: "s",
  invitation: `i${n}`,
  recommend,
  ...more,
});
const late = { recorded_at: "2026-02-10T10:00" };
const FACTS = [
  { kind: "sale", at: "2026-01-05T10:00", order: "A", amount: "1000.00" },
  answer(1, 10),
  answer(2, 9),
  answer(3, 0, late),
  answer(4, 0, late),
];
const closedOnOf = (plan: object, asOf: string, facts: readonly Told[] = FACTS) => {
  const evaluation = run([...RULES, plan], facts, asOf);
  return metricJson(evaluation.metrics.find(({ period }) => period.label === "2026-01")!, evaluation).closed_on;
};

describe("C3.2: a measure shows what statements closed on where late facts have changed it", () => {
  const closed = {
    rule: "C9.3/pay",
    statement: "2026-01",
    closed_at: "2026-02-01T00:00:00+08:00",
    value: 100,
    status: "ok",
  };
  it("C3.2: the value that a multiplier read, and the state of the target that a bonus was paid on", () => {
    expect(closedOnOf(planned("pay", [BASE, MULTIPLIER]), "2026-03-05T10:00")).toEqual([{ ...closed, targets: [] }]);
    expect(closedOnOf(planned("pay", [BASE, MULTIPLIER, BONUS]), "2026-03-05T10:00")).toEqual([
      { ...closed, targets: [{ ref: "C9.3/g", state: "met" }] },
    ]);
    expect(closedOnOf(planned("pay", [BASE, BONUS]), "2026-03-05T10:00")).toEqual([
      { ...closed, targets: [{ ref: "C9.3/g", state: "met" }] },
    ]);
  });
  it("C3.2: nothing where it is the same still, and where no pay reads it", () => {
    expect(closedOnOf(planned("pay", [BASE, MULTIPLIER, BONUS]), "2026-02-05T10:00")).toBeUndefined();
    expect(closedOnOf(planned("pay", [BASE]), "2026-03-05T10:00")).toBeUndefined();
  });
  it("C3.2: the status as well, where there was too little to go by", () => {
    const few = FACTS.filter((fact) => fact.invitation !== "i2");
    expect(closedOnOf(planned("pay", [BASE, MULTIPLIER]), "2026-03-05T10:00", few)).toMatchObject([
      { status: "not_enough_data" },
    ]);
  });
  it("N2: the explanation of the measure and of its target say so in both languages", () => {
    const evaluation = run([...RULES, planned("pay", [BASE, MULTIPLIER, BONUS])], FACTS, "2026-03-05T10:00");
    const told = explain(evaluation, "C9.3/n@2026-01")!.inputs.at(-1)!;
    expect(told).toMatchObject({
      what: {
        zh: "2026-01 结算单按此读数结账（2026-02-01T00:00:00+08:00）",
        en: "What statement 2026-01 closed on (2026-02-01T00:00:00+08:00)",
      },
      value: "100",
      inputs: [{ formula: "100 ≥ 50", value: "met" }],
    });
    expect(explain(evaluation, "C9.3/g@2026-01")!.inputs[0]!.inputs).toEqual([told]);
  });
});
