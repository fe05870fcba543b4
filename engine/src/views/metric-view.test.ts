import { expect, test } from "vitest";
import type { MetricResult } from "../metrics/types.ts";
import { intervalOf } from "./metric-view.ts";

const result = (method: string, n: number) => ({ low: 1, high: 1, n, method }) as unknown as MetricResult;

test("C3.2: one answer alone gives an NPS no interval; two give one, and a share has its own for one", () => {
  expect(intervalOf(result("nps_normal", 1))).toEqual({ low: null, high: null });
  expect(intervalOf(result("nps_normal", 2))).toEqual({ low: 1, high: 1 });
  expect(intervalOf(result("wilson", 1))).toEqual({ low: 1, high: 1 });
});
