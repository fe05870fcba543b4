import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const rules = (more: object) => [
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
  { id: "adj", kind: "power", holder: "company", may: "adjust_param", param: "r", min: "4%", max: "10%", ...more },
];
const PARAMS = { params: { r: { type: "rate", value: "10%" } } };
const used = (at: string, effective: string): Told => ({
  kind: "power_used",
  at,
  power: "adj",
  param: "r",
  value: "5%",
  party: "company",
  effective,
});
const SALE: Told = { kind: "sale", at: "2026-04-10T10:00", order: "o", amount: "1000.00" };
/** The state of the use, and what is paid for April. */
const april = (power: object, at: string, effective = "2026-04-01"): string => {
  const told = run(rules(power), [used(at, effective), SALE], "2026-05-02T00:00", PARAMS);
  const state = states(told).find((one) => one.startsWith("adj@e1"))!;
  return `${state.split(" ")[1]} ${told.money(told.statements.find(({ label }) => label === "2026-04")!.payable)}`;
};

describe("S2: the notice of a one-sided change has run out when the change takes effect", () => {
  it("S2: hours are hours: a second before midnight is no day", () => {
    const power = { notice: "24 hours", effective: "next_period" };
    expect(april(power, "2026-03-31T23:59:59")).toBe("missed 100.00");
    expect(april(power, "2026-03-31T00:00:01")).toBe("missed 100.00");
    expect(april(power, "2026-03-31T00:00")).toBe("met 50.00");
  });
  it("S2: plain days end at the same time of day", () => {
    const power = { notice: "30 days", effective: "next_period" };
    expect(april(power, "2026-03-02T23:59:59")).toBe("missed 100.00");
    expect(april(power, "2026-03-02T00:00:01")).toBe("missed 100.00");
    expect(april(power, "2026-03-02T00:00")).toBe("met 50.00");
    expect(april(power, "2026-03-02T23:59:59", "2026-05-01")).toBe("met 100.00");
  });
  it("S2: working days end at close of the last", () => {
    const power = { notice: "5 business days", effective: "next_period" };
    expect(april(power, "2026-03-25T10:00")).toBe("missed 100.00");
    expect(april(power, "2026-03-24T10:00")).toBe("met 50.00");
  });
  it("S1: without a period to wait for the next day after the notice will do", () => {
    const power = { notice: "1 days", effective: "on_notice" };
    expect(april(power, "2026-04-08T23:00", "2026-04-09").split(" ")[0]).toBe("missed");
    expect(april(power, "2026-04-08T23:00", "2026-04-10").split(" ")[0]).toBe("met");
  });
});

describe("S1: an objection to a one-sided change", () => {
  const power = { notice: "10 days", effective: "next_period", objection: "5 business days" };
  const told = (objection: Told) =>
    run(rules(power), [used("2026-03-10T10:00", "2026-04-01"), SALE, objection], "2026-05-02T00:00", PARAMS);
  const against = (at: string, to = "e1"): Told => ({ kind: "objected", at, to, by: "agent" });
  const codes = (objection: Told): string[] => told(objection).warnings.map(({ code }) => code);
  it("S1: stops nothing by itself and stands with the use that it is against", () => {
    for (const to of ["e1", "C9.3/adj@e1"]) {
      const evaluation = told(against("2026-03-12T10:00", to));
      const use = evaluation.clauses[0]!.instances.find(({ subject }) => subject === "e1")!;
      expect([use.state, use.trace().evidence!.ids]).toEqual(["met", ["e1", "e3"]]);
      expect(evaluation.warnings).toEqual([]);
    }
  });
  it("S1: one that comes after its time is a warning", () => {
    expect(codes(against("2026-03-17T18:00"))).toEqual([]);
    expect(codes(against("2026-03-17T18:01"))).toEqual(["objection_out_of_time"]);
    expect(codes(against("2026-03-17T18:01", "C9.3/adj@e1"))).toEqual(["objection_out_of_time"]);
  });
});
