// Clauses: C4.2, C8.1, C11.2, C12.2
import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const at = (day: string, time = "10:00"): string => `2026-${day}T${time}`;

describe("C4.2 4.2.3: each party has its own limit", () => {
  const limit = (bearer: string | readonly string[]) => ({
    id: "limit",
    kind: "prohibition",
    ...(typeof bearer === "string" ? { bearer } : { bearer: [...bearer] }),
    finding: "B2",
    event: "contact_made",
    at_most: 2,
    every: "month",
  });
  const contacts = (...made: readonly (readonly [by: string | undefined, day: string])[]): Told[] =>
    made.map(([by, day]) => ({ kind: "contact_made", at: at(day), customer: "c1", ...(by ? { by } : {}) }));
  it("C4.2: what the other side did counts against nobody else", () => {
    const two = contacts(["company", "03-02"], ["company", "03-03"], ["agent", "03-04"], ["agent", "03-05"]);
    expect(states(run([limit("agent")], two, "2026-03-20T00:00"))).toEqual(["limit@term running"]);
    expect(states(run([limit(["company", "agent"])], two, "2026-03-20T00:00"))).toEqual(
      Array(2).fill("limit@term running"),
    );
    const three = [...two, ...contacts(["agent", "03-06"])];
    expect(states(run([limit("agent")], three, "2026-03-20T00:00"))).toEqual(["limit@e5 missed"]);
    // One that names nobody counts for each who is bound.
    const unnamed = contacts(["agent", "03-02"], [undefined, "03-03"], ["agent", "03-04"]);
    expect(states(run([limit("agent")], unnamed, "2026-03-20T00:00"))).toEqual(["limit@e3 missed"]);
  });
});

describe("C8.1: a stretch of service that is over takes no visit of the next", () => {
  const VISIT = {
    id: "visit",
    kind: "recurrence",
    bearer: "agent",
    finding: "B2",
    every: "90 days",
    due: "0 days after end",
    done_by: "contact_made",
    count: 1,
    per: "customer",
  };
  it("C8.1: the visit fills the duty of the stretch in which it was made", () => {
    const served = (day: string, until?: string): Told => ({
      kind: "served_by",
      at: at(day),
      customer: "d",
      from: `2026-${day}`,
      ...(until ? { until: `2026-${until}` } : {}),
    });
    const facts: Told[] = [
      served("01-10", "02-10"),
      served("03-01"),
      { kind: "contact_made", at: at("03-20"), customer: "d" },
    ];
    const told = states(run([VISIT], facts, "2026-06-10T00:00"));
    expect(told).toEqual(["visit@2026-01-10/d ended", "visit@2026-03-01/d met", "visit@2026-05-30/d running"]);
  });
});

describe("C11.2: what holds a duty", () => {
  const held = (kind: string, day: string): Told => ({ kind, at: at(day, "09:00"), instances: ["C9.3"] });
  const dueOf = (rule: object, facts: readonly Told[], name: string) =>
    run([rule], facts, "2026-06-01T00:00")
      .clauses.flatMap(({ instances }) => instances)
      .find((one) => one.period === name || one.subject === name)?.dueAt;
  it("C12.2: days on which two things hold a legal period count once", () => {
    const answer = {
      id: "answer",
      kind: "deadline",
      bearer: "agent",
      finding: "B2",
      starts: "complaint_opened",
      ends: "complaint_resolved",
      match: "case",
      within: "30 days",
      legal: true,
    };
    const opened: Told = { kind: "complaint_opened", at: at("03-02"), case: "q", severity: "minor", channel: "phone" };
    const once = [opened, held("force_majeure_from", "03-09"), held("force_majeure_to", "03-19")];
    const twice = [...once, held("suspended", "03-09"), held("resumed", "03-19")];
    expect(dueOf(answer, once, "q")).toBeDefined();
    expect(dueOf(answer, twice, "q")).toBe(dueOf(answer, once, "q"));
    expect(dueOf(answer, [opened], "q")).not.toBe(dueOf(answer, once, "q"));
  });
  it.each(["10 days after end", "5 business days after end"])(
    "C8.2: %s runs from the end, and what was held before it moves nothing",
    (due) => {
      const report = {
        id: "report",
        kind: "recurrence",
        bearer: "agent",
        finding: "B2",
        every: "month",
        due,
        done_by: "report_submitted",
        count: 1,
        per: "contract",
      };
      const inside = [held("force_majeure_from", "03-05"), held("force_majeure_to", "03-15")];
      const across = [held("force_majeure_from", "03-25"), held("force_majeure_to", "04-04")];
      const bare = dueOf(report, [], "2026-03");
      expect(dueOf(report, inside, "2026-03")).toBe(bare);
      expect(dueOf(report, across, "2026-03")).toBeGreaterThan(bare!);
    },
  );
});
