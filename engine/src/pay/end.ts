// Clauses: C10.3, C6.3

import type { Fact, Weight } from "../facts/event.ts";
import { learnedAt } from "../facts/fold.ts";
import { termUntil } from "../rules/life.ts";
import type { Day, Instant } from "../values/brand.ts";
import type { PayBook } from "./book.ts";
import { payPeriodAt, periodIndexOf } from "./pay-periods.ts";
import { place } from "./place.ts";

const momentOf = ({ event }: Fact): Instant => {
  const { arrived } = event.fields;
  return (typeof arrived === "number" ? arrived : event.at) as Instant;
};

/**
 * A contract that ends before its term ends on the arrival of the notice (CC 565): what is sold from then on is not credited, the
 * running period is the last one and is cut at that day, and after it only claw-backs, releases and true-ups run. Periods that
 * were closed before the end was known, was corrected or was taken back are recomputed, so that the next statement sets right
 * what went too far either way.
 */
export const feedEnded = (book: PayBook, fact: Fact, weight: Weight): void => {
  if (weight === 1) book.ended.set(fact.event.id, fact);
  else book.ended.delete(fact.event.id);
  const { contract, zone } = { ...book.plan, contract: book.context.contract };
  const first = [...book.ended.values()].sort((a, b) => momentOf(a) - momentOf(b))[0];
  const term = termUntil(zone, contract.term, first && momentOf(first));
  const before = book.plan.contract.term.until;
  book.endedAt = first && momentOf(first);
  book.plan = { ...book.plan, contract: { ...contract, term } };
  rebuildFrom(book, Math.min(before, term.until) as Day, first);
};
/** Counts anew what lies on and after the earlier of the old and the new last day. */
const rebuildFrom = (book: PayBook, from: Day, end: Fact | undefined): void => {
  const index = periodIndexOf(book.plan, from);
  const moved = [...book.sales.values()].filter(
    (record) => record.fact.day >= from || record.placed.some(({ at }) => at.index >= index),
  );
  for (const record of moved) place.lift(book, record);
  for (let next = index; next < book.periods.length; next += 1) {
    const cut = payPeriodAt(book.plan, next);
    const uncut = payPeriodAt({ ...book.plan, contract: book.context.contract }, next);
    const late = end !== undefined && cut.last && learnedAt(end.event) >= cut.closesAt;
    book.periods[next] = late ? { ...cut, closesAt: uncut.closesAt } : cut;
  }
  reopenUnpublished(book);
  // The end cuts the windows over which quotas are spread, so periods before it come out differently too.
  book.cleanUntil = 0;
  for (const record of moved) place.put(book, record);
};
/** Where statements close by publication, a month that passed as one after the end and lies in the term again was never published. */
const reopenUnpublished = (book: PayBook): void => {
  if (book.plan.contract.close !== "published") return;
  for (const [index, { afterTerm }] of book.closed) {
    if (!afterTerm || !book.periods[index]!.inTerm) continue;
    book.closed.delete(index);
    book.known.delete(index);
  }
};
