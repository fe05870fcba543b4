// Clauses: C6.2, C6.3
import type { Fact, FactChange, Weight } from "../facts/event.ts";
import { feedAdjustment } from "./adjustment.ts";
import { boxOf, type KeyBox, keysOf, type PayBook, type SaleRecord, touchPeriod } from "./book.ts";
import { feedEnded } from "./end.ts";
import { statementNamed } from "./label.ts";
import { coversDay } from "./licence.ts";
import { firstLive, openingBounds, readOpeningCredit, takesOver } from "./opening.ts";
import { figureFault } from "./opening-fault.ts";
import { periodIndexOf } from "./pay-periods.ts";
import { place } from "./place.ts";
import type { Role } from "./roles.ts";
import { keepAccounts } from "./settle.ts";

type Feeder = (book: PayBook, fact: Fact, weight: Weight) => void;

/**
 * Takes one change of facts into the cells. It looks at the fact's own order and policy and at nothing else; periods whose sums
 * move are marked. Putting the same fact in twice is putting it in once.
 */
export const feedPay = (book: PayBook, { fact, weight }: FactChange): void => {
  keepAccounts(book, book.now);
  for (const role of book.roles.get(fact.event.kind) ?? []) FEEDERS[role](book, fact, weight);
};

const change = (map: Map<string, Fact>, fact: Fact, weight: Weight): void => {
  if (weight === 1) map.set(fact.event.id, fact);
  else map.delete(fact.event.id);
};
/** What hangs on the same order or policy: its sales where their amount can have moved, and ends of cover in their periods. */
const refresh = (book: PayBook, boxes: readonly KeyBox[], salesMoved: (box: KeyBox) => boolean): void => {
  for (const box of boxes) {
    box.allocations.clear();
    if (salesMoved(box)) for (const record of box.sales.values()) place.put(book, record);
    // A return of a sale from before go-live moves the accumulators that the first period begins with.
    if (box.openings.size > 0) touchPeriod(book, firstLive(book).index);
    for (const end of box.ends.values()) touchPeriod(book, Math.max(0, periodIndexOf(book.plan, end.day)));
  }
};
const never = (): boolean => false;
const whenShared = (box: KeyBox): boolean => box.returns.size + box.collected.size > 0;
const boxesOf = (book: PayBook, fact: Fact): KeyBox[] => keysOf(fact).map((key) => boxOf(book, key));

const byBox =
  (part: "returns" | "collected" | "delivered" | "ends"): Feeder =>
  (book, fact, weight) => {
    const boxes = boxesOf(book, fact);
    for (const box of boxes) change(box[part], fact, weight);
    refresh(book, boxes, part === "returns" || part === "collected" ? () => true : never);
  };
const byPeriod = (
  map: (book: PayBook) => Map<number, Map<string, Fact>>,
  book: PayBook,
  fact: Fact,
  weight: Weight,
): void => {
  const index = periodIndexOf(book.plan, fact.day);
  const list = map(book).get(index) ?? new Map<string, Fact>();
  map(book).set(index, list);
  change(list, fact, weight);
  touchPeriod(book, Math.max(0, index));
};

/** What is taken over where the contract takes nothing over, and what cannot be right. */
const leavesOut = (book: PayBook, fact: Fact, weight: Weight): boolean => {
  const { contract } = book.context;
  if (takesOver(contract) && figureFault(fact.event, openingBounds(contract)) === undefined) return false;
  change(book.openingsLeftOut, fact, weight);
  return true;
};

const FEEDERS: Readonly<Record<Role, Feeder>> = {
  sale: (book, fact, weight) => {
    const known = book.sales.get(fact.event.id);
    const boxes = [...new Set([...(known?.keys ?? []), ...keysOf(fact)])].map((key) => boxOf(book, key));
    for (const box of boxes) {
      box.sales.delete(fact.event.id);
      box.allocations.clear();
    }
    if (known) place.lift(book, known);
    book.sales.delete(fact.event.id);
    if (weight === 1) {
      const record: SaleRecord = { fact, keys: keysOf(fact), placed: [] };
      book.sales.set(fact.event.id, record);
      for (const box of boxesOf(book, fact)) box.sales.set(fact.event.id, record);
      place.put(book, record);
    }
    refresh(book, boxes, whenShared);
  },
  return: (book, fact, weight) => {
    byPeriod((one) => one.returns, book, fact, weight);
    byBox("returns")(book, fact, weight);
  },
  collected: byBox("collected"),
  // A sale may be ended by its order, and delivered by its policy.
  delivered: (book, fact, weight) => {
    byBox("delivered")(book, fact, weight);
    const sales = boxesOf(book, fact).flatMap((box) => [...box.sales.values(), ...box.openings.values()]);
    refresh(book, [...new Set(sales.flatMap((sale) => boxesOf(book, sale.fact)))], never);
  },
  end: (book, fact, weight) => {
    byPeriod((one) => one.ends, book, fact, weight);
    byBox("ends")(book, fact, weight);
  },
  payment: (book, fact, weight) => change(book.payments, fact, weight),
  withheld: (book, fact, weight) => change(book.withheld, fact, weight),
  fee_paid: (book, fact, weight) => change(book.feePaid, fact, weight),
  set_off: (book, fact, weight) => change(book.setOffNotices, fact, weight),
  adjustment: feedAdjustment,
  unread_return: (book, fact, weight) => change(book.unreadReturns, fact, weight),
  published: (book, fact, weight) => {
    change(book.naming, fact, weight);
    const label = statementNamed(book, fact.event.fields.period);
    if (label === undefined) return;
    const told = book.publications.get(label) ?? new Map<string, Fact>();
    book.publications.set(label, told);
    change(told, fact, weight);
  },
  ended: feedEnded,
  opening_balance: (book, fact, weight) => {
    if (leavesOut(book, fact, weight)) return;
    change(book.openingBalances, fact, weight);
    touchPeriod(book, 0);
  },
  opening_credit: (book, fact, weight) => {
    if (leavesOut(book, fact, weight)) return;
    const boxes = boxesOf(book, fact);
    const credit = readOpeningCredit(book, fact);
    if (weight === 1) book.openingCredits.set(fact.event.id, credit);
    else book.openingCredits.delete(fact.event.id);
    for (const box of boxes) {
      if (weight === 1) box.openings.set(fact.event.id, credit);
      else box.openings.delete(fact.event.id);
    }
    refresh(book, boxes, whenShared);
  },
  licence: (book, fact, weight) => {
    change(book.licences, fact, weight);
    // A licence may be filed long after the sales that it covers: each is placed anew.
    for (const record of book.sales.values()) if (coversDay(fact, record.fact.day)) place.put(book, record);
  },
  opening_statement: (book, fact, weight) => {
    change(book.naming, fact, weight);
    if (statementNamed(book, fact.event.fields.period) !== undefined) change(book.openingStatements, fact, weight);
  },
};
