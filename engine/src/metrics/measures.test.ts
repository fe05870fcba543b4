import { describe, expect, test } from "vitest";
import { json } from "../../test/calendars.ts";
import {
  changesOf,
  contractWith,
  eventsOf,
  fact,
  loaded,
  measured,
  type Raw,
  ruleOf,
  run,
  six,
} from "../../test/measured.ts";
import { isNpsScale, npsClass } from "./nps.ts";
import { statusOf } from "./status.ts";
import { MEASURE_TABLE } from "./table.ts";
import type { MeasureResult } from "./types.ts";

describe("the shared vectors of measures", () => {
  interface Case {
    readonly name: string;
    readonly contract: unknown;
    readonly facts: readonly Raw[];
    readonly as_of: string;
    readonly expect: { readonly metrics: readonly Raw[] };
  }
  test.each((json("vectors/measures.json") as Case[]).map((one) => [one.name, one] as const))(
    "vector %s",
    (_name, one) => {
      const contract = loaded(one.contract);
      const changes = changesOf(contract, eventsOf(contract, one.facts));
      for (const wanted of one.expect.metrics) {
        const found = measured(contract, `C3.2/${wanted.id}`, changes).result(wanted.period as string, one.as_of);
        for (const [key, value] of Object.entries(wanted)) {
          if (key === "id" || key === "period") continue;
          expect(found[key as keyof MeasureResult], key).toBeCloseTo(value as number, 6);
        }
      }
    },
  );
});

const answer = (at: string, invitation: string, fields: Raw): Raw =>
  fact("survey_answered", at, { invitation, ...fields });
const NPS = { measure: "nps", window: "quarter", min_n: 5 };

describe("C3.2 answers", () => {
  test("C7.3 case-S4: one answer for an invitation, a half one does not spend it: the first complete one by time, then id; later ones are named", () => {
    const facts = [
      answer("2026-02-03", "i1", { recommend: 2 }),
      answer("2026-02-01", "i1", { comment: "half" }),
      answer("2026-02-02", "i1", { recommend: 10 }),
      answer("2026-05-02", "i1", { recommend: 10 }),
      answer("2026-02-02", "i2", { recommend: 7 }),
    ];
    const metric = run(NPS, facts);
    const first = metric.result("2026-Q1", "2026-07-01T00:00:00+08:00");
    expect([first.n, first.numerator, first.value]).toEqual([2, 1, 50]);
    expect(first.excluded).toEqual([
      { reason: "incomplete", count: 1 },
      { reason: "repeat_answer", count: 1 },
    ]);
    expect(metric.evidence("2026-Q1", "2026-07-01T00:00:00+08:00")).toEqual([facts[2]!.id, facts[4]!.id]);
    expect(metric.result("2026-Q2", "2026-07-01T00:00:00+08:00").excluded).toEqual([
      { reason: "repeat_answer", count: 1 },
    ]);
  });
  test("C7.3 an answer taken out gives its place to the next one", () => {
    const facts = [answer("2026-02-01", "i1", { recommend: 2 }), answer("2026-02-02", "i1", { recommend: 10 })];
    const withdrawn = fact("retracted", "2026-02-05", { target: facts[0]!.id });
    expect(run(NPS, facts).result("2026-Q1", "2026-04-01T00:00:00+08:00").value).toBe(-100);
    expect(run(NPS, [...facts, withdrawn]).result("2026-Q1", "2026-04-01T00:00:00+08:00").value).toBe(100);
  });
  test("C3.2 out of range is refused and does not spend the invitation", () => {
    // Read of another field than the one whose scale is checked at intake.
    const result = run({ ...NPS, value: "satisfaction" }, [
      answer("2026-02-01", "i1", { satisfaction: 11 }),
      answer("2026-02-02", "i1", { satisfaction: 9 }),
    ]).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    expect([result.n, result.value]).toEqual([1, 100]);
    expect(result.excluded).toEqual([{ reason: "out_of_range", count: 1 }]);
  });
  test("anchors-E-27: classes go by the answer's value, and a scale from 1 is no net promoter scale", () => {
    expect([npsClass(8), npsClass(9), npsClass(7), npsClass(6)]).toEqual([
      "passive",
      "promoter",
      "passive",
      "detractor",
    ]);
    expect([isNpsScale({ min: 1, max: 10 }), isNpsScale({ min: 0, max: 10 }), isNpsScale(undefined)]).toEqual([
      false,
      true,
      true,
    ]);
  });
  test("anchors-E-28: four faces labelled as a net promoter score are refused, not −100", () => {
    const contract = contractWith([ruleOf(NPS)]);
    const changes = changesOf(
      contract,
      eventsOf(
        contract,
        [1, 2, 3, 4].map((face) => answer("2026-02-01", `i${face}`, { recommend: face })),
      ),
    );
    const definition = { ...measured(contract, "C3.2/m", []).definition, scale: { min: 1, max: 4 } };
    const metric = measured(contract, "C3.2/m", []);
    const context = { ...metric.context, definition };
    const state = MEASURE_TABLE.nps.empty(context);
    for (const { fact: one, weight } of changes) MEASURE_TABLE.nps.add(state, one, weight, context);
    const at = { ...metric.at("2026-04-01T00:00:00+08:00"), definition };
    const result = MEASURE_TABLE.nps.result(state, metric.period("2026-Q1"), at);
    expect(result.value).toBeNull();
    expect(result.excluded).toEqual([{ reason: "not_nps_scale", count: 4 }]);
  });
  test("domain-B2 trust: mean items rescaled, Cronbach's alpha, Student's interval", () => {
    const items = [
      [4, 5, 4],
      [3, 3, 4],
      [5, 5, 5],
      [2, 3, 2],
    ];
    const result = run({ measure: "trust", window: "quarter" }, [
      ...items.map((trust, index) => answer("2026-02-01", `i${index}`, { trust })),
      answer("2026-02-01", "short", { trust: [5, 5] }),
      answer("2026-02-01", "wide", { trust: [5, 5, 6] }),
    ]).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    // Person scores 83.333, 58.333, 100, 33.333: mean 68.75. Item variances 5/3, 4/3, 19/12 of total variance 49/4.
    expect(six(result.value)).toBe("68.750000");
    expect(six(result.extra!.cronbach_alpha!)).toBe((1.5 * (1 - (5 / 3 + 4 / 3 + 19 / 12) / (49 / 4))).toFixed(6));
    expect(result.excluded).toEqual([
      { reason: "incomplete", count: 1 },
      { reason: "out_of_range", count: 1 },
    ]);
    expect(result.low).toBeLessThan(68.75);
  });
  test("C3.2 trust: neither bound lies off the scale of 0 to 100", () => {
    const of = (...marks: number[]) => {
      const answers = marks.map((mark, index) => answer("2026-02-01", `i${index}`, { trust: [mark, mark, mark] }));
      return run({ measure: "trust", window: "quarter" }, answers).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    };
    expect(of(5, 5, 3).high).toBe(100);
    expect(of(5, 5, 3).low).toBeGreaterThan(0);
    expect(of(1, 1, 3).low).toBe(0);
    expect(of(1, 1, 3).high).toBeLessThan(100);
  });
  test("C3.2 satisfaction counts 4 and 5 of 5, effort 5 to 7 of 7, and `top` moves the mark", () => {
    const facts = [3, 4, 5, 5].map((mark, index) =>
      answer("2026-02-01", `i${index}`, { satisfaction: mark, effort: mark }),
    );
    const at = (metric: Raw) =>
      run({ window: "quarter", ...metric }, facts).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    expect(at({ measure: "csat" }).value).toBe(0.75);
    expect(at({ measure: "csat", top: 5 }).value).toBe(0.5);
    expect(at({ measure: "effort" }).value).toBe(0.5);
  });
  test("C7.3 case-S12: response by invitation and its day, undelivered ones and uninvited answers out, a late answer counts back", () => {
    const facts = [
      fact("survey_sent", "2026-03-01", { invitation: "a" }),
      fact("survey_sent", "2026-03-08", { invitation: "a" }),
      fact("survey_sent", "2026-03-30", { invitation: "b" }),
      fact("survey_sent", "2026-03-30", { invitation: "c", delivered: false }),
      fact("survey_sent", "2026-03-30", { invitation: "d" }),
      answer("2026-04-02", "b", { recommend: 9 }),
      answer("2026-04-03", "b", { recommend: 9 }),
      answer("2026-03-31", "z", { recommend: 9 }),
    ];
    const metric = run({ measure: "response_rate", window: "month" }, facts);
    const march = metric.result("2026-03", "2026-05-01T00:00:00+08:00");
    expect([march.numerator, march.denominator]).toEqual([1, 3]);
    expect(march.excluded).toEqual([
      { reason: "not_invited", count: 1 },
      { reason: "undelivered", count: 1 },
    ]);
    expect(metric.result("2026-04", "2026-05-01T00:00:00+08:00").n).toBe(0);
  });
});

describe("C3.2 purchases and customers", () => {
  const sale = (at: string, customer: string, fields: Raw = {}): Raw =>
    fact("sale", at, { customer, amount: "10.00", order: `o${at} ${customer}`, ...fields });
  test("C3.2 repeat purchase: distinct local days; returned in full, free and nameless purchases do not count", () => {
    const facts = [
      sale("2026-01-31T15:59:00Z", "same day"),
      sale("2026-01-31T08:00:00+08:00", "same day"),
      sale("2026-01-31T15:59:00Z", "two days"),
      sale("2026-01-31T16:00:00Z", "two days"),
      sale("2026-02-01", "returned", { order: "R" }),
      sale("2026-02-05", "returned"),
      fact("refund", "2026-02-09", { order: "R", amount: "10.00" }),
      sale("2026-02-01", "free", { amount: "0.00" }),
      fact("sale", "2026-02-01", { amount: "10.00" }),
    ];
    const metric = run({ measure: "repeat_purchase_rate", window: "quarter" }, facts);
    const result = metric.result("2026-Q1", "2026-04-01T00:00:00+08:00");
    expect([result.numerator, result.denominator]).toEqual([1, 3]);
    expect(result.excluded.map(({ reason, count }) => `${reason} ${count}`)).toEqual([
      "no_customer 1",
      "returned_in_full 1",
      "zero_price 1",
    ]);
  });
  test("C3.2 cohort: first purchase of all in the window, second within the horizon, only once the horizon is over", () => {
    const facts = [
      sale("2025-12-30", "old"),
      sale("2026-01-10", "old"),
      sale("2026-01-10", "in time"),
      sale("2026-01-30", "in time"),
      sale("2026-01-10", "a day late"),
      sale("2026-02-10", "a day late"),
      sale("2026-01-31", "young"),
    ];
    const metric = run({ measure: "repeat_purchase_rate", window: "month", mode: "cohort", horizon: "30 days" }, facts);
    const early = metric.result("2026-01", "2026-02-20T00:00:00+08:00");
    expect([early.numerator, early.denominator]).toEqual([1, 2]);
    expect(early.excluded).toEqual([{ reason: "not_matured", count: 1 }]);
    // 2026-01-31 + 30 days = 2026-03-02, over at 2026-03-03 00:00.
    const { measure, state } = metric;
    const next = measure.nextChange!(state, metric.period("2026-01"), metric.at("2026-02-20T00:00:00+08:00"));
    expect(next).toBe(metric.at("2026-03-03T00:00:00+08:00").today);
    expect(metric.result("2026-01", "2026-03-02T23:59:59+08:00").n).toBe(2);
    expect(metric.result("2026-01", "2026-03-03T00:00:00+08:00").n).toBe(3);
  });
  test("domain-B2 retention: active at the start from an earlier join, active at the end; a leaver without a join is named", () => {
    const move = (kind: string, at: string, customer: string): Raw => fact(kind, at, { customer });
    const facts = [
      move("customer_joined", "2025-06-01", "stays"),
      move("customer_joined", "2025-06-01", "leaves"),
      move("customer_left", "2026-02-01", "leaves"),
      move("customer_joined", "2025-06-01", "returns"),
      move("customer_left", "2026-02-01", "returns"),
      move("customer_joined", "2026-03-01", "returns"),
      move("customer_joined", "2026-01-01T00:00:00+08:00", "new"),
      move("customer_joined", "2025-06-01", "gone before"),
      move("customer_left", "2025-07-01", "gone before"),
      move("customer_left", "2026-02-01", "stranger"),
    ];
    const result = run({ measure: "retention", window: "quarter" }, facts).result(
      "2026-Q1",
      "2026-04-01T00:00:00+08:00",
    );
    expect([result.numerator, result.denominator]).toEqual([2, 3]);
    expect(result.excluded).toEqual([{ reason: "not_joined", count: 1 }]);
  });
});

describe("C3.2 status", () => {
  test("C3.2 too few answers read `not_enough_data`, never a value to judge by", () => {
    const metric = run(NPS, [answer("2026-02-01", "i1", { recommend: 2 })]);
    expect(statusOf(metric.result("2026-Q1", "2026-04-01T00:00:00+08:00"), metric.definition)).toBe("not_enough_data");
  });
});
