// What opens below a figure of pay, as the page shows it.
import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { SHANGHAI } from "../src/calendar/zone.ts";
import { explain } from "../src/explain.ts";
import { lessText, sumText } from "../src/pay/figures.ts";
import { ContractBook } from "../src/views/contract-book.ts";
import type { Language, TraceView } from "../src/views/view.ts";
import { run, type Told } from "./run-contract.ts";

const opened = (rules: readonly object[], facts: readonly Told[], asOf: string, more: object = {}) => {
  const evaluation = run(rules, facts, asOf, more);
  const { contract, events } = evaluation;
  const world = { calendars: [], zone: SHANGHAI, sha256: (text: string) => hash("sha256", text, "hex") };
  const book = new ContractBook(contract, "dropped", "t", "t.json", [], world, evaluation.asOf, {
    events,
    diagnostics: [],
  });
  book.adopt(evaluation);
  const at = (language: Language) => ({ asOf: evaluation.asOf, party: "company" as const, language });
  return {
    evaluation,
    view: (language: Language = "en") => book.view(at(language)),
    explain: (ref: string, language: Language = "en") => book.explain(at(language), ref),
  };
};
const partsOf = (trace: TraceView): TraceView[] => [trace, ...trace.inputs.flatMap(partsOf)];
const plan = (components: readonly object[], more: object = {}) => ({
  id: "pay",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  plan: { period: "month", credit: [{ event: "sale", amount: "amount" }], components, ...more },
});
const metric = (measure: string, more: object) => ({
  kind: "definition",
  metric: { measure, window: "month", ...more },
});
const CSAT = { id: "cs", ...metric("csat", { event: "survey_answered", value: "satisfaction", min_n: 3 }) };
const RATE = { id: "base", kind: "rate", rate: "10%" };
const SALE: Told = { kind: "sale", at: "2026-01-05T10:00", order: "o", amount: "40000.00" };
const answers = (...scores: number[]): Told[] =>
  scores.map((satisfaction, index) => ({
    kind: "survey_answered",
    at: `2026-01-1${index}T10:00`,
    invitation: `i${index}`,
    customer: `c${index}`,
    satisfaction,
  }));

test("N2: a measure below a line of pay has the digits it has on its own page", () => {
  const factor = { id: "loyal", kind: "multiplier", on: ["base"], metric: "cs", table: [{ from: 0, times: "1.1" }] };
  const { explain } = opened([CSAT, plan([RATE, factor])], [SALE, ...answers(5, 5, 1)], "2026-02-20T10:00");
  const own = explain("C9.3/cs@2026-01")!.trace.value;
  expect(own).toBe("0.666667");
  const read = partsOf(explain("statement/2026-01/loyal")!.trace).filter((part) => part.unit === "percent");
  expect(read.map((part) => part.value)).toEqual([own, own]);
});
test("N2: a reading that decides nothing says so in words, beside its figure", () => {
  const factor = { id: "loyal", kind: "multiplier", on: ["base"], metric: "cs", table: [{ from: 0, times: "1.1" }] };
  const few = { ...factor, indeterminate: "1.05" };
  const { explain } = opened([CSAT, plan([RATE, few])], [SALE, ...answers(5, 1)], "2026-02-20T10:00");
  const value = (language: Language) => explain("statement/2026-01/loyal", language)!.trace.inputs[1]!.value;
  expect([value("en"), value("zh")]).toEqual(["50.0% (Not enough data)", "50.0%（数据不足）"]);
});
test("N2: units keep their decimals, amounts are written like money", () => {
  const units = { id: "units", kind: "per_unit", event: "sale", count: "quantity", each: "88.00" };
  const { explain } = opened([plan([units])], [{ ...SALE, quantity: 1.125 }], "2026-02-20T10:00");
  const { formula, inputs } = explain("statement/2026-01/units")!.trace;
  expect([formula, inputs[0]!.value]).toEqual(["1.125 × 88.00", "1.125"]);
});
test("N2: a part below zero is taken off with one sign", () => {
  const release = { metric: "cs", after: "6 months", table: [{ from: "0%", share: "100%" }] };
  const holdback = { id: "kept", kind: "holdback", rate: "10%", release };
  const { evaluation } = opened([CSAT, plan([RATE, holdback])], [SALE], "2026-02-20T10:00");
  expect(explain(evaluation, "statement/2026-01")!.formula).toBe("4000.00 − 400.00");
  expect([sumText(["-1.00", "-2.00"]), lessText("-8.00", "-9.00")]).toEqual(["−1.00 − 2.00", "−8.00 − (−9.00)"]);
});
test("C6.2: lines of a team carry the names of its members, their ids only the ids", () => {
  const members = [
    { id: "chen", name: "陈海", share: "60%" },
    { id: "sun", name: "孙月", share: "40%" },
  ];
  const more = {
    parties: {
      company: { name: "甲公司", kind: "organisation" },
      agent: { name: "海月组", kind: "team", lead: "chen", members },
    },
  };
  const components = [
    RATE,
    { id: "lead", kind: "override", rate: "5%", of: "members" },
    { id: "shares", kind: "split", on: ["base"] },
  ];
  const facts = [{ ...SALE, member: "sun" }];
  const { view, explain } = opened([plan(components)], facts, "2026-02-20T10:00", more);
  const { lines } = view("zh").statements[0]!;
  const shown = lines.flatMap(({ id, label, member }) => (member === undefined ? [] : [`${id} ${label} ${member}`]));
  expect(shown).toEqual([
    "2026-01/lead/chen 管理津贴 陈海",
    "2026-01/shares/chen 团队分配 陈海",
    "2026-01/shares/sun 团队分配 孙月",
  ]);
  const texts = lines.flatMap(({ ref }) =>
    partsOf(explain(ref, "zh")!.trace).flatMap(({ what, formula, value }) => [what, formula, value]),
  );
  expect(texts).toEqual(expect.arrayContaining(["孙月：40,000.00 × 5%", "团队分配 · 孙月"]));
  expect(texts.filter((text) => /chen|sun/.test(text))).toEqual([]);
});
const FEE = {
  id: "fee",
  kind: "entitlement",
  holder: "intermediary",
  from: "company",
  fee: {
    every: "month",
    basis: { event: "payment_made", value: "amount" },
    rate: "3%",
    shares: { company: "50%", agent: "50%" },
  },
};
const PARTIES = {
  company: { name: "甲公司", kind: "organisation" },
  agent: { name: "乙代理", kind: "person" },
  intermediary: { name: "丙中介", kind: "organisation" },
};
const PAYMENT: Told = {
  kind: "payment_made",
  at: "2026-02-05T10:00",
  amount: "4000.00",
  allocations: [{ statement: "C9.3/pay/2026-01", amount: "4000.00" }],
};
test("S10: what each side bears of a fee opens to its share of what is payable", () => {
  const { view, explain } = opened([plan([RATE]), FEE], [SALE, PAYMENT], "2026-03-20T10:00", {
    parties: PARTIES,
    mode: "intermediary_led",
  });
  const fee = view().statements.find(({ rule, period }) => rule === "C9.3/fee" && period === "2026-02")!;
  expect(fee.payers!.map(({ amount }) => amount)).toEqual(["60.00", "60.00"]);
  const { trace } = explain(fee.refs.agent!)!;
  expect([trace.what, trace.formula, trace.value]).toEqual(["Borne by the agent", "120.00 × 50%", "60.00"]);
  expect(explain("statement/C9.3/pay/totals/paid")!.trace.value).toBe("4000.00");
});
test("S10: a fee names what it is reckoned on by the event, and the payment's parts are written like money", () => {
  const { explain } = opened([plan([RATE]), FEE], [SALE, PAYMENT], "2026-03-20T10:00", {
    parties: PARTIES,
    mode: "intermediary_led",
  });
  const source = (language: Language) => explain("statement/C9.3/fee/2026-02/fee", language)!.trace.inputs[0]!.what;
  expect([source("zh"), source("en")]).toEqual(["付款", "Payment"]);
  const [paid] = explain("statement/C9.3/pay/2026-01/paid", "zh")!.events;
  expect(paid!.kind).toBe("payment_made");
  expect(paid!.details.map(({ text }) => text)).toEqual(["¥4,000.00", expect.stringMatching(/；金额 ¥4,000\.00$/)]);
});
