// Clauses: C4.2, C8.1, C8.3, C9.2
import { instantOf, type Zone } from "../calendar/zone.ts";
import type { Condition } from "../contract/condition.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import { performs } from "../facts/performs.ts";
import type { Day, Instant } from "../values/brand.ts";
import type { Rational } from "../values/rational.ts";
import { byCodeUnit } from "../values/text.ts";
import { BESIDE_ASSIGNMENT, serviceEntryOf, withoutRedating } from "./assignments.ts";
import { type Episode, type Mark, pairMarks, type Role } from "./pairing.ts";
import { runClock } from "./run-clock.ts";
import type { Clock, ClockContext } from "./types.ts";

/** Clocks of one key: good for the same context while no event of the key comes between, [from, until). */
interface Run {
  readonly context: ClockContext;
  readonly from: number;
  readonly until: number;
  readonly clocks: readonly Clock[];
}
/** Events of one key with how often they were put in, and what was computed from them until the next change. */
interface Cell {
  readonly marks: Map<string, { readonly mark: Mark; readonly weight: number }>;
  run: Run | undefined;
}
/** Everything that one deadline rule of one version has seen, by the value of its `match` field; filled in place. */
export interface Clocks {
  readonly cells: Map<string, Cell>;
  /** Events that would start a clock and do not carry the field that pairs, with how often they were put in. */
  readonly astray: Map<string, number>;
  readonly place?: ClockPlace;
}
/** The contract that clocks run for: its number pairs events that name none, and a date in an event is a day of its zone. */
export interface ClockPlace {
  readonly number: string;
  readonly zone: Zone;
}
export const emptyClocks = (place?: ClockPlace): Clocks => ({
  cells: new Map(),
  astray: new Map(),
  ...(place ? { place } : {}),
});

const OPENED = /^(.+)_opened$/;
/** The kind of event that begins a case anew: `complaint_reopened` for `complaint_opened`. */
export const reopeningOf = (starts: string): string | undefined => {
  const match = OPENED.exec(starts);
  return match ? `${match[1]}_reopened` : undefined;
};
/** Kinds of events that feed the clocks of a rule. */
export const kindsOfClocks = (rule: DeadlineRule): readonly string[] => {
  const reopening = reopeningOf(rule.starts);
  const paused = rule.pauses.flatMap((pause) => [pause.from, pause.to]);
  const beside = rule.starts === "served_by" ? BESIDE_ASSIGNMENT : [];
  const kinds = [rule.starts, reopening, rule.ends, rule.orEnds?.by, ...paused, rule.lifted?.by, ...beside];
  return [...new Set(kinds.flatMap((kind) => kind ?? []))];
};
const COMMON = ["id", "kind", "by", "customer", "contract"] as const;
/** The value that pairs events. An event that does not carry the field belongs to no clock; one that names no contract to this one's. */
export const clockKeyOf = (rule: DeadlineRule, { event }: Fact, place?: ClockPlace): string | undefined => {
  const common = COMMON.find((name) => name === rule.match);
  const value = common
    ? (event[common] ?? (common === "contract" ? place?.number : undefined))
    : event.fields[rule.match];
  if (typeof value === "string") return value === "" ? undefined : value;
  // A number that pairs is a number of a case: whole.
  return isWhole(value) ? value.n.toString() : undefined;
};
const isWhole = (value: unknown): value is Rational =>
  typeof value === "object" && value !== null && "n" in value && "d" in value && value.d === 1n;
const holds = (when: Condition | undefined, { view }: Fact): boolean =>
  when === undefined || when.evaluate(view) === true;
const doesDuty = ({ ends, endsWhen, orEnds }: DeadlineRule, fact: Fact): boolean =>
  (fact.event.kind === ends && holds(endsWhen, fact)) || (fact.event.kind === orEnds?.by && holds(orEnds.when, fact));
const rolesOf = (rule: DeadlineRule, fact: Fact): Role[] => {
  const { kind } = fact.event;
  const roles: Role[] = [];
  if (kind === rule.starts && holds(rule.when, fact)) roles.push("start");
  if (kind === reopeningOf(rule.starts)) roles.push("reopen");
  if (doesDuty(rule, fact) && performs(rule.bearers, fact)) roles.push("end");
  if (kind === rule.lifted?.by && holds(rule.lifted.when, fact)) roles.push("lift");
  if (rule.pauses.some((pause) => pause.from === kind)) roles.push("pause");
  if (rule.pauses.some((pause) => pause.to === kind)) roles.push("resume");
  return roles;
};
/** A customer who is assigned from a later day on is served, and to be called on, from that day. */
const beginsAt = ({ kind, at, fields }: Event, place: ClockPlace | undefined): Instant => {
  const from = kind === "served_by" && place && typeof fields.from === "number" ? (fields.from as Day) : undefined;
  return from === undefined ? at : (Math.max(at, instantOf(place!.zone, from)) as Instant);
};
/**
 * Puts one fact in (+1) or takes it out (−1). It touches the fact's own key only, and the order of calls does not matter: a fact
 * may be taken out before it was put in.
 */
export const addToClocks = (state: Clocks, rule: DeadlineRule, fact: Fact, weight: Weight): void => {
  const key = clockKeyOf(rule, fact, state.place);
  const roles = rolesOf(rule, fact);
  if (key === undefined && roles.includes("start")) {
    const times = (state.astray.get(fact.event.id) ?? 0) + weight;
    if (times === 0) state.astray.delete(fact.event.id);
    else state.astray.set(fact.event.id, times);
  }
  const serves = rule.starts === "served_by" && state.place ? serviceEntryOf(fact.event, state.place.zone) : undefined;
  if (key === undefined || (roles.length === 0 && serves === undefined)) return;
  const cell: Cell = state.cells.get(key) ?? { marks: new Map(), run: undefined };
  const { id, kind, recordedAt, fields } = fact.event;
  const at = beginsAt(fact.event, state.place);
  const about = rule.each === undefined ? undefined : fields[rule.each];
  const mark = {
    ...{ id, kind, at, recordedAt, roles },
    ...(typeof about === "string" ? { about } : {}),
    ...(serves ? { serves } : {}),
  };
  const name = [id, kind, at, recordedAt, about, serves?.from, serves?.to, ...roles].join("\u0000");
  const sum = (cell.marks.get(name)?.weight ?? 0) + weight;
  if (sum === 0) cell.marks.delete(name);
  else cell.marks.set(name, { mark, weight: sum });
  cell.run = undefined;
  if (cell.marks.size === 0) state.cells.delete(key);
  else state.cells.set(key, cell);
};

const marksOf = (cell: Cell): Mark[] => [...cell.marks.values()].filter((it) => it.weight > 0).map((it) => it.mark);
/** Episodes of one key by what happened until `asOf`. */
export const episodesOf = (state: Clocks, rule: DeadlineRule, key: string, asOf: Instant): readonly Episode[] => {
  const cell = state.cells.get(key);
  if (!cell) return [];
  const marks = marksOf(cell).filter((mark) => mark.at <= asOf);
  return pairMarks(
    rule,
    (state.place ? withoutRedating(marks, state.place.zone) : marks).filter(({ roles }) => roles.length > 0),
  );
};
const sameContext = (a: ClockContext, b: ClockContext): boolean =>
  a === b ||
  (a.calendar === b.calendar &&
    a.zone === b.zone &&
    a.hours === b.hours &&
    a.version === b.version &&
    a.starting?.from === b.starting?.from &&
    a.starting?.to === b.starting?.to);
const startsWithin = ({ starting }: ClockContext, at: Instant): boolean =>
  (starting?.from === undefined || at >= starting.from) && (starting?.to === undefined || at < starting.to);

/** Clocks of one key, in order of their starts. */
export const clocksOfKey = (
  state: Clocks,
  rule: DeadlineRule,
  context: ClockContext,
  asOf: Instant,
  key: string,
): readonly Clock[] => {
  const cell = state.cells.get(key);
  if (!cell) return [];
  const kept = cell.run;
  if (kept && kept.from <= asOf && asOf < kept.until && sameContext(kept.context, context)) return kept.clocks;
  const clocks = episodesOf(state, rule, key, asOf)
    .filter((episode) => startsWithin(context, episode.startedAt))
    .map((episode) => runClock(rule, context, key, episode, asOf));
  const times = marksOf(cell).map((mark) => mark.at);
  const until = times.reduce<number>((least, at) => (at > asOf && at < least ? at : least), Number.POSITIVE_INFINITY);
  const from = times.reduce<number>((most, at) => (at <= asOf && at > most ? at : most), Number.NEGATIVE_INFINITY);
  // A clock that stands still is due later with every moment that passes.
  const still = clocks.some((clock) => clock.paused);
  cell.run = still ? { context, from: asOf, until: asOf + 1, clocks } : { context, from, until, clocks };
  return clocks;
};
/** Every clock of the rule at `asOf`, in order of start and subject. Keys without a new event are not computed again. */
export const clocksOf = (state: Clocks, rule: DeadlineRule, context: ClockContext, asOf: Instant): Clock[] =>
  [...state.cells.keys()]
    .flatMap((key) => clocksOfKey(state, rule, context, asOf, key))
    .sort((a, b) => a.startedAt - b.startedAt || byCodeUnit(a.subject, b.subject));
/** The earliest start that lies ahead: what was recorded for a later day begins without a new event. */
export const nextStartOf = (state: Clocks, asOf: Instant): Instant | undefined => {
  const ahead = [...state.cells.values()].flatMap(marksOf).flatMap(({ at }) => (at > asOf ? [at] : []));
  return ahead.length === 0 ? undefined : (Math.min(...ahead) as Instant);
};

/** How a contract came to its end: when, by which event, and what that names by the matched field. */
export interface ContractEnd {
  readonly at: Instant;
  /** Absent where the term ran out. */
  readonly by?: string;
  readonly key?: string;
}
/**
 * The one clock of a rule that starts with the contract's end itself. What was done for it before is done; where nobody gave
 * the end a name whatever ends it counts.
 */
export const clockOfEnd = (
  state: Clocks,
  rule: DeadlineRule,
  context: ClockContext,
  end: ContractEnd,
  asOf: Instant,
): Clock[] => {
  if (end.at > asOf || !startsWithin(context, end.at)) return [];
  const subject = end.key ?? state.place?.number ?? "";
  const cells = [...state.cells].flatMap(([key, cell]) => (end.key === undefined || key === end.key ? [cell] : []));
  const marks = cells
    .flatMap(marksOf)
    .filter(({ at, roles }) => at <= asOf && roles.length > 0 && !roles.includes("start"))
    .map((mark) => ({ ...mark, at: Math.max(mark.at, end.at) as Instant }));
  const start: Mark = { id: end.by ?? "", kind: rule.starts, at: end.at, recordedAt: end.at, roles: ["start"] };
  return pairMarks(rule, [start, ...marks]).map((episode) => runClock(rule, context, subject, episode, asOf));
};
