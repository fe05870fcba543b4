// Clauses: C6.2
import type { Money } from "../values/brand.ts";
import { lesser, minus, NOTHING, plus } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import type { Event, Weight } from "./event.ts";

interface Order {
  readonly sales: Map<string, Event>;
  readonly refunds: Map<string, Event>;
  readonly cancellations: Map<string, Event>;
}
/** What came back of each order: sales, refunds and cancellations that name the same order (or, without one, policy). */
export type ReturnBook = Map<string, Order>;
export const emptyReturns = (): ReturnBook => new Map();

const PART = { sale: "sales", refund: "refunds", sale_cancelled: "cancellations" } as const;
const partOf = (kind: string): (typeof PART)[keyof typeof PART] | undefined => PART[kind as keyof typeof PART];

/** The order an event belongs to, or undefined when it sells and returns nothing that can be named. */
export const returnKey = (event: Event): string | undefined => {
  if (!partOf(event.kind)) return undefined;
  const { order, policy } = event.fields;
  if (typeof order === "string") return `order:${order}`;
  return typeof policy === "string" ? `policy:${policy}` : undefined;
};
/** Puts the event in or takes it out; gives the sales whose returns may have changed. */
export const touchReturns = (book: ReturnBook, key: string, event: Event, weight: Weight): string[] => {
  const order = book.get(key) ?? { sales: new Map(), refunds: new Map(), cancellations: new Map() };
  book.set(key, order);
  const part = order[partOf(event.kind)!];
  if (weight === 1) part.set(event.id, event);
  else part.delete(event.id);
  if (event.kind === "sale" && order.refunds.size === 0 && order.cancellations.size === 0) return [];
  return [...order.sales.keys()];
};
const NOTHING_RETURNED = { returned: NOTHING, inFull: false, by: [] as readonly string[] };
/**
 * How much of a sale came back. Several sales of one order are refunded in order of their time. A cancelled order is returned
 * in full; no more than the sale's amount comes back.
 */
export const returnedOf = (
  book: ReturnBook,
  event: Event,
): { readonly returned: Money; readonly inFull: boolean; readonly by: readonly string[] } => {
  const key = event.kind === "sale" ? returnKey(event) : undefined;
  const order = key === undefined ? undefined : book.get(key);
  if (!order || (order.refunds.size === 0 && order.cancellations.size === 0)) return NOTHING_RETURNED;
  const amount = event.fields.amount as Money;
  const by = [...order.refunds.keys(), ...order.cancellations.keys()].sort(byCodeUnit);
  if (order.cancellations.size > 0) return { returned: amount, inFull: true, by };
  const amounts = [...order.refunds.values()].map((refund) => refund.fields.amount as Money);
  // A negative refund is a mistake; it takes nothing from the others.
  let left = amounts.reduce((sum, amount) => (amount > 0n ? plus(sum, amount) : sum), NOTHING);
  const sales = [...order.sales.values()].sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  for (const sale of sales) {
    const own = sale.fields.amount as Money;
    const taken = lesser(left, own);
    if (sale.id === event.id) {
      return taken > 0n ? { returned: taken, inFull: taken >= own, by } : NOTHING_RETURNED;
    }
    left = minus(left, taken);
  }
  return { returned: NOTHING, inFull: false, by };
};
