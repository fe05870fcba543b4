// Clauses: C3.2
import type { MetricDefinition } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import { divide, ONE, type Rational, toFloat, ZERO } from "../values/rational.ts";
import type { Cell } from "./cells.ts";
import { EXCLUDED } from "./cells.ts";
import { countOf, exclusionsOf, plainResult, shareResult } from "./figures.ts";
import { type Entry, placed } from "./placed.ts";
import { holds, type Reading, readingMark, readValue } from "./reading.ts";
import type { MeasureContext } from "./types.ts";
import { exactText, inMajorUnits, isReturned } from "./valued.ts";

type Side = NonNullable<MetricDefinition["numerator"]>;
const SIDES = ["numerator", "denominator"] as const;
interface RatioEntry extends Entry {
  /** What the fact brings to each side: a value (1 where events are counted), a reason, or nothing. */
  readonly sides: Readonly<Partial<Record<(typeof SIDES)[number], Reading | string>>>;
}
const sideOf = (side: Side | undefined, fact: Fact, common: MetricDefinition): Reading | string | undefined => {
  if (!side || fact.event.kind !== side.event || !holds(side.when, fact)) return undefined;
  if (common.event === fact.event.kind && !holds(common.when, fact)) return undefined;
  if (isReturned(fact)) return "returned_in_full";
  if (!side.value) return { value: ONE, money: false };
  return readValue(side.value, fact) ?? "no_value";
};
/** The side's sum, money in major units. */
const sideSum = (total: Cell, side: (typeof SIDES)[number], context: MeasureContext): Rational => {
  const money = total.counts.has(`${side}:money`);
  const cell: Cell = money ? { ...total, counts: new Map([["money", 1n]]) } : { ...total, counts: new Map() };
  return inMajorUnits(total.sums.get(side) ?? ZERO, cell, context);
};
/**
 * One filter over another. Of two counts where the first is part of the second: Wilson's interval. Of sums, or of counts that
 * are no share of each other: no interval.
 */
export const ratio = placed<RatioEntry>({
  kinds: ({ numerator, denominator }) => [
    ...new Set([numerator?.event, denominator?.event].filter((k) => k !== undefined)),
  ],
  entryOf: (fact, { definition }) => {
    const numerator = sideOf(definition.numerator, fact, definition);
    const denominator = sideOf(definition.denominator, fact, definition);
    if (numerator === undefined && denominator === undefined) return undefined;
    const sides = { ...(numerator && { numerator }), ...(denominator && { denominator }) };
    const mark = SIDES.map((side) => {
      const found = sides[side];
      return typeof found === "string" ? found : readingMark(found);
    }).join();
    const { id, at } = fact.event;
    return { entry: { id, at, day: fact.day, mark, sides } };
  },
  place: (entries) =>
    entries.flatMap(({ id, day, sides }) =>
      SIDES.flatMap((side) => {
        const found = sides[side];
        if (found === undefined) return [];
        // A fact that both sides leave out is left out once.
        if (typeof found === "string")
          return side === "denominator" && typeof sides.numerator === "string"
            ? []
            : [{ day, counts: { [`${EXCLUDED}${found}`]: 1n } }];
        const counts = { [`${side}:n`]: 1n, ...(found.money && { [`${side}:money`]: 1n }) };
        return [{ day, counts, sums: { [side]: found.value }, ids: [id] }];
      }),
    ),
  result: (total, context) => {
    const { definition } = context;
    const excluded = exclusionsOf(total);
    const parts = countOf(total, "numerator:n");
    const wholes = countOf(total, "denominator:n");
    const counted = !definition.numerator?.value && !definition.denominator?.value;
    if (counted && parts <= wholes) return shareResult(parts, wholes, definition.confidence, excluded);
    const above = sideSum(total, "numerator", context);
    const below = sideSum(total, "denominator", context);
    const exact = below.n === 0n ? undefined : divide(above, below);
    return plainResult({
      n: wholes,
      numerator: toFloat(above),
      denominator: toFloat(below),
      value: exact ? toFloat(exact) : null,
      ...(exact && { exact }),
      excluded,
      formula: `${exactText(above)} ÷ ${exactText(below)}`,
    });
  },
});
