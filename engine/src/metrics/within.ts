// Clauses: C8.1, C3.2
import type { Period } from "../calendar/period.ts";
import type { Clock } from "../clocks/types.ts";
import type { MetricDefinition } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { derived } from "./derived.ts";
import { shareResult } from "./figures.ts";
import type { Exclusion, MeasureResult } from "./types.ts";

type Standing = "met" | "late" | "open_late" | "not_due" | "estimated" | "paused";
/** How a clock stands for the measure: due ones count; a due date that rests on unknown holidays does not count yet. */
const standingOf = (clock: Clock, asOf: Instant): Standing => {
  const waits = clock.endedAt === undefined && clock.pauses.some(({ to }) => to === undefined);
  if (waits) return "paused";
  if (clock.due.estimated) return "estimated";
  if (clock.due.due >= asOf) return "not_due";
  if (clock.endedAt === undefined) return "open_late";
  return clock.endedAt <= clock.due.due ? "met" : "late";
};
// What was lifted was never owed.
const dueIn = (clock: Clock, window: Period): boolean =>
  !clock.lifted && clock.due.due >= window.from && clock.due.due < window.to;
/**
 * Share of a rule's deadlines that were met, among those due in the window and before now: one that is still open past its due time
 * counts against (case Q16), one that is not due yet does not count, ended or not.
 * @param clocks all clocks of the rule
 */
export const withinOf = (
  clocks: readonly Clock[],
  window: Period,
  asOf: Instant,
  definition: MetricDefinition,
): MeasureResult => {
  const counts: Record<Standing, number> = { met: 0, late: 0, open_late: 0, not_due: 0, estimated: 0, paused: 0 };
  for (const clock of clocks) if (dueIn(clock, window)) counts[standingOf(clock, asOf)] += 1;
  const excluded: Exclusion[] = (["estimated", "not_due", "paused"] as const)
    .filter((reason) => counts[reason] > 0)
    .map((reason) => ({ reason, count: counts[reason] }));
  return {
    ...shareResult(counts.met, counts.met + counts.late + counts.open_late, definition.confidence, excluded),
    extra: { met: counts.met, late: counts.late, open_late: counts.open_late },
  };
};
/** Ids of the events that started and ended the counted clocks. */
export const withinEvidence = (clocks: readonly Clock[], window: Period, asOf: Instant): readonly string[] =>
  [
    ...new Set(
      clocks
        .filter((clock) => dueIn(clock, window) && ["met", "late", "open_late"].includes(standingOf(clock, asOf)))
        .flatMap(({ startedBy, endedBy }) => (endedBy === undefined ? [startedBy] : [startedBy, endedBy])),
    ),
  ].sort(byCodeUnit);
/** Fed by clocks through `withinOf`, never by facts. */
export const within = derived("wilson", 0);
