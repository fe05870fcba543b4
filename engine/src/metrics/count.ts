// Clauses: C3.2, C4.1
import { rational } from "../values/rational.ts";
import { EXCLUDED, squaresOf } from "./cells.ts";
import { countOf, exclusionsOf, plainResult } from "./figures.ts";
import { type Entry, placed } from "./placed.ts";
import { holds } from "./reading.ts";
import { isReturned } from "./valued.ts";

/** Number of events that satisfy `when`. */
export const count = placed<Entry>({
  kinds: ({ event }) => (event === undefined ? [] : [event]),
  entryOf: (fact, { definition }) => {
    if (!holds(definition.when, fact)) return undefined;
    const { id, at } = fact.event;
    return { entry: { id, at, day: fact.day, mark: isReturned(fact) ? "returned" : "" } };
  },
  place: (entries) =>
    entries.map(({ id, day, mark }) =>
      mark === "returned"
        ? { day, counts: { [`${EXCLUDED}returned_in_full`]: 1n } }
        : { day, counts: { n: 1n }, ids: [id] },
    ),
  result: (total, _context, days) => {
    const n = countOf(total, "n");
    const excluded = exclusionsOf(total);
    const exact = rational(BigInt(n));
    const extra = { daily_squares: squaresOf(days(), (cell) => countOf(cell, "n")) };
    return plainResult({ n, numerator: n, denominator: null, value: n, exact, excluded, formula: `${n}`, extra });
  },
});
