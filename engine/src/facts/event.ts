import type { EventView } from "../contract/event-view.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import type { Rational } from "../values/rational.ts";

/**
 * A typed field: text and choices as string, money in minor units (bigint), numbers and integers as exact fractions, dates as
 * Day and instants as Instant (both JavaScript numbers), truth values, lists, and records as written for `any`.
 */
export type FieldValue =
  | string
  | Money
  | Rational
  | boolean
  | Day
  | Instant
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue };

/** One thing that happened, as it came in. Immutable; a correction is another event. */
export interface Event {
  readonly id: string;
  readonly kind: string;
  /** When it happened. */
  readonly at: Instant;
  /** When the system learned of it. */
  readonly recordedAt: Instant;
  readonly by?: string;
  readonly customer?: string;
  readonly contract?: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** The record as it came, for corrections, payload digests and display. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Where it stood in its file, for messages. */
  readonly line?: number;
  /** When it is taken in where that is not when it has happened and is known: a correction may move it to before its own moment. */
  readonly takenInAt?: Instant;
}

/**
 * An event as the engine counts it at some moment of knowledge: corrections applied, derived facts added. When any of it
 * changes the old fact is taken out with weight −1 and the new one put in with weight +1.
 */
export interface Fact {
  readonly event: Event;
  /** Local day of `at` in the contract's zone. */
  readonly day: Day;
  /** What conditions see. */
  readonly view: EventView;
  /** For a sale: what came back of it until now (refunds and cancellation), minor units. */
  readonly returned: Money;
  /** For a sale: cancelled, or returned in full; such purchases do not count in measures. */
  readonly returnedInFull: boolean;
  /** Ids of the events that shaped it beside its own: corrections, refunds. */
  readonly shapedBy: readonly string[];
}
/** What a figure that counts a fact rests on: the event, and those that shaped it until now. */
export const evidenceOfFact = ({ event, shapedBy }: Fact): string[] => [event.id, ...shapedBy];
/** +1 puts a fact in, −1 takes it out. */
export type Weight = 1 | -1;
export interface FactChange {
  readonly fact: Fact;
  readonly weight: Weight;
}
