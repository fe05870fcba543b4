import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const EVENTS = { events: { handover_done: { ending: "text" }, copy_delivered: { to: "text" } } };
const duty = (more: object) => ({ id: "duty", kind: "deadline", bearer: "agent", finding: "B2", ...more });
const handover = duty({ starts: "ended", ends: "handover_done", match: "ending", within: "10 days" });
const over = (facts: readonly Told[], asOf: string, more: object = {}): string[] =>
  states(run([handover], facts, asOf, { ...EVENTS, ...more }));

describe("C10.3: what begins with the contract's end", () => {
  it("C10.3: a term that runs out begins it, and any hand-over is its hand-over", () => {
    expect(over([], "2026-12-31T23:59")).toEqual([]);
    expect(over([], "2027-01-01T00:00")).toEqual(["duty@T-1 running"]);
    expect(over([], "2027-06-01T00:00")).toEqual(["duty@T-1 missed"]);
    expect(over([{ kind: "handover_done", at: "2027-01-05T10:00", ending: "x" }], "2027-06-01T00:00")).toEqual([
      "duty@T-1 met",
    ]);
    expect(over([{ kind: "handover_done", at: "2026-12-30T10:00", ending: "x" }], "2027-06-01T00:00")).toEqual([
      "duty@T-1 met",
    ]);
  });
  it("C10.3: a notice that gives the end no name begins it as one that does, once, when it arrives", () => {
    const ended: Told = { kind: "ended", at: "2026-03-02T10:00", arrived: "2026-03-05T10:00:00+08:00" };
    const later: Told = { kind: "ended", at: "2026-03-03T10:00", arrived: "2026-03-06T10:00:00+08:00", ending: "z" };
    expect(over([ended], "2026-03-04T10:00")).toEqual([]);
    expect(over([ended], "2026-03-15T10:00")).toEqual(["duty@T-1 running"]);
    expect(over([ended], "2026-03-15T10:01")).toEqual(["duty@T-1 missed"]);
    expect(over([ended, later], "2026-03-10T10:00")).toEqual(["duty@T-1 running"]);
    expect(over([{ ...ended, ending: "y" }], "2026-03-10T10:00")).toEqual(["duty@y running"]);
    expect(run([handover], [ended], "2026-03-04T10:00", EVENTS).nextChangeAt).toBe(
      run([handover], [ended], "2026-03-05T09:00", EVENTS).nextChangeAt,
    );
  });
  it("C10.3: what never came into force has nothing to hand over", () => {
    expect(over([], "2027-06-01T00:00", { status: "draft" })).toEqual([]);
  });
});

describe("C1.1: what begins with the contract's effect", () => {
  it("C1.1: an event that names no contract pairs with one that names this", () => {
    const copy = duty({ starts: "effective", ends: "copy_delivered", match: "contract", within: "5 days" });
    const effective: Told = { kind: "effective", at: "2026-01-05T10:00" };
    const delivered: Told = { kind: "copy_delivered", at: "2026-01-07T10:00", to: "agent", contract: "T-1" };
    expect(states(run([copy], [effective], "2026-02-01T00:00", EVENTS))).toEqual(["duty@T-1 missed"]);
    expect(states(run([copy], [effective, delivered], "2026-02-01T00:00", EVENTS))).toEqual(["duty@T-1 met"]);
  });
});

describe("C1.3: a customer assigned from a later day on", () => {
  const call = duty({ starts: "served_by", ends: "contact_made", match: "customer", within: "5 business days" });
  const assigned = (from: string): Told => ({ kind: "served_by", at: "2026-03-02T10:00", customer: "k", from });
  it("C1.3: is to be called on from that day, and the evaluation wakes on it", () => {
    const before = run([call], [assigned("2026-05-06")], "2026-04-20T00:00");
    expect(states(before)).toEqual([]);
    expect(before.nextChangeAt).toBe(run([call], [assigned("2026-05-06")], "2026-05-05T12:00").nextChangeAt);
    expect(states(run([call], [assigned("2026-05-06")], "2026-05-07T00:00"))).toEqual(["duty@k running"]);
  });
  it("C1.3: and from the entry where that day was over", () => {
    expect(states(run([call], [assigned("2026-01-06")], "2026-03-04T00:00"))).toEqual(["duty@k running"]);
  });
});

describe("C12.1: a case that is over", () => {
  const EVENT = {
    dispute_opened: { dispute: "text" },
    talks_done: { dispute: "text", outcome: "text" },
    mediation_done: { dispute: "text" },
  };
  const dispute = {
    id: "case",
    kind: "procedure",
    name: "dispute",
    match: "dispute",
    stages: [
      { id: "talks", within: "15 days", next: "mediation", over: "event.outcome == 'settled'" },
      { id: "mediation", within: "30 days", on_silence: "failed" },
    ],
  };
  it("C12.1: a settlement ends it, a failure takes it on", () => {
    const facts = (outcome: string): Told[] => [
      { kind: "dispute_opened", at: "2026-03-02T10:00", dispute: "d" },
      { kind: "talks_done", at: "2026-03-05T10:00", dispute: "d", outcome },
    ];
    const told = (outcome: string): string[] =>
      states(run([dispute], facts(outcome), "2026-06-01T00:00", { events: EVENT }));
    expect(told("settled")).toEqual(["case@d/talks met"]);
    expect(told("failed")).toEqual(["case@d/talks met", "case@d/mediation ended"]);
  });
  it("C10.1: the time to sign runs from the first signature", () => {
    const events = { signing_opened: { signing: "text" }, signing_done: { signing: "text" } };
    const signing = {
      id: "case",
      kind: "procedure",
      name: "signing",
      match: "signing",
      stages: [
        { id: "first", starts: "signing_opened", ends: "executed" },
        { id: "all", within: "10 days", on_silence: "lapsed", starts: "executed", ends: "signing_done" },
      ],
    };
    const facts: Told[] = [
      { kind: "signing_opened", at: "2026-03-02T10:00", signing: "s" },
      { kind: "executed", at: "2026-03-10T10:00", party: "company" },
    ];
    const told = (asOf: string): string[] => states(run([signing], facts, asOf, { events }));
    expect(told("2026-03-15T10:00")).toEqual(["case@s/first met", "case@s/all running"]);
    expect(told("2026-03-20T10:01")).toEqual(["case@s/first met", "case@s/all ended"]);
  });
});
