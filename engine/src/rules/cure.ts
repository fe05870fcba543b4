// Clauses: C11.3
import type { Clock } from "../clocks/types.ts";
import type { Rule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import type { Trace } from "../values/trace.ts";
import { deadlineDraft } from "./deadline.ts";
import type { Timetable } from "./schedule.ts";
import { type Draft, instanceName } from "./settle.ts";

/** Kinds of duties that can still be performed after they were due. */
const PERFORMED: readonly Rule["kind"][] = ["deadline", "recurrence", "procedure", "entitlement"];

/** Duties that were performed, in time or late, by the name under which a demand or a finding calls them. */
export const performedDuties = (drafts: readonly Draft[]): ReadonlyMap<string, Draft> =>
  new Map(
    drafts
      .filter(
        ({ rule, dueAt, closedAt }) => PERFORMED.includes(rule.kind) && dueAt !== undefined && closedAt !== undefined,
      )
      .map((draft) => [instanceName(draft.rule.ref, draft.period, draft.subject), draft]),
  );
/** Whether a deadline is one to cure what a finding names. */
export const isCure = ({ rule }: { readonly rule: Rule }): boolean =>
  rule.kind === "deadline" && rule.ends === "cured" && rule.match === "finding";
/**
 * A demanded cure is done when the duty that it names is performed, without another word of the other party: the late payment is
 * the cure. `cured` is for what cannot be made good in that way, or was made good before.
 */
export const curedByPerformance = (clock: Clock, duty: Draft | undefined): Clock => {
  if (duty?.closedAt === undefined) return clock;
  const at = Math.max(duty.closedAt, clock.startedAt) as Instant;
  if (clock.endedAt !== undefined && clock.endedAt <= at) return clock;
  const { endedBy: _, ...running } = clock;
  return { ...running, endedAt: at, paused: false };
};
/** Demanded cures, read after the duties that they name. */
export const cureDrafts = (
  clocks: readonly Clock[],
  drafts: readonly Draft[],
  table: Timetable,
  asOf: Instant,
): Draft[] => {
  const performed = clocks.length === 0 ? undefined : performedDuties(drafts);
  return clocks.map((clock) => {
    const duty = performed?.get(clock.key.split("~")[0]!);
    const draft = deadlineDraft(curedByPerformance(clock, duty), table, asOf);
    if (!duty) return draft;
    const inputs = (): Trace[] => [duty.trace(duty.state(duty.dueAt), duty.dueAt)];
    return { ...draft, trace: (state, dueAt) => ({ ...draft.trace(state, dueAt), inputs: inputs() }) };
  });
};
