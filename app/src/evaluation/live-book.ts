// Clauses: N2
import { type Book, openBook } from "@fealty/engine/book.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { evaluate, evaluateBook, replay } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { knownEvents, learnedAt, nextFactAt } from "@fealty/engine/facts/fold.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";

interface World {
  readonly calendars: readonly CalendarData[];
  readonly zone: Zone;
  readonly sha256: (text: string) => string;
}
/** Counters fed up to a moment; each event after it costs what that event touches. */
interface Kept {
  readonly book: Book;
  fed: number;
  fedUntil: Instant;
  asOf: Instant;
}

/**
 * A contract's counters, kept from event to event. What was learned in order is counted on; whatever would have to be counted
 * in between (an event learned earlier than the last one, an earlier moment) is recomputed whole.
 * Both ways give the same digest: `fealty doctor` holds one against the other.
 */
export class LiveBook {
  readonly #contract: Contract;
  readonly #world: World;
  #text: string;
  /** In order of learning. */
  #events: Event[];
  #kept: Kept | undefined;

  constructor(contract: Contract, text: string, world: World) {
    this.#contract = contract;
    this.#world = world;
    this.#text = text;
    this.#events = knownEvents(
      this.#read(text),
      Number.MAX_SAFE_INTEGER as Instant,
      Number.MAX_SAFE_INTEGER as Instant,
    );
  }

  get text(): string {
    return this.#text;
  }

  get events(): readonly Event[] {
    return this.#events;
  }

  append(text: string): void {
    const more = this.#read(text);
    this.#text = this.#text === "" ? text : `${this.#text}\n${text}`;
    const first = more.reduce((least, event) => Math.min(least, learnedAt(event)), Number.POSITIVE_INFINITY);
    const kept = this.#kept;
    if (kept !== undefined && (first <= kept.fedUntil || first <= kept.asOf)) this.#kept = undefined;
    this.#events = knownEvents(
      [...this.#events, ...more],
      Number.MAX_SAFE_INTEGER as Instant,
      Number.MAX_SAFE_INTEGER as Instant,
    );
  }

  evaluateAt(asOf: Instant): Evaluation {
    const { calendars, zone, sha256 } = this.#world;
    const options = { asOf, knownAt: asOf, calendars, zones: [zone], sha256 };
    if (this.#kept !== undefined && asOf < this.#kept.asOf) return evaluate(this.#contract, this.#events, options);
    const kept = this.#keptBook();
    const upTo = this.#upTo(kept.fed, asOf);
    replay(kept.book, this.#events.slice(kept.fed, upTo), asOf);
    kept.fed = upTo;
    kept.fedUntil = upTo === 0 ? kept.fedUntil : learnedAt(this.#events[upTo - 1]!);
    kept.asOf = asOf;
    const ahead = nextFactAt(this.#events.slice(upTo), asOf, asOf);
    return evaluateBook(kept.book, { ...options, nextFactAt: ahead });
  }

  #upTo(from: number, asOf: Instant): number {
    let upTo = from;
    while (upTo < this.#events.length && learnedAt(this.#events[upTo]!) <= asOf) upTo += 1;
    return upTo;
  }
  #keptBook(): Kept {
    const { zone, calendars } = this.#world;
    const calendar = calendars.find(({ id }) => id === this.#contract.calendar.id) ?? {
      id: this.#contract.calendar.id,
      source: "",
      years: {},
    };
    this.#kept ??= {
      book: openBook(this.#contract, zone, calendar),
      fed: 0,
      fedUntil: Number.MIN_SAFE_INTEGER as Instant,
      asOf: Number.MIN_SAFE_INTEGER as Instant,
    };
    return this.#kept;
  }
  #read(text: string): readonly Event[] {
    const { events, diagnostics } = parseFacts(this.#contract, "events", text);
    const wrong = diagnostics.find(({ severity }) => severity === "error");
    assert(!wrong, `a kept event does not read: ${wrong?.code} line ${wrong?.place.line}`);
    return events;
  }
}
