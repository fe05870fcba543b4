import { type Period, periodNamed, slidingPeriod, type Window } from "../src/calendar/period.ts";
import { localDay, SHANGHAI, type Zone } from "../src/calendar/zone.ts";
import { loadContract } from "../src/contract/load.ts";
import type { Contract, DefinitionRule } from "../src/contract/model.ts";
import type { Event, FactChange } from "../src/facts/event.ts";
import { byRecording, openFacts, recordEvent } from "../src/facts/fold.ts";
import { kindTable, parseRecord } from "../src/facts/parse.ts";
import { MEASURE_TABLE } from "../src/metrics/table.ts";
import type { MeasureContext, MeasureResult, ResultContext } from "../src/metrics/types.ts";
import { parseDay, parseInstant } from "../src/values/date.ts";

const BASE = {
  fealty: 1,
  number: "TEST-1",
  title: { zh: "测试合同", en: "Test contract" },
  languages: ["zh", "en"],
  mode: "company_led",
  law: { country: "CN", as_of: "2026-03-01" },
  currency: "CNY",
  time_zone: "Asia/Shanghai",
  calendar: { id: "CN", hours: "09:00-18:00" },
  term: { from: "2025-01-01", until: "2026-12-31" },
  parties: { company: { name: "甲公司", kind: "organisation" }, agent: { name: "乙代理", kind: "person" } },
};
/** A loaded contract with one clause whose rules are given; throws with every diagnostic when it does not load. */
export const contractWith = (rules: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}): Contract => {
  const clause = { id: "C3.2", title: { zh: "衡量", en: "Measures" }, text: { zh: "衡量。", en: "Measured." }, rules };
  return loaded({ ...BASE, clauses: [clause], ...changes });
};
export const loaded = (written: unknown): Contract => {
  const text = JSON.stringify(written);
  const { contract, diagnostics } = loadContract("c.json", (file) => (file === "c.json" ? text : undefined));
  if (!contract) throw new Error(JSON.stringify(diagnostics, undefined, 1));
  return contract;
};
export const definitionRule = (contract: Contract, ref: string): DefinitionRule => {
  const rule = contract.versions[0]!.rules.get(ref);
  if (rule?.kind !== "definition") throw new Error(`${ref} is no definition`);
  return rule;
};
let line = 0;
export const eventsOf = (contract: Contract, facts: readonly Readonly<Record<string, unknown>>[]): Event[] => {
  const kinds = kindTable(contract);
  return facts.map((fact) => {
    line += 1;
    const { event, diagnostics } = parseRecord(contract, kinds, "facts.ndjson", {
      value: fact,
      line,
      columnOf: () => 1,
    });
    if (!event) throw new Error(JSON.stringify(diagnostics));
    return event;
  });
};
/** All changes of facts that events cause, in order of recording. */
export const changesOf = (contract: Contract, events: readonly Event[], zone: Zone = SHANGHAI): FactChange[] => {
  const book = openFacts(contract, zone);
  return [...events].sort(byRecording).flatMap((event) => recordEvent(book, event));
};
/** One metric over changes of facts, with its accumulator's state open to the test. */
export const measured = (contract: Contract, ref: string, changes: readonly FactChange[]) => {
  const definition = definitionRule(contract, ref).metric;
  const measure = MEASURE_TABLE[definition.measure];
  const context: MeasureContext = { zone: SHANGHAI, currency: contract.currency, definition };
  const state = measure.empty(context);
  const kinds = measure.kinds(definition);
  const feed = (change: FactChange): void => {
    if (kinds.includes(change.fact.event.kind)) measure.add(state, change.fact, change.weight, context);
  };
  changes.forEach(feed);
  const at = (asOf: string): ResultContext => {
    const instant = parseInstant(asOf)!;
    return { ...context, asOf: instant, today: localDay(SHANGHAI, instant) };
  };
  return {
    state,
    measure,
    context,
    definition,
    feed,
    at,
    period: (label: string): Period => periodOf(contract, definition.window, label),
    result: (label: string, asOf: string): MeasureResult =>
      measure.result(state, periodOf(contract, definition.window, label), at(asOf)),
    evidence: (label: string, asOf: string): readonly string[] =>
      measure.evidence(state, periodOf(contract, definition.window, label), at(asOf)),
  };
};
/** `2026-Q1`, or `last 90 days@2026-06-30`. */
export const periodOf = (contract: Contract, window: Window, label: string): Period => {
  const day = parseDay(label.slice(-10));
  const period =
    typeof window === "object"
      ? slidingPeriod(SHANGHAI, contract.term, window, day!)
      : periodNamed(SHANGHAI, contract.term, label);
  if (!period) throw new Error(`no period ${label}`);
  return period;
};

export type Raw = Readonly<Record<string, unknown>>;
export const ruleOf = (metric: Raw): Raw => ({ id: "m", kind: "definition", metric });
let serial = 0;
/** A fact with an id of its own; a bare date is ten in the morning there. */
export const fact = (kind: string, at: string, fields: Raw = {}): Raw => {
  serial += 1;
  const id = `t${String(serial).padStart(6, "0")}`;
  return { id, kind, at: at.length === 10 ? `${at}T10:00:00+08:00` : at, ...fields };
};
/** The metric `m` of a contract with this one definition, over facts. */
export const run = (metric: Raw, facts: readonly Raw[]) => {
  const contract = contractWith([ruleOf(metric)]);
  return measured(contract, "C3.2/m", changesOf(contract, eventsOf(contract, facts)));
};
export const six = (value: number | null): string => (value === null ? "none" : value.toFixed(6));
