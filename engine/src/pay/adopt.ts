// Clauses: C6.3, S1, S2
import type { CalendarData } from "../calendar/types.ts";
import type { Contract } from "../contract/model.ts";
import { keepWordings } from "./adjustment.ts";
import type { PayBook } from "./book.ts";
import { payPeriodAt } from "./pay-periods.ts";
import { place } from "./place.ts";
import { planStretches } from "./timeline.ts";

/**
 * Takes on what the plan says now that a party's use of a power became known, was corrected or was taken back: every period is
 * counted again under its wordings. What is closed stays as stated; a difference comes as a true-up.
 */
export const adoptWordings = (book: PayBook, contract: Contract): void => {
  keepWordings(book);
  const { term } = book.plan.contract;
  const stretches = planStretches(contract, book.plan.zone, book.context.ref);
  const records = [...book.sales.values()];
  for (const record of records) place.lift(book, record);
  book.context = { ...book.context, contract };
  // A contract that has ended early stays cut at that day.
  book.plan = { ...book.plan, contract: { ...contract, term }, stretches };
  for (const [index, { closesAt, closeEstimated }] of book.periods.entries()) {
    book.periods[index] = { ...payPeriodAt(book.plan, index), closesAt, closeEstimated };
  }
  for (const box of book.boxes.values()) box.allocations.clear();
  for (const record of records) place.put(book, record);
  book.cleanUntil = 0;
};
/**
 * Takes on a calendar into which a paper has come: periods that are open close when it says, and every period is counted again
 * with its working days. What is closed stays as stated; a difference comes as a true-up.
 */
export const adoptCalendar = (book: PayBook, calendar: CalendarData): void => {
  const { plan } = book;
  book.context = { ...book.context, calendar };
  book.plan = { ...plan, calendar };
  for (const [index, at] of book.periods.entries()) {
    // A close that the contract's early end left where it was stays there.
    const usual = payPeriodAt(plan, index).closesAt === at.closesAt;
    if (book.closed.has(index) || !usual) continue;
    const { closesAt, closeEstimated } = payPeriodAt(book.plan, index);
    book.periods[index] = { ...at, closesAt, closeEstimated };
  }
  book.cleanUntil = 0;
};
