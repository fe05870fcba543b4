import { expect, test } from "vitest";
import { isSound, mainFigure } from "./main-figure.ts";
import type { MetricPoint, MetricView } from "./view.ts";

const point = (period: string, status: MetricPoint["status"], value: number | null, n: number | null): MetricPoint => ({
  ref: `C3.2/nps@${period}`,
  period,
  from: 0,
  to: 1,
  closed: true,
  status,
  n,
  numerator: null,
  denominator: null,
  value,
  low: value,
  high: value,
  excluded: [],
});
const metric = (ref: string, points: readonly MetricPoint[], more: Partial<MetricView> = {}): MetricView => ({
  ref,
  clause: "C3.2",
  title: ref,
  unit: "score",
  method: "wilson",
  points,
  ...more,
});
const target = { atLeast: 30, rule: "C3.2/goal" };
const few = point("2026-Q3", "not_enough_data", 100, 2);
const byRef = (...all: readonly MetricView[]) => Object.fromEntries(all.map((one) => [one.ref, one]));

test("N3: a figure of too few is passed over for the last that counts, of the same measure or another", () => {
  const earlier = point("2026-Q2", "ok", 24, 87);
  expect(mainFigure(byRef(metric("nps", [earlier, few], { target })))?.point).toBe(earlier);
  const kept = point("2026-H1", "ok", 0.9, 60);
  const found = mainFigure(byRef(metric("nps", [few], { target }), metric("kept", [kept])))!;
  expect([found.metric.ref, found.point]).toEqual(["kept", kept]);
});
test("N3: where nothing counts yet, the figure says so by its status and sample; where nothing was observed there is none", () => {
  const found = mainFigure(byRef(metric("nps", [few], { target })))!;
  expect([found.point.n, isSound(found.point)]).toEqual([2, false]);
  expect(mainFigure(byRef(metric("nps", [point("2026-Q3", "not_enough_data", null, 0)])))).toBeUndefined();
  expect(mainFigure({})).toBeUndefined();
});
test("C3.1: the index goes before a measure with a target, that before others", () => {
  const ok = [point("2026-Q2", "ok", 24, 87)];
  const index = metric("index", ok, { method: "none" });
  expect(mainFigure(byRef(metric("a", ok), metric("b", ok, { target }), index))?.metric.ref).toBe("index");
  expect(mainFigure(byRef(metric("a", ok), metric("b", ok, { target })))?.metric.ref).toBe("b");
});
