import { expect, test } from "vitest";
import type { Version } from "../contract/model.ts";
import type { MetricResult } from "../metrics/types.ts";
import { intervalOf, missingParts } from "./metric-view.ts";

const result = (method: string, n: number) => ({ low: 1, high: 1, n, method }) as unknown as MetricResult;

test("C3.2: one answer alone gives an NPS no interval; two give one, and a share has its own for one", () => {
  expect(intervalOf(result("nps_normal", 1))).toEqual({ low: null, high: null });
  expect(intervalOf(result("nps_normal", 2))).toEqual({ low: 1, high: 1 });
  expect(intervalOf(result("wilson", 1))).toEqual({ low: 1, high: 1 });
});
test("C3.1: an index names the parts that it was made without", () => {
  const rule = (ref: string, zh: string) => [ref, { kind: "definition", label: { zh, en: ref } }] as const;
  const version = { rules: new Map([rule("C3.2/nps", "净推荐值"), rule("C3.2/rpr", "复购率")]) } as unknown as Version;
  const parts = [
    { metric: "C3.2/nps", value: null },
    { metric: "C3.2/rpr", value: 0.2 },
  ];
  const index = { parts } as unknown as MetricResult;
  expect(missingParts(version, index, "zh")).toEqual(["净推荐值"]);
  expect(missingParts(version, result("wilson", 30), "zh")).toEqual([]);
});
