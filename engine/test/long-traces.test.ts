import { describe, expect, it } from "vitest";
import { diagnose } from "../src/doctor.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { explain } from "../src/explain.ts";
import { evaluationJson } from "../src/output.ts";
import type { Trace } from "../src/values/trace.ts";
import { compareResults } from "../src/verify.ts";
import { china } from "./calendars.ts";
import { openEnds } from "./open-ends.ts";
import { run, type Told } from "./run-contract.ts";

const plan = (components: readonly object[]) => ({
  id: "pay",
  kind: "entitlement",
  holder: "agent",
  from: "company",
  plan: { period: "month", credit: [{ event: "sale", amount: "amount" }], components },
});
const RATE = { id: "b", kind: "rate", rate: "10%" };
/** Each of these rests on the lines above it and on what earlier months left. */
const CARRYING = [
  RATE,
  { id: "cap", kind: "cap", on: ["b"], at: "50.00", excess: "carry" },
  { id: "hold", kind: "holdback", rate: "10%", release: { after: "6 months" } },
  { id: "draw", kind: "draw", amount: "120.00", recoverable: true, at_end: "owe" },
];
const sales = (years: number): Told[] =>
  Array.from({ length: years * 12 }, (_, index) => ({
    kind: "sale",
    at: `${2026 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}-10T10:00`,
    order: `o${index}`,
    amount: "1000.00",
  }));
const over = (years: number, more: readonly Told[] = []): Evaluation =>
  run([plan(CARRYING)], [...sales(years), ...more], `${2025 + years}-12-31T00:00`, {
    term: { from: "2026-01-01", until: `${2025 + years}-12-31` },
  });
const MEASURE = {
  id: "nps",
  kind: "definition",
  metric: { measure: "nps", event: "survey_answered", value: "recommend", window: "month", min_n: 1 },
};
const chained = (factors: number): Evaluation => {
  const table = [{ from: "-100", times: "1.01" }];
  const components = Array.from({ length: factors }, (_, index) => ({
    id: `m${index}`,
    kind: "multiplier",
    metric: "nps",
    table,
  }));
  const facts: Told[] = [
    { kind: "sale", at: "2026-01-10T10:00", order: "o", amount: "1000.00" },
    { kind: "survey_answered", at: "2026-01-11T10:00", recommend: 10 },
  ];
  return run([MEASURE, plan([RATE, ...components])], facts, "2026-02-10T00:00");
};
const sizeOf = (evaluation: Evaluation): number => JSON.stringify(evaluationJson(evaluation)).length;
const idsOf = (trace: Trace): string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(idsOf)];
const refsIn = (value: unknown): string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, part]) =>
        key === "ref" && "formula" in value ? [String(part)] : refsIn(part),
      );

describe("N2: lines that rest on lines that rest on lines", () => {
  it("N2: the output grows with the months and with the components, not with the tree behind them", () => {
    const [two, four] = [sizeOf(over(2)), sizeOf(over(4))];
    expect(four).toBeLessThan(2.5 * two);
    expect(sizeOf(chained(20))).toBeLessThan(400_000);
  });
  it("N2: what a large trace stops at stands once under workings", () => {
    const { statements, workings } = evaluationJson(over(2)) as { statements: unknown; workings: object };
    const refs = new Set([...refsIn(statements), ...refsIn(workings)]);
    expect(refs.size).toBeGreaterThan(50);
    expect([...refs].sort()).toEqual(Object.keys(workings).sort());
    expect(evaluationJson(chained(2)).workings).toBeUndefined();
  });
  it("N7: a working that was tampered with is found as one", () => {
    const evaluation = over(2);
    const whole = evaluationJson(evaluation);
    const text = JSON.stringify(whole.workings).replace('"value":"100.00"', '"value":"900.00"');
    const report = compareResults({ ...whole, workings: JSON.parse(text) }, whole, evaluation.sha256);
    const failed = report.checks.filter(({ holds }) => !holds).map(({ what }) => what.en);
    expect(failed).toEqual(["The digest is that of the content", "Statements recompute to the same amounts"]);
  });
  it("N2: explain goes down to the first month's sale, and opens each line once", () => {
    const evaluation = over(3);
    const trace = explain(evaluation, "statement/2028-11/draw")!;
    const ids = new Set(idsOf(trace));
    expect([...ids].sort()).toEqual(
      sales(3)
        .slice(0, 35)
        .map((_, index) => `e${index + 1}`)
        .sort(),
    );
    expect(openEnds(evaluation)).toEqual([]);
    expect(openEnds(chained(20))).toEqual([]);
  });
  it("N2: counted event by event it is the same output, also with what was learned late", () => {
    const late = { ...sales(1)[0]!, order: "late", amount: "300.00", recorded_at: "2027-03-05T10:00" };
    const evaluation = over(2, [late]);
    const { contract, events, zone, asOf, sha256 } = evaluation;
    const options = { asOf, calendars: [china], calendar: china, zones: [zone], zone, sha256 };
    for (const { differences } of diagnose(contract, events, options, 4)) expect(differences).toEqual([]);
    expect(openEnds(evaluation)).toEqual([]);
  });
});
