import { describe, expect, test } from "vitest";
import { contractWith, fact, measured, type Raw, ruleOf, run, six } from "../../test/measured.ts";
import type { Clock } from "../clocks/types.ts";
import { parseInstant } from "../values/date.ts";
import { parseDecimal, parseRate, toDecimalText } from "../values/rational.ts";
import { indexOf, partScore } from "./loyalty-index.ts";
import { statusOf } from "./status.ts";
import type { MetricResult } from "./types.ts";
import { withinEvidence, withinOf } from "./within.ts";

describe("domain-B2 persistency", () => {
  const issued = (policy: string, at: string, fields: Raw = {}): Raw =>
    fact("policy_issued", at, { policy, premium: "1000.00", ...fields });
  const paid = (policy: string, at: string, fields: Raw = {}): Raw => fact("premium_paid", at, { policy, ...fields });
  const METRIC = { measure: "persistency", months: 13, window: "quarter" };
  test("anchors-E: issued 2025-01-31, due 2026-01-31, grace to 2026-04-01: not matured on 2026-03-31, whether paid or not", () => {
    for (const facts of [
      [issued("P", "2025-01-31")],
      [issued("P", "2025-01-31"), paid("P", "2026-02-01", { policy_year: 2 })],
    ]) {
      const metric = run(METRIC, facts);
      for (const moment of ["2026-03-31T12:00:00+08:00", "2026-04-01T23:59:59+08:00"]) {
        const early = metric.result("2026-Q2", moment);
        expect([early.n, early.value]).toEqual([0, null]);
        expect(early.excluded).toEqual([{ reason: "not_matured", count: 1 }]);
      }
      const ripe = metric.result("2026-Q2", "2026-04-02T00:00:00+08:00");
      expect([ripe.n, ripe.value]).toEqual([1, facts.length - 1]);
      expect(metric.result("2026-Q1", "2026-04-02T00:00:00+08:00").n).toBe(0);
    }
  });
  test("C6.2 premium decides, policies carry the interval; both are reported", () => {
    const facts = [
      issued("A", "2025-02-10", { premium: "9000.00" }),
      paid("A", "2026-04-11"),
      issued("B", "2025-02-10"),
      paid("B", "2026-04-12"),
      issued("C", "2025-02-10", { first_year: "500.00" }),
      paid("C", "2026-02-10", { due: "2026-02-10" }),
    ];
    const result = run(METRIC, facts).result("2026-Q2", "2026-05-01T00:00:00+08:00");
    // Grace of all three ends on 2026-04-11: B came a day late.
    expect([result.numerator, result.denominator, result.n]).toEqual([9500, 10_500, 3]);
    expect(six(result.value)).toBe((950 / 1050).toFixed(6));
    expect(result.extra).toMatchObject({ policies: 3, kept_policies: 2 });
    expect(six(result.extra!.count_value!)).toBe("0.666667");
    expect(six(result.low)).toBe("0.207660");
  });
  test("domain-B2 leaves out single premium, cooling off, transfer, claim and death; a surrender stays a lapse", () => {
    const ended = (policy: string, reason: string): Raw => fact("policy_ended", "2025-09-01", { policy, reason });
    const reasons = ["cooling_off", "transfer", "death", "claim", "surrender"];
    const facts = [
      issued("single", "2025-02-10", { single: true }),
      ...reasons.flatMap((reason) => [issued(reason, "2025-02-10"), ended(reason, reason)]),
      issued("kept", "2025-02-10"),
      paid("kept", "2026-02-10", { policy_year: 2 }),
    ];
    const result = run(METRIC, facts).result("2026-Q2", "2026-05-01T00:00:00+08:00");
    expect([result.numerator, result.n]).toEqual([1000, 2]);
    expect(result.excluded.map(({ reason, count }) => `${reason} ${count}`)).toEqual([
      "claim_or_death 2",
      "cooling_off 1",
      "single_premium 1",
      "transferred 1",
    ]);
    const all = { ...METRIC, event: "policy_ended", when: "event.reason != ''" };
    expect(run(all, facts).result("2026-Q2", "2026-05-01T00:00:00+08:00").n).toBe(6);
  });
  test("C6.2 without amounts only policies are counted", () => {
    const facts = [
      fact("policy_issued", "2025-02-10", { policy: "A" }),
      paid("A", "2026-02-10"),
      issued("B", "2025-02-10"),
    ];
    const result = run(METRIC, facts).result("2026-Q2", "2026-05-01T00:00:00+08:00");
    expect([result.numerator, result.denominator, result.value]).toEqual([1, 2, 0.5]);
  });
});

describe("C3.2 values", () => {
  const scored = (at: string, score: string, fields: Raw = {}): Raw =>
    fact("training_completed", at, { course: "c", score, ...fields });
  const facts = ["60", "70.5", "80", "90"].map((score, index) => scored(`2026-02-0${index + 1}`, score));
  const at = (metric: Raw) =>
    run({ event: "training_completed", value: "score", window: "quarter", ...metric }, facts).result(
      "2026-Q1",
      "2026-04-01T00:00:00+08:00",
    );
  test("C3.2 mean, median, nearest rank, sum and count are exact", () => {
    expect(toDecimalText(at({ measure: "mean" }).exact!)).toBe("75.125");
    expect(at({ measure: "median" }).value).toBe(75.25);
    expect(at({ measure: "percentile", percentile: "90%" }).value).toBe(90);
    expect(at({ measure: "percentile", percentile: "50%" }).value).toBe(70.5);
    expect(at({ measure: "sum" }).value).toBe(300.5);
    const { value: _value, ...counted } = { measure: "count", value: undefined };
    expect(
      run({ event: "training_completed", window: "quarter", ...counted }, facts).result(
        "2026-Q1",
        "2026-04-01T00:00:00+08:00",
      ).value,
    ).toBe(4);
  });
  test("C3.2 mean: Student's interval of four values", () => {
    const result = at({ measure: "mean" });
    // s² = 495.1875 / 3, t(3) = 3.182446
    expect(result.high! - 75.125).toBeCloseTo(3.182446305283709 * Math.sqrt(165.0625 / 4), 9);
    expect(result.method).toBe("t");
  });
  test("C4.1 a sum of sales is what stayed sold: a refund comes off its sale, on the sale's day, whatever else is read", () => {
    const sale = (order: string, amount: string): Raw => fact("sale", "2026-02-01", { customer: "c", order, amount });
    const facts = [
      sale("a", "700.00"),
      sale("b", "50.00"),
      sale("c", "20.00"),
      fact("refund", "2026-05-10", { order: "a", amount: "300.00" }),
      fact("refund", "2026-05-11", { order: "c", amount: "20.00" }),
    ];
    const of = (measure: string, period = "2026-Q1") =>
      run({ measure, event: "sale", value: "amount", window: "quarter" }, facts).result(
        period,
        "2026-06-01T00:00:00+08:00",
      );
    expect(of("sum")).toMatchObject({ value: 450, n: 2, excluded: [{ reason: "returned_in_full", count: 1 }] });
    expect(of("sum", "2026-Q2")).toMatchObject({ value: 0, n: 0 });
    expect(of("mean").value).toBe(375);
  });
  test("C4.1 money: figures in major units, sums past 2^53 exact", () => {
    const big = ["90071992547409.93", "0.01", "-0.02"].map((amount) =>
      fact("sale", "2026-02-01", { customer: "c", amount }),
    );
    const result = run({ measure: "sum", event: "sale", value: "amount", window: "quarter" }, big).result(
      "2026-Q1",
      "2026-04-01T00:00:00+08:00",
    );
    expect(toDecimalText(result.exact!, 2)).toBe("90071992547409.92");
    expect(result.numerator).toBe(90071992547409.92);
    const mean = run({ measure: "mean", event: "sale", value: "amount", window: "quarter" }, big.slice(1)).result(
      "2026-Q1",
      "2026-04-01T00:00:00+08:00",
    );
    expect(mean.value).toBe(-0.005);
  });
  test("C3.2 ratio: of counts with Wilson's interval, of sums without, of nothing undecided", () => {
    const quarter = { measure: "ratio", window: "quarter" };
    const contacts = ["phone", "phone", "visit", "mail"].map((channel) =>
      fact("contact_made", "2026-02-01", { channel }),
    );
    const visits = {
      ...quarter,
      numerator: { event: "contact_made", when: "event.channel == 'visit'" },
      denominator: { event: "contact_made" },
    };
    const share = run(visits, contacts).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    expect([share.value, share.method, share.n]).toEqual([0.25, "wilson", 4]);
    const sums = {
      ...quarter,
      numerator: { event: "refund", value: "amount" },
      denominator: { event: "sale", value: "amount" },
    };
    const traded = [
      fact("sale", "2026-02-01", { order: "x", amount: "200.00" }),
      fact("refund", "2026-02-02", { order: "x", amount: "30.00" }),
    ];
    const weighed = run(sums, traded).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    expect([weighed.value, weighed.low, weighed.numerator]).toEqual([0.15, null, 30]);
    const empty = run(sums, traded.slice(2)).result("2026-Q1", "2026-04-01T00:00:00+08:00");
    expect(statusOf(empty, run(sums, []).definition)).toBe("not_enough_data");
  });
  test("C3.2 a sliding window takes its days and no more", () => {
    const days = ["2026-04-01", "2026-04-02", "2026-06-30", "2026-07-01"].map((day) => fact("contact_made", day, {}));
    const metric = run({ measure: "count", event: "contact_made", window: "last 90 days" }, days);
    // 2026-04-02 … 2026-06-30 are 90 days.
    expect(metric.result("last 90 days@2026-06-30", "2026-06-30T23:00:00+08:00").value).toBe(2);
  });
});

describe("case-Q16 deadlines met", () => {
  const at = (text: string) => parseInstant(`2026-03-${text}T12:00:00+08:00`)!;
  const clock = (due: string, ended?: string, more: object = {}): Clock =>
    ({
      subject: due,
      startedBy: `s${due}${ended ?? ""}`,
      startedAt: at("01"),
      pauses: [],
      due: { due: at(due), estimated: false, steps: [] },
      warnings: [],
      version: 1,
      ...(ended === undefined ? {} : { endedBy: `e${due}${ended}`, endedAt: at(ended) }),
      ...more,
    }) as unknown as Clock;
  const contract = contractWith([
    {
      id: "d",
      kind: "deadline",
      bearer: "agent",
      starts: "complaint_opened",
      ends: "complaint_resolved",
      match: "case",
      within: "5 days",
    },
    ruleOf({ measure: "within", rule: "d", window: "month" }),
  ]);
  const { definition, period } = measured(contract, "C3.2/m", []);
  test("case-Q16: ten due, seven in time, two late, one open past due: 70 %", () => {
    const clocks = [
      ...["02", "03", "04", "05", "06", "07", "08"].map((day) => clock(day, day)),
      clock("09", "10"),
      clock("10", "11"),
      clock("11"),
    ];
    const result = withinOf(clocks, period("2026-03"), at("20"), definition);
    expect([result.numerator, result.denominator, result.value]).toEqual([7, 10, 0.7]);
    expect(result.extra).toEqual({ met: 7, late: 2, open_late: 1 });
  });
  test("C8.1 not yet due, on unknown holidays or waiting for the customer: not counted, and named", () => {
    const clocks = [
      clock("25", "02"),
      clock("04", undefined, { due: { due: at("04"), estimated: true, steps: [] } }),
      clock("05", undefined, { pauses: [{ from: at("02"), ids: [] }] }),
      clock("06", "06"),
    ];
    const result = withinOf(clocks, period("2026-03"), at("20"), definition);
    expect([result.n, result.value]).toEqual([1, 1]);
    expect(result.excluded.map(({ reason }) => reason)).toEqual(["estimated", "not_due", "paused"]);
    expect(withinEvidence(clocks, period("2026-03"), at("20"))).toEqual(["e0606", "s0606"]);
  });
});

describe("domain-B4 loyalty index", () => {
  const PARTS = [
    ["rpr", "0.30", "0.20", "0.60", 0.42],
    ["nps", "0.25", "-100", "100", 32],
    ["csat", "0.25", "0", "1", 0.86],
    ["trust", "0.10", "1", "5", 4.1],
    ["kept", "0.10", "0.70", "0.95", 0.91],
  ] as const;
  const parts = PARTS.map(([metric, weight, floor, ceiling]) => ({
    metric,
    weight: parseRate(weight)!,
    floor: parseDecimal(floor)!,
    ceiling: parseDecimal(ceiling)!,
  }));
  const own = (value: number | null, status: MetricResult["status"] = "ok") => ({ value, status }) as MetricResult;
  const definition = { measure: "index", window: "quarter", confidence: parseRate("95%")!, parts } as const;
  const readings = (...drop: readonly string[]) =>
    parts.map((part, index) => ({
      part,
      result: drop.includes(part.metric) ? own(null, "not_enough_data") : own(PARTS[index]![4]),
    }));
  test("domain-B4: 55, 66, 86, 77.5, 84 weigh 70.65; contributions sum to it", () => {
    const result = indexOf(readings(), definition);
    expect(six(result.value)).toBe("70.650000");
    expect(result.parts!.map(({ score }) => six(score))).toEqual([
      "55.000000",
      "66.000000",
      "86.000000",
      "77.500000",
      "84.000000",
    ]);
    expect(Object.values(result.extra!).reduce((sum, points) => sum! + points!, 0)).toBe(result.value);
    expect([result.n, result.numerator, result.denominator]).toEqual([null, null, null]);
  });
  test("C3.1 a missing part: reweighted, carried from the window before, or undecided", () => {
    const reweighted = indexOf(readings("rpr"), { ...definition, missing: "reweight" });
    expect(six(reweighted.value)).toBe(((0.25 * 66 + 0.25 * 86 + 0.1 * 77.5 + 0.1 * 84) / 0.7).toFixed(6));
    const before = indexOf(readings(), definition);
    const carried = indexOf(readings("rpr"), { ...definition, missing: "carry_last" }, before);
    expect(six(carried.value)).toBe("70.650000");
    expect(carried.excluded).toEqual([{ reason: "carried_last", count: 1 }]);
    const undecided = indexOf(readings("rpr"), definition);
    expect([undecided.value, statusOf(undecided, definition)]).toEqual([null, "indeterminate"]);
    expect(indexOf(readings("rpr"), { ...definition, missing: "carry_last" }).value).toBeNull();
  });
  test("C3.1 3.1.3: no more parts may be missing than the contract lets be left out", () => {
    const one = { ...definition, missing: "reweight", missingAtMost: 1 } as const;
    expect(six(indexOf(readings("rpr"), one).value)).toBe(
      six(indexOf(readings("rpr"), { ...definition, missing: "reweight" }).value),
    );
    const two = indexOf(readings("rpr", "kept"), one);
    expect([two.value, statusOf(two, one)]).toEqual([null, "indeterminate"]);
    expect(two.excluded).toEqual([{ reason: "part_missing", count: 2 }]);
    // Each part still says what it would bring, under its own weight.
    expect(two.parts?.map(({ weight }) => weight)).toEqual([null, 0.25, 0.25, 0.1, null]);
    expect(indexOf(readings("rpr", "kept"), { ...definition, missing: "reweight" }).value).not.toBeNull();
  });
  test("C3.1 scores are clamped to 0…100", () => {
    const part = parts[0]!;
    expect([partScore(0.1, part), partScore(0.2, part), partScore(0.7, part)]).toEqual([0, 0, 100]);
  });
});
