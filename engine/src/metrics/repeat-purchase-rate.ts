// Clauses: C3.2
import type { Period } from "../calendar/period.ts";
import type { Fact, Weight } from "../facts/event.ts";
import { assert } from "../values/assert.ts";
import type { Day } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { applyShare, bump, type Cells, EXCLUDED, joinCells, totalWithin } from "./cells.ts";
import { exclusionsOf, shareResult } from "./figures.ts";
import { fieldReading, holds } from "./reading.ts";
import { addCalendar } from "./spans.ts";
import type { Measure, MeasureContext, MeasureResult, ResultContext } from "./types.ts";
import { type Contribution, countersFor, moveWindows, type Windows } from "./windowed.ts";

/** A customer's purchases: day → event id → weight. Days without a purchase are not kept. */
type Purchases = Map<Day, Map<string, number>>;
export interface RepeatState {
  readonly customers: Map<string, Purchases>;
  /** Purchases that do not count, by day and reason. */
  readonly excluded: Cells;
  readonly windows: Windows;
}
const problemOf = (fact: Fact): string | undefined => {
  if (fact.returnedInFull) return "returned_in_full";
  const amount = fieldReading(fact, "amount");
  if (amount && amount.value.n <= 0n) return "zero_price";
  return fact.event.customer === undefined || fact.event.customer === "" ? "no_customer" : undefined;
};
const present = (purchases: Purchases, day: Day): boolean =>
  [...purchases.get(day)!.values()].some((weight) => weight > 0);
const isCohort = ({ definition }: MeasureContext): boolean => definition.mode === "cohort";

/** Days of the first purchase and of the next distinct one, of all or of those in a span. */
const firstTwoDays = (
  purchases: Purchases,
  within: (day: Day) => boolean = () => true,
): readonly [Day | undefined, Day | undefined] => {
  let first: Day | undefined;
  let second: Day | undefined;
  for (const day of purchases.keys()) {
    if (!within(day) || !present(purchases, day)) continue;
    if (first === undefined || day < first) [first, second] = [day, first];
    else if (second === undefined || day < second) second = day;
  }
  return [first, second];
};
/**
 * Window mode: `n` with a purchase in the window, `repeat` with purchases on two distinct local days of it. The days are summed too:
 * from them follows how long customers have waited for their second day, which forecasts need.
 */
const inWindow =
  (purchases: Purchases): Contribution =>
  (fromDay, toDay) => {
    const [first, second] = firstTwoDays(purchases, (day) => day >= fromDay && day < toDay);
    if (first === undefined) return [];
    const came = [
      ["n", 1],
      ["first_days", first],
    ] as const;
    return second === undefined ? came : [...came, ["repeat", 1], ["second_days", second]];
  };
const horizonEnd = (first: Day, { definition }: MeasureContext): Day => {
  assert(definition.horizon, "a cohort has a horizon");
  return addCalendar(first, definition.horizon);
};
/** Cohort mode: customers whose first purchase of all fell in the window; counters also carry the day it matures after. */
const inCohort =
  (purchases: Purchases, context: MeasureContext): Contribution =>
  (fromDay, toDay) => {
    const [first, second] = firstTwoDays(purchases);
    if (first === undefined || first < fromDay || first >= toDay) return [];
    const end = horizonEnd(first, context);
    const came = [[`n:${end}`, 1]] as const;
    return second !== undefined && second <= end ? [...came, [`repeat:${end}`, 1]] : came;
  };
const contributionOf = (purchases: Purchases, context: MeasureContext) =>
  isCohort(context) ? inCohort(purchases, context) : inWindow(purchases);
const countersOf = (state: RepeatState, window: Period, context: MeasureContext): ReadonlyMap<string, number> =>
  countersFor(state.windows, window, function* () {
    for (const purchases of state.customers.values()) yield contributionOf(purchases, context);
  });
/** Cohort counters by the day after which they are ripe. */
const ripeness = (counters: ReadonlyMap<string, number>, context: ResultContext) => {
  const sums = { n: 0, repeat: 0, waiting: 0, next: undefined as Day | undefined };
  for (const [name, count] of counters) {
    const [what, end] = name.split(":");
    const ripeAfter = +end!;
    if (ripeAfter < context.today) sums[what as "n" | "repeat"] += count;
    else if (what === "n") {
      sums.waiting += count;
      if (sums.next === undefined || ripeAfter + 1 < sums.next) sums.next = (ripeAfter + 1) as Day;
    }
  }
  return sums;
};
const addPurchase = (
  state: RepeatState,
  customer: string,
  fact: Fact,
  weight: Weight,
  context: MeasureContext,
): void => {
  const purchases: Purchases = state.customers.get(customer) ?? new Map();
  moveWindows(state.windows, contributionOf(purchases, context), -1);
  const ids = purchases.get(fact.day) ?? new Map<string, number>();
  bump(ids, fact.event.id, weight);
  if (ids.size === 0) purchases.delete(fact.day);
  else purchases.set(fact.day, ids);
  if (purchases.size === 0) state.customers.delete(customer);
  else state.customers.set(customer, purchases);
  moveWindows(state.windows, contributionOf(purchases, context), 1);
};
/**
 * Repeat purchase rate. Window mode: customers with purchases on at least two distinct local days of the window ÷ customers with
 * one. Cohort mode: first purchase of all in the window, the next distinct day within the horizon, only where the horizon has
 * wholly passed. Purchases returned in full or without price do not count.
 */
export const repeatPurchaseRate: Measure<RepeatState> = {
  kinds: ({ event }) => [event ?? "sale"],
  empty: () => ({ customers: new Map(), excluded: new Map(), windows: new Map() }),
  add: (state, fact, weight, context) => {
    if (!holds(context.definition.when, fact)) return;
    const reason = problemOf(fact);
    if (reason !== undefined)
      applyShare(state.excluded, { day: fact.day, counts: { [`${EXCLUDED}${reason}`]: 1n } }, weight);
    else addPurchase(state, fact.event.customer!, fact, weight, context);
  },
  merge: (a, b) => {
    const joined: RepeatState = { customers: new Map(), excluded: new Map(), windows: new Map() };
    for (const side of [a, b]) {
      joinCells(joined.excluded, side.excluded);
      for (const [customer, from] of side.customers) {
        const purchases: Purchases = joined.customers.get(customer) ?? new Map();
        for (const [day, ids] of from) {
          const into = purchases.get(day) ?? new Map<string, number>();
          for (const [id, weight] of ids) bump(into, id, weight);
          if (into.size === 0) purchases.delete(day);
          else purchases.set(day, into);
        }
        if (purchases.size === 0) joined.customers.delete(customer);
        else joined.customers.set(customer, purchases);
      }
    }
    return joined;
  },
  result: (state, window, context): MeasureResult => {
    const counters = countersOf(state, window, context);
    const left = exclusionsOf(totalWithin(state.excluded, window));
    const { confidence } = context.definition;
    if (!isCohort(context)) {
      const customers = counters.get("n") ?? 0;
      const repeated = counters.get("repeat") ?? 0;
      const until = Math.min(context.today, window.toDay);
      const second = (counters.get("second_days") ?? 0) + (customers - repeated) * until;
      const waited = second - (counters.get("first_days") ?? 0);
      return { ...shareResult(repeated, customers, confidence, left), extra: { waited_days: waited } };
    }
    const { n, repeat, waiting } = ripeness(counters, context);
    const excluded = waiting === 0 ? left : [...left, { reason: "not_matured", count: waiting }];
    excluded.sort((x, y) => byCodeUnit(x.reason, y.reason));
    return shareResult(repeat, n, confidence, excluded);
  },
  evidence: (state, window, context) => {
    const ids = new Set<string>();
    for (const purchases of state.customers.values()) {
      let days = [...purchases.keys()].filter((day) => day >= window.fromDay && day < window.toDay);
      if (isCohort(context)) {
        const [first, second] = firstTwoDays(purchases);
        if (first === undefined || first < window.fromDay || first >= window.toDay) continue;
        const end = horizonEnd(first, context);
        if (end >= context.today) continue;
        days = second !== undefined && second <= end ? [first, second] : [first];
      }
      for (const day of days) for (const [id, weight] of purchases.get(day)!) if (weight > 0) ids.add(id);
    }
    return [...ids].sort(byCodeUnit);
  },
  nextChange: (state, window, context) =>
    isCohort(context) ? ripeness(countersOf(state, window, context), context).next : undefined,
};
