// Clauses: C3.2, C4.1
import { evidenceOfFact, type Fact } from "../facts/event.ts";
import { multiply, rational, subtract, toFloat, ZERO } from "../values/rational.ts";
import type { Answer } from "./answers.ts";
import { EXCLUDED, squaresOf } from "./cells.ts";
import { countOf, exclusionsOf, plainResult } from "./figures.ts";
import { meanAndVariance } from "./mean-and-variance.ts";
import { type Entry, placed } from "./placed.ts";
import { fieldNamed } from "./reading.ts";
import { exactText, inMajorUnits, minorPerUnit, valuedEntry, valuedProblem } from "./valued.ts";

interface Summed extends Answer {
  /** The event, and where its amount was lessened the returns that lessened it. */
  readonly ids: readonly string[];
}
/** What is left of the amount of a sale of which a part came back; any other value stands as it is. */
const kept = (entry: Answer, fact: Fact, field: string | undefined): Summed => {
  const { reading, id } = entry;
  if (reading === undefined || field !== "amount" || fact.returned === 0n) return { ...entry, ids: [id] };
  const value = subtract(reading.value, rational(fact.returned));
  return { ...entry, reading: { ...reading, value }, ids: evidenceOfFact(fact) };
};

/**
 * Sum of `value`, exact. Figures of money are in major units. What came back of a sale is taken off its amount, on the day of
 * the sale. The mean and variance of one amount stand beside, for forecasts.
 */
export const sum = placed<Summed & Entry>({
  kinds: ({ event }) => (event === undefined ? [] : [event]),
  entryOf: (fact, context) => {
    const found = valuedEntry(fact, context);
    return found && { entry: kept(found.entry, fact, fieldNamed(context.definition.value)) };
  },
  place: (entries, { definition }) =>
    entries.map((entry) => {
      const reason = valuedProblem(entry, definition);
      if (reason !== undefined) return { day: entry.day, counts: { [`${EXCLUDED}${reason}`]: 1n } };
      const { value, money } = entry.reading!;
      return {
        day: entry.day,
        counts: money ? { n: 1n, money: 1n } : { n: 1n },
        sums: { value, square: multiply(value, value) },
        ids: entry.ids,
      };
    }),
  result: (total, context, days) => {
    const n = countOf(total, "n");
    const raw = total.sums.get("value") ?? ZERO;
    const exact = inMajorUnits(raw, total, context);
    const { exact: size, variance } = meanAndVariance(total);
    const scale = minorPerUnit(total, context);
    return plainResult({
      n,
      numerator: toFloat(exact),
      denominator: null,
      value: toFloat(exact),
      exact,
      excluded: exclusionsOf(total),
      formula: `Σ ${n} = ${exactText(exact)}`,
      extra: {
        size_mean: size ? toFloat(size) / scale : null,
        size_variance: variance / (scale * scale),
        daily_squares: squaresOf(days(), (cell) => toFloat(cell.sums.get("value") ?? ZERO) / scale),
      },
    });
  },
});
