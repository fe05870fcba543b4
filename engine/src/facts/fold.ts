// Clauses: N1, N2
import { localDay, type Zone } from "../calendar/zone.ts";
import type { Contract } from "../contract/model.ts";
import { canonicalJson } from "../evidence/canonical.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { type AttributeBook, emptyAttributes, setAttributes } from "./attributes.ts";
import type { Event, Fact, FactChange, Weight } from "./event.ts";
import { viewOf } from "./fact-view.ts";
import { emptyFollows, type FollowBook, follow, withCustomer } from "./followed.ts";
import { kindTable, parseRecord } from "./parse.ts";
import { emptyReturns, type ReturnBook, returnedOf, returnKey, touchReturns } from "./returns.ts";

/**
 * The events as they count at some moment of knowledge. `record` takes one more event in and says which facts change; it looks
 * at nothing but the event's own keys: its target, its order, its customer.
 */
export interface FactBook {
  readonly contract: Contract;
  readonly zone: Zone;
  readonly kinds: ReturnType<typeof kindTable>;
  readonly watches: boolean;
  /** As it came, first recording wins. */
  readonly raw: Map<string, Event>;
  /** Current facts by event id; retracted ones are absent. */
  readonly facts: Map<string, Fact>;
  readonly corrections: Map<string, Event[]>;
  readonly returns: ReturnBook;
  readonly follows: FollowBook;
  readonly attributes: AttributeBook;
  /** Event ids by whose attributes they see (`customer:X`, `agent`). */
  readonly watchers: Map<string, Set<string>>;
  /** What could not be counted: `same_id_other_content`, `of_other_contract`. */
  readonly refused: {
    readonly code: string;
    readonly event: string;
    readonly args: Readonly<Record<string, string>>;
  }[];
  /** Corrections and retractions that have no effect, or not all of the effect they name, as things stand. By event id. */
  readonly refusedCorrections: Map<string, { readonly code: string; readonly args: Readonly<Record<string, string>> }>;
  /** Up to here facts count: what a correction moved behind it waits in `ahead`. */
  now: Instant;
  /** Ids of events that were corrected to happen later than `now`, by when they will. */
  readonly ahead: Map<string, Instant>;
  /** Events looked at, for the test that one new event reads no more than its own keys. */
  read: number;
}

export const openFacts = (contract: Contract, zone: Zone): FactBook => ({
  contract,
  zone,
  kinds: kindTable(contract),
  watches: contract.attributes.customer.size + contract.attributes.agent.size > 0,
  raw: new Map(),
  facts: new Map(),
  corrections: new Map(),
  returns: emptyReturns(),
  follows: emptyFollows(),
  attributes: emptyAttributes(),
  watchers: new Map(),
  refused: [],
  refusedCorrections: new Map(),
  now: Number.POSITIVE_INFINITY as Instant,
  ahead: new Map(),
  read: 0,
});

/** Order in which knowledge grew: by recording, then id. */
export const byRecording = (a: Event, b: Event): number => a.recordedAt - b.recordedAt || byCodeUnit(a.id, b.id);

/** Takes in one event. The same id again changes nothing; other content under it is refused and kept in `refused`. */
export const recordEvent = (book: FactBook, event: Event): FactChange[] => {
  const known = book.raw.get(event.id);
  book.read += 1;
  if (known) {
    if (canonicalJson(known.raw) !== canonicalJson(event.raw)) {
      book.refused.push({ code: "same_id_other_content", event: event.id, args: {} });
    }
    return [];
  }
  book.raw.set(event.id, event);
  if (isCorrection(event)) pushTo(book.corrections, targetOf(event), event);
  return takeEffect(book, event);
};
/** When the first of what corrections moved ahead happens. */
export const comingAt = ({ ahead }: FactBook): Instant =>
  [...ahead.values()].reduce((first, at) => (at < first ? at : first), Number.POSITIVE_INFINITY as Instant);
/** Lets happen what corrections moved to a moment that has come. */
export const letHappen = (book: FactBook): FactChange[] => {
  const due = [...book.ahead].filter(([, at]) => at <= book.now).sort(([a], [b]) => byCodeUnit(a, b));
  return due.flatMap(([id]) => takeEffect(book, book.raw.get(id)!));
};
/** Counts an event as it is now, with what hangs on it: of a correction, what it names. */
const takeEffect = (book: FactBook, event: Event): FactChange[] => {
  if (!isCorrection(event)) return reissue(book, event.id);
  const changes: FactChange[] = [];
  // What it changes may itself be a correction or retraction: then what that one named counts differently too.
  const passed = new Set([event.id]);
  for (let id = targetOf(event); !passed.has(id) && book.raw.has(id); ) {
    passed.add(id);
    changes.push(...reissue(book, id));
    const next = book.raw.get(id)!;
    if (isCorrection(next)) id = targetOf(next);
  }
  return [...changes, ...reissue(book, event.id)];
};
const isCorrection = ({ kind }: Event): boolean => kind === "corrected" || kind === "retracted";
const targetOf = (correction: Event): string => correction.fields.target as string;
/** Corrections that name each other round in a circle say nothing. */
const isCircular = (book: FactBook, correction: Event): boolean => {
  const passed = new Set<string>();
  for (let one: Event | undefined = correction; one && isCorrection(one) && !passed.has(one.id); ) {
    passed.add(one.id);
    one = book.raw.get(targetOf(one));
    if (one === correction) return true;
  }
  return false;
};

/** Rebuilds one fact from its event and corrections, and whatever hangs on its keys. */
const reissue = (book: FactBook, id: string): FactChange[] => {
  const event = happened(book, id);
  const followers = [...follow(book.follows, id, event)];
  return [
    ...exchange(book, id, event),
    ...followers.flatMap((follower) => exchange(book, follower, book.follows.events.get(follower))),
  ];
};
/** Puts an event, with the customer of those that it follows, in the place of the fact that stood under its id. */
const exchange = (book: FactBook, id: string, told: Event | undefined): FactChange[] => {
  const before = book.facts.get(id);
  const event = told && withCustomer(book.follows, told);
  const others = new Set<string>();
  if (before) move(book, before.event, -1, others);
  if (event) move(book, event, 1, others);
  others.delete(id);
  const changes: FactChange[] = [];
  replace(book, id, before, event, changes);
  for (const other of others) {
    const old = book.facts.get(other);
    replace(book, other, old, old?.event, changes);
  }
  return changes;
};
/** Puts an event into the indexes or takes it out, and names the facts that this may change. */
const move = (book: FactBook, event: Event, weight: Weight, others: Set<string>): void => {
  const key = returnKey(event);
  if (key !== undefined) for (const sale of touchReturns(book.returns, key, event, weight)) others.add(sale);
  if (event.kind === "subject") {
    const watched = setAttributes(book.attributes, event, weight);
    for (const watcher of book.watchers.get(watched) ?? []) {
      if ((book.facts.get(watcher)?.event.at ?? -1) >= event.at) others.add(watcher);
    }
  }
  watch(book, event, weight);
};
const replace = (
  book: FactBook,
  id: string,
  old: Fact | undefined,
  event: Event | undefined,
  changes: FactChange[],
): void => {
  const next = event && factOf(book, event);
  book.read += 1;
  if (old && next && sameFact(old, next)) return;
  if (old) changes.push({ fact: old, weight: -1 });
  if (next) {
    changes.push({ fact: next, weight: 1 });
    book.facts.set(id, next);
  } else book.facts.delete(id);
};

/** An event as it counts by now: one that was corrected to a later moment waits for it. */
const happened = (book: FactBook, id: string): Event | undefined => {
  const event = correctedEvent(book, id);
  if (event === undefined || event.at <= book.now) {
    book.ahead.delete(id);
    return event;
  }
  book.ahead.set(id, event.at);
  return undefined;
};
/**
 * The event with the corrections known so far, in order of recording; undefined while it is retracted. A correction or
 * retraction that was itself corrected or retracted counts as that left it: what a retracted one took away is there again.
 */
const correctedEvent = (book: FactBook, id: string): Event | undefined => {
  let event = book.raw.get(id);
  const corrections = book.corrections.get(id);
  if (!event || !corrections) return event;
  for (const known of [...corrections].sort(byRecording)) {
    book.read += 1;
    book.refusedCorrections.delete(known.id);
    const circular = isCircular(book, known);
    const correction = circular ? undefined : happened(book, known.id);
    if (circular) book.refusedCorrections.set(known.id, { code: "correction_circular", args: {} });
    if (!correction) continue;
    if (correction.kind === "retracted") event = undefined;
    else if (event) event = applied(book, event, correction);
    else book.refusedCorrections.set(known.id, { code: "correction_of_retracted", args: { target: id } });
  }
  return event;
};
/** What makes an event the one it is, and when it became known, is not corrected: another event is recorded instead. */
const fixedFields = (event: Event): readonly string[] => [
  "id",
  "kind",
  "recorded_at",
  ...(isCorrection(event) ? ["target"] : []),
];
const applied = (book: FactBook, event: Event, correction: Event): Event => {
  const refuse = (code: string, args: Readonly<Record<string, string>>): Event => {
    book.refusedCorrections.set(correction.id, { code, args });
    return event;
  };
  const written = correction.raw.fields;
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    return refuse("correction_refused", { target: event.id, problem: "fact_correction_without_fields" });
  }
  const fields = written as Readonly<Record<string, unknown>>;
  const fixed = fixedFields(event).find((name) => name in fields && fields[name] !== event.raw[name]);
  if (fixed !== undefined) return refuse("correction_of_identity", { field: fixed });
  const parsed = parseRecord(book.contract, book.kinds, "", {
    value: { ...event.raw, ...fields },
    line: event.line ?? 1,
    columnOf: () => 1,
  });
  if (!parsed.event) {
    const { code, args } = parsed.diagnostics.find(({ severity }) => severity === "error")!;
    return refuse("correction_refused", { ...args, target: event.id, problem: code });
  }
  const unknown = parsed.diagnostics.find(({ args }) => args.field !== undefined && args.field in fields)?.args;
  if (unknown) refuse("correction_unknown_field", { field: unknown.field!, kind: event.kind });
  return { ...parsed.event, recordedAt: event.recordedAt };
};
/** Ids of all corrections and retractions of an event, and of theirs. */
const correctionsOf = (book: FactBook, id: string, passed = new Set<string>()): string[] =>
  (book.corrections.get(id) ?? []).flatMap((one) => {
    if (passed.has(one.id)) return [];
    passed.add(one.id);
    return [one.id, ...correctionsOf(book, one.id, passed)];
  });

const factOf = (book: FactBook, event: Event): Fact => {
  const { returned, inFull, by } = returnedOf(book.returns, event);
  const corrections = correctionsOf(book, event.id);
  return {
    event,
    day: localDay(book.zone, event.at),
    view: viewOf(event, book.zone, book.contract, book.attributes),
    returned,
    returnedInFull: inFull,
    shapedBy: corrections.length > 0 ? [...corrections, ...by].sort(byCodeUnit) : by,
  };
};
const sameFact = (a: Fact, b: Fact): boolean =>
  a.event === b.event &&
  a.returned === b.returned &&
  a.returnedInFull === b.returnedInFull &&
  a.view.customer === b.view.customer &&
  a.view.agent === b.view.agent &&
  a.shapedBy.length === b.shapedBy.length &&
  a.shapedBy.every((id, index) => id === b.shapedBy[index]);

/** Only a contract that declares attributes has conditions that read them. */
const watch = (book: FactBook, event: Event, weight: Weight): void => {
  if (!book.watches) return;
  const keys = event.customer === undefined ? ["agent"] : ["agent", `customer:${event.customer}`];
  for (const key of keys) {
    const set = book.watchers.get(key) ?? new Set<string>();
    if (weight === 1) set.add(event.id);
    else set.delete(event.id);
    book.watchers.set(key, set);
  }
};
const pushTo = (map: Map<string, Event[]>, key: string, event: Event): void => {
  const list = map.get(key);
  if (list) list.push(event);
  else map.set(key, [event]);
};

/**
 * When a fact begins to count: it has happened and has been recorded. A refund entered today for next week does not touch a
 * statement that closes tomorrow.
 */
export const learnedAt = (event: Event): Instant =>
  event.takenInAt ?? (Math.max(event.at, event.recordedAt) as Instant);
const byLearning = (a: Event, b: Event): number => learnedAt(a) - learnedAt(b) || byCodeUnit(a.id, b.id);

/** Facts that count at `asOf` by what was known at `knownAt`, in the order in which they began to count (contract-format §9). */
export const knownEvents = (events: readonly Event[], asOf: Instant, knownAt: Instant): Event[] =>
  takenIn(events, asOf, knownAt)
    .filter((event) => event.at <= asOf || event.takenInAt !== undefined)
    .sort(byLearning);
/**
 * What is known, each with when it is taken in. An event that lies ahead is taken in with a correction of its moment, which may have moved it to before
 * its own; whether it counts by then, the corrected moment says.
 */
const takenIn = (events: readonly Event[], asOf: Instant, knownAt: Instant): readonly Event[] => {
  const known = events.filter((event) => event.recordedAt <= knownAt);
  const moved = new Map<string, Instant>();
  for (const event of known) {
    const { target, fields } = event.raw;
    if (event.kind !== "corrected" || event.at > asOf || typeof target !== "string") continue;
    if (typeof fields !== "object" || fields === null || !("at" in fields)) continue;
    const at = Math.max(event.at, event.recordedAt);
    moved.set(target, Math.min(moved.get(target) ?? Number.POSITIVE_INFINITY, at) as Instant);
  }
  return known.map((event) => {
    const correctedAt = moved.get(event.id);
    const at = correctedAt === undefined ? undefined : (Math.max(correctedAt, event.recordedAt) as Instant);
    if (at !== undefined && at < event.at) return { ...event, takenInAt: at };
    if (event.takenInAt === undefined) return event;
    // What a later moment of knowledge said of it is not known here.
    const { takenInAt: _, ...plain } = event;
    return plain;
  });
};
/** When the first of the facts begins to count that are known at `knownAt` and happen after `asOf`; null without any. */
export const nextFactAt = (events: readonly Event[], asOf: Instant, knownAt: Instant): Instant | null =>
  takenIn(events, asOf, knownAt).reduce<Instant | null>(
    (next, { at, takenInAt }) =>
      takenInAt === undefined && at > asOf && at < (next ?? Number.POSITIVE_INFINITY) ? at : next,
    null,
  );
