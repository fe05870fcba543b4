// Clauses: C1.3, S10
import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const CALLED = {
  id: "call",
  kind: "deadline",
  bearer: "agent",
  finding: "B2",
  starts: "served_by",
  ends: "contact_made",
  match: "customer",
  within: "10 business days",
};
const served = (at: string, days: { from?: string; until?: string } = {}): Told => ({
  kind: "served_by",
  at: `2026-${at}T10:00`,
  customer: "c1",
  ...days,
});
const about = (kind: string, at: string): Told => ({ kind, at: `2026-${at}T10:00`, customer: "c1" });
const called = (...facts: readonly Told[]): readonly string[] => states(run([CALLED], facts, "2026-09-01T00:00"));

describe("C1.3 1.3.3: only the dates of service change", () => {
  it("C1.3: who came by joining and is handed away is not to be called on anew", () => {
    const away = served("04-10", { from: "2026-01-05", until: "2026-04-30" });
    expect(called(about("customer_joined", "01-05"), away)).toEqual([]);
    // The same day, as one line of a list has it: an assignment for a time.
    const forATime = served("01-05", { from: "2026-01-05", until: "2026-04-30" });
    expect(called(about("customer_joined", "01-05"), forATime)).toEqual(["call@c1 missed"]);
    // Late, and of nobody who was served before: an assignment that was entered late.
    expect(called(away)).toEqual(["call@c1 missed"]);
  });
  it("C1.3: one assignment after another that still runs is the same one; after its end, or after leaving, another", () => {
    const first = served("01-05", { from: "2026-01-05" });
    expect(called(first, about("contact_made", "01-15"), served("03-02", { from: "2026-01-05" }))).toEqual([
      "call@c1 met",
    ]);
    const until = served("01-05", { from: "2026-01-05", until: "2026-02-28" });
    const again = served("05-06", { from: "2026-05-06" });
    expect(called(until, about("contact_made", "01-15"), again)).toEqual(["call@c1 met", "call@c1#2 missed"]);
    const left = about("customer_left", "02-20");
    expect(called(first, about("contact_made", "01-15"), left, again)).toEqual(["call@c1 met", "call@c1#2 missed"]);
    expect(called(about("customer_joined", "01-05"), served("02-02", { from: "2026-02-02" }))).toEqual([
      "call@c1 missed",
    ]);
  });
});

describe("S10 S10.2: each pays its own part of the fee", () => {
  const FEE = {
    id: "fee",
    kind: "entitlement",
    holder: "intermediary",
    from: "company",
    fee: {
      basis: { event: "payment_made", value: "amount" },
      every: "month",
      rate: "2%",
      shares: { company: "100%", agent: "0%" },
      paid_by: { company: "fee_paid_by_company", agent: "fee_paid_by_agent" },
    },
  };
  const PAY = {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [{ id: "base", kind: "rate", rate: "10%" }],
    },
  };
  const owes = (party: string) => ({
    id: `from_${party}`,
    kind: "deadline",
    bearer: party,
    finding: "B1",
    starts: "fee_statement_issued",
    ends: `fee_paid_by_${party}`,
    match: "period",
    within: "10 business days",
  });
  const more = {
    mode: "intermediary_led",
    parties: {
      company: { name: "甲公司", kind: "organisation" },
      agent: { name: "乙代理", kind: "person" },
      intermediary: { name: "丙中介", kind: "organisation" },
    },
    events: {
      fee_statement_issued: { period: "text" },
      fee_paid_by_company: { period: "text" },
      fee_paid_by_agent: { period: "text" },
    },
  };
  it("S10: nobody is late with a part that comes to nothing, of a month without payment or of a share of nothing", () => {
    const issued = (at: string, period: string): Told => ({
      kind: "fee_statement_issued",
      at: `2026-${at}T10:00`,
      period,
      by: "intermediary",
    });
    const facts: Told[] = [
      { kind: "sale", at: "2026-01-10T10:00", order: "o1", amount: "10000.00" },
      {
        kind: "payment_made",
        at: "2026-02-12T10:00",
        amount: "1000.00",
        allocations: [{ statement: "2026-01", amount: "1000.00" }],
      },
      issued("02-05", "2026-01"),
      issued("03-05", "2026-02"),
    ];
    const told = states(run([PAY, FEE, owes("company"), owes("agent")], facts, "2026-04-20T00:00", more));
    expect(told.filter((one) => one.startsWith("from_"))).toEqual(["from_company@2026-02 missed"]);
  });
});
