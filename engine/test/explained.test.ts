import { describe, expect, it } from "vitest";
import { claimName, explain } from "../src/explain.ts";
import { metricJson } from "../src/output.ts";
import type { Trace } from "../src/values/trace.ts";
import { makeReadable } from "../src/views/readable.ts";
import { openEnds } from "./open-ends.ts";
import { run, type Told } from "./run-contract.ts";

/** `Draw 90.00 [e2]`, each part below it indented: what a reader sees of a trace, without clauses. */
const told = (trace: Trace | undefined, depth = 0): string[] => {
  if (!trace) return ["does not open"];
  const ids = trace.evidence?.ids.length ? ` [${trace.evidence.ids.join(" ")}]` : "";
  const own = `${"  ".repeat(depth)}${trace.what.en}: ${trace.formula === trace.value ? "" : `${trace.formula} = `}${trace.value}${ids}`;
  return [own, ...trace.inputs.flatMap((one) => told(one, depth + 1))];
};
const eventsOf = (trace: Trace | undefined): string[] => [
  ...new Set(trace ? [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(eventsOf)] : []),
];
const plan = (components: readonly object[], more: object = {}) => ({
  id: "pay",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  ...more,
  plan: {
    period: "month",
    credit: [{ event: "sale", amount: "amount" }],
    components,
    returns: { event: "refund", match: "order", treat: "restate" },
  },
});
const rate = (percent: string) => ({ id: "b", kind: "rate", rate: percent });
const sale = (day: string, amount: string, more: object = {}): Told => ({
  kind: "sale",
  at: `${day}T10:00`,
  order: `${day}-${amount}`,
  amount,
  ...more,
});
const csat = (window: string) => ({
  id: "cs",
  kind: "definition",
  metric: { measure: "csat", event: "survey_answered", value: "satisfaction", window, min_n: 1 },
});
const answers = (day: string, ...scores: number[]): Told[] =>
  scores.map((satisfaction, index) => ({
    kind: "survey_answered",
    at: `${day}T1${index}:00`,
    invitation: `${day}-${index}`,
    customer: `c${index}`,
    satisfaction,
  }));
const TEAM = {
  parties: {
    company: { name: "甲公司", kind: "organisation" },
    agent: {
      name: "队",
      kind: "team",
      lead: "m1",
      members: ["50%", "30%", "20%"].map((share, index) => ({ id: `m${index + 1}`, name: `m${index + 1}`, share })),
    },
  },
};
/** Whatever is asked about here opens down to where it comes from. */
const opened: typeof run = (...given) => {
  const evaluation = run(...given);
  expect(openEnds(evaluation)).toEqual([]);
  return evaluation;
};
describe("N2: a figure opens to what it was made from, down to the events", () => {
  const GOAL = [
    plan([{ id: "r", kind: "bonus", rule: "C9.3/goal", amount: "100.00" }]),
    csat("month"),
    { id: "goal", kind: "threshold", metric: "cs", at_least: "50%", every: "month", decide: "point" },
  ];
  it("N2: a closed bonus rests on the target as it stood then", () => {
    const late = { ...answers("2026-01-20", 1)[0]!, recorded_at: "2026-03-10T10:00" };
    const evaluation = opened(GOAL, [...answers("2026-01-10", 5, 1), late], "2026-04-05T10:00");
    expect(told(explain(evaluation, "statement/2026-01/r"))).toEqual([
      "Bonus: C9.3/goal@2026-01 = met: 100.00 = 100.00",
      "  State of the target: C9.3/goal@2026-01 = met",
      "    Whether the agreed target is reached: 0.5 ≥ 0.5 = met",
      "      Test: 1 ÷ 2 = 0.5 [e1 e2]",
    ]);
    expect(explain(evaluation, "C9.3/goal@2026-01")?.value).toBe("missed");
  });
  it("N2: a multiplier rests on the reading that it took, with its window", () => {
    const factor = {
      id: "f",
      kind: "multiplier",
      on: ["b"],
      metric: "C9.3/cs",
      table: [
        { from: 0, times: "1.00" },
        { from: "50%", times: "2.00" },
      ],
    };
    const facts = [sale("2026-01-05", "100.00"), ...answers("2026-01-10", 5, 1)];
    const late = { ...answers("2026-01-20", 1)[0]!, recorded_at: "2026-03-10T10:00" };
    const evaluation = opened([plan([rate("10%"), factor]), csat("month")], [...facts, late], "2026-04-05T10:00");
    expect(told(explain(evaluation, "statement/2026-01/f")).slice(4)).toEqual([
      "  Reading of the measure: C9.3/cs@2026-01 = 0.5",
      "    Test: 1 ÷ 2 = 0.5 [e2 e3]",
    ]);
  });
  it("N2: an override rests on the member's own sales, one on pay on the member's own lines", () => {
    const components = [
      rate("5%"),
      { id: "o", kind: "override", rate: "2%", of: "members" },
      { id: "s", kind: "split", on: ["b"] },
      { id: "op", kind: "override", rate: "1%", of: "pay", to: "m2" },
    ];
    const facts = ["m2", "m3", "m1"].map((member, index) => sale(`2026-01-1${index}`, `${index + 1}00.00`, { member }));
    const evaluation = opened([plan(components)], [...facts, sale("2026-01-12", "400.00")], "2026-02-05T10:00", TEAM);
    expect(told(explain(evaluation, "2026-01/o/m1/2"))).toEqual([
      "Override · m1: m3: 200.00 × 2% = 4.00 [e2]",
      "  Credited amount: m3 = 200.00 [e2]",
    ]);
    const onPay = explain(evaluation, "2026-01/op/m2/1")!;
    expect(told(onPay).slice(0, 6)).toEqual([
      "Override · m2: m1: 31.00 × 1% = 0.31",
      "  Pay of the member: 2026-01/o/m1/1 + 2026-01/o/m1/2 + 2026-01/s/m1 = 31.00",
      "    Override · m1: m2: 100.00 × 2% = 2.00 [e1]",
      "      Credited amount: m2 = 100.00 [e1]",
      "    Override · m1: m3: 200.00 × 2% = 4.00 [e2]",
      "      Credited amount: m3 = 200.00 [e2]",
    ]);
    expect(eventsOf(onPay).sort()).toEqual(["e1", "e2", "e3", "e4"]);
  });
  it("N2: the name of a member's line is told in both languages", () => {
    const { contract } = opened([plan([rate("5%"), { id: "s", kind: "split" }])], [], "2026-02-05T10:00", TEAM);
    const say = (language: "zh" | "en") => makeReadable(contract, contract.versions[0]!, language)("2026-01/s/m1");
    expect([say("zh"), say("en")]).toEqual(["2026年1月成员分配（m1）", "Split among members of January 2026 (m1)"]);
  });
  it("N2: what is released opens to the line that held it", () => {
    const release = { metric: "C9.3/cs", after: "2 months", table: [{ from: 0, share: "50%" }] };
    const rules = [plan([rate("10%"), { id: "h", kind: "holdback", on: ["b"], rate: "15%", release }]), csat("month")];
    const facts = [sale("2026-01-10", "1000.00"), ...answers("2026-03-10", 5)];
    expect(told(explain(opened(rules, facts, "2026-04-05T10:00"), "statement/2026-03/h"))).toEqual([
      "Release of holdback: 2026-01: 15.00 × 50% = 7.50",
      "  Held back before: 2026-01/h = 15.00",
      "    Holdback: −100.00 × 15% = -15.00",
      "      Lines worked on: 2026-01/b = 100.00",
      "        Commission at a rate: 1,000.00 × 10% = 100.00 [e1]",
      "          Credited amount: 1,000.00 [e1]",
      "  Reading of the measure: C9.3/cs@2026-03 = 1",
      "    Test: 1 ÷ 1 = 1 [e2]",
    ]);
  });
  it("N2: the balance of a draw opens to the lines that made it, earlier periods as they are known now", () => {
    const draw = { id: "d", kind: "draw", amount: "600.00", recoverable: true, at_end: "owe" };
    const facts = [
      sale("2026-01-10", "4200.00"),
      sale("2026-02-10", "5100.00"),
      sale("2026-03-10", "9800.00"),
      sale("2026-01-20", "1000.00", { recorded_at: "2026-03-20T00:00" }),
    ];
    const evaluation = opened([plan([rate("10%"), draw])], facts, "2026-05-01T10:00");
    expect(evaluation.money(evaluation.statements[1]!.balances.draw)).toBe("270.00");
    const balance = explain(evaluation, "2026-03/d")!.inputs[1]!;
    expect(told(balance).filter((line) => /Balance|Draw/.test(line))).toEqual([
      "Balance brought along, earlier periods as recomputed: 80.00 + 90.00 = 170.00",
      "  Draw: 600.00 − 510.00 = 90.00",
      "    Balance brought along, earlier periods as recomputed: 80.00",
      "      Draw: 600.00 − 520.00 = 80.00",
    ]);
    expect(eventsOf(balance).sort()).toEqual(["e1", "e2", "e4"]);
  });
  it("N2: what a cap carried opens to the lines that it was cut from", () => {
    const cap = { id: "cap", kind: "cap", on: ["b"], at: "1000.00", excess: "carry" };
    const facts = ["15000.00", "13000.00", "5000.00", "7000.00"].map((one, index) =>
      sale(`2026-0${index + 1}-10`, one),
    );
    const evaluation = opened([plan([rate("10%"), cap])], facts, "2026-05-05T10:00");
    const balance = explain(evaluation, "2026-04/cap")!.inputs[1]!;
    expect(told(balance).filter((line) => /Balance|Cap/.test(line))).toEqual([
      "Balance brought along, earlier periods as recomputed: 800.00 − 500.00 = 300.00",
      "  Cap: min(800.00, 1,000.00 − 500.00) = 500.00",
      "    Balance brought along, earlier periods as recomputed: 500.00 + 300.00 = 800.00",
      "      Cap: 1,000.00 − 1,300.00 = -300.00",
      "        Balance brought along, earlier periods as recomputed: 500.00",
      "          Cap: 1,000.00 − 1,500.00 = -500.00",
    ]);
    expect(eventsOf(balance).sort()).toEqual(["e1", "e2", "e3"]);
  });
  it("N2: earlier payouts of a window open to the lines that paid them", () => {
    const tiers = {
      id: "b",
      kind: "tiers",
      method: "marginal",
      accumulate: "quarter",
      table: [{ from: "0.00", rate: "10%" }],
    };
    const facts = ["100.00", "200.00", "300.00"].map((one, index) => sale(`2026-0${index + 1}-10`, one));
    const line = explain(opened([plan([tiers])], facts, "2026-04-05T10:00"), "2026-03/b")!;
    expect(told(line.inputs.at(-1)!).filter((one) => /Earlier|Tiered/.test(one))).toEqual([
      "Earlier payouts of the window: 10.00 + 20.00 = 30.00",
      "  Tiered commission: 300.00 × 10% − 10.00 = 20.00 [e1 e2]",
      "    Earlier payouts of the window: 10.00",
      "      Tiered commission: 100.00 × 10% = 10.00 [e1]",
    ]);
  });
  it("N2: fixed amounts of a period that an amendment cuts say how they were weighed", () => {
    const components = [
      rate("10%"),
      { id: "cap", kind: "cap", on: ["b"], at: "{{most}}", excess: "forfeit" },
      { id: "d", kind: "draw", amount: "{{most}}", recoverable: false },
    ];
    const more = {
      params: { most: { type: "money", value: "9000.00" } },
      amendments: [{ number: "1", effective: "2026-06-16", set: { most: "6000.00" }, applies: "by_event_date" }],
    };
    const over = opened([plan(components)], [sale("2026-06-10", "80000.00")], "2026-07-05T10:00", more);
    expect(told(explain(over, "2026-06/cap")).at(-1)).toBe(
      "  Cap of the period: 9,000.00 × 15/30 + 6,000.00 × 15/30 = 7,500.00",
    );
    const under = opened([plan(components)], [], "2026-07-05T10:00", more);
    expect(told(explain(under, "2026-06/d")).at(-1)).toBe(
      "  Draw of the period: 9,000.00 × 15/30 + 6,000.00 × 15/30 = 7,500.00",
    );
  });
  it("N2: what was stated before opens to the closed line and to what was set right since, each as it was known then", () => {
    const facts = [
      sale("2026-01-10", "1000.00"),
      sale("2026-01-11", "500.00", { recorded_at: "2026-02-10T10:00" }),
      {
        kind: "refund",
        at: "2026-01-20T10:00",
        recorded_at: "2026-03-10T10:00",
        order: "2026-01-10-1000.00",
        amount: "300.00",
      },
    ];
    const evaluation = opened([plan([rate("10%")])], facts, "2026-04-05T10:00");
    expect(told(explain(evaluation, "2026-03/true_up"))).toEqual([
      "True-up: 2026-01/b: 120.00 − 150.00 = -30.00",
      "  As recomputed now: 2026-01/b = 120.00",
      "    Commission at a rate: 1,200.00 × 10% = 120.00 [e1 e2 e3]",
      "      Credited amount: 1,200.00 [e1 e2 e3]",
      "  As stated before: 100.00 + 50.00 = 150.00",
      "    Commission at a rate: 1,000.00 × 10% = 100.00 [e1]",
      "      Credited amount: 1,000.00 [e1]",
      "    True-up: 2026-01/b: 150.00 − 100.00 = 50.00",
      "      As recomputed now: 2026-01/b = 150.00",
      "        Commission at a rate: 1,500.00 × 10% = 150.00 [e1 e2]",
      "          Credited amount: 1,500.00 [e1 e2]",
    ]);
  });
  it("N2: a true-up down to nothing names the return, and a closed line the correction that shaped it", () => {
    const back = {
      kind: "refund",
      at: "2026-01-20T10:00",
      recorded_at: "2026-02-10T10:00",
      order: "2026-01-10-1000.00",
      amount: "1000.00",
    };
    const whole = opened([plan([rate("10%")])], [sale("2026-01-10", "1000.00"), back], "2026-03-05T10:00");
    expect(told(explain(whole, "2026-02/true_up"))[1]).toBe("  As recomputed now:  = 0.00 [e1 e2]");
    const corrected = { kind: "corrected", at: "2026-01-12T10:00", target: "e1", fields: { amount: "900.00" } };
    const shaped = opened([plan([rate("10%")])], [sale("2026-01-10", "1000.00"), corrected], "2026-03-05T10:00");
    expect(told(explain(shaped, "2026-01/b"))[0]).toBe("Commission at a rate: 900.00 × 10% = 90.00 [e1 e2]");
  });
  const LATE = [
    plan([rate("10%")], { publish_by: "5 business days", pay_by: "10 days", finding: "B2", bearer: "company" }),
    {
      id: "ld",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      damages: { on: ["B2"], of: "pay", rate: "0.05%", per: "day", cap: "100.00" },
    },
  ];
  it("C11.2: a claim names the statement by a reference that `explain` takes, in both languages, and opens it", () => {
    const paid = { kind: "payment_made", at: "2026-02-10T10:00", amount: "30.00", statement: "2026-01" };
    const evaluation = opened(LATE, [sale("2026-01-10", "1000.00"), paid], "2026-03-15T10:00");
    const claim = explain(evaluation, claimName(evaluation.claims.find(({ finding }) => finding.includes("/pay"))!))!;
    const [open] = claim.inputs;
    expect(told(open)).toEqual([
      "What of it was open when it fell due: 100.00 − 30.00 = 70.00",
      "  Statement that was not paid in time: statement/C9.3/pay/2026-01 = 100.00",
      "    Statement 2026-01: 100.00",
      "      Commission at a rate: 1,000.00 × 10% = 100.00 [e1]",
      "        Credited amount: 1,000.00 [e1]",
      "  Paid, withheld or set off:  = -30.00 [e2]",
    ]);
    const { contract } = evaluation;
    for (const language of ["zh", "en"] as const) {
      const ref = makeReadable(contract, contract.versions[0]!, language)(open!.inputs[0]!.formula);
      expect(explain(evaluation, ref)?.value).toBe("100.00");
    }
  });
  it("S2: a use of a power names the old and the new value, the notice and the effective day", () => {
    const power = {
      id: "adj",
      kind: "power",
      holder: "company",
      may: "adjust_param",
      param: "r",
      min: "5%",
      max: "10%",
      notice: "30 days",
    };
    const use = {
      kind: "power_used",
      at: "2026-03-10T10:00",
      power: "adj",
      param: "r",
      value: "4%",
      effective: "2026-04-15",
      party: "company",
    };
    const evaluation = opened([power], [use], "2026-05-01T10:00", { params: { r: { type: "rate", value: "10%" } } });
    expect(told(explain(evaluation, "C9.3/adj@e1")).slice(1)).toEqual([
      "  Parameter: r = 10%",
      "  New value:  = 4% [e1]",
      "  Earliest day by the agreed notice: 30 days = 2026-04-09 [e1]",
      "  Effective day:  = 2026-04-15 [e1]",
    ]);
  });
  it("N2: an end that says nothing of itself is listed", () => {
    const evaluation = opened([plan([rate("10%")])], [sale("2026-01-10", "1000.00")], "2026-02-05T10:00");
    const [statement] = evaluation.statements;
    const [line] = statement!.lines;
    const bare = {
      ...line!,
      trace: () => ({ ...line!.trace(), inputs: [], evidence: { count: 0, hash: "", ids: [] } }),
    };
    const stopped = { ...evaluation, statements: [{ ...statement!, lines: [bare] }] };
    expect(openEnds(stopped)).toEqual(["statement/2026-01/b > Commission at a rate: 1,000.00 × 10% = 100.00"]);
  });
});

describe("C3.1: a part of an index without a value says what the index does about it", () => {
  const index = (missing: string) => [
    csat("month"),
    {
      id: "ef",
      kind: "definition",
      metric: { measure: "effort", event: "survey_answered", window: "month", min_n: 1 },
    },
    {
      id: "x",
      kind: "definition",
      metric: {
        measure: "index",
        window: "month",
        missing,
        parts: ["cs", "ef"].map((metric) => ({
          metric: `C9.3/${metric}`,
          weight: "50%",
          floor: "0.2",
          ceiling: "0.7",
        })),
      },
    },
  ];
  const answer = (at: string, fields: object): Told => ({
    kind: "survey_answered",
    at,
    customer: at,
    invitation: at,
    ...fields,
  });
  const facts = [
    answer("2026-01-10T10:00", { satisfaction: 5 }),
    answer("2026-01-11T10:00", { effort: 7 }),
    answer("2026-01-12T10:00", { effort: 1 }),
    answer("2026-02-10T10:00", { satisfaction: 5 }),
  ];
  it.each([
    [
      "reweight",
      "50 % × –; reweight; 0 ÷ 0",
      "其权重按比例分给其余各项",
      "its weight goes to the other parts in proportion",
    ],
    ["indeterminate", "50 % × –; indeterminate; 0 ÷ 0", "指数随之无数值", "the index has no value either"],
    ["carry_last", "50 % × clamp((0.5 − 0.2) ÷ 0.5); carried_last", "沿用上一数值", "the last value is carried along"],
  ])("C3.1: %s", (missing, formula, zh, en) => {
    const evaluation = opened(index(missing), facts, "2026-03-05T10:00");
    const part = explain(evaluation, "C9.3/x@2026-02")!.inputs[1]!;
    expect(part.formula).toBe(formula);
    const { contract } = evaluation;
    const say = (language: "zh" | "en") => makeReadable(contract, contract.versions[0]!, language)(part.formula);
    expect(say("zh")).toContain(zh);
    expect(say("en")).toContain(en);
    expect(eventsOf(part)).toEqual(missing === "carry_last" ? ["e2", "e3"] : []);
  });
  it("C3.1: a part that has a value shows it, also where the index has none", () => {
    const evaluation = opened(index("indeterminate"), facts, "2026-03-05T10:00");
    const metric = evaluation.metrics.find((one) => one.id === "x" && one.period.label === "2026-02")!;
    expect(metricJson(metric, evaluation)).toMatchObject({ value: null, extra: { "C9.3/cs": 50, "C9.3/ef": null } });
    expect(metric.parts![0]).toMatchObject({ weight: 0.5, value: 1, score: 100 });
  });
});
