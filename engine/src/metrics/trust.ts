// Clauses: C3.2
import type { Fact } from "../facts/event.ts";
import {
  divide,
  fromInteger,
  multiply,
  type Rational,
  rational,
  subtract,
  sum,
  toDecimalText,
  toFloat,
  ZERO,
} from "../values/rational.ts";
import { answerKinds, invitationKey, placeFirst, type Scale } from "./answers.ts";
import type { Cell } from "./cells.ts";
import { countOf, exclusionsOf } from "./figures.ts";
import { meanAndVariance } from "./mean-and-variance.ts";
import { type Entry, placed } from "./placed.ts";
import { fieldNamed, holds, numberOf } from "./reading.ts";
import { tInterval } from "./stats/t-interval.ts";
import type { MeasureContext } from "./types.ts";

const LEAST_ITEMS = 3;
const USUAL_SCALE: Scale = { min: 1, max: 5 };
interface TrustAnswer extends Entry {
  readonly items: readonly (Rational | undefined)[] | undefined;
}
const itemsOf = (fact: Fact, { definition }: MeasureContext): TrustAnswer["items"] => {
  const field = definition.value === undefined ? "trust" : fieldNamed(definition.value);
  const value = field === undefined ? definition.value!.evaluate(fact.view) : fact.event.fields[field];
  return Array.isArray(value) ? value.map(numberOf) : undefined;
};
const onScale = (item: Rational | undefined, scale: Scale): boolean =>
  item !== undefined && item.d === 1n && item.n >= BigInt(scale.min) && item.n <= BigInt(scale.max);
/** Mean of a person's items, from the scale to 0…100. */
const scoreOf = (items: readonly Rational[], scale: Scale): Rational =>
  divide(
    multiply(fromInteger(100), subtract(divide(sum(items), fromInteger(items.length)), fromInteger(scale.min))),
    fromInteger(scale.max - scale.min),
  );
/**
 * Cronbach's alpha k/(k−1) (1 − Σ s_i²/s_T²) with sample variances. Undefined (null) when answers differ in their number of
 * items, for fewer than two answers, or when everybody answered the same in total.
 */
const alphaOf = (total: Cell): number | null => {
  const lengths = [...total.counts.keys()].filter((name) => name.startsWith("items:"));
  if (lengths.length !== 1) return null;
  const items = +lengths[0]!.slice("items:".length);
  const answers = total.counts.get("n") ?? 0n;
  if (answers < 2n) return null;
  // n Σx² − (Σx)²: the common factor 1/(n (n − 1)) of all variances cancels.
  const spread = (name: string): bigint => {
    const sumOf = total.counts.get(`${name}:sum`) ?? 0n;
    return answers * (total.counts.get(`${name}:squares`) ?? 0n) - sumOf * sumOf;
  };
  const whole = spread("total");
  if (whole === 0n) return null;
  let parts = 0n;
  for (let item = 0; item < items; item += 1) parts += spread(`item${item}`);
  return toFloat(multiply(rational(BigInt(items), BigInt(items - 1)), rational(whole - parts, whole)));
};
/** Trust: mean over people of their mean of at least three Likert items, rescaled to 0…100; reports Cronbach's alpha. */
export const trust = placed<TrustAnswer>({
  kinds: answerKinds,
  entryOf: (fact, context) => {
    if (!holds(context.definition.when, fact)) return undefined;
    const items = itemsOf(fact, context);
    const mark = items?.map((item) => (item ? `${item.n}/${item.d}` : "?")).join() ?? "";
    const { id, at } = fact.event;
    return { key: invitationKey(fact), entry: { id, at, day: fact.day, mark, items } };
  },
  place: (answers, { definition }) => {
    const scale = definition.scale ?? USUAL_SCALE;
    return placeFirst(
      answers,
      ({ items }) =>
        items === undefined || items.length < LEAST_ITEMS
          ? "incomplete"
          : items.every((item) => onScale(item, scale))
            ? undefined
            : "out_of_range",
      (answer) => {
        const items = answer.items as readonly Rational[];
        const total = sum(items).n;
        const score = scoreOf(items, scale);
        const counts: Record<string, bigint> = { n: 1n, [`items:${items.length}`]: 1n };
        counts["total:sum"] = total;
        counts["total:squares"] = total * total;
        items.forEach((item, index) => {
          counts[`item${index}:sum`] = item.n;
          counts[`item${index}:squares`] = item.n * item.n;
        });
        return {
          day: answer.day,
          counts,
          sums: { value: score, square: multiply(score, score) },
          ids: [answer.id],
        };
      },
    );
  },
  result: (total, { definition }) => {
    const n = countOf(total, "n");
    const { exact, variance } = meanAndVariance(total);
    const value = exact ? toFloat(exact) : null;
    const interval = value === null ? undefined : tInterval(value, variance, n, definition.confidence);
    const sumOf = total.sums.get("value") ?? ZERO;
    return {
      n,
      numerator: toFloat(sumOf),
      denominator: n,
      value,
      ...(exact && { exact }),
      // No mean of such scores lies off their scale.
      low: interval ? Math.max(0, interval.low) : null,
      high: interval ? Math.min(100, interval.high) : null,
      method: "t",
      excluded: exclusionsOf(total),
      formula: `${toDecimalText(sumOf)} ÷ ${n}`,
      extra: { cronbach_alpha: alphaOf(total), variance },
    };
  },
});
