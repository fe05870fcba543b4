// Clauses: C6.3, N2
import type { Fact } from "../facts/event.ts";
import { dayText } from "../values/date.ts";
import { moneyText, NOTHING, total } from "../values/money.ts";
import { boxOf, keysOf, type PayBook } from "./book.ts";
import type { OpeningCredit } from "./frozen.ts";
import { statementNamed } from "./label.ts";
import { looseMoney } from "./loose.ts";
import { openingBounds, takesOver } from "./opening.ts";
import { openingBalancesOf } from "./opening-facts.ts";
import { componentIds, earnedFault, figureFault, handedOver, openingFault } from "./opening-fault.ts";
import { openingPeriod, openingsOf } from "./opening-statement.ts";

export interface Told {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
}
export const about = (code: string, { event }: Fact, args: Readonly<Record<string, string>> = {}): Told => ({
  code,
  args: { event: event.id, kind: event.kind, ...args },
});

/** Opening facts that have no effect, and those that have one and look wrong. */
export const oddOpenings = (books: readonly PayBook[]): Told[] => {
  const first = books[0];
  if (!first) return [];
  const components = books.flatMap((book) => book.plan.stretches.flatMap((one) => one.plan?.components ?? []));
  const ids = componentIds(components);
  const second = new Map(
    books.flatMap((book) => openingBalancesOf(book).second).map((one) => [one.fact.event.id, one]),
  );
  return [
    ...[...first.openingBalances.values()].flatMap((fact) => {
      const fault = openingFault(fact.event.fields, ids);
      return fault ? [about("opening_unknown", fact, { ...fault })] : [];
    }),
    ...[...second.values()].map((one) =>
      about("opening_balance_twice", one.fact, { balance: one.balance, first: one.first.event.id }),
    ),
    ...[...first.openingCredits.values()].flatMap((credit) => oddCredit(books, credit, components)),
    ...[...first.openingsLeftOut.values()].map((fact) => leftOut(first, fact)),
    ...books.flatMap((book) => openingsOf(book).leftOut.map(({ code, fact, args }) => about(code, fact, args))),
    ...books.flatMap(overpaid),
  ];
};
const leftOut = ({ context: { contract } }: PayBook, fact: Fact): Told => {
  const fault = takesOver(contract) ? figureFault(fact.event, openingBounds(contract)) : undefined;
  return fault ? about(fault.code, fact, fault.args) : about("opening_without_go_live", fact);
};
/** A sale that earned what no plan pays, or more than it came to, and one whose order is sold here a second time. */
const oddCredit = (
  books: readonly PayBook[],
  { fact, amount, earned }: OpeningCredit,
  components: readonly { readonly id: string }[],
): Told[] => {
  const { currency } = books[0]!.context.contract;
  const unknown = earnedFault(
    fact.event.fields,
    components.map(({ id }) => id),
  );
  const sum = total([...earned.values()]);
  const shown = { earned: moneyText(sum, currency), amount: moneyText(amount, currency) };
  return [
    ...(unknown ? [about("opening_unknown", fact, { ...unknown })] : []),
    ...(sum > amount ? [about("opening_earned_more", fact, shown)] : []),
    ...soldAgain(books, fact),
  ];
};
/** Told of both: who records one of them may know nothing of the other. */
const soldAgain = (books: readonly PayBook[], credit: Fact): Told[] => {
  const sales = books.flatMap((book) =>
    keysOf(credit).flatMap((key) => [...boxOf(book, key).sales.values()].map(({ fact }) => fact)),
  );
  const order = String(credit.event.fields.order);
  return [...new Map(sales.map((sale) => [sale.event.id, sale])).values()].flatMap((sale) => [
    about("opening_order_sold", credit, { order, other: sale.event.id }),
    about("opening_order_sold", sale, { order, other: credit.event.id }),
  ]);
};
/**
 * Opening statements of a time in which the contract did not run yet: it may take them over, so only whoever brings them in is told.
 * One that continues another contract takes over that one's.
 */
export const openedBeforeTerm = (book: PayBook): Told[] => {
  const { continues, term } = book.context.contract;
  if (continues !== undefined) return [];
  return openingsOf(book).counted.flatMap((fact) => {
    const statement = statementNamed(book, fact.event.fields.period) ?? "";
    const period = openingPeriod(book.plan.zone, statement);
    if (period === undefined || period.toDay > term.from) return [];
    return [about("opening_before_term", fact, { statement, from: dayText(term.from) })];
  });
};
const overpaid = (book: PayBook): Told[] => {
  const { currency } = book.context.contract;
  return openingsOf(book).counted.flatMap((fact) => {
    const { payable } = handedOver(fact.event.fields, currency);
    const paid = looseMoney(fact.event.fields.paid, currency) ?? NOTHING;
    if (paid <= 0n || paid <= payable) return [];
    const statement = String(fact.event.fields.period);
    const shown = { payable: moneyText(payable, currency), paid: moneyText(paid, currency) };
    return [about("opening_overpaid", fact, { statement, ...shown })];
  });
};
