import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesOf, contractWith, eventsOf, measured } from "../../test/measured.ts";
import type { FactChange } from "../facts/event.ts";
import { dayText } from "../values/date.ts";
import type { MeasureResult } from "./types.ts";

type Raw = Readonly<Record<string, unknown>>;
const RULES: readonly Raw[] = [
  { measure: "nps", window: "quarter" },
  { measure: "csat", window: "last 40 days" },
  { measure: "effort", window: "month" },
  { measure: "trust", window: "quarter" },
  { measure: "response_rate", window: "month" },
  { measure: "mean", event: "survey_answered", value: "satisfaction", window: "quarter" },
  { measure: "repeat_purchase_rate", window: "quarter" },
  { measure: "repeat_purchase_rate", window: "last 40 days" },
  { measure: "repeat_purchase_rate", window: "month", mode: "cohort", horizon: "30 days" },
  { measure: "retention", window: "month" },
  { measure: "persistency", months: 13, grace: "20 days", window: "quarter" },
  { measure: "sum", event: "sale", value: "amount", window: "month" },
  { measure: "mean", event: "sale", value: "amount", window: "quarter", when: "event.amount > money('3.00')" },
  { measure: "median", event: "sale", value: "amount", window: "quarter" },
  { measure: "percentile", event: "sale", value: "amount", percentile: "90%", window: "last 40 days" },
  { measure: "count", event: "sale", window: "month" },
  {
    measure: "ratio",
    window: "quarter",
    numerator: { event: "refund", value: "amount" },
    denominator: { event: "sale", value: "amount" },
  },
].map((metric, index) => ({ id: `m${index}`, kind: "definition", metric }));
const contract = contractWith(RULES);
const AS_OF = "2026-05-20T12:00:00+08:00";
const labelsOf = (metric: Raw): readonly string[] =>
  String(metric.window).startsWith("last")
    ? ["2026-02-10", "2026-05-20"].map((day) => `${metric.window}@${day}`)
    : metric.window === "month"
      ? ["2026-01", "2026-02", "2026-03"]
      : ["2025-Q4", "2026-Q1", "2026-Q2"];

const name = fc.constantFrom("a", "b", "c", "d");
const day = fc.integer({ min: 20_040, max: 20_580 });
const moment = fc
  .tuple(day, fc.constantFrom("00:00:00", "09:30:00", "23:59:59"))
  .map(([d, time]) => `${dayText(d as never)}T${time}+08:00`);
const mark = (most: number) => fc.integer({ min: 0, max: most });
const anyFact: fc.Arbitrary<Raw> = fc.oneof(
  fc.record({
    kind: fc.constant("survey_answered"),
    at: moment,
    invitation: name,
    recommend: mark(10),
    satisfaction: mark(6),
    effort: mark(8),
    trust: fc.array(mark(5), { minLength: 2, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("survey_sent"), at: moment, invitation: name, delivered: fc.boolean() }),
  fc.record({
    kind: fc.constant("sale"),
    at: moment,
    customer: name,
    order: name,
    amount: fc.constantFrom("0.00", "5.00", "2.50", "19.99"),
  }),
  fc.record({ kind: fc.constant("refund"), at: moment, order: name, amount: fc.constantFrom("5.00", "2.50") }),
  fc.record({ kind: fc.constantFrom("customer_joined", "customer_left"), at: moment, customer: name }),
  fc.record({
    kind: fc.constant("policy_issued"),
    at: moment,
    policy: name,
    premium: fc.constantFrom("100.00", "250.50"),
  }),
  fc.record({ kind: fc.constant("premium_paid"), at: moment, policy: name }),
  fc.record({
    kind: fc.constant("policy_ended"),
    at: moment,
    policy: name,
    reason: fc.constantFrom("death", "surrender", "cooling_off"),
  }),
);
/** Facts with an id each, some taken back and some corrected later. */
const histories = fc
  .array(fc.tuple(anyFact, fc.constantFrom("kept", "kept", "kept", "retracted", "moved")), { maxLength: 40 })
  .map((drawn) =>
    drawn.flatMap(([fact, fate], index): Raw[] => {
      const id = `f${String(index).padStart(3, "0")}`;
      if (fate === "kept") return [{ ...fact, id }];
      const later = { at: "2026-06-01T00:00:00+08:00", target: id, id: `${id}x` };
      const change =
        fate === "retracted"
          ? { ...later, kind: "retracted" }
          : { ...later, kind: "corrected", fields: { at: "2026-02-02T08:00:00+08:00" } };
      return [{ ...fact, id }, change];
    }),
  );
const changesFrom = (facts: readonly Raw[]): FactChange[] => changesOf(contract, eventsOf(contract, facts));
/** Everything a measure says of its windows, without closures. */
const said = (index: number, changes: readonly FactChange[]) => {
  const metric = measured(contract, `C3.2/m${index}`, changes);
  return labelsOf(RULES[index]!.metric as Raw).map((label) => {
    const { around: _around, ...result }: MeasureResult = metric.result(label, AS_OF);
    return { ...result, evidence: metric.evidence(label, AS_OF) };
  });
};
const shuffled = <T>(items: readonly T[], keys: readonly number[]): T[] =>
  items
    .map((item, index) => ({ item, key: keys[index % keys.length]! * 7919 + index * keys[0]! }))
    .sort((a, b) => (a.key % 104729) - (b.key % 104729))
    .map(({ item }) => item);
const keys = fc.array(fc.integer({ min: 1, max: 104728 }), { minLength: 7, maxLength: 7 });
const measures = RULES.map((one, index) => [JSON.stringify(one.metric as Raw), index] as const);

describe("C3.2 accumulators", () => {
  test.each(measures)("C3.2 the order of changes does not matter: %s", (_metric, index) => {
    fc.assert(
      fc.property(histories, keys, (facts, order) => {
        const changes = changesFrom(facts);
        expect(said(index, shuffled(changes, order))).toEqual(said(index, changes));
      }),
      { numRuns: 40 },
    );
  });
  test.each(measures)("C3.2 what is taken out leaves no trace: %s", (_metric, index) => {
    fc.assert(
      fc.property(histories, histories, (kept, gone) => {
        const base = changesFrom(kept);
        const extra = changesFrom(
          gone.map((fact) => ({
            ...fact,
            id: `g${fact.id}`,
            ...(fact.target === undefined ? {} : { target: `g${fact.target}` }),
          })),
        );
        const back = extra.map(({ fact, weight }): FactChange => ({ fact, weight: weight === 1 ? -1 : 1 }));
        expect(said(index, [...base, ...extra, ...back])).toEqual(said(index, base));
        const { state, measure, context } = measured(contract, `C3.2/m${index}`, [...extra, ...back]);
        expect(state).toEqual(measure.empty(context));
      }),
      { numRuns: 30 },
    );
  });
  test.each(measures)("C3.2 two halves joined equal the whole, asked before and after: %s", (_metric, index) => {
    fc.assert(
      fc.property(histories, keys, (facts, order) => {
        const changes = changesFrom(facts);
        // All changes of one fact go to the same half.
        const inLeft = ({ fact }: FactChange): boolean => order[+fact.event.id.slice(1, 4) % order.length]! % 2 === 0;
        const left = measured(contract, `C3.2/m${index}`, changes.filter(inLeft));
        const right = measured(
          contract,
          `C3.2/m${index}`,
          changes.filter((one) => !inLeft(one)),
        );
        const whole = measured(contract, `C3.2/m${index}`, []);
        for (const label of labelsOf(RULES[index]!.metric as Raw)) left.result(label, AS_OF);
        const joined = left.measure.merge(left.state, right.state, left.context);
        for (const label of labelsOf(RULES[index]!.metric as Raw)) whole.result(label, AS_OF);
        changes.forEach(whole.feed);
        for (const label of labelsOf(RULES[index]!.metric as Raw)) {
          const { around: _one, ...expected } = whole.result(label, AS_OF);
          const { around: _two, ...found } = left.measure.result(joined, left.period(label), left.at(AS_OF));
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });
});
