// Clauses: C8.1, C8.3, C9.2, S4

import { endOfDay } from "../calendar/recurrence-time.ts";
import { serviceDueWithPauses } from "../calendar/service-time.ts";
import { zonedText } from "../calendar/zone.ts";
import { legalDueWithPauses } from "../clocks/run-clock.ts";
import type { Clock } from "../clocks/types.ts";
import type { Instant } from "../values/brand.ts";
import type { Timetable } from "./schedule.ts";
import type { Draft } from "./settle.ts";

/** One instance for one clock: in time, late, or still running. Nothing becomes missed on an estimated date (contract-format §9). */
export const deadlineDraft = (clock: Clock, table: Timetable, asOf: Instant): Draft => {
  const { zone, calendar, hours } = table;
  const { rule } = clock;
  const ended = clock.endedAt !== undefined && clock.endedAt <= asOf ? clock.endedAt : undefined;
  const lastWarning = clock.warnings.at(-1);
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
      const own = clock.pauses.map((pause) => ({ from: pause.from, to: pause.to ?? asOf }));
      const pauses = [...own, ...holds].sort((a, b) => a.from - b.from);
      if (!rule.legal) return serviceDueWithPauses(calendar, zone, hours, clock.startedAt, rule.within, pauses).due;
      return endOfDay(zone, legalDueWithPauses(rule, table, clock.startedAt, pauses).due);
    },
    state: (dueAt) => {
      const due = dueAt ?? clock.due.due;
      if (clock.lifted) return "ended";
      if (ended !== undefined) return ended <= due ? "met" : clock.due.estimated ? "indeterminate" : "missed";
      if (asOf > due) return clock.due.estimated ? "running" : "missed";
      return lastWarning !== undefined && asOf >= lastWarning ? "at_risk" : "running";
    },
    // While it stands still only an event can move it.
    changes: (dueAt) =>
      ended === undefined && !clock.paused ? [...clock.warnings.slice(-1), justAfter(dueAt ?? clock.due.due)] : [],
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
/**
 * Nobody answers for the lateness of what the other side's late act began (5.3.4).
 * @param begun instances of the recurrence whose acts begin such duties
 */
export const excusedIfBegunLate = (draft: Draft, clock: Clock, begun: readonly Draft[]): Draft => {
  const cause = begun.find(({ late }) => late?.includes(clock.startedBy));
  if (!cause) return draft;
  return {
    ...draft,
    state: (dueAt) => {
      const own = draft.state(dueAt);
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
