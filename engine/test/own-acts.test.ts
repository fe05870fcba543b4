import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const INTERMEDIARY = { intermediary: { name: "丙", kind: "organisation" } };
const parties = {
  company: { name: "甲公司", kind: "organisation", representative: "王总" },
  agent: { name: "乙团队", kind: "team", lead: "chen", members: [{ id: "chen", name: "陈", share: "100%" }] },
};
const answer = (more: object = {}) => ({
  id: "answer",
  kind: "deadline",
  bearer: "agent",
  finding: "B2",
  starts: "survey_answered",
  ends: "contact_made",
  match: "customer",
  within: "2 business days",
  ...more,
});
const asked: Told = { kind: "survey_answered", at: "2026-03-02T10:00", customer: "k" };
const called = (more: object = {}): Told => ({ kind: "contact_made", at: "2026-03-03T10:00", customer: "k", ...more });

describe("N6: what a party does is its own", () => {
  it("C2.1: another party's act ends no clock of the one that owes it, and counts for no period", () => {
    const care = {
      id: "care",
      kind: "recurrence",
      bearer: "agent",
      finding: "B2",
      every: "month",
      done_by: "contact_made",
    };
    const told = (by?: string): string[] =>
      states(
        run([answer(), care], [asked, called(by === undefined ? {} : { by })], "2026-04-01T10:00", { parties }),
      ).filter((one) => one.includes("@k") || one.includes("2026-03"));
    expect(told()).toEqual(["care@2026-03 met", "answer@k met"]);
    expect(told("chen")).toEqual(told());
    expect(told("王总")).toEqual(["care@2026-03 missed", "answer@k missed"]);
    expect(told("somebody")).toEqual(told());
  });
  it("C11.3: a cure that the other side confirms is the debtor's cure", () => {
    const cures = answer({ starts: "cure_demanded", ends: "cured", match: "finding", within: "10 days" });
    const facts: Told[] = [
      { kind: "cure_demanded", at: "2026-03-02T10:00", finding: "f" },
      { kind: "cured", at: "2026-03-04T10:00", finding: "f", by: "company" },
    ];
    const events = { cure_demanded: { finding: "text" } };
    expect(states(run([cures], facts, "2026-05-01T00:00", { events }))).toEqual(["answer@f met"]);
  });
  it("C7.3: a condition sees the party for whom somebody acted, an outsider by his name", () => {
    const no = (when: string) => ({
      id: "no",
      kind: "prohibition",
      bearer: "company",
      finding: "B1",
      event: "rule_violated",
      when,
    });
    const found = (when: string, by: string): number =>
      run([no(when)], [{ kind: "rule_violated", at: "2026-03-02T10:00", by }], "2026-04-01T00:00", { parties }).findings
        .length;
    expect(found("event.by == 'company'", "王总")).toBe(1);
    expect(found("event.by == 'company'", "chen")).toBe(0);
    expect(found("event.by == 'u7'", "u7")).toBe(1);
  });
  it("C7.3: a prohibition accuses no party for what another one did", () => {
    const no = { id: "no", kind: "prohibition", bearer: "agent", finding: "B2", event: "rule_violated" };
    const told = run([no], [{ kind: "rule_violated", at: "2026-03-02T10:00", by: "丙" }], "2026-04-01T00:00", {
      parties: { ...parties, ...INTERMEDIARY },
    });
    expect(states(told)).toEqual(["no@term running"]);
  });
});

describe("C7.3: what ends a clock", () => {
  it("C7.3: an end that does not satisfy `ends_when` ends nothing", () => {
    const call = answer({ ends_when: "!(has(event.purpose) && event.purpose == 'promotion')" });
    expect(states(run([call], [asked, called({ purpose: "promotion" })], "2026-04-01T00:00"))).toEqual([
      "answer@k missed",
    ]);
    expect(states(run([call], [asked, called()], "2026-04-01T00:00"))).toEqual(["answer@k met"]);
  });
  it("C7.2: with `each` one solution settles one need: the one it names, else the oldest", () => {
    const solve = answer({ starts: "need_recorded", ends: "solution_proposed", each: "need" });
    const need = (name: string, day: string): Told => ({
      kind: "need_recorded",
      at: `${day}T10:00`,
      customer: "k",
      need: name,
    });
    const needs = [need("a", "2026-03-02"), need("b", "2026-03-02")];
    const solution: Told = { kind: "solution_proposed", at: "2026-03-03T10:00", customer: "k", solution: "s" };
    expect(states(run([solve], [...needs, solution], "2026-04-01T00:00"))).toEqual([
      "answer@k met",
      "answer@k#2 missed",
    ]);
    expect(states(run([solve], [...needs, { ...solution, need: "b" }], "2026-04-01T00:00"))).toEqual([
      "answer@k missed",
      "answer@k#2 met",
    ]);
    expect(states(run([solve], [...needs, { ...solution, need: "c" }], "2026-04-01T00:00"))).toEqual([
      "answer@k missed",
      "answer@k#2 missed",
    ]);
  });
  it("C8.2: what is lifted was never owed, in time, late or open", () => {
    const correct = answer({
      starts: "inspection_done",
      ends: "report_submitted",
      match: "by",
      lifted: { by: "suggestion_answered", when: "has(event.adopted) && event.adopted" },
    });
    const told = (adopted: boolean, at: string): string[] =>
      states(
        run(
          [correct],
          [
            { kind: "inspection_done", at: "2026-03-02T10:00", inspection: "i", by: "i" },
            { kind: "suggestion_answered", at, suggestion: "i", adopted, by: "i" },
          ],
          "2026-05-01T00:00",
        ),
      );
    expect(told(true, "2026-03-03T10:00")).toEqual(["answer@i ended"]);
    expect(told(true, "2026-04-20T10:00")).toEqual(["answer@i ended"]);
    expect(told(false, "2026-03-03T10:00")).toEqual(["answer@i missed"]);
  });
  it("C7.3: what the text takes instead does the duty too, in time or late, and only by the one who owes it", () => {
    const call = answer({ or_ends: { by: "request_made", when: "event.to == 'agent'" } });
    const told = (at: string, more: object = {}): string[] =>
      states(
        run(
          [call],
          [asked, { kind: "request_made", at, customer: "k", request: "r", to: "agent", ...more }],
          "2026-04-01T10:00",
          { parties },
        ),
      );
    expect(told("2026-03-03T10:00")).toEqual(["answer@k met"]);
    expect(told("2026-03-20T10:00")).toEqual(["answer@k missed"]);
    expect(told("2026-03-03T10:00", { to: "company" })).toEqual(["answer@k missed"]);
    expect(told("2026-03-03T10:00", { by: "company" })).toEqual(["answer@k missed"]);
  });
  it("S8: told to one side and to the other belongs together in whatever order it comes", () => {
    const told = (id: string, one: string, other: string) =>
      answer({
        id,
        starts: "disclosure_made",
        when: `event.to == '${one}'`,
        ends: "disclosure_made",
        ends_when: `event.to == '${other}'`,
        match: "contract",
        within: "1 minutes",
      });
    const rules = [told("agent_too", "company", "agent"), told("company_too", "agent", "company")];
    const made = (to: string, at: string): Told => ({ kind: "disclosure_made", at, disclosure: to, to });
    const seen = (first: string, second: string): string[] =>
      states(run(rules, [made("company", first), made("agent", second)], "2026-05-01T00:00")).sort();
    expect(seen("2026-03-02T10:00", "2026-03-02T10:00")).toEqual(["agent_too@T-1 met", "company_too@T-1 met"]);
    expect(seen("2026-03-02T10:00", "2026-03-04T10:00")).toEqual(["agent_too@T-1 missed", "company_too@T-1 met"]);
    expect(seen("2026-03-04T10:00", "2026-03-02T10:00")).toEqual(["agent_too@T-1 met", "company_too@T-1 missed"]);
  });
});

describe("C4.2: a limit to what may be done toward one customer", () => {
  const limit = {
    id: "no",
    kind: "prohibition",
    bearer: "agent",
    finding: "B2",
    event: "contact_made",
    when: "event.purpose == 'promotion'",
    at_most: 2,
    every: "month",
  };
  const sent = (at: string, customer = "k"): Told => called({ at: `${at}T10:00`, customer, purpose: "promotion" });
  it("C4.2: only what goes beyond it in one month accuses", () => {
    const days = ["2026-03-01", "2026-03-15", "2026-04-01", "2026-04-02"];
    expect(
      run([limit], [...days.map((day) => sent(day)), sent("2026-03-20", "j")], "2026-05-01T00:00").findings,
    ).toEqual([]);
    const over = run(
      [limit],
      [...days, "2026-03-31"].map((day) => sent(day)),
      "2026-05-01T00:00",
    ).findings;
    expect(over.map(({ subject }) => subject)).toEqual(["e5"]);
  });
});
