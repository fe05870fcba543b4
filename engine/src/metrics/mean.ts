// Clauses: C3.2
import { multiply, toFloat, ZERO } from "../values/rational.ts";
import { type Answer, answerKinds } from "./answers.ts";
import { countOf, exclusionsOf } from "./figures.ts";
import { meanAndVariance } from "./mean-and-variance.ts";
import { placed } from "./placed.ts";
import { tInterval } from "./stats/t-interval.ts";
import { exactText, inMajorUnits, minorPerUnit, placeValues, valuedEntry } from "./valued.ts";

/** Mean of `value` with Student's interval; sum and squares are kept exact, so no order of events changes a bit. */
export const mean = placed<Answer>({
  kinds: answerKinds,
  entryOf: valuedEntry,
  place: (entries, context) =>
    placeValues(entries, context, (value, money) => ({
      counts: money ? { n: 1n, money: 1n } : { n: 1n },
      sums: { value, square: multiply(value, value) },
    })),
  result: (total, context) => {
    const n = countOf(total, "n");
    const { exact: inMinor, variance: rawVariance } = meanAndVariance(total);
    const exact = inMinor && inMajorUnits(inMinor, total, context);
    const scale = minorPerUnit(total, context);
    const variance = rawVariance / (scale * scale);
    const value = exact ? toFloat(exact) : null;
    const interval = value === null ? undefined : tInterval(value, variance, n, context.definition.confidence);
    const sum = total.sums.get("value") ?? ZERO;
    return {
      n,
      numerator: toFloat(inMajorUnits(sum, total, context)),
      denominator: n,
      value,
      ...(exact && { exact }),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      method: "t",
      excluded: exclusionsOf(total),
      formula: `${exactText(inMajorUnits(sum, total, context))} ÷ ${n}`,
      extra: { variance },
    };
  },
});
