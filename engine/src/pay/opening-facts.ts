// Clauses: C6.3
import type { Fact } from "../facts/event.ts";
import { byRecording } from "../facts/fold.ts";
import type { PayBook } from "./book.ts";
import { balanceIn, balanceName, componentIds, isSameBalance, openingFault } from "./opening-fault.ts";

interface Second {
  readonly fact: Fact;
  readonly first: Fact;
  /** `accumulator base` */
  readonly balance: string;
}
/** Opening balances that the plan has, the first recorded of each; two of one balance would be carried over as their sum. */
export const openingBalancesOf = (
  book: PayBook,
): { readonly counted: readonly Fact[]; readonly second: readonly Second[] } => {
  const counted: Fact[] = [];
  const second: Second[] = [];
  const ids = componentIds(book.plan.stretches.flatMap(({ plan }) => plan?.components ?? []));
  for (const fact of [...book.openingBalances.values()].sort((a, b) => byRecording(a.event, b.event))) {
    if (openingFault(fact.event.fields, ids)) continue;
    const balance = balanceIn(fact.event);
    const first = counted.find(({ event }) => isSameBalance(balanceIn(event), balance));
    if (first) second.push({ fact, first, balance: balanceName(balance) });
    else counted.push(fact);
  }
  return { counted, second };
};
/** The opening balances that bring something in for one component. */
export const openingFacts = (book: PayBook, what: string, component: string): Fact[] =>
  openingBalancesOf(book).counted.filter(
    ({ event: { fields } }) => fields.what === what && (fields.component ?? component) === component,
  );
/** Their events, for a figure that rests on them. */
export const openingIds = (book: PayBook, what: string, component: string): string[] =>
  openingFacts(book, what, component).map(({ event }) => event.id);
