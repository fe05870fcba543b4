// Clauses: C6.3
import { approversOf, approvesOwn, countedApprovers } from "../facts/approvers.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Money } from "../values/brand.ts";
import { opposite } from "../values/money.ts";
import { type PayBook, periodOf } from "./book.ts";
import type { Adjustment } from "./frozen.ts";
import { indexNamed, offCycleOf, statementNamed } from "./label.ts";
import { stretchOn } from "./pay-periods.ts";
import { moneyIn } from "./returned.ts";
import type { PayExclusionReason } from "./types.ts";

/** The earliest period that is not closed. */
export const earliestOpen = (book: PayBook): number => {
  let index = 0;
  while (book.closed.has(index) || periodOf(book, index).opening) index += 1;
  return index;
};
/** Two different persons approve a hand-made line, and neither made it or is paid by it. */
export const refusalOf = ({ context }: PayBook, { event }: Fact): PayExclusionReason | undefined => {
  if (approversOf(event).size < 2) return "needs_two_approvers";
  if (approvesOwn(event)) return "approved_by_preparer";
  return countedApprovers(context.contract, event).length < 2 ? "approved_by_payee" : undefined;
};

/** Puts a hand-made line where it shows: in its period while that is open, else in the earliest open one. */
export const feedAdjustment = (book: PayBook, fact: Fact, weight: Weight): void => {
  if (weight === 1) book.naming.set(fact.event.id, fact);
  else book.naming.delete(fact.event.id);
  const label = statementNamed(book, fact.event.fields.period);
  if (label === undefined) return;
  if (weight === -1) {
    takeOut(book, fact, label);
    return;
  }
  const placed = refusalOf(book, fact) === undefined ? placeOf(book, label) : undefined;
  if (placed === undefined) book.refusedAdjustments.set(fact.event.id, fact);
  else put(book, placed, { fact, amount: moneyIn(fact, "amount") ?? (0n as Money), takesBack: false }, label);
};
const put = (book: PayBook, label: string, adjustment: Adjustment, about: string): void => {
  const list = book.adjustments.get(label) ?? [];
  list.push({ ...adjustment, ...(about === label ? {} : { of: about }) });
  book.adjustments.set(label, list);
};
const placeOf = (book: PayBook, label: string): string | undefined => {
  const offCycle = offCycleOf(label);
  if (offCycle === undefined) {
    const index = indexNamed(book, label);
    if (index === undefined || periodOf(book, index).opening) return undefined;
    return book.closed.has(index) ? periodOf(book, earliestOpen(book)).period.label : label;
  }
  const of = indexNamed(book, offCycle);
  if (of === undefined) return undefined;
  const known = book.offCycle.get(label);
  if (known && (book.adjustments.get(label)?.length ?? 0) > 0) {
    return isFrozen(book, label) ? periodOf(book, earliestOpen(book)).period.label : label;
  }
  const at = book.now;
  book.offCycle.set(label, { label, of, openedAt: at, ...(isTimed(book) ? { closedAt: at } : {}) });
  return label;
};
const isTimed = (book: PayBook): boolean => book.plan.contract.close === "timed";
/** Whether a statement is closed. One beside the cycle that closes by time takes in all that becomes known at its moment. */
const isFrozen = (book: PayBook, label: string): boolean => {
  if (offCycleOf(label) !== undefined) {
    const closedAt = book.offCycle.get(label)?.closedAt;
    return closedAt !== undefined && !(isTimed(book) && closedAt === book.now);
  }
  const index = indexNamed(book, label);
  return index !== undefined && book.closed.has(index);
};
/** Before wordings change, each line in a closed statement beside the cycle keeps the one under which it was closed. */
export const keepWordings = (book: PayBook): void => {
  for (const label of book.offCycle.keys()) {
    if (!isFrozen(book, label)) continue;
    for (const line of book.adjustments.get(label) ?? []) line.stretch ??= stretchOn(book.plan, line.fact.day);
  }
};
/** Takes a line out; one that stands in a closed statement stays, and a line that mirrors it comes in the earliest open one. */
const takeOut = (book: PayBook, fact: Fact, label: string): void => {
  book.refusedAdjustments.delete(fact.event.id);
  for (const [shownIn, list] of book.adjustments) {
    const index = list.findIndex((one) => one.fact === fact && !one.takesBack);
    if (index < 0) continue;
    const home = periodOf(book, earliestOpen(book)).period.label;
    if (!isFrozen(book, shownIn)) list.splice(index, 1);
    else put(book, home, { fact, amount: opposite(list[index]!.amount), takesBack: true }, label);
    return;
  }
};
