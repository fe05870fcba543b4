import { describe, expect, it } from "vitest";
import { describeWarning } from "../src/messages/warning.ts";
import { run, states, type Told } from "./run-contract.ts";

const duty = (starts: string) => ({
  id: "duty",
  kind: "deadline",
  bearer: "agent",
  finding: "B2",
  starts,
  ends: "contact_made",
  match: "customer",
  within: "2 business days",
});
const opened = (more: object = {}): Told => ({
  kind: "complaint_opened",
  at: "2026-03-02T10:00",
  case: "T1",
  customer: "k",
  ...more,
});
const resolved: Told = { kind: "complaint_resolved", at: "2026-03-03T10:00", case: "T1" };
const told = (starts: string, facts: readonly Told[]) => {
  const evaluation = run([duty(starts)], facts, "2026-04-01T10:00");
  return [...states(evaluation), ...evaluation.warnings.map((one) => describeWarning(one, "en"))];
};
const UNPLACED =
  "C9.3/duty: no time runs from 1 event that does not say customer, which no other event tells either; the first is e2.";

describe("C7.3: an event that names its case, invitation, need, policy or solution is about the customer of that", () => {
  it.each([
    ["C7.3 an answer", { kind: "survey_sent", invitation: "i" }, { kind: "survey_answered", invitation: "i" }],
    ["C7.2 an answer", { kind: "solution_proposed", solution: "s" }, { kind: "solution_answered", solution: "s" }],
    ["C2.1 a policy's end", { kind: "policy_issued", policy: "p" }, { kind: "policy_ended", policy: "p" }],
  ])("%s", (_, first, second) => {
    const facts = [
      { ...first, at: "2026-03-02T10:00", customer: "k" },
      { ...second, at: "2026-03-03T10:00" },
    ];
    expect(told(second.kind, facts)).toEqual(["duty@k missed"]);
    expect(told(second.kind, [...facts].reverse())).toEqual(["duty@k missed"]);
  });
  it("C8.3: also where the customer became known later, or through another event that follows", () => {
    const late = opened({ recorded_at: "2026-03-20T10:00" });
    expect(told("complaint_resolved", [late, resolved])).toEqual(["duty@k missed"]);
    const chain: Told[] = [
      { kind: "solution_answered", at: "2026-03-04T10:00", solution: "s" },
      { kind: "solution_proposed", at: "2026-03-03T10:00", solution: "s", need: "n" },
      { kind: "need_recorded", at: "2026-03-02T10:00", need: "n", customer: "k" },
    ];
    expect(told("solution_answered", chain)).toEqual(["duty@k missed"]);
  });
  it("C8.3: what is corrected or retracted there counts here as well", () => {
    const corrected: Told = { kind: "corrected", at: "2026-03-05T10:00", target: "e1", fields: { customer: "m" } };
    expect(told("complaint_resolved", [opened(), resolved, corrected])).toEqual(["duty@m missed"]);
    const retracted: Told = { kind: "retracted", at: "2026-03-05T10:00", target: "e1" };
    expect(told("complaint_resolved", [opened(), resolved, retracted])).toEqual([UNPLACED]);
  });
  it("C8.3: where no event or more than one customer is named a warning says that no time runs", () => {
    expect(told("complaint_resolved", [opened({ case: "T2" }), resolved])).toEqual([UNPLACED]);
    const other: Told = { kind: "complaint_responded", at: "2026-03-02T11:00", case: "T1", customer: "m" };
    expect(told("complaint_resolved", [opened(), resolved, other])).toEqual([UNPLACED]);
  });
});
