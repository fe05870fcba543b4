import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadContract } from "../src/contract/load.ts";
import { evaluate } from "../src/evaluate.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { instanceName } from "../src/rules/settle.ts";
import { parseInstant } from "../src/values/date.ts";
import { china } from "./calendars.ts";
import { run, states, type Told } from "./run-contract.ts";

const TEXT = { zh: "依约。", en: "As agreed." };
const TITLE = { zh: "附", en: "More" };
const clauseOf = (id: string, rules: readonly object[] = []) => ({ id, title: TITLE, text: TEXT, rules });
/** An amendment that adds a clause without rules: nothing that anybody owes may change by it. */
const idle = (effective: string) => ({ amendments: [{ number: 1, effective, clauses: [clauseOf("Z9.9")] }] });
const those = (all: readonly string[], start: string): string[] => all.filter((one) => one.startsWith(start));

describe("C10.2: one act of performance fulfils one period, whatever lies between the periods", () => {
  const REPORT = {
    id: "rep",
    kind: "recurrence",
    bearer: "agent",
    finding: "B2",
    every: "month",
    due: "10 days after end",
    done_by: "report_submitted",
  };
  const report = (at: string, more: object = {}): Told => ({ kind: "report_submitted", at, report: at, ...more });
  const facts = [report("2026-02-05T10:00"), report("2026-03-05T10:00")];
  const AS_OF = "2026-04-20T00:00";
  const OWED = ["rep@2026-01 met", "rep@2026-02 met", "rep@2026-03 missed", "rep@2026-04 running"];

  it("C10.2: an amendment about something else leaves the month unreported that was not reported", () => {
    expect(states(run([REPORT], facts, AS_OF))).toEqual(OWED);
    const amended = run([REPORT], facts, AS_OF, idle("2026-03-01"));
    expect(states(amended)).toEqual(OWED);
    expect(amended.findings.map(({ period }) => period)).toEqual(["2026-03"]);
  });
  it("C10.2: an amendment in the middle of a month and two amendments hand out no act twice", () => {
    const two = [idle("2026-02-16").amendments[0]!, { ...idle("2026-03-01").amendments[0]!, number: 2 }];
    expect(states(run([REPORT], facts, AS_OF, { amendments: two }))).toEqual(OWED);
  });
  it("S1: a use of a power between the months hands out no act twice", () => {
    const power = {
      id: "adj",
      kind: "power",
      holder: "company",
      may: "adjust_param",
      param: "r",
      min: "1%",
      max: "20%",
    };
    const used: Told = {
      kind: "power_used",
      at: "2026-01-10T10:00",
      power: "adj",
      param: "r",
      value: "6%",
      effective: "2026-03-01",
      party: "company",
    };
    const told = run([REPORT, power], [...facts, used], AS_OF, { params: { r: { type: "rate", value: "5%" } } });
    expect(those(states(told), "rep@")).toEqual(OWED);
  });
  it("C8.1: nor does a duty for each customer by the quarter", () => {
    const visit = { ...REPORT, every: "quarter", done_by: "contact_made", per: "customer" };
    const visits: Told[] = [
      { kind: "customer_joined", at: "2025-12-20T10:00", customer: "k" },
      { kind: "contact_made", at: "2026-04-05T10:00", customer: "k" },
    ];
    const owed = ["rep@2026-Q1/k met", "rep@2026-Q2/k running"];
    expect(states(run([visit], visits, "2026-04-20T00:00"))).toEqual(owed);
    expect(states(run([visit], visits, "2026-04-20T00:00", idle("2026-04-01")))).toEqual(owed);
  });
  it("C8.1: nor is a customer who left and came back served twice by one visit", () => {
    const visit = { ...REPORT, every: "quarter", done_by: "contact_made", per: "customer" };
    const visits: Told[] = [
      { kind: "customer_joined", at: "2025-12-20T10:00", customer: "k" },
      { kind: "customer_left", at: "2026-04-15T10:00", customer: "k" },
      { kind: "customer_joined", at: "2026-06-20T10:00", customer: "k" },
      { kind: "contact_made", at: "2026-10-05T10:00", customer: "k" },
    ];
    expect(states(run([visit], visits, "2026-10-20T00:00"))).toEqual([
      "rep@2026-Q1/k missed",
      "rep@2026-Q2/k ended",
      "rep@2026-Q3/k missed",
      "rep@2026-Q4/k running",
    ]);
    const twice: Told[] = [...visits, { kind: "contact_made", at: "2026-10-06T10:00", customer: "k" }];
    expect(states(run([visit], twice, "2026-10-20T00:00"))[2]).toBe("rep@2026-Q3/k met");
  });
  it("C10.2: an act that only the new words know fulfils no period of the old ones", () => {
    const changed = { ...REPORT, done_by: "review_held" };
    const more = { amendments: [{ number: 1, effective: "2026-03-01", clauses: [clauseOf("C9.3", [changed])] }] };
    const held: Told = { kind: "review_held", at: "2026-04-05T10:00", review: "r" };
    expect(states(run([REPORT], [facts[0]!, held], AS_OF, more))).toEqual([
      "rep@2026-01 met",
      "rep@2026-02 missed",
      "rep@2026-03 met",
      "rep@2026-04 running",
    ]);
  });
  it("C10.2: the shipped example stands as it stood under an amendment that only adds words", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const read = (file: string): string | undefined => {
      try {
        return readFileSync(file, "utf8");
      } catch {
        return undefined;
      }
    };
    const main = `${root}contracts/filled/company-led/contract.yaml`;
    const text = readFileSync(main, "utf8");
    const facts = readFileSync(`${root}web/public/example/company-led.ndjson`, "utf8");
    const under = (amendment: string): string[] => {
      const { contract } = loadContract(main, (file) => (file === main ? text + amendment : read(file)));
      const { events } = parseFacts(contract!, "facts.ndjson", facts);
      const asOf = parseInstant("2026-09-20T00:00:00+08:00")!;
      const evaluation = evaluate(contract!, events, { asOf, calendars: [china], zones: [], sha256: () => "" });
      return evaluation.clauses
        .flatMap((clause) => clause.instances)
        .map((one) => `${instanceName(one.ref, one.period, one.subject)}~${one.bearer ?? ""} ${one.state}`)
        .sort();
    };
    const added = { number: 1, effective: "2026-07-01", clauses: [{ id: "Z9.9", title: TITLE, text: TEXT }] };
    expect(text).not.toContain("\namendments:");
    expect(under(`\namendments: [${JSON.stringify(added)}]\n`)).toEqual(under(""));
  });
});

describe("C11.2: damages are those agreed on the day on which the breach begins", () => {
  const ANSWER = {
    id: "answer",
    kind: "deadline",
    bearer: "company",
    finding: "B1",
    starts: "complaint_opened",
    ends: "complaint_resolved",
    match: "case",
    within: "2 business days",
  };
  const late = (amount: string, cap: string) => ({
    id: "late",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    damages: { on: ["B1"], amount, per: "day", cap },
  });
  const from = (effective: string, ...rules: object[]) => ({
    amendments: [{ number: 1, effective, clauses: [clauseOf("C9.3", [ANSWER, ...rules])] }],
  });
  const complaint = (opened: string, resolved: string, of = "k"): Told[] => [
    { kind: "complaint_opened", at: opened, case: of },
    { kind: "complaint_resolved", at: resolved, case: of },
  ];
  const claims = (facts: readonly Told[], asOf: string, more: object): string[] => {
    const evaluation = run([ANSWER, late("10.00", "100.00")], facts, asOf, more);
    return evaluation.claims.map((one) => `${one.finding} ${evaluation.money(one.amount)}`);
  };
  const march = complaint("2026-03-05T10:00", "2026-03-16T10:00");
  const october = complaint("2026-10-12T10:00", "2026-10-26T10:00", "o");

  it("C11.2: an amendment to come changes no claim, before it is in force and after", () => {
    const more = from("2026-09-01", late("99.00", "5000.00"));
    const claim = ["C9.3/answer@k~company 70.00"];
    expect(claims(march, "2026-05-01T00:00", {})).toEqual(claim);
    expect(claims(march, "2026-05-01T00:00", more)).toEqual(claim);
    expect(claims(march, "2026-10-01T00:00", more)).toEqual(claim);
  });
  it("C11.2: an amendment that drops the damages leaves earlier claims and gives no later one", () => {
    expect(claims([...march, ...october], "2026-12-01T00:00", from("2026-09-01"))).toEqual([
      "C9.3/answer@k~company 70.00",
    ]);
  });
  it("C11.2: an amendment that brings damages in gives none for what was broken before", () => {
    const more = {
      amendments: [{ number: 1, effective: "2026-09-01", clauses: [clauseOf("C9.4", [late("99.00", "5000.00")])] }],
    };
    const evaluation = run([ANSWER], [...march, ...october], "2026-12-01T00:00", more);
    expect(evaluation.claims.map((one) => [one.ref, one.finding, one.days])).toEqual([
      ["C9.4/late", "C9.3/answer@o~company", 12],
    ]);
  });
  it("C11.2: each version's cap is over what all of them have given", () => {
    const more = from("2026-09-01", late("20.00", "150.00"));
    expect(claims([...march, ...october], "2026-12-01T00:00", more)).toEqual([
      "C9.3/answer@k~company 70.00",
      "C9.3/answer@o~company 80.00",
    ]);
  });
});

describe("C6.2: a bonus is judged by the target by which its threshold is judged", () => {
  const rules = [
    { id: "n", kind: "definition", metric: { measure: "count", event: "sale", window: "month", min_n: 1 } },
    { id: "goal", kind: "threshold", bearer: "agent", metric: "n", at_least: "{{target}}", every: "month" },
    {
      id: "pay",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      plan: {
        period: "month",
        credit: [{ event: "sale", amount: "amount" }],
        components: [{ id: "bonus", kind: "bonus", rule: "goal", amount: "1000.00" }],
      },
    },
  ];
  const sold = (month: string, count: number): Told[] =>
    Array.from({ length: count }, (_, index) => ({
      kind: "sale",
      at: `${month}-1${index}T10:00`,
      order: `${month}/${index}`,
      amount: "10.00",
    }));
  /** Of March and April, what the goal says and what the bonus pays. */
  const told = (target: number, amended: number, facts: readonly Told[], more: object = {}): string[] => {
    const evaluation = run(rules, facts, "2026-05-20T00:00", {
      params: { target: { type: "number", value: target, min: 1, max: 9 } },
      amendments: [{ number: 1, effective: "2026-03-16", set: { target: amended } }],
      ...more,
    });
    return ["2026-03", "2026-04"].flatMap((month) => [
      ...those(states(evaluation), `goal@${month}`),
      ...evaluation.statements.filter((one) => one.label === month).map(({ earned }) => evaluation.money(earned)),
    ]);
  };
  it("C6.2: a target raised within the month is for the next one", () => {
    const facts = [...sold("2026-03", 4), ...sold("2026-04", 4)];
    expect(told(3, 5, facts)).toEqual(["goal@2026-03 met", "1000.00", "goal@2026-04 missed", "0.00"]);
  });
  it("C6.2: so is one lowered within the month", () => {
    const facts = [...sold("2026-03", 2), ...sold("2026-04", 2)];
    expect(told(3, 2, facts)).toEqual(["goal@2026-03 missed", "0.00", "goal@2026-04 met", "1000.00"]);
  });
  it("C6.2: a goal that an amendment makes quarterly pays by the quarter, under the same words of the plan", () => {
    const quarterly = [
      { ...rules[0]!, metric: { measure: "count", event: "sale", window: "quarter", min_n: 1 } },
      { ...rules[1]!, every: "quarter" },
      rules[2]!,
    ];
    const amendments = [{ number: 1, effective: "2026-07-01", clauses: [clauseOf("C9.3", quarterly)] }];
    const params = { target: { type: "number", value: 3 } };
    const facts = [...sold("2026-06", 3), ...sold("2026-08", 3)];
    const { statements, money } = run(rules, facts, "2026-10-20T00:00", { params, amendments });
    expect(statements.flatMap((one) => (one.earned === 0n ? [] : [`${one.label} ${money(one.earned)}`]))).toEqual([
      "2026-06 1000.00",
      "2026-09 1000.00",
    ]);
  });
  it("C6.2: an amendment that drops the goal within the month leaves the month its goal and its bonus", () => {
    const amendments = [{ number: 1, effective: "2026-03-16", clauses: [clauseOf("C9.3", [rules[0]!])] }];
    const facts = [...sold("2026-03", 4), ...sold("2026-04", 4)];
    expect(told(3, 5, facts, { amendments }).slice(0, 2)).toEqual(["goal@2026-03 met", "1000.00"]);
  });
});

describe("C6.3: what a contract lets set off it lets set off for periods that begin under that version", () => {
  const base = { id: "base", kind: "rate", rate: "5%" };
  const claw = {
    id: "claw",
    kind: "clawback",
    event: "sale_cancelled",
    match: "order",
    on: ["base"],
    earn_over: "12 months",
    unit: "month",
    cooling_off: "15 days",
  };
  const pay = {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: { period: "month", credit: [{ event: "sale", amount: "amount" }], components: [base, claw] },
  };
  const power = { id: "so", kind: "power", holder: "company", may: "set_off", notice: "10 days" };
  const sale = (at: string, order: string, amount: string): Told => ({ kind: "sale", at, order, amount });
  const facts = [
    sale("2026-01-05T10:00", "1", "10000.00"),
    { kind: "sale_cancelled", at: "2026-02-05T10:00", order: "1" },
    sale("2026-03-05T10:00", "2", "500.00"),
    sale("2026-08-05T10:00", "3", "600.00"),
    sale("2026-09-05T10:00", "4", "700.00"),
  ];
  const setOff = (rules: readonly object[], asOf: string, more: object = {}): string[] => {
    const evaluation = run(rules, facts, asOf, more);
    return evaluation.statements.flatMap((one) =>
      one.setOff === 0n ? [] : [`${one.label} ${evaluation.money(one.setOff)}`],
    );
  };
  const bringing = (effective: string) => ({
    amendments: [{ number: 1, effective, clauses: [clauseOf("C9.4", [power])] }],
  });
  it("C6.3: an amendment that brings the power in takes nothing from earlier pay", () => {
    const more = bringing("2026-09-01");
    for (const asOf of ["2026-03-20T00:00", "2026-04-10T00:00", "2026-09-04T00:00"]) {
      expect([asOf, setOff([pay], asOf, more)]).toEqual([asOf, []]);
    }
    expect(setOff([pay], "2026-09-20T00:00", more)).toEqual(["2026-09 35.00"]);
    expect(setOff([pay], "2026-11-20T00:00", more)).toEqual(["2026-09 35.00"]);
    expect(setOff([pay], "2026-11-20T00:00", bringing("2026-08-15"))).toEqual(["2026-09 35.00"]);
  });
  it("C6.3: one that takes it away leaves what was set off, and nothing more is", () => {
    const more = { amendments: [{ number: 1, effective: "2026-09-01", clauses: [clauseOf("C9.3", [pay])] }] };
    expect(setOff([pay, power], "2026-11-20T00:00", more)).toEqual(["2026-03 25.00", "2026-08 30.00"]);
  });
});

describe("C11.3: a cure period is that of the version under which the duty began", () => {
  const rules = (cure: string) => [
    { id: "n", kind: "definition", metric: { measure: "count", event: "sale", window: "month", min_n: 0 } },
    {
      id: "goal",
      kind: "threshold",
      bearer: "agent",
      finding: "B2",
      metric: "n",
      at_least: 3,
      every: "month",
      cure,
    },
  ];
  const cured: Told = { kind: "cured", at: "2026-04-28T10:00", finding: "C9.3/goal@2026-03", by: "company" };
  const march = (facts: readonly Told[], asOf: string, effective: string) => {
    const amendments = [{ number: 1, effective, clauses: [clauseOf("C9.3", rules("60 business days"))] }];
    const evaluation = run(rules("5 business days"), facts, asOf, { amendments });
    const { status } = evaluation.findings.find(({ period }) => period === "2026-03")!;
    return [status, ...evaluation.warnings.map(({ code }) => code)];
  };
  it("C11.3: a longer one to come does not cure what is out of time, before it is in force and after", () => {
    expect(march([cured], "2026-05-02T00:00", "2026-11-01")).toEqual(["proposed", "act_out_of_time"]);
    expect(march([cured], "2026-12-02T00:00", "2026-11-01")).toEqual(["proposed", "act_out_of_time"]);
    expect(march([cured], "2026-05-02T00:00", "2026-03-16")).toEqual(["proposed", "act_out_of_time"]);
  });
  it("C11.3: one in force when the period began does", () => {
    expect(march([cured], "2026-05-02T00:00", "2026-03-01")).toEqual(["cured"]);
  });
});

describe("C6.3: statements after a plan was dropped are owed by its last words", () => {
  const pay = (publish_by: string) => ({
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    finding: "B1",
    publish_by,
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [{ id: "base", kind: "rate", rate: "5%" }],
    },
  });
  const said = { id: "said", kind: "power", holder: "company", may: "inspect" };
  const late: Told = {
    kind: "sale",
    at: "2026-05-20T10:00",
    recorded_at: "2026-08-10T10:00",
    order: "1",
    amount: "100.00",
  };
  it("C6.3: of several versions, one of which brought the plan in", () => {
    const amendments = [
      { number: 1, effective: "2026-03-01", clauses: [clauseOf("C9.4", [pay("5 days")])] },
      { number: 2, effective: "2026-05-01", clauses: [clauseOf("C9.4", [pay("20 days")])] },
      { number: 3, effective: "2026-07-01", clauses: [clauseOf("C9.4")] },
    ];
    const evaluation = run([said], [late], "2026-09-10T10:00", { amendments });
    const ofAugust = evaluation.clauses.flatMap((clause) => clause.instances).filter((one) => one.period === "2026-08");
    expect(ofAugust.map((one) => [one.ref, one.subject, one.version, one.state])).toEqual([
      ["C9.4/pay", "publish", 3, "running"],
    ]);
  });
});
