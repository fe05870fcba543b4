import type { Period } from "../calendar/period.ts";
import type { Weight } from "../facts/event.ts";
import type { Day } from "../values/brand.ts";
import { add, equal, negate, type Rational, ZERO } from "../values/rational.ts";
import { byCodeUnit } from "../values/text.ts";

/** Everything counted on one day, or summed over a window. Integers and exact fractions only, so order cannot matter. */
export interface Cell {
  /** Named counters: `n`, `answer:9`, `excluded:repeat_answer`. */
  readonly counts: Map<string, bigint>;
  readonly sums: Map<string, Rational>;
  /** Multiset of values by their text, for medians and percentiles. */
  readonly values: Map<string, { readonly value: Rational; readonly count: number }>;
  /** Ids of the events behind it with their weight. */
  readonly ids: Map<string, number>;
}
/** What one fact, invitation, customer or policy brings to one day. */
export interface Share {
  readonly day: Day;
  readonly counts?: Readonly<Record<string, bigint>>;
  readonly sums?: Readonly<Record<string, Rational>>;
  readonly values?: readonly Rational[];
  readonly ids?: readonly string[];
}
export type Cells = Map<Day, Cell>;

export const EXCLUDED = "excluded:";
export const newCell = (): Cell => ({ counts: new Map(), sums: new Map(), values: new Map(), ids: new Map() });
const isEmpty = (cell: Cell): boolean =>
  cell.counts.size === 0 && cell.sums.size === 0 && cell.values.size === 0 && cell.ids.size === 0;

/** Adds to a counter and forgets it at zero, so that adding and taking out leaves nothing behind. */
export const bump = <Key>(counters: Map<Key, number>, key: Key, by: number): void => {
  const next = (counters.get(key) ?? 0) + by;
  if (next === 0) counters.delete(key);
  else counters.set(key, next);
};
const bumpCount = (counts: Map<string, bigint>, name: string, by: bigint): void => {
  const next = (counts.get(name) ?? 0n) + by;
  if (next === 0n) counts.delete(name);
  else counts.set(name, next);
};
const bumpSum = (sums: Map<string, Rational>, name: string, by: Rational): void => {
  const next = add(sums.get(name) ?? ZERO, by);
  if (equal(next, ZERO)) sums.delete(name);
  else sums.set(name, next);
};
const bumpValue = (values: Cell["values"], value: Rational, by: number): void => {
  const key = `${value.n}/${value.d}`;
  const count = (values.get(key)?.count ?? 0) + by;
  if (count === 0) values.delete(key);
  else values.set(key, { value, count });
};
/** Puts a share in (+1) or takes it out (−1). */
export const applyShare = (cells: Cells, share: Share, weight: Weight): void => {
  let cell = cells.get(share.day);
  if (!cell) {
    cell = newCell();
    cells.set(share.day, cell);
  }
  for (const name in share.counts)
    bumpCount(cell.counts, name, weight === 1 ? share.counts[name]! : -share.counts[name]!);
  for (const name in share.sums) bumpSum(cell.sums, name, weight === 1 ? share.sums[name]! : negate(share.sums[name]!));
  for (const value of share.values ?? []) bumpValue(cell.values, value, weight);
  for (const id of share.ids ?? []) bump(cell.ids, id, weight);
  if (isEmpty(cell)) cells.delete(share.day);
};
/** Adds the counters of `from` to `into`; ids only when asked, they are for traces. */
export const joinCell = (into: Cell, from: Cell, withIds: boolean): void => {
  for (const [name, by] of from.counts) bumpCount(into.counts, name, by);
  for (const [name, by] of from.sums) bumpSum(into.sums, name, by);
  for (const { value, count } of from.values.values()) bumpValue(into.values, value, count);
  if (withIds) for (const [id, by] of from.ids) bump(into.ids, id, by);
};
export const joinCells = (into: Cells, from: Cells): void => {
  for (const [day, cell] of from) {
    const target = into.get(day) ?? newCell();
    joinCell(target, cell, true);
    if (isEmpty(target)) into.delete(day);
    else into.set(day, target);
  }
};
/** The days of a window that have a cell; walks the shorter of the two lists. */
export function* daysWithin(cells: Cells, window: Period): Generator<readonly [Day, Cell]> {
  if (window.toDay - window.fromDay <= cells.size)
    for (let day = window.fromDay; day < window.toDay; day = (day + 1) as Day) {
      const cell = cells.get(day);
      if (cell) yield [day, cell];
    }
  else for (const [day, cell] of cells) if (day >= window.fromDay && day < window.toDay) yield [day, cell];
}
/** Sum over the window's days that `counts` admits (all of them unless said). */
export const totalWithin = (cells: Cells, window: Period, counts: (day: Day) => boolean = () => true): Cell => {
  const total = newCell();
  for (const [day, cell] of daysWithin(cells, window)) if (counts(day)) joinCell(total, cell, false);
  return total;
};
/** Ids behind the window's figure, sorted by code units. */
export const idsWithin = (cells: Cells, window: Period, counts: (day: Day) => boolean = () => true): string[] => {
  const ids = new Set<string>();
  for (const [day, cell] of daysWithin(cells, window))
    if (counts(day)) for (const [id, weight] of cell.ids) if (weight > 0) ids.add(id);
  return [...ids].sort(byCodeUnit);
};
/** Σ over days of the square of a day's figure, in order of days so that no bit depends on the order of facts. */
export const squaresOf = (days: Iterable<readonly [Day, Cell]>, figure: (cell: Cell) => number): number =>
  [...days].sort(([a], [b]) => a - b).reduce((sum, [, cell]) => sum + figure(cell) * figure(cell), 0);
