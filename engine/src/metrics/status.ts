// Clauses: C3.2
import type { MetricDefinition } from "../contract/model.ts";
import type { MeasureResult, MetricStatus } from "./types.ts";

/**
 * `not_enough_data` below the definition's `min_n`, or with nobody counted; `indeterminate` where there are counts but no value
 * (an index with a missing part, a ratio over zero); else `ok`.
 */
export const statusOf = (result: MeasureResult, definition: MetricDefinition): MetricStatus => {
  if (result.n === null) return result.value === null ? "indeterminate" : "ok";
  if (result.n < (definition.minN ?? 0)) return "not_enough_data";
  if (result.value !== null) return "ok";
  return result.n === 0 ? "not_enough_data" : "indeterminate";
};
