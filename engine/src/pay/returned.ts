// Clauses: C6.2, C6.3
import type { Plan } from "../contract/model.ts";
import { evidenceOfFact, type Fact } from "../facts/event.ts";
import type { Money } from "../values/brand.ts";
import { minus, NOTHING, plus } from "../values/money.ts";
import { type Allocation, boxOf, byTime, type KeyBox, keyIn, type PayBook, type Returned } from "./book.ts";

export const moneyIn = (fact: Fact, field: string): Money | undefined => {
  const value = fact.event.fields[field];
  return typeof value === "bigint" ? (value as Money) : undefined;
};
/** What a sale was sold for: the field that the plan credits where it has no `amount` of its own. */
export const grossOf = (fact: Fact, plan: Plan | undefined): Money => {
  const credit = plan?.credit.find(({ event }) => event === fact.event.kind);
  return moneyIn(fact, "amount") ?? (credit && moneyIn(fact, credit.amount)) ?? NOTHING;
};
/** What the customer owes for a sale: its `price`, else what it was sold for. */
export const priceOf = (fact: Fact, plan: Plan): Money => moneyIn(fact, "price") ?? grossOf(fact, plan);
const NONE: Returned = { amount: NOTHING, by: [] };

/**
 * Gives the returns of one order to its sales: both in order of time, an opening credit before all, no sale more than its
 * amount. A return without amount takes the whole order back.
 */
export const allocateReturns = (box: KeyBox, plan: Plan): Allocation => {
  const known = box.allocations.get(plan) ?? allocate(box, plan);
  box.allocations.set(plan, known);
  return known;
};
const allocate = (box: KeyBox, plan: Plan): Allocation => {
  const bySale = new Map<string, { amount: Money; by: string[] }>();
  const excess = new Map<string, Money>();
  const takers = [
    ...[...box.openings.values()].map(({ fact, amount }) => ({ id: fact.event.id, gross: amount })),
    ...[...box.sales.values()]
      .map(({ fact }) => fact)
      .sort(byTime)
      .map((fact) => ({ id: fact.event.id, gross: grossOf(fact, plan) })),
  ].filter(({ gross }) => gross > 0n);
  const counted = [...box.returns.values()].filter(({ event }) => event.kind === plan.returns?.event).sort(byTime);
  for (const fact of counted) {
    let left = moneyIn(fact, "amount");
    if (left !== undefined && left < 0n) continue;
    for (const { id, gross } of takers) {
      const known = bySale.get(id) ?? { amount: NOTHING, by: [] };
      const room = minus(gross, known.amount);
      const taken = left === undefined || left > room ? room : left;
      if (taken <= 0n) continue;
      bySale.set(id, { amount: plus(known.amount, taken), by: [...known.by, ...evidenceOfFact(fact)] });
      if (left !== undefined) left = minus(left, taken);
    }
    if (takers.length > 0 && left !== undefined && left > 0n) excess.set(fact.event.id, left);
  }
  return { bySale, excess };
};
/** What came back of one sale, as the plan of its day counts returns. */
export const returnedOf = (book: PayBook, fact: Fact, plan: Plan | undefined): Returned => {
  const key = plan?.returns && keyIn(fact, plan.returns.match);
  if (!plan || key === undefined) return NONE;
  const box = boxOf(book, key);
  if (box.returns.size === 0) return NONE;
  return allocateReturns(box, plan).bySale.get(fact.event.id) ?? NONE;
};
