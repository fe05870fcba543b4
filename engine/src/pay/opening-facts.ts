// Clauses: C6.3
import type { Fact } from "../facts/event.ts";
import type { PayBook } from "./book.ts";

/** The opening balances that bring something in for one component. */
export const openingFacts = (book: PayBook, what: string, component: string): Fact[] =>
  [...book.openingBalances.values()].filter(
    ({ event: { fields } }) => fields.what === what && (fields.component ?? component) === component,
  );
/** Their events, for a figure that rests on them. */
export const openingIds = (book: PayBook, what: string, component: string): string[] =>
  openingFacts(book, what, component).map(({ event }) => event.id);
