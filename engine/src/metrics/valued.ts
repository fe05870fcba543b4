// Clauses: C3.2
import type { MetricDefinition } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import { multiply, type Rational, rational, toDecimalText, toFloat } from "../values/rational.ts";
import { type Answer, answerKinds, invitationKey, placeFirst, problemOf, SURVEY_ANSWERED } from "./answers.ts";
import { type Cell, EXCLUDED, type Share } from "./cells.ts";
import { exclusionsOf, plainResult } from "./figures.ts";
import type { Placing } from "./placed.ts";
import { holds, readingMark, readValue } from "./reading.ts";
import type { MeasureContext, MeasureResult } from "./types.ts";

/** Facts of kind `sale` that came back in full are no sales any more. */
export const isReturned = (fact: Fact): boolean => fact.returnedInFull;

/**
 * Common intake of mean, median and percentile: the `value` of events that satisfy `when`. Of survey answers one counts for each
 * invitation; of anything else every event counts.
 */
export const valuedEntry = (
  fact: Fact,
  context: MeasureContext,
): { readonly key?: string; readonly entry: Answer } | undefined => {
  const { definition } = context;
  if (!holds(definition.when, fact)) return undefined;
  const reading = definition.value && readValue(definition.value, fact);
  const returned = isReturned(fact);
  const { id, at } = fact.event;
  const mark = returned ? "returned" : readingMark(reading);
  const entry: Answer = { id, at, day: fact.day, mark, reading };
  return fact.event.kind === SURVEY_ANSWERED ? { key: invitationKey(fact), entry } : { entry };
};
/** Why a value is not counted; answers are also held to the definition's scale when it states one. */
export const valuedProblem = (answer: Answer, definition: MetricDefinition): string | undefined =>
  answer.mark === "returned"
    ? "returned_in_full"
    : answer.reading === undefined
      ? "no_value"
      : problemOf(answer, definition.scale);
/** Places each value on its day, as sums or as a multiset. */
export const placeValues = (
  entries: readonly Answer[],
  context: MeasureContext,
  counted: (value: Rational, money: boolean) => Omit<Share, "day" | "ids">,
): Share[] => {
  const share = (answer: Answer): Share => ({
    day: answer.day,
    ids: [answer.id],
    ...counted(answer.reading!.value, answer.reading!.money),
  });
  const problem = (answer: Answer): string | undefined => valuedProblem(answer, context.definition);
  if ((context.definition.event ?? SURVEY_ANSWERED) === SURVEY_ANSWERED) return placeFirst(entries, problem, share);
  return entries.map((entry) => {
    const reason = problem(entry);
    return reason === undefined ? share(entry) : { day: entry.day, counts: { [`${EXCLUDED}${reason}`]: 1n } };
  });
};
/** Money is summed in minor units; the counter `money` tells, and results are given in major units. */
export const inMajorUnits = (value: Rational, total: Cell, { currency }: MeasureContext): Rational =>
  total.counts.has("money") ? multiply(value, rational(1n, 10n ** BigInt(currency.decimals))) : value;
/** 100 for amounts of a currency with two decimals, 1 for numbers. */
export const minorPerUnit = (total: Cell, { currency }: MeasureContext): number =>
  total.counts.has("money") ? toFloat(rational(10n ** BigInt(currency.decimals))) : 1;
export const exactText = (value: Rational): string => toDecimalText(value, 6);

/** Median and percentile: the window's values sorted, and a figure picked from them. */
export const ordered = (
  pick: (
    sorted: readonly { readonly value: Rational; readonly upTo: number }[],
    count: number,
    definition: MetricDefinition,
  ) => Rational,
): Placing<Answer> => ({
  kinds: answerKinds,
  entryOf: valuedEntry,
  place: (entries, context) =>
    placeValues(entries, context, (value, money) => ({
      counts: money ? { n: 1n, money: 1n } : { n: 1n },
      values: [value],
    })),
  result: (total, context): MeasureResult => {
    const sorted = [...total.values.values()].sort((a, b) => {
      const difference = a.value.n * b.value.d - b.value.n * a.value.d;
      return difference < 0n ? -1 : difference > 0n ? 1 : 0;
    });
    let count = 0;
    const steps = sorted.map((item) => {
      count += item.count;
      return { value: inMajorUnits(item.value, total, context), upTo: count };
    });
    const excluded = exclusionsOf(total);
    if (count === 0)
      return plainResult({ n: 0, numerator: null, denominator: null, value: null, excluded, formula: "–" });
    const exact = pick(steps, count, context.definition);
    const { measure } = context.definition;
    return {
      ...plainResult({
        n: count,
        numerator: null,
        denominator: null,
        value: toFloat(exact),
        exact,
        excluded,
        formula: `${measure}(${count}) = ${exactText(exact)}`,
      }),
      around: (bound) => {
        const below = (value: Rational): boolean => value.n * bound.d < bound.n * value.d;
        const above = (value: Rational): boolean => value.n * bound.d > bound.n * value.d;
        const under = steps.filter(({ value }) => below(value)).at(-1)?.upTo ?? 0;
        const notOver = steps.filter(({ value }) => !above(value)).at(-1)?.upTo ?? 0;
        return { atLeast: count - under, atMost: notOver };
      },
    };
  },
});
