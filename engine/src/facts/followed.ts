// Clauses: C7.2, C7.3, C8.3
import type { Event } from "./event.ts";

/** Fields by which an event follows another about the same customer: his complaint, invitation, need, policy, solution. */
const KEYS = ["case", "invitation", "need", "policy", "solution"] as const;

interface Cell {
  /** How often each customer is named under the key. */
  readonly customers: Map<string, number>;
  /** Events under the key that name no customer. */
  readonly followers: Set<string>;
  /** Those of them that stand under another key too: by them a customer is known there. */
  readonly links: Set<string>;
}
/** Which events follow each other, by keys such as `case:T1`; of each event what it says itself. */
export interface FollowBook {
  readonly cells: Map<string, Cell>;
  readonly events: Map<string, Event>;
  /** What an event is with the customer of those that it follows: the same object as long as that is the same. */
  readonly completed: WeakMap<Event, Event>;
}
export const emptyFollows = (): FollowBook => ({ cells: new Map(), events: new Map(), completed: new WeakMap() });

const keysOf = ({ fields }: Event): string[] =>
  KEYS.flatMap((name) => (typeof fields[name] === "string" ? [`${name}:${fields[name]}`] : []));
/** The cells of an event's keys, and those that followers lead on to. */
const cellsFrom = (book: FollowBook, event: Event): Cell[] => {
  const keys = new Set(keysOf(event));
  const cells: Cell[] = [];
  // A set that grows while it is read is read to its end.
  for (const key of keys) {
    const cell = book.cells.get(key);
    if (!cell) continue;
    cells.push(cell);
    for (const id of cell.links) for (const next of keysOf(book.events.get(id)!)) keys.add(next);
  }
  return cells;
};
const followersFrom = (book: FollowBook, event: Event): string[] =>
  cellsFrom(book, event).flatMap((cell) => [...cell.followers]);

const put = (book: FollowBook, event: Event): string[] => {
  const keys = keysOf(event);
  if (keys.length === 0) return [];
  book.events.set(event.id, event);
  let news = false;
  for (const key of keys) {
    const cell: Cell = book.cells.get(key) ?? { customers: new Map(), followers: new Set(), links: new Set() };
    book.cells.set(key, cell);
    if (event.customer === undefined) cell.followers.add(event.id);
    else news = count(cell, event.customer, 1) || news;
    if (event.customer === undefined && keys.length > 1) cell.links.add(event.id);
  }
  return news || (event.customer === undefined && keys.length > 1) ? followersFrom(book, event) : [];
};
const take = (book: FollowBook, id: string): string[] => {
  const event = book.events.get(id);
  if (!event) return [];
  const followers = followersFrom(book, event);
  book.events.delete(id);
  for (const key of keysOf(event)) {
    const cell = book.cells.get(key)!;
    cell.followers.delete(id);
    cell.links.delete(id);
    if (event.customer !== undefined) count(cell, event.customer, -1);
    if (cell.customers.size + cell.followers.size === 0) book.cells.delete(key);
  }
  return followers;
};
/** Whether a customer is new under a key. */
const count = ({ customers }: Cell, customer: string, weight: 1 | -1): boolean => {
  const times = (customers.get(customer) ?? 0) + weight;
  if (times === 0) customers.delete(customer);
  else customers.set(customer, times);
  return times === 1 && weight === 1;
};
/** Puts an event in as it says itself, in the place of what stood under its id, and names the others whose customer this may change. */
export const follow = (book: FollowBook, id: string, event: Event | undefined): ReadonlySet<string> => {
  const others = new Set([...take(book, id), ...(event ? put(book, event) : [])]);
  others.delete(id);
  return others;
};
/** An event that names no customer is about the one whom the events of its key name, where they name one alone. */
export const withCustomer = (book: FollowBook, event: Event): Event => {
  if (event.customer !== undefined) return event;
  const [customer, other] = new Set(cellsFrom(book, event).flatMap(({ customers }) => [...customers.keys()]));
  if (customer === undefined || other !== undefined) return event;
  const known = book.completed.get(event);
  if (known?.customer === customer) return known;
  const completed = { ...event, customer };
  book.completed.set(event, completed);
  return completed;
};
