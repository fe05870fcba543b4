// Clauses: C7.1, N8
import type { Event } from "@fealty/engine/facts/event.ts";

// Signs that no text has (Unicode, private use): between them stands a customer's code, in whose place a reader gets the name.
const [BEGIN, END] = ["\ue000", "\ue001"];
const MARK = new RegExp(`${BEGIN}([^${END}]*)${END}`, "g");

/** In place of a name, for every customer of some events. */
export const customerMarks = (events: readonly Event[]): Record<string, string> =>
  Object.fromEntries(
    events.flatMap(({ customer }) => (customer === undefined ? [] : [[customer, `${BEGIN}${customer}${END}`]])),
  );
/** The codes that stand in a text. */
export const markedIn = (text: string): string[] => [...text.matchAll(MARK)].map((match) => match[1]!);
/** @param nameOf what stands in a mark's place */
export const unmarked = (text: string, nameOf: (code: string) => string): string =>
  text.replace(MARK, (_, code: string) => nameOf(code));
