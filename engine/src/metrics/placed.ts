import type { Period } from "../calendar/period.ts";
import type { MetricDefinition } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import type { Cell } from "./cells.ts";
import { applyShare, bump, type Cells, daysWithin, idsWithin, joinCells, type Share, totalWithin } from "./cells.ts";
import type { Measure, MeasureContext, MeasureResult, ResultContext } from "./types.ts";

/** What a measure keeps of one fact. `mark` tells two states of knowledge of the same event apart. */
export interface Entry {
  readonly id: string;
  readonly at: Instant;
  readonly day: Day;
  readonly mark: string;
}
interface Held<E extends Entry> {
  readonly entry: E;
  readonly weight: number;
}
/** All entries of one key, e.g. the answers to one invitation. */
type Bag<E extends Entry> = Map<string, Held<E>>;
export interface PlacedState<E extends Entry> {
  readonly bags: Map<string, Bag<E>>;
  readonly cells: Cells;
}
/**
 * How a measure counts: each fact becomes an entry of a key (or of none), and the entries of a key decide together what is
 * counted on which day. One fact therefore touches its own key and the days of that key only.
 */
export interface Placing<E extends Entry> {
  kinds(definition: MetricDefinition): readonly string[];
  /** Undefined when the fact does not concern the measure; `key` undefined when it is counted by itself. */
  entryOf(fact: Fact, context: MeasureContext): { readonly key?: string; readonly entry: E } | undefined;
  /** `entries` by time, then id. */
  place(entries: readonly E[], context: MeasureContext): readonly Share[];
  /** `days` are the window's own days, for figures about their spread. */
  result(total: Cell, context: ResultContext, days: () => Iterable<readonly [Day, Cell]>): MeasureResult;
  /** Last day before the day on which the shares of `day` may be counted; default: at once. */
  maturesAfter?(day: Day, context: MeasureContext): Day;
}

const present = <E extends Entry>(bag: Bag<E>): E[] =>
  [...bag.values()]
    .filter((held) => held.weight > 0)
    .map((held) => held.entry)
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id) || byCodeUnit(a.mark, b.mark));
const hold = <E extends Entry>(bag: Bag<E>, entry: E, by: number): void => {
  const key = `${entry.id}\u0000${entry.at}\u0000${entry.mark}`;
  const weight = (bag.get(key)?.weight ?? 0) + by;
  if (weight === 0) bag.delete(key);
  else bag.set(key, { entry, weight });
};

/** Builds the accumulator of a placing measure. */
export const placed = <E extends Entry>(placing: Placing<E>): Measure<PlacedState<E>> => {
  const apply = (cells: Cells, bag: Bag<E>, weight: Weight, context: MeasureContext): void => {
    const entries = present(bag);
    if (entries.length > 0) for (const share of placing.place(entries, context)) applyShare(cells, share, weight);
  };
  const mature =
    (context: ResultContext) =>
    (day: Day): boolean =>
      placing.maturesAfter === undefined || placing.maturesAfter(day, context) < context.today;
  return {
    kinds: placing.kinds,
    empty: () => ({ bags: new Map(), cells: new Map() }),
    add: (state, fact, weight, context) => {
      const found = placing.entryOf(fact, context);
      if (!found) return;
      const { key, entry } = found;
      if (key === undefined) {
        for (const share of placing.place([entry], context)) applyShare(state.cells, share, weight);
        return;
      }
      const bag = state.bags.get(key) ?? new Map();
      apply(state.cells, bag, -1, context);
      hold(bag, entry, weight);
      apply(state.cells, bag, 1, context);
      if (bag.size === 0) state.bags.delete(key);
      else state.bags.set(key, bag);
    },
    merge: (a, b, context) => {
      const joined: PlacedState<E> = { bags: new Map(), cells: new Map() };
      for (const side of [a, b]) {
        joinCells(joined.cells, side.cells);
        for (const [key, from] of side.bags) {
          const bag = joined.bags.get(key);
          if (!bag) {
            joined.bags.set(key, new Map(from));
            continue;
          }
          // Both sides placed their half; take both out and place the whole.
          apply(joined.cells, bag, -1, context);
          apply(joined.cells, from, -1, context);
          for (const { entry, weight } of from.values()) hold(bag, entry, weight);
          apply(joined.cells, bag, 1, context);
          if (bag.size === 0) joined.bags.delete(key);
        }
      }
      return joined;
    },
    result: (state, window, context) => {
      const ready = mature(context);
      const total = totalWithin(state.cells, window, ready);
      if (placing.maturesAfter) {
        const waiting = totalWithin(state.cells, window, (day) => !ready(day)).counts.get("n") ?? 0n;
        if (waiting !== 0n) total.counts.set("excluded:not_matured", waiting);
      }
      return placing.result(total, context, () => daysWithin(state.cells, window));
    },
    evidence: (state, window, context) => idsWithin(state.cells, window, mature(context)),
    ...(placing.maturesAfter && {
      nextChange: (state: PlacedState<E>, window: Period, context: ResultContext) => {
        let next: Day | undefined;
        for (let day = window.fromDay; day < window.toDay; day = (day + 1) as Day) {
          if (!state.cells.get(day)?.counts.has("n")) continue;
          const change = (placing.maturesAfter!(day, context) + 1) as Day;
          if (change > context.today && (next === undefined || change < next)) next = change;
        }
        return next;
      },
    }),
  };
};
/** Counts how often each item occurs; used where entries of a key are few. */
export const tally = (names: readonly string[]): Record<string, bigint> => {
  const counters = new Map<string, number>();
  for (const name of names) bump(counters, name, 1);
  return Object.fromEntries([...counters].map(([name, count]) => [name, BigInt(count)]));
};
