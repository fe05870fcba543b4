// Clauses: C8.1, C8.3, C9.2, S4

import { endOfDay } from "../calendar/recurrence-time.ts";
import { serviceDueWithPauses } from "../calendar/service-time.ts";
import type { Pause } from "../calendar/types.ts";
import { zonedText } from "../calendar/zone.ts";
import { legalDueWithPauses, warningsOf } from "../clocks/run-clock.ts";
import type { Clock } from "../clocks/types.ts";
import type { Instant } from "../values/brand.ts";
import type { Timetable } from "./schedule.ts";
import type { Draft, DueUnderHolds } from "./settle.ts";

/** One instance for one clock: in time, late, or still running. Nothing becomes missed on an estimated date (contract-format §9). */
export const deadlineDraft = (clock: Clock, table: Timetable, asOf: Instant): Draft => {
  const { zone, calendar, hours } = table;
  const { rule } = clock;
  const ended = clock.endedAt !== undefined && clock.endedAt <= asOf ? clock.endedAt : undefined;
  const pausedBy = (holds: readonly Pause[]): Pause[] => {
    const own = clock.pauses.map((pause) => ({ from: pause.from, to: pause.to ?? asOf }));
    return [...own, ...holds].sort((a, b) => a.from - b.from);
  };
  const lastWarning = (due: Instant, holds: readonly Pause[]): Instant | undefined =>
    holds.length === 0 ? clock.warnings.at(-1) : warningsOf(rule, table, clock.startedAt, due, pausedBy(holds)).at(-1);
  return {
    rule,
    version: clock.version,
    subject: clock.subject,
    openedAt: clock.startedAt,
    dueAt: clock.due.due,
    ...(ended === undefined ? {} : { closedAt: ended }),
    estimated: clock.due.estimated,
    ...(clock.pauses.length === 0 ? {} : { waits: clock.pauses.map((one) => ({ kind: "waiting" as const, ...one })) }),
    held: (holds) => {
      const pauses = pausedBy(holds);
      if (!rule.legal) return serviceDueWithPauses(calendar, zone, hours, clock.startedAt, rule.within, pauses).due;
      return endOfDay(zone, legalDueWithPauses(rule, table, clock.startedAt, pauses).due);
    },
    state: (dueAt, holds = []) => {
      const due = dueAt ?? clock.due.due;
      if (clock.lifted) return "ended";
      if (ended !== undefined) return ended <= due ? "met" : clock.due.estimated ? "indeterminate" : "missed";
      if (asOf > due) return clock.due.estimated ? "running" : "missed";
      const warned = lastWarning(due, holds);
      return warned !== undefined && asOf >= warned ? "at_risk" : "running";
    },
    // While it stands still only an event can move it.
    changes: (dueAt, holds = []) => {
      const due = dueAt ?? clock.due.due;
      return ended === undefined && !clock.paused ? [lastWarning(due, holds), justAfter(due)] : [];
    },
    trace: (state, dueAt) => ({
      what: rule.label ?? { zh: "时限", en: "Deadline" },
      formula: `${zonedText(zone, clock.startedAt)} → ${clock.startedBy === "" ? "≤ " : ""}${zonedText(zone, dueAt ?? clock.due.due)}${ended === undefined ? "" : `; ${zonedText(zone, ended)}`}`,
      value: state,
      inputs: [],
      clause: rule.clause,
      version: clock.version,
      evidence: {
        count: 0,
        hash: "",
        ids: [
          // No event begins what the end of the term began.
          ...(clock.startedBy === "" ? [] : [clock.startedBy]),
          ...(clock.endedBy === undefined ? [] : [clock.endedBy]),
          ...clock.pauses.flatMap((pause) => pause.ids),
        ],
      },
    }),
  };
};
/** A clock with the due time of its instance, by which a measure counts it. */
export const clockUnderHolds = (clock: Clock, table: Timetable, dueOf: DueUnderHolds, asOf: Instant): Clock => {
  const due = dueOf({ ...deadlineDraft(clock, table, asOf), dueAt: clock.due.due });
  return due === clock.due.due ? clock : { ...clock, due: { ...clock.due, due } };
};
/**
 * Nobody answers for the lateness of what the other side's late act began (5.3.4).
 * @param begun instances of the recurrence whose acts begin such duties
 */
export const excusedIfBegunLate = (draft: Draft, clock: Clock, begun: readonly Draft[]): Draft => {
  const cause = begun.find(({ late }) => late?.includes(clock.startedBy));
  if (!cause) return draft;
  return {
    ...draft,
    state: (dueAt, holds) => {
      const own = draft.state(dueAt, holds);
      return own === "missed" ? "excused" : own;
    },
    trace: (state, dueAt) => {
      const own = draft.trace(state, dueAt);
      return { ...own, inputs: [...own.inputs, cause.trace(cause.state(cause.dueAt), cause.dueAt)] };
    },
  };
};
/** A due time is kept up to and including its last microsecond. */
export const justAfter = (due: Instant): Instant => (due + 1) as Instant;
