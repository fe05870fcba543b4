// Small contracts with one plan, and their statements by the whole engine. Facts are JSON records as a facts file has them.
import { hash } from "node:crypto";
import { loadContract } from "../src/contract/load.ts";
import type { Contract } from "../src/contract/model.ts";
import { evaluate } from "../src/evaluate.ts";
import type { Event } from "../src/facts/event.ts";
import { learnedAt, openFacts, recordEvent } from "../src/facts/fold.ts";
import { parseFacts } from "../src/facts/parse.ts";
import { openPayBook, type PayBook } from "../src/pay/book.ts";
import { closePay, nextCloseAt } from "../src/pay/close.ts";
import { feedPay } from "../src/pay/feed.ts";
import { statementsOf } from "../src/pay/statement.ts";
import type { PayReadings, Statement, StatementLine } from "../src/pay/types.ts";
import { assert } from "../src/values/assert.ts";
import type { Instant, Money } from "../src/values/brand.ts";
import { moneyText } from "../src/values/money.ts";
import { china, cn, shanghai } from "./calendars.ts";

export type Json = Readonly<Record<string, unknown>>;
export interface Terms {
  readonly components: readonly Json[];
  readonly period?: string;
  readonly credit?: readonly Json[];
  readonly returns?: Json;
  readonly licence?: string;
  readonly agent?: Json;
  readonly term?: Json;
  readonly rules?: readonly Json[];
  /** Further keys of the contract: `params`, `amendments`, `close`, `go_live` … */
  readonly head?: Json;
}
export const RETURNS = { event: "refund", match: "order", treat: "restate" } as const;
export const TABLE = [
  { from: "0%", rate: "4%" },
  { from: "100%", rate: "6%" },
  { from: "120%", rate: "8%" },
] as const;
export const team = (...shares: readonly string[]): Json => ({
  name: "一队",
  kind: "team",
  lead: "m0",
  members: shares.map((share, index) => ({ id: `m${index}`, name: `成员${index}`, share })),
});

export const payContract = (terms: Terms): Contract => {
  const { components, period = "month", credit = [{ event: "sale", amount: "amount" }], returns, rules = [] } = terms;
  const plan = {
    period,
    credit,
    ...(returns ? { returns } : {}),
    ...(terms.licence ? { licence: terms.licence } : {}),
    components,
  };
  const file = JSON.stringify({
    fealty: 1,
    number: "T-1",
    title: { zh: "测试", en: "Test" },
    languages: ["zh", "en"],
    mode: "company_led",
    law: { country: "CN", as_of: "2026-03-01" },
    currency: "CNY",
    time_zone: "Asia/Shanghai",
    calendar: { id: "CN", hours: "09:00-18:00" },
    term: terms.term ?? { from: "2026-01-01", until: "2026-12-31" },
    parties: {
      company: { name: "甲公司", kind: "organisation" },
      agent: terms.agent ?? { name: "乙", kind: "person" },
    },
    params: {},
    ...terms.head,
    clauses: [
      {
        id: "C6.2",
        title: { zh: "激励", en: "Incentives" },
        text: { zh: "按计划计付。", en: "Paid by the plan." },
        rules: [{ id: "pay", kind: "entitlement", holder: "agent", from: "company", plan }, ...rules],
      },
    ],
  });
  const { contract, diagnostics } = loadContract("t.json", (path) => (path === "t.json" ? file : undefined));
  assert(contract, JSON.stringify(diagnostics));
  return contract;
};

let next = 0;
/** One record of a facts file; `at` is a day of Shanghai, at ten, or a whole instant. */
export const record = (kind: string, at: string, fields: Json = {}): Json => {
  next += 1;
  const recorded = fields.recorded_at;
  const time = (text: string): string => (text.length === 10 ? `${text}T10:00:00+08:00` : text);
  return {
    id: `f${String(next).padStart(6, "0")}`,
    kind,
    at: time(at),
    ...fields,
    ...(typeof recorded === "string" ? { recorded_at: time(recorded) } : {}),
  };
};
export const sale = (at: string, amount: string, fields: Json = {}): Json =>
  record("sale", at, { amount, order: `n${next}`, customer: "c1", product: "term", ...fields });

export const eventsOf = (contract: Contract, records: readonly Json[]): Event[] => {
  const text = records.map((one) => JSON.stringify(one)).join("\n");
  const { events, diagnostics } = parseFacts(contract, "f.ndjson", text);
  assert(diagnostics.length === 0, JSON.stringify(diagnostics));
  return [...events];
};
const sha256 = (text: string): string => hash("sha256", text, "hex");
/** The whole way: every rule and measure of the contract. */
export const statementsAt = (terms: Terms | Contract, records: readonly Json[], asOf: string): readonly Statement[] => {
  const contract = "components" in terms ? payContract(terms) : terms;
  return evaluate(contract, eventsOf(contract, records), {
    asOf: cn(asOf.length === 10 ? `${asOf}T00:00:00` : asOf),
    calendars: [china],
    zones: [shanghai],
    sha256,
  }).statements;
};
export const labelled = (statements: readonly Statement[], label: string): Statement => {
  const found = statements.find((one) => one.label === label);
  assert(found, `no statement ${label}`);
  return found;
};
export const yuan = (amount: Money): string => moneyText(amount, { code: "CNY", decimals: 2 });
const total = (lines: readonly StatementLine[]): string =>
  yuan(lines.reduce((sum, { amount }) => sum + amount, 0n) as Money);
/** What one component, or `true_up` or `adjustment`, comes to in a statement. */
export const paid = (statement: Statement, component: string): string =>
  total(statement.lines.filter((line) => line.component === component));
export const paidTo = (statement: Statement, member: string): string =>
  total(statement.lines.filter((line) => line.member === member));
/** Each line as `component amount`, in the order printed. */
export const printed = (statement: Statement): string[] =>
  statement.lines.map(({ component, member, amount }) =>
    [component, ...(member === undefined ? [] : [member]), yuan(amount)].join(" "),
  );

/** The pay room alone, event by event, for schedules of thousands of runs. */
export interface Player {
  readonly book: PayBook;
  readonly learn: (event: Event) => void;
  readonly close: (asOf: Instant) => void;
  readonly statements: (asOf: Instant) => Statement[];
}
export const NO_READINGS: PayReadings = { metricAt: () => undefined, thresholdAt: () => undefined };
export const playPay = (contract: Contract, readings: PayReadings = NO_READINGS): Player => {
  const book = openPayBook({ contract, ref: "C6.2/pay", zone: shanghai, calendar: china });
  const facts = openFacts(contract, shanghai);
  let until = 0 as Instant;
  const close = (now: Instant): void => {
    for (let at = nextCloseAt(book, until); at <= now; at = nextCloseAt(book, at)) closePay(book, at, readings);
    until = Math.max(until, now) as Instant;
  };
  return {
    book,
    close,
    learn: (event) => {
      close(learnedAt(event));
      for (const change of recordEvent(facts, event)) feedPay(book, change);
    },
    statements: (asOf) => {
      close(asOf);
      return statementsOf(book, asOf, readings);
    },
  };
};
