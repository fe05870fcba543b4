// Clauses: C3.2

import type { Rational } from "../values/rational.ts";
import { rational, toFloat } from "../values/rational.ts";
import { byCodeUnit } from "../values/text.ts";
import type { Cell } from "./cells.ts";
import { EXCLUDED } from "./cells.ts";
import { wilson } from "./stats/wilson.ts";
import type { Exclusion, MeasureResult } from "./types.ts";

/** A counter of the cell as a double; counts stay far below 2^53. */
export const countOf = (cell: Cell, name: string): number => toFloat(rational(cell.counts.get(name) ?? 0n));
export const exclusionsOf = (cell: Cell): Exclusion[] =>
  [...cell.counts.keys()]
    .filter((name) => name.startsWith(EXCLUDED))
    .sort(byCodeUnit)
    .map((name) => ({ reason: name.slice(EXCLUDED.length), count: countOf(cell, name) }));

/** A share of counts with Wilson's interval; nothing when nobody was counted. */
export const shareResult = (
  successes: number,
  trials: number,
  confidence: Rational,
  excluded: readonly Exclusion[],
): MeasureResult => {
  const interval = wilson(successes, trials, confidence);
  const exact = trials > 0 ? rational(BigInt(successes), BigInt(trials)) : undefined;
  return {
    n: trials,
    numerator: successes,
    denominator: trials,
    value: exact ? toFloat(exact) : null,
    ...(exact && { exact }),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    method: "wilson",
    excluded,
    formula: `${successes} ÷ ${trials}`,
  };
};
/** A figure without an interval: sums, counts, medians. */
export const plainResult = (parts: Omit<MeasureResult, "low" | "high" | "method">): MeasureResult => ({
  ...parts,
  low: null,
  high: null,
  method: "none",
});
