import { describe, expect, it } from "vitest";
import { evaluate } from "../src/evaluate.ts";
import { compareEvaluations, contractWith } from "../src/simulate.ts";
import type { Instant } from "../src/values/brand.ts";
import { run, type Told, WORLD } from "./run-contract.ts";

const PAY = {
  id: "pay",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  plan: {
    period: "month",
    credit: [{ event: "sale", amount: "amount" }],
    components: [{ id: "base", kind: "rate", rate: "{{r}}" }],
  },
};
const SALES: Told[] = [4, 5, 6, 7].map((month) => ({
  kind: "sale",
  at: `2026-0${month}-20T10:00`,
  order: `o${month}`,
  amount: "100000.00",
}));
/** Difference of each month where `r` is 4 % instead, in fen. */
const differences = (
  facts: readonly Told[],
  rules: readonly object[],
  more: object,
): readonly (readonly unknown[])[] => {
  const before = run(rules, facts, "2026-12-01T00:00", { params: { r: { type: "rate", value: "5%" } }, ...more });
  const texts = new Map(before.contract.sources.map(({ file, text }) => [file, text]));
  const { contract } = contractWith("t.json", (file) => texts.get(file), { r: "4%" });
  const { periods } = compareEvaluations(
    before,
    evaluate(contract!, before.events, { ...WORLD, asOf: before.asOf as Instant }),
  );
  return periods.map((one) => [one.period, one.after - one.before]).filter(([, amount]) => amount !== 0n);
};

describe("simulate", () => {
  const paid = (before: string) =>
    ["2026-04", "2026-05", "2026-06", "2026-07"].map((month, at) => [
      month,
      before[at] === "5" ? -100_000n : -200_000n,
    ]);
  it("C6.3: the value asked for holds also where nothing changed it since", () => {
    expect(differences(SALES, [PAY], {})).toEqual(paid("5555"));
  });
  it("C6.3: no amendment of the past takes the value that is asked for away", () => {
    const amendment = (applies: string) => ({
      amendments: [{ number: 1, effective: "2026-05-16", set: { r: "6%" }, applies }],
    });
    expect(differences(SALES, [PAY], amendment("by_event_date"))).toEqual(paid("5666"));
    expect(differences(SALES, [PAY], amendment("next_period"))).toEqual(paid("5566"));
  });
  it("S1: nor does a use of a one-sided power", () => {
    const power = {
      id: "adj",
      kind: "power",
      holder: "company",
      may: "adjust_param",
      param: "r",
      min: "1%",
      max: "20%",
    };
    const used: Told = {
      kind: "power_used",
      at: "2026-05-10T10:00",
      power: "adj",
      param: "r",
      value: "6%",
      effective: "2026-06-01",
      party: "company",
    };
    expect(differences([...SALES, used], [PAY, power], {})).toEqual(paid("5566"));
  });
});
