// Clauses: C4.2, C8.1, C8.3
// The events of one key, in order of time, made into episodes: what started, what ended it, when it stood still.
import type { DeadlineRule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";

/** What an event does to the clocks of its key. `lift` makes them void from the outset; `reopen` starts anew what an accepted start began. */
export type Role = "start" | "reopen" | "pause" | "resume" | "end" | "lift";
export interface Mark {
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly roles: readonly Role[];
  /** Which of several clocks of the key it is about, where the rule tells them apart. */
  readonly about?: string;
  /** Of what says from when until when a customer is served. */
  readonly serves?: ServiceEntry;
}
export interface ServiceEntry {
  readonly enteredAt: Instant;
  /** Absent where the customer left. */
  readonly from?: Instant;
  readonly to?: Instant;
  readonly assigned: boolean;
}
export interface EpisodePause {
  readonly from: Instant;
  /** Absent while it lasts. */
  readonly to?: Instant;
  readonly ids: readonly string[];
}
/** One start of a key until its end. `sequence` counts the starts of the key from 1. */
export interface Episode {
  readonly sequence: number;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly endedBy?: string;
  readonly endedAt?: Instant;
  /** Made void by a later event. */
  readonly lifted?: boolean;
  /** In order of time; one that the end cut off ends with it. */
  readonly pauses: readonly EpisodePause[];
}

const RANK: Readonly<Record<Role, number>> = { start: 0, pause: 1, resume: 1, end: 2, lift: 2, reopen: 3 };
const rankOf = (mark: Mark): number => Math.min(...mark.roles.map((role) => RANK[role]));
/**
 * By time. What happens at one and the same moment is read in the order that makes sense of it: a start before its own end, an
 * end before a reopening, the rest as recorded.
 */
const inOrder = (a: Mark, b: Mark): number =>
  a.at - b.at ||
  rankOf(a) - rankOf(b) ||
  a.recordedAt - b.recordedAt ||
  byCodeUnit(a.id, b.id) ||
  byCodeUnit(a.kind, b.kind);

interface Open {
  readonly sequence: number;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly about: string | undefined;
  readonly pauses: EpisodePause[];
  /** Pauses under way, by the kind of event that began them. */
  readonly under: Map<string, { readonly from: Instant; readonly id: string }>;
}
/** A pause ends with the first event that any pair of its `from` names: a wait for the customer ends on whatever channel. */
const resume = (rule: DeadlineRule, open: Open, mark: Mark): void => {
  for (const [kind, begun] of open.under)
    if (rule.pauses.some((pause) => pause.from === kind && pause.to === mark.kind)) {
      open.under.delete(kind);
      open.pauses.push({ from: begun.from, to: mark.at, ids: [begun.id, mark.id] });
    }
};
const close = (open: Open, mark: Mark | undefined): Episode => {
  const cut = [...open.under.values()].map((begun): EpisodePause => {
    const ids = [begun.id];
    return mark ? { from: begun.from, to: mark.at, ids } : { from: begun.from, ids };
  });
  const { sequence, startedBy, startedAt } = open;
  const pauses = [...open.pauses, ...cut].sort((a, b) => a.from - b.from || byCodeUnit(a.ids[0]!, b.ids[0]!));
  const episode = { sequence, startedBy, startedAt, pauses };
  return mark ? { ...episode, endedBy: mark.id, endedAt: mark.at } : episode;
};
/** Which clocks an end ends: all that run or, where the rule tells them apart, the one that it names, else the oldest without a name of its own. */
const endedBy = (rule: DeadlineRule, running: readonly Open[], { about }: Mark): readonly Open[] => {
  if (rule.each === undefined && rule.starts !== rule.ends) return running;
  const named = about === undefined ? undefined : running.find((open) => open.about === about);
  const oldest = running.find((open) => about === undefined || open.about === undefined);
  return [named ?? oldest].flatMap((open) => open ?? []);
};
/**
 * Every start makes an episode of its own, also while an earlier one runs; an end ends all that run, and further ends change
 * nothing; a pause holds those that run when it begins. Ends and pauses that find nothing running are ignored. Where one kind
 * of event both starts and ends (to the one party, to the other), the two belong together in whatever order they come.
 */
export const pairMarks = (rule: DeadlineRule, marks: readonly Mark[]): Episode[] => {
  let episodes: Episode[] = [];
  const early: Mark[] = [];
  let running: Open[] = [];
  let started = 0;
  for (const mark of [...marks].sort(inOrder)) {
    if (mark.roles.includes("end")) {
      const ended = endedBy(rule, running, mark);
      episodes.push(...ended.map((open) => close(open, mark)));
      running = running.filter((open) => !ended.includes(open));
      if (ended.length === 0 && rule.starts === rule.ends && !mark.roles.includes("start")) early.push(mark);
    }
    if (mark.roles.includes("lift")) {
      episodes = [...episodes, ...running.map((open) => close(open, mark))].map((one) => ({ ...one, lifted: true }));
      running = [];
    }
    if (mark.roles.includes("resume")) for (const open of running) resume(rule, open, mark);
    // A reopening cannot be asked whether it satisfies `when`: it belongs to the case whose start did.
    const anew = mark.roles.includes("reopen") && (started > 0 || rule.when === undefined);
    if (mark.roles.includes("start") || anew) {
      started += 1;
      const { id: startedBy, at: startedAt, about } = mark;
      const open: Open = { sequence: started, startedBy, startedAt, about, pauses: [], under: new Map() };
      const before = early.shift();
      if (before) episodes.push(close(open, { ...before, at: startedAt }));
      else running.push(open);
    }
    if (mark.roles.includes("pause"))
      for (const open of running)
        if (!open.under.has(mark.kind)) open.under.set(mark.kind, { from: mark.at, id: mark.id });
  }
  return [...episodes, ...running.map((open) => close(open, undefined))].sort((a, b) => a.sequence - b.sequence);
};
