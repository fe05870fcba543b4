// Clauses: C8.1, C6.3
import { readjust, type WritableBook } from "./book.ts";
import type { CalendarStage } from "./calendar/calendar-stages.ts";
import { conclude, findingsAt } from "./conclude.ts";
import { findingId } from "./findings/find.ts";
import { adoptCalendar } from "./pay/adopt.ts";
import type { Dating } from "./rules/dating.ts";
import { instanceName } from "./rules/settle.ts";
import type { Instance } from "./rules/types.ts";
import type { Instant } from "./values/brand.ts";

const nameOf = ({ ref, period, subject }: Instance): string => instanceName(ref, period, subject);

/**
 * Takes in a paper on holidays at its moment: from now on it dates what is open and what waited for its year. What was over or
 * decided keeps the due time that it had, and closed statements what they state; their difference comes as a true-up.
 */
export const takePaper = (book: WritableBook, { from, calendar }: CalendarStage): void => {
  const before = datedItems(book, from);
  book.table = { ...book.table, calendar };
  for (const pay of book.pays) adoptCalendar(pay, calendar);
  readjust(book);
  const moved = conclude(book, from).instances.filter((one) => before.get(nameOf(one))?.dueAt !== one.dueAt);
  const datings = new Map(book.datings);
  for (const name of moved.map(nameOf)) {
    const dating = before.get(name)?.dating;
    if (dating && !datings.has(name)) datings.set(name, dating);
  }
  book.datings = datings;
};
/** Every item's due time before the paper, and under what it keeps that: what waited for the year of its due time does not. */
const datedItems = (book: WritableBook, at: Instant): ReadonlyMap<string, { dueAt?: Instant; dating?: Dating }> => {
  const conclusion = conclude(book, at);
  const decided = new Set(
    findingsAt(book, conclusion, at)
      .filter(({ status }) => status === "decided")
      .map(({ id }) => id),
  );
  const { calendar } = book.table;
  return new Map(
    conclusion.instances.map((one) => {
      const { openedAt, closedAt, dueAt } = one;
      const over = closedAt !== undefined && one.state !== "indeterminate" ? { closedAt } : undefined;
      const kept = decided.has(findingId(one)) ? {} : over;
      const dating = kept && { calendar, openedAt, ...kept };
      return [nameOf(one), { ...(dueAt === undefined ? {} : { dueAt }), ...(dating ? { dating } : {}) }];
    }),
  );
};
