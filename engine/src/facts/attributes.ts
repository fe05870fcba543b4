import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import type { Event, FieldValue, Weight } from "./event.ts";

type Attributes = Readonly<Record<string, FieldValue>>;
interface Entry {
  readonly at: Instant;
  readonly event: Event;
  readonly attributes: Attributes;
}
/** Dated attributes of customers and the agent, by key `customer:X` or `agent`; entries rise by `at`, then id. */
export type AttributeBook = Map<string, { entries: Entry[]; folded: Attributes[] }>;

export const NO_ATTRIBUTES: Attributes = {};
export const emptyAttributes = (): AttributeBook => new Map();
const keyOf = (event: Event): string => (event.fields.of === "customer" ? `customer:${event.customer ?? ""}` : "agent");

/** Puts a `subject` event in or takes it out, and says whose attributes changed. */
export const setAttributes = (book: AttributeBook, event: Event, weight: Weight): string => {
  const key = keyOf(event);
  const entries = (book.get(key)?.entries ?? []).filter((entry) => entry.event.id !== event.id);
  if (weight === 1) {
    const { of: _of, ...attributes } = event.fields;
    entries.push({ at: event.at, event, attributes });
  }
  entries.sort((a, b) => a.at - b.at || byCodeUnit(a.event.id, b.event.id));
  let current = NO_ATTRIBUTES;
  const folded = entries.map((entry) => {
    current = { ...current, ...entry.attributes };
    return current;
  });
  book.set(key, { entries, folded });
  return key;
};
/** What was known of a subject at a moment. The same moment gives the same object until the subject changes. */
export const attributesAt = (book: AttributeBook, key: string, at: Instant): Attributes => {
  const subject = book.get(key);
  if (!subject) return NO_ATTRIBUTES;
  let index = subject.entries.length - 1;
  while (index >= 0 && subject.entries[index]!.at > at) index -= 1;
  return index < 0 ? NO_ATTRIBUTES : subject.folded[index]!;
};
