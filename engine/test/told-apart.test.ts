import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const ROUND = {
  id: "round",
  kind: "recurrence",
  bearer: "company",
  finding: "B1",
  every: "quarter",
  done_by: "survey_sent",
  count: 2,
  each: "survey",
  except: "rating",
  per: "contract",
};
const RATING = {
  id: "rating",
  kind: "deadline",
  bearer: "company",
  finding: "B1",
  starts: "complaint_resolved",
  ends: "survey_sent",
  match: "customer",
  within: "5 business days",
};
const sent = (day: string, customer: string, survey?: string): Told => ({
  kind: "survey_sent",
  at: `2026-${day}T10:00`,
  customer,
  invitation: day + customer,
  ...(survey === undefined ? {} : { survey }),
});
const resolved = (day: string, customer: string): Told => ({
  kind: "complaint_resolved",
  at: `2026-${day}T10:00`,
  case: customer,
  customer,
});
const rounds = (...facts: readonly Told[]): string[] =>
  states(run([ROUND, RATING], facts, "2026-07-01T00:00")).filter((one) => one.startsWith("round@2026-Q"));

describe("C7.3 7.3.1: so many rounds, not so many invitations", () => {
  it("C7.3: invitations to one round are one, and what names no round is one", () => {
    const first = [sent("02-04", "a", "s1"), sent("02-05", "b", "s1")];
    expect(rounds(...first)).toContain("round@2026-Q1 missed");
    expect(rounds(...first, sent("02-06", "c"))).toContain("round@2026-Q1 met");
    expect(rounds(sent("02-04", "a"), sent("02-05", "b"))).toContain("round@2026-Q1 missed");
    expect(rounds(...first, sent("03-06", "c", "s2"))).toContain("round@2026-Q1 met");
  });
  it("C7.3: a name used again in the next quarter is a round of that quarter", () => {
    const both = ["02", "05"].flatMap((month) => [sent(`${month}-04`, "a", "s1"), sent(`${month}-05`, "b", "s2")]);
    expect(rounds(...both)).toEqual(["round@2026-Q1 met", "round@2026-Q2 met", "round@2026-Q3 running"]);
  });
  it("C7.3: a rating after a complaint is no round", () => {
    const facts = [sent("01-10", "b", "s1"), resolved("02-03", "a"), sent("02-04", "a", "case")];
    expect(rounds(...facts)).toContain("round@2026-Q1 missed");
    expect(rounds(...facts, sent("02-20", "a", "s2"))).toContain("round@2026-Q1 met");
  });
});

describe("A3: a field that a declared kind may leave out", () => {
  const confirm = {
    id: "confirm",
    kind: "deadline",
    bearer: "agent",
    finding: "B2",
    starts: "need_recorded",
    ends: "needs_confirmed",
    match: "customer",
    each: "need",
    within: "5 days",
  };
  const events = { needs_confirmed: { statement: "text", "need?": "text" } };
  const need = (need: string): Told => ({ kind: "need_recorded", at: "2026-03-02T10:00", customer: "k", need });
  const confirmed = (more: object = {}): Told => ({
    kind: "needs_confirmed",
    at: "2026-03-04T10:00",
    customer: "k",
    statement: "s",
    ...more,
  });
  it("A3: one confirmation closes one statement of needs, the one that it names, else the oldest", () => {
    const told = (more: object) =>
      states(run([confirm], [need("n1"), need("n2"), confirmed(more)], "2026-04-01T00:00", { events }));
    expect(told({ need: "n2" })).toEqual(["confirm@k missed", "confirm@k#2 met"]);
    expect(told({})).toEqual(["confirm@k met", "confirm@k#2 missed"]);
  });
});
