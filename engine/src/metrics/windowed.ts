import type { Period } from "../calendar/period.ts";
import type { Day } from "../values/brand.ts";
import { bump } from "./cells.ts";

/** Counters of one window that was asked for, kept up to date by every later change. */
export interface WindowCounters {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly counts: Map<string, number>;
}
/**
 * For measures whose figure does not fall apart into days (a customer's second day, active at both ends): the first question about
 * a window counts its keys, later changes move only what their own key brings to it. At most so many windows are kept; an older
 * one is counted anew when asked again.
 */
export type Windows = Map<string, WindowCounters>;
const KEPT_WINDOWS = 64;

/** What a key brings to a window: counters and by how much. */
export type Contribution = (fromDay: Day, toDay: Day) => readonly (readonly [name: string, by: number])[];
/** What a key brings to each kept window, before (−1) or after (+1) it changes. */
export const moveWindows = (windows: Windows, contribution: Contribution, weight: 1 | -1): void => {
  for (const { fromDay, toDay, counts } of windows.values())
    for (const [name, by] of contribution(fromDay, toDay)) bump(counts, name, weight * by);
};
export const countersFor = (
  windows: Windows,
  window: Period,
  contributions: () => Iterable<Contribution>,
): ReadonlyMap<string, number> => {
  const key = `${window.fromDay}…${window.toDay}`;
  const kept = windows.get(key);
  if (kept) return kept.counts;
  const counts = new Map<string, number>();
  for (const contribution of contributions())
    for (const [name, by] of contribution(window.fromDay, window.toDay)) bump(counts, name, by);
  if (windows.size >= KEPT_WINDOWS) windows.delete(windows.keys().next().value!);
  windows.set(key, { fromDay: window.fromDay, toDay: window.toDay, counts });
  return counts;
};
