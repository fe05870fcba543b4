import type { Measure } from "./types.ts";

/** A measure that no fact feeds: it is computed from clocks (`within`) or from other metrics (`index`) by its own function. */
export const derived = (method: string, n: 0 | null): Measure<null> => ({
  kinds: () => [],
  empty: () => null,
  add: () => undefined,
  merge: () => null,
  result: () => ({
    n,
    numerator: n,
    denominator: n,
    value: null,
    low: null,
    high: null,
    method,
    excluded: [],
    formula: "–",
  }),
  evidence: () => [],
});
