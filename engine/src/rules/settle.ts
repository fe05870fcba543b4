// Clauses: C11.1, C11.2

import type { Pause } from "../calendar/types.ts";
import type { Party, Rule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import type { Trace } from "../values/trace.ts";
import { type Acts, endedAt, type Hold, holdsOn, waiverOf } from "./acts.ts";
import type { People } from "./people.ts";
import { standstillTraces } from "./standstill-traces.ts";
import type { Instance, Standstill, State } from "./types.ts";

/** What a handler knows of an instance before people's acts are laid over it. */
export interface Draft {
  readonly rule: Rule;
  readonly version: number;
  readonly period?: string;
  readonly subject?: string;
  readonly openedAt: Instant;
  /** Where its time begins to run, if that is later: what was held before moves nothing. */
  readonly heldFrom?: Instant;
  readonly dueAt?: Instant;
  readonly closedAt?: Instant;
  readonly estimated?: boolean;
  readonly probability?: number;
  readonly progress?: { readonly done: number; readonly of: number };
  /** Ids of the acts that performed it after it was due. */
  readonly late?: readonly string[];
  /** Stretches on which the rule itself pauses. */
  readonly waits?: readonly Standstill[];
  /** The due time when the given stretches do not count; absent: it moves by as much time as they last. */
  readonly held?: (pauses: readonly Pause[]) => Instant;
  /** The state for a due time that holds may have moved; the stretches of those that have. */
  readonly state: (dueAt: Instant | undefined, holds?: readonly Pause[]) => State;
  /** Moments at which the state may change by itself, for a due time that holds may have moved. */
  readonly changes: (dueAt: Instant | undefined, holds?: readonly Pause[]) => readonly (Instant | undefined)[];
  readonly trace: (state: State, dueAt: Instant | undefined) => Trace;
}
/** What decides when a draft is due under the holds laid over it. */
export type Dated = Pick<Draft, "rule" | "period" | "subject" | "openedAt" | "heldFrom" | "held"> & {
  readonly dueAt: Instant;
};
/** The due time that counts wherever what happened is compared with it. */
export type DueUnderHolds = (dated: Dated) => Instant;

/** `C8.3/first_response@case-17`, `C3.2/goal@2026-Q1`, `C8.1/visit@2026-Q1/customer-9`. */
export const instanceName = (ref: string, period?: string, subject?: string): string => {
  const about = [period, subject].filter((part) => part !== undefined).join("/");
  return about === "" ? ref : `${ref}@${about}`;
};

/**
 * Lays holds, waivers and the contract's end over drafts; gives one instance for each bearer. Held time before the due
 * moment moves it (CC 590: not after default); a threshold whose period ended under a hold, and what was done under one, is
 * excused.
 */
export const settle = (draft: Draft, acts: Acts, people: People, asOf: Instant): Instance[] => {
  const { rule } = draft;
  const ended = endedAt(acts);
  // Nothing new falls due once the contract is over; only settlement, procedures and hand-over begin then.
  if (ended !== undefined && ended <= asOf && isRipening(rule) && draft.openedAt >= ended) return [];
  const bearers = rule.bearers.length === 0 ? [undefined] : rule.bearers;
  return bearers.map((bearer) => settled(draft, bearer, acts, people, asOf));
};
const settled = (draft: Draft, bearer: Party | undefined, acts: Acts, people: People, asOf: Instant): Instance => {
  const { rule } = draft;
  const holds = holdsBy(asOf, draft, bearer, acts, people);
  const dueAt = draft.dueAt === undefined ? undefined : dueUnder(holds, draft, draft.dueAt, asOf);
  const pauses = pausesOf(holds, asOf);
  const own = draft.state(dueAt, pauses);
  // What begins later, or was over before it began, moved nothing.
  const held = holds.filter(
    (one) => one.from < (dueAt ?? doneAt(draft) ?? asOf) && (one.to ?? asOf) > (draft.heldFrom ?? draft.openedAt),
  );
  const standstills = [...(draft.waits ?? []), ...held].sort((a, b) => a.from - b.from);
  const waived = waiverOf(acts, people, namesOf(draft), bearer) !== undefined;
  const state = overlaid(own, draft, dueAt, waived, holds, endedAt(acts), asOf);
  const wakes = [...draft.changes(dueAt, pauses)].filter((at): at is Instant => at !== undefined && at > asOf);
  const nextChange = wakes.length === 0 ? undefined : (Math.min(...wakes) as Instant);
  const lateness = dueAt !== undefined && draft.closedAt !== undefined ? draft.closedAt - dueAt : 0;
  return {
    ref: rule.ref,
    clause: rule.clause,
    kind: rule.kind,
    version: draft.version,
    ...(draft.period === undefined ? {} : { period: draft.period }),
    ...(draft.subject === undefined ? {} : { subject: draft.subject }),
    ...(rule.finding === undefined ? {} : { breach: rule.finding }),
    ...(bearer === undefined ? {} : { bearer }),
    openedAt: draft.openedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(draft.closedAt === undefined ? {} : { closedAt: draft.closedAt }),
    ...(standstills.length === 0 ? {} : { standstills }),
    state,
    estimated: draft.estimated ?? false,
    ...(draft.probability === undefined ? {} : { probability: draft.probability }),
    ...(draft.progress === undefined ? {} : { progress: draft.progress }),
    ...(lateness > 0 && state === "missed" ? { lateness } : {}),
    ...(nextChange === undefined || state === "waived" || state === "ended" ? {} : { nextChange }),
    trace: () => {
      const trace = draft.trace(state, dueAt);
      return held.length === 0
        ? trace
        : { ...trace, inputs: [...trace.inputs, ...standstillTraces(held, trace, people)] };
    },
  };
};

const namesOf = ({ rule, period, subject }: Pick<Draft, "rule" | "period" | "subject">): readonly string[] => [
  instanceName(rule.ref, period, subject),
  rule.ref,
  rule.clause,
];
const holdsBy = (
  asOf: Instant,
  draft: Pick<Draft, "rule" | "period" | "subject">,
  bearer: Party | undefined,
  acts: Acts,
  people: People,
): Hold[] => holdsOn(acts, people, namesOf(draft), bearer).filter((hold) => hold.from <= asOf);
const pausesOf = (holds: readonly Hold[], asOf: Instant): Pause[] =>
  holds
    .map((hold) => ({ from: hold.from, to: Math.min(hold.to ?? asOf, asOf) as Instant }))
    .filter((pause) => pause.to > pause.from);
/**
 * When something is due under its holds, for what hangs on it before it is settled: silence, what an act counts for, the clock
 * that begins there. Where its bearers are held differently the last of their due times counts.
 */
export const dueUnderHolds =
  (acts: Acts, people: People, asOf: Instant): DueUnderHolds =>
  (dated) => {
    const bearers = dated.rule.bearers.length === 0 ? [undefined] : dated.rule.bearers;
    const dues = bearers.map((bearer) =>
      dueUnder(holdsBy(asOf, dated, bearer, acts, people), dated, dated.dueAt, asOf),
    );
    return Math.max(...dues) as Instant;
  };

/** A clock of working time loses working time only: what is held at night or on a holiday moves nothing. */
const dueUnder = (holds: readonly Hold[], draft: Omit<Dated, "dueAt">, due: Instant, asOf: Instant): Instant => {
  // A threshold judges its period; holding it does not make the period longer.
  if (holds.length === 0 || draft.rule.kind === "threshold") return due;
  const pauses = pausesOf(holds, asOf);
  return draft.held ? draft.held(pauses) : moved(due, draft.heldFrom ?? draft.openedAt, pauses);
};
/** A moment after the held stretches that began before it, since another; in order of their beginnings. */
const moved = (due: Instant, openedAt: Instant, holds: readonly Pause[]): Instant => {
  let moving: number = due;
  let covered: number = openedAt;
  for (const hold of holds) {
    if (hold.from >= moving) continue;
    const from = Math.max(hold.from, covered);
    if (hold.to > from) {
      moving += hold.to - from;
      covered = hold.to;
    }
  }
  return moving as Instant;
};
/** Duties that end with the contract unless they were due before; settlement, procedures and hand-over run on (CC 558, 567). */
const RIPENING: readonly Rule["kind"][] = ["threshold", "recurrence", "deadline"];
const isRipening = (rule: Rule): boolean =>
  RIPENING.includes(rule.kind) && !(rule.kind === "deadline" && rule.starts === "ended");
/** Just after what was done in one moment, a prohibited act or the use of a power: what held then excuses it, and nothing later. */
const doneAt = ({ dueAt, openedAt, closedAt }: Draft): Instant | undefined =>
  dueAt === undefined && closedAt === openedAt ? ((openedAt + 1) as Instant) : undefined;
const UNDECIDED: readonly State[] = ["running", "at_risk", "not_started", "missed", "indeterminate", "not_enough_data"];
const overlaid = (
  own: State,
  draft: Draft,
  dueAt: Instant | undefined,
  waived: boolean,
  holds: readonly Hold[],
  ended: Instant | undefined,
  asOf: Instant,
): State => {
  if (!UNDECIDED.includes(own)) return own;
  if (waived) return "waived";
  const done = doneAt(draft);
  const limit = dueAt ?? done;
  const running = holds.find((hold) => hold.to === undefined && (limit === undefined || hold.from < limit));
  if (running) return running.kind === "suspended" ? "suspended" : "excused";
  const judgedAt = draft.rule.kind === "threshold" ? draft.dueAt : done;
  if (judgedAt !== undefined && holds.some((hold) => hold.from < judgedAt && (hold.to ?? asOf) >= judgedAt))
    return "excused";
  const ripens = isRipening(draft.rule) && dueAt !== undefined;
  if (ended !== undefined && ended <= asOf && ripens && draft.openedAt < ended && dueAt > ended) return "ended";
  return own;
};
