import { describe, expect, it } from "vitest";
import type { Evaluation } from "../src/evaluation.ts";
import { run, states, type Told } from "./run-contract.ts";

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
const LATE = {
  id: "late",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  damages: { on: ["B1"], rate: "0.1%", of: "pay", per: "day", cap: "500.00" },
};
const WITHHOLD = { id: "withhold", kind: "power", holder: "company", may: "withhold" };
const open: Told = { kind: "complaint_opened", at: "2026-03-02T10:00", case: "k" };
const sale: Told = { kind: "sale", at: "2026-01-20T10:00", order: "o", amount: "10000.00" };
const warned = (evaluation: Evaluation): string[] =>
  evaluation.warnings.map(({ code, args }) => `${args.event} ${code}`);

describe("C11.3: a cure", () => {
  const due = "C9.3/pay@2026-01/pay~company";
  const at = (by: string | undefined, asOf = "2026-04-01T00:00") =>
    run(
      [PAY, LATE],
      [
        sale,
        { kind: "statement_published", at: "2026-02-05T10:00", period: "2026-01" },
        { kind: "cured", at: "2026-03-11T10:00", finding: due, ...(by === undefined ? {} : { by }) },
      ],
      asOf,
      { status: "in_force" },
    );
  const finding = (evaluation: Evaluation) => evaluation.findings.find(({ id }) => id === due);
  it("C11.3: the debtor cannot say that it cured itself, nor can nobody", () => {
    expect([finding(at("company"))?.status, warned(at("company"))]).toEqual(["proposed", ["e3 act_of_debtor"]]);
    expect([finding(at(undefined))?.status, warned(at(undefined))]).toEqual(["proposed", ["e3 act_by_nobody"]]);
    expect([finding(at("customer"))?.status, warned(at("customer"))]).toEqual(["proposed", ["e3 act_by_nobody"]]);
  });
  it("C11.2: the other party's word stops the finding and the days; what had accrued remains", () => {
    const cured = at("agent");
    expect([finding(cured)?.status, warned(cured)]).toEqual(["cured", []]);
    const claim = (evaluation: Evaluation) =>
      evaluation.claims.filter((one) => one.finding === due).map(({ days, amount }) => [days, amount]);
    // Due on 26 February: the ten business days from the 5th have the spring festival between them.
    expect(claim(cured)).toEqual([[13, 1300n]]);
    expect(claim(at("agent", "2026-06-01T00:00"))).toEqual(claim(cured));
    expect(claim(at("company", "2026-06-01T00:00"))[0]![0]).toBe(95);
  });
});

describe("C11.1: who may decide", () => {
  const decided = (by: string | undefined, breach: boolean, more: object = {}, contract: object = {}) => {
    const fact = { kind: "decided", at: "2026-03-13T10:00", finding: "C9.3/answer@k~agent", breach };
    const evaluation = run(
      [ANSWER],
      [open, { ...fact, ...(by === undefined ? {} : { by }), ...more }],
      "2026-03-20T00:00",
      contract,
    );
    return [evaluation.findings[0]?.status, evaluation.findings[0]?.decision?.breach, ...warned(evaluation)];
  };
  it.each([
    ["company", true, ["decided", true]],
    ["company", false, ["decided", false]],
    ["甲公司", true, ["decided", true]],
    ["agent", true, ["decided", true]],
    ["agent", false, ["proposed", undefined, "e2 act_of_debtor"]],
    ["nobody", true, ["proposed", undefined, "e2 act_by_nobody"]],
    ["customer", true, ["proposed", undefined, "e2 act_by_nobody"]],
    ["intermediary", true, ["proposed", undefined, "e2 act_by_nobody"]],
    [undefined, true, ["proposed", undefined, "e2 act_by_nobody"]],
  ])("C11.1: by %s, breach %s", (by, breach, expected) => expect(decided(by, breach)).toEqual(expected));
  it("C11.1: a person whom the contract names for it decides", () => {
    const deciders = { deciders: ["杭州仲裁委员会"] };
    expect(decided("杭州仲裁委员会", false, {}, deciders)).toEqual(["decided", false]);
    expect(decided("上海仲裁委员会", false, {}, deciders)).toEqual(["proposed", undefined, "e2 act_by_nobody"]);
  });
  it("C11.1: a person who acts for a party names it", () =>
    expect([decided("u7", true, { party: "company" }), decided("u7", false, { party: "agent" })]).toEqual([
      ["decided", true],
      ["proposed", undefined, "e2 act_of_debtor"],
    ]));
  it("C11.1: a decision dated before there was anything to find has no effect", () =>
    expect(decided("company", true, { at: "2026-03-03T10:00" })).toEqual([
      "proposed",
      undefined,
      "e2 act_before_finding",
    ]));
});

describe("C11.3: nobody excuses himself", () => {
  const acts: Told[] = [
    { kind: "withheld", at: "2026-02-01T10:00", instance: "C9.3/pay", ground: "we do not want to", by: "company" },
    { kind: "suspended", at: "2026-02-01T10:00", instances: ["C9.3/pay"], by: "company" },
    { kind: "force_majeure_from", at: "2026-02-01T10:00", instances: ["C9.3/pay"], by: "company" },
    { kind: "waived", at: "2026-03-20T10:00", instance: "C9.3/pay@2026-01/pay" },
    { kind: "waived", at: "2026-03-20T10:00", instance: "C9.3/pay@2026-01/pay", by: "intermediary" },
  ];
  it.each(acts.map((act) => [act.kind, act.by ?? "nobody", act] as const))(
    "C11.3: %s by %s excuses nothing without a power, and is told",
    (_kind, by, act) => {
      const evaluation = run([PAY], [sale, act], "2026-04-01T00:00");
      expect(states(evaluation)).toContain("pay@2026-01/pay missed");
      expect(warned(evaluation)).toEqual([`e2 ${by === "company" ? "act_of_debtor" : "act_by_nobody"}`]);
    },
  );
  it("C11.3: a power to withhold lets its holder rest, and only he or a decider ends that", () => {
    const held = run([PAY, WITHHOLD], [sale, acts[0]!], "2026-04-01T00:00");
    expect(states(held)).toContain("pay@2026-01/pay excused");
    const resumed = (by: string) =>
      states(
        run(
          [PAY, WITHHOLD],
          [sale, acts[0]!, { kind: "resumed", at: "2026-02-10T10:00", instances: ["C9.3/pay"], by }],
          "2026-04-01T00:00",
        ),
      );
    expect(resumed("agent")).toContain("pay@2026-01/pay excused");
    expect(resumed("company")).toContain("pay@2026-01/pay missed");
  });
  it("C11.2: force majeure that the other party, or nobody in particular, records excuses", () => {
    for (const by of [{ by: "agent" }, {}]) {
      const act = { kind: "force_majeure_from", at: "2026-02-01T10:00", instances: ["C9.3/pay"], ...by };
      expect(states(run([PAY], [sale, act], "2026-04-01T00:00"))).toContain("pay@2026-01/pay excused");
    }
  });
  it("C11.1: of two that owe the same each can let the other go, and not himself", () => {
    const both = { ...ANSWER, bearer: ["company", "agent"] };
    const act = { kind: "waived", at: "2026-03-20T10:00", instance: "C9.3/answer@k", by: "company" };
    const { clauses } = run([both], [open, act], "2026-04-01T00:00");
    expect(clauses[0]!.instances.map(({ bearer, state }) => `${bearer} ${state}`)).toEqual([
      "company missed",
      "agent waived",
    ]);
  });
});
