// Clauses: C3.2
import type { Period } from "../calendar/period.ts";
import type { Day, Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { shareResult } from "./figures.ts";
import { holds } from "./reading.ts";
import type { Measure, MeasureContext, MeasureResult } from "./types.ts";
import { type Contribution, countersFor, moveWindows, type Windows } from "./windowed.ts";

interface Move {
  readonly id: string;
  readonly at: Instant;
  readonly day: Day;
  readonly joined: boolean;
  readonly weight: number;
}
/** A customer's comings and goings. */
type Moves = Map<string, Move>;
export interface RetentionState {
  readonly customers: Map<string, Moves>;
  readonly windows: Windows;
}
const JOINED = "customer_joined";
const LEFT = "customer_left";

const movesOf = (moves: Moves): Move[] =>
  [...moves.values()]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id) || (a.joined === b.joined ? 0 : a.joined ? -1 : 1));
/** The last move before the day began: what it says holds at that midnight. */
const lastBefore = (moves: readonly Move[], day: Day): Move | undefined =>
  moves.filter((move) => move.day < day).at(-1);
const activeAt = (moves: readonly Move[], day: Day): boolean => lastBefore(moves, day)?.joined === true;

const ACTIVE = [["n", 1]] as const;
const ACTIVE_AND_KEPT = [...ACTIVE, ["kept", 1]] as const;
const UNKNOWN = [["not_joined", 1]] as const;
/** `n` active when the window began, `kept` of them active when it ended (or now); who leaves without having joined is named. */
const contributionOf = (moves: Moves): Contribution => {
  const sorted = movesOf(moves);
  return (fromDay, toDay) => {
    if (activeAt(sorted, fromDay)) return activeAt(sorted, toDay) ? ACTIVE_AND_KEPT : ACTIVE;
    const first = sorted[0];
    return first && !first.joined && first.day >= fromDay && first.day < toDay ? UNKNOWN : [];
  };
};
const countersOf = (state: RetentionState, window: Period): ReadonlyMap<string, number> =>
  countersFor(state.windows, window, function* () {
    for (const moves of state.customers.values()) yield contributionOf(moves);
  });
const keyOf = (move: Omit<Move, "weight">): string => `${move.id}\u0000${move.at}\u0000${move.joined}`;
const shift = (moves: Moves, move: Omit<Move, "weight">, by: number): void => {
  const key = keyOf(move);
  const weight = (moves.get(key)?.weight ?? 0) + by;
  if (weight === 0) moves.delete(key);
  else moves.set(key, { ...move, weight });
};
/**
 * Retention: of the customers active when the window began (joined earlier and not gone), the share active when it ended. Who
 * joins inside the window does not count; who leaves and returns inside it was kept.
 */
export const retention: Measure<RetentionState> = {
  kinds: () => [JOINED, LEFT],
  empty: () => ({ customers: new Map(), windows: new Map() }),
  add: (state, fact, weight, { definition }: MeasureContext) => {
    const { customer, id, at, kind } = fact.event;
    if (customer === undefined || customer === "") return;
    if ((definition.event ?? kind) === kind && !holds(definition.when, fact)) return;
    const moves: Moves = state.customers.get(customer) ?? new Map();
    moveWindows(state.windows, contributionOf(moves), -1);
    shift(moves, { id, at, day: fact.day, joined: kind === JOINED }, weight);
    if (moves.size === 0) state.customers.delete(customer);
    else state.customers.set(customer, moves);
    moveWindows(state.windows, contributionOf(moves), 1);
  },
  merge: (a, b) => {
    const joined: RetentionState = { customers: new Map(), windows: new Map() };
    for (const side of [a, b])
      for (const [customer, from] of side.customers) {
        const moves: Moves = joined.customers.get(customer) ?? new Map();
        for (const move of from.values()) shift(moves, move, move.weight);
        if (moves.size === 0) joined.customers.delete(customer);
        else joined.customers.set(customer, moves);
      }
    return joined;
  },
  result: (state, window, { definition }): MeasureResult => {
    const counters = countersOf(state, window);
    const unknown = counters.get("not_joined") ?? 0;
    const excluded = unknown === 0 ? [] : [{ reason: "not_joined", count: unknown }];
    return shareResult(counters.get("kept") ?? 0, counters.get("n") ?? 0, definition.confidence, excluded);
  },
  evidence: (state, window) => {
    const ids = new Set<string>();
    for (const moves of state.customers.values()) {
      const sorted = movesOf(moves);
      if (!activeAt(sorted, window.fromDay)) continue;
      ids.add(lastBefore(sorted, window.fromDay)!.id);
      ids.add(lastBefore(sorted, window.toDay)!.id);
    }
    return [...ids].sort(byCodeUnit);
  },
};
