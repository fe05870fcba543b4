import { describe, expect, it } from "vitest";
import { zonedText } from "../src/calendar/zone.ts";
import { run, states, type Told } from "./run-contract.ts";

const REPORT = {
  id: "report",
  kind: "recurrence",
  bearer: "agent",
  finding: "B2",
  every: "month",
  due: "5 business days after end",
  done_by: "report_submitted",
  count: 1,
  per: "contract",
};
const ANSWER = {
  id: "answer",
  kind: "deadline",
  bearer: "agent",
  finding: "B2",
  starts: "complaint_opened",
  ends: "complaint_resolved",
  match: "case",
  within: "5 business days",
};
const PAY = {
  id: "pay",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  finding: "B1",
  publish_by: "5 business days",
  pay_by: "10 business days",
  plan: {
    period: "month",
    credit: [{ event: "sale", amount: "amount" }],
    components: [{ id: "base", kind: "rate", rate: "10%" }],
  },
};
const SALE: Told = { kind: "sale", at: "2026-01-10T10:00", order: "o", amount: "10000.00" };
const PUBLISHED: Told = { kind: "statement_published", at: "2026-02-03T10:00", period: "2026-01" };

describe("the life of a contract", () => {
  it("C10.3: nothing falls due, and nobody is accused, of what begins after the end", () => {
    const told = run(
      [REPORT, ANSWER],
      [
        { kind: "ended", at: "2026-03-12T10:00", ground: "mutual" },
        { kind: "complaint_opened", at: "2026-04-01T10:00", case: "k" },
      ],
      "2026-06-05T00:00",
    );
    expect(states(told)).toEqual(["report@2026-01 missed", "report@2026-02 missed", "report@2026-03 ended"]);
    expect(told.findings.map((finding) => finding.period)).toEqual(["2026-01", "2026-02"]);
  });
  it("C10.3: of two notices the one that arrives first ends it, for duties as for pay", () => {
    const told = run(
      [ANSWER, PAY],
      [
        { kind: "ended", at: "2026-03-01T10:00", arrived: "2026-09-30T10:00:00+08:00", ground: "a" },
        { kind: "ended", at: "2026-04-01T10:00", arrived: "2026-05-01T10:00:00+08:00", ground: "b" },
        { kind: "complaint_opened", at: "2026-06-05T10:00", case: "k" },
      ],
      "2026-08-02T00:00",
    );
    expect(states(told).filter((state) => state.startsWith("answer"))).toEqual([]);
    expect(told.findings.filter(({ ref }) => ref === "C9.3/answer")).toEqual([]);
    expect(told.statements.at(-1)?.label).toBe("2026-05");
  });
  it("C1.1: a clock that starts outside the term is nobody's duty", () => {
    const told = run(
      [ANSWER],
      [
        { kind: "complaint_opened", at: "2025-12-31T10:00", case: "a" },
        { kind: "complaint_opened", at: "2026-01-05T10:00", case: "b" },
      ],
      "2026-01-30T00:00",
    );
    expect(states(told)).toEqual(["answer@b missed"]);
  });
  it("C11.1: a breach that a person decided stays to be seen when late facts no longer bear it out", () => {
    const facts: Told[] = [
      { kind: "complaint_opened", at: "2026-03-02T10:00", case: "k" },
      {
        kind: "decided",
        at: "2026-03-12T10:00",
        finding: "C9.3/answer@k~agent",
        breach: true,
        reasons: "late",
        by: "company",
      },
    ];
    expect(run([ANSWER], facts, "2026-03-15T00:00").findings.map((one) => one.status)).toEqual(["decided"]);
    const late: Told = {
      kind: "complaint_resolved",
      at: "2026-03-05T10:00",
      recorded_at: "2026-03-20T10:00",
      case: "k",
    };
    const restated = run([ANSWER], [...facts, late], "2026-03-30T00:00");
    expect(states(restated)).toEqual(["answer@k met"]);
    expect(restated.findings).toMatchObject([{ status: "withdrawn", decision: { breach: true, reasons: "late" } }]);
  });
  it("C11.1: nobody clears himself: the debtor's waiver and acquittal have no effect", () => {
    const open: Told = { kind: "complaint_opened", at: "2026-03-02T10:00", case: "k" };
    const own = run(
      [ANSWER],
      [
        open,
        { kind: "waived", at: "2026-03-12T10:00", instance: "C9.3/answer@k", by: "agent" },
        { kind: "decided", at: "2026-03-13T10:00", finding: "C9.3/answer@k~agent", breach: false, by: "agent" },
      ],
      "2026-03-15T00:00",
    );
    expect(own.findings.map((one) => one.status)).toEqual(["proposed"]);
    const other = run(
      [ANSWER],
      [open, { kind: "waived", at: "2026-03-12T10:00", instance: "C9.3/answer@k", by: "company" }],
      "2026-03-15T00:00",
    );
    expect(states(other)).toEqual(["answer@k waived"]);
  });
  it("C11.3: a cure counts inside its time only", () => {
    const cured = (at: string) =>
      run(
        [{ ...ANSWER, cure: "10 days" }],
        [
          { kind: "complaint_opened", at: "2026-03-02T10:00", case: "k" },
          { kind: "cured", at, finding: "C9.3/answer@k", by: "company" },
        ],
        "2026-04-20T00:00",
      ).findings[0]?.status;
    expect([cured("2026-03-15T10:00"), cured("2026-04-09T10:00"), cured("2026-03-03T10:00")]).toEqual([
      "cured",
      "proposed",
      "proposed",
    ]);
  });
  describe("C2.3: an act accuses who did it, not everybody who is bound", () => {
    const secret = {
      id: "secret",
      kind: "prohibition",
      bearer: ["agent", "company"],
      finding: "B2",
      event: "disclosed_outside",
      severity: "grave",
    };
    const parties = {
      company: { name: "甲公司", kind: "organisation", representative: "王总" },
      agent: { name: "李晓", kind: "team", members: [{ id: "chen", name: "陈", share: "100%" }] },
      intermediary: { name: "丙", kind: "organisation" },
    };
    const accused = (who: object) =>
      run([secret], [{ kind: "disclosed_outside", at: "2026-03-02T10:00", item: "list", ...who }], "2026-03-15T00:00", {
        parties,
      }).findings.map((finding) => finding.bearer);
    it.each([
      [{ by: "agent" }, ["agent"]],
      [{ by: "李晓" }, ["agent"]],
      [{ by: "陈" }, ["agent"]],
      [{ by: "chen" }, ["agent"]],
      [{ by: "u7", party: "agent" }, ["agent"]],
      [{ by: "王总" }, ["company"]],
      [{ by: "王总", party: "agent" }, ["agent"]],
      [{}, ["agent", "company"]],
      [{ by: "u7" }, ["agent", "company"]],
      [{ by: "丙" }, []],
    ])("C2.3: %j", (who, expected) => expect(accused(who)).toEqual(expected));
  });
  it("C6.3: the payer's duty reads payments as the statement does, named or not", () => {
    const paid = run(
      [PAY],
      [SALE, PUBLISHED, { kind: "payment_made", at: "2026-02-09T10:00", amount: "1000.00" }],
      "2026-06-30T00:00",
    );
    expect(states(paid).filter((state) => state.startsWith("pay@2026-01"))).toEqual([
      "pay@2026-01/publish met",
      "pay@2026-01/pay met",
    ]);
    expect(paid.statements[0]).toMatchObject({ open: 0n });
  });
  it("C6.3: a publication before the period is over publishes nothing", () => {
    const early = run([PAY], [SALE, { ...PUBLISHED, at: "2026-01-20T10:00" }], "2026-02-20T00:00");
    expect(states(early)).toContain("pay@2026-01/publish missed");
  });
  it("C11.2: damages for late payment count the days until it was paid, once for one finding", () => {
    const late = {
      id: "late",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      damages: { on: ["B1"], rate: "1%", of: "pay", per: "day" },
    };
    const fixed = {
      id: "fixed",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      damages: { on: ["B1"], amount: "500.00", per: "occurrence" },
    };
    const told = run(
      [PAY, late, fixed],
      [SALE, PUBLISHED, { kind: "payment_made", at: "2026-03-02T10:00", amount: "1000.00" }],
      "2026-06-30T00:00",
    );
    // Published 3 February: ten working days, the make-up Saturday among them, end on 24 February; paid six days later.
    expect(
      told.claims
        .filter((claim) => claim.finding.includes("2026-01/pay"))
        .map((claim) => [claim.ref, claim.days, claim.amount]),
    ).toEqual([["C9.3/late", 6, 6000n]]);
  });
  it("S1: a power's bounds hold for durations and dates, and a value that cannot be read is outside them", () => {
    const power = {
      id: "adjust",
      kind: "power",
      holder: "company",
      may: "adjust_param",
      param: "days",
      min: "3 business days",
      max: "8 business days",
    };
    const params = { days: { type: "duration", value: "5 business days", label: { zh: "期限", en: "Time" } } };
    const used = (value: string): string =>
      states(
        run(
          [power],
          [
            {
              kind: "power_used",
              at: "2026-03-01T10:00",
              power: "adjust",
              param: "days",
              value,
              effective: "2026-04-01",
              party: "company",
            },
          ],
          "2026-05-01T00:00",
          { params },
        ),
      )[0]!;
    expect(["8 business days", "9 business days", "2 business days", "5 days", "soon"].map(used)).toEqual([
      "adjust@e1 met",
      "adjust@e1 missed",
      "adjust@e1 missed",
      "adjust@e1 missed",
      "adjust@e1 missed",
    ]);
  });
  it("C11.4: force majeure takes working time from a clock of working time", () => {
    const quick = { ...ANSWER, within: "4 business hours" };
    const told = run(
      [quick],
      [
        { kind: "complaint_opened", at: "2026-03-02T16:00", case: "k" },
        { kind: "force_majeure_from", at: "2026-03-02T17:00", instances: ["C9.3/answer@k"] },
        { kind: "force_majeure_to", at: "2026-03-03T10:00", instances: ["C9.3/answer@k"] },
      ],
      "2026-03-03T10:30",
    );
    const due = told.clauses[0]!.instances[0]!.dueAt!;
    // One hour ran on the 2nd; the hold took one hour that evening and one the next morning; three are left from 10:00.
    expect(zonedText(told.zone, due)).toBe("2026-03-03T13:00:00+08:00");
  });
  it("C6.2: a sale that lacks a field its condition reads is told, never dropped in silence", () => {
    const plan = {
      ...PAY,
      plan: { ...PAY.plan, credit: [{ event: "sale", amount: "amount", when: "event.product != 'travel'" }] },
    };
    const told = run([plan], [SALE], "2026-02-20T00:00");
    expect(told.warnings).toContainEqual({
      code: "not_counted",
      args: { statement: "2026-01", reason: "field_missing", event: "e1", owner: "company" },
    });
  });
  it("N2: acts that name nothing are told", () => {
    const told = run(
      [ANSWER],
      [
        { kind: "waived", at: "2026-03-12T10:00", instance: "C9.3/anser@k" },
        { kind: "retracted", at: "2026-03-12T10:00", target: "e99" },
      ],
      "2026-03-15T00:00",
    );
    expect(told.warnings.map((one) => [one.code, one.args.event])).toEqual([
      ["names_nothing", "e1"],
      ["names_nothing", "e2"],
    ]);
  });
  it("N3: a threshold opens down to its figure and the events behind it", () => {
    const told = run(
      [
        { id: "sales", kind: "definition", metric: { measure: "count", event: "sale", window: "month", min_n: 0 } },
        { id: "goal", kind: "threshold", bearer: "agent", finding: "B3", metric: "sales", at_least: 1, every: "month" },
      ],
      [SALE],
      "2026-02-20T00:00",
    );
    const trace = told.clauses[0]!.instances.find((one) => one.period === "2026-01")!.trace();
    expect(trace.inputs[0]).toMatchObject({ value: "1", evidence: { count: 1, ids: ["e1"] } });
  });
});

describe("training that is assigned again", () => {
  const learn = {
    id: "learn",
    kind: "deadline",
    bearer: "agent",
    finding: "B2",
    starts: "training_assigned",
    ends: "training_completed",
    match: "course",
    within: "30 days",
  };
  const facts: Told[] = [
    { kind: "training_assigned", at: "2026-03-01T09:00", course: "care" },
    { kind: "training_completed", at: "2026-03-09T15:00", course: "care", score: "88" },
    { kind: "training_assigned", at: "2026-11-01T09:00", course: "care" },
  ];
  const told = run([learn], facts, "2026-11-20T00:00");
  it("C5.3 case-L1: the new assignment is a new attempt, the old one keeps its dates", () => {
    expect(states(told)).toEqual(["learn@care met", "learn@care#2 running"]);
  });
  it("C5.3 case-L5: it was done on the day it was passed, not on the day it began", () => {
    expect(zonedText(told.zone, told.clauses[0]!.instances[0]!.closedAt!)).toBe("2026-03-09T15:00:00+08:00");
  });
});
