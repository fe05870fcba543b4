// Clauses: C6.2, C6.3
import { dayText } from "../values/date.ts";
import { type PayBook, periodOf } from "./book.ts";
import { about, type Told } from "./odd-openings.ts";
import { periodIndexOf } from "./pay-periods.ts";

/**
 * Sales that no statement counts or ever will: they lie before go-live, outside of the term or after the end. They may be there for
 * the measures, so an evaluation does not warn of them; whoever brings them in is told.
 */
export const uncountedSales = (books: readonly PayBook[]): Told[] => {
  const found = books.flatMap((book) => [
    ...book.outside.values(),
    ...[...book.refusedSales.values()].filter(
      ({ fact, reason }) => reason === "before_go_live" && periodOf(book, periodIndexOf(book.plan, fact.day)).opening,
    ),
  ]);
  const once = new Map(found.map((one) => [one.fact.event.id, one]));
  return [...once.values()].map(({ fact, reason }) =>
    about("sale_uncounted", fact, { day: dayText(fact.day), reason }),
  );
};
