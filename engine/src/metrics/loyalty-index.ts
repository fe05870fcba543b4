// Clauses: C3.1
import type { IndexPart, MetricDefinition } from "../contract/model.ts";
import { assert } from "../values/assert.ts";
import { fromFloat6, toDecimalText, toFloat } from "../values/rational.ts";
import { derived } from "./derived.ts";
import type { IndexPartResult, MeasureResult, MetricStatus } from "./types.ts";

/** A part of the index with its own result in the window. */
export interface PartReading {
  readonly part: IndexPart;
  readonly result: (MeasureResult & { readonly status: MetricStatus }) | undefined;
}
/** Piecewise-linear from floor (0) to ceiling (100), clamped; a ceiling below the floor makes less better. */
export const partScore = (value: number, part: Pick<IndexPart, "floor" | "ceiling">): number => {
  const floor = toFloat(part.floor);
  const span = toFloat(part.ceiling) - floor;
  assert(span !== 0, "an index part's floor differs from its ceiling");
  return 100 * Math.min(1, Math.max(0, (value - floor) / span));
};
/** The value that a part brings: its own, the one it brought in the window before, or none. Too few data is none. */
const bringing = (
  { part, result }: PartReading,
  missing: MetricDefinition["missing"],
  before?: MeasureResult,
): { part: IndexPart; value: number | undefined; carried: boolean; own?: MeasureResult } => {
  const own = result && { own: result };
  if (result?.status === "ok" && result.value !== null) return { part, value: result.value, carried: false, ...own };
  const last =
    missing === "carry_last" ? before?.parts?.find(({ metric }) => metric === part.metric)?.value : undefined;
  return { part, value: last ?? undefined, carried: typeof last === "number", ...own };
};
/**
 * Loyalty index Σ weight × score, 0…100; floors and ceilings are fixed in the contract. Contributions, in listed order, sum to
 * the value; where the index has none, each part still says what it would bring. A missing part: `reweight` shares its weight out in proportion, `carry_last` takes the value it brought to the window
 * before, `indeterminate` (default) leaves the index without a value, as do more missing parts than `missing_at_most`. n, numerator and denominator are null.
 * @param before the index's own result in the window before, for `carry_last`
 */
export const indexOf = (
  readings: readonly PartReading[],
  definition: MetricDefinition,
  before?: MeasureResult,
): MeasureResult => {
  const known = readings.map((reading) => bringing(reading, definition.missing, before));
  const missing = known.filter(({ value }) => value === undefined).length;
  const carried = known.filter((item) => item.carried).length;
  const atMost = definition.missing === "reweight" ? (definition.missingAtMost ?? known.length) : 0;
  const none = missing === known.length || missing > atMost;
  const whole = known.reduce((s, { part, value }) => (value === undefined ? s : s + toFloat(part.weight)), 0);
  const parts = known.map(({ part, value, carried, own }): IndexPartResult => {
    const { metric } = part;
    if (value === undefined)
      return { metric, weight: null, value: null, score: null, contribution: null, carried, ...(own && { own }) };
    const weight = missing > 0 && !none ? toFloat(part.weight) / whole : toFloat(part.weight);
    const score = partScore(value, part);
    return { metric, weight, value, score, contribution: weight * score, carried, ...(own && { own }) };
  });
  const term = ({ weight, score }: IndexPartResult): string =>
    `${sixDecimals(weight ?? 0)} × ${sixDecimals(score ?? 0)}`;
  return {
    n: null,
    numerator: null,
    denominator: null,
    value: none ? null : parts.reduce((s, { contribution }) => s + (contribution ?? 0), 0),
    low: null,
    high: null,
    method: "none",
    excluded: [
      ...(carried > 0 ? [{ reason: "carried_last", count: carried }] : []),
      ...(missing > 0 ? [{ reason: "part_missing", count: missing }] : []),
    ],
    formula: none
      ? "–"
      : parts
          .filter(({ score }) => score !== null)
          .map(term)
          .join(" + "),
    extra: Object.fromEntries(parts.map(({ metric, contribution }) => [metric, contribution])),
    parts,
  };
};
const sixDecimals = (value: number): string => toDecimalText(fromFloat6(value));
/** Computed from its parts through `indexOf`, never from facts. */
export const loyaltyIndex = derived("none", null);
