// Clauses: C6.2, C6.3
import { learnedAt } from "../facts/fold.ts";
import { minus } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import { refusalOf } from "./adjustment.ts";
import { boxOf, keyIn, type PayBook, periodOf } from "./book.ts";
import { indexNamed, offCycleOf, statementNamed } from "./label.ts";
import { periodIndexOf, stretchOn } from "./pay-periods.ts";
import { allocateReturns, moneyIn } from "./returned.ts";
import type { PayExclusion } from "./types.ts";

/** Facts of one period that the plan could not count, beside those that its components name. Rising by event id. */
export const excludedIn = (book: PayBook, index: number): PayExclusion[] =>
  [
    ...refusedSales(book, index),
    ...refusedReturns(book, index),
    ...refusedAdjustments(book, index),
    ...refusedClose(book, index),
  ].sort((a, b) => byCodeUnit(a.event, b.event));

const keyOf = ({ reason, event, component, counted }: PayExclusion): string =>
  [reason, event, component ?? "", counted ?? ""].join("\n");
/**
 * What became known of closed periods and could not be counted, beyond what their own statements told: the earliest open
 * statement tells it. `book.computed` must be up to date.
 */
export const excludedLate = (book: PayBook): PayExclusion[] => {
  const told = new Set([...book.closed.values()].flatMap(({ excluded }) => excluded.map(keyOf)));
  return [...book.closed.keys()]
    .sort((a, b) => a - b)
    .flatMap((index) => [...(book.computed[index]?.excluded ?? []), ...excludedIn(book, index)])
    .filter((one) => !told.has(keyOf(one)));
};

const refusedSales = (book: PayBook, index: number): PayExclusion[] =>
  [...book.refusedSales.values()]
    .filter(({ fact }) => periodIndexOf(book.plan, fact.day) === index)
    .map(({ fact, reason }) => ({ reason, event: fact.event.id, owner: book.payer }));

const refusedReturns = (book: PayBook, index: number): PayExclusion[] =>
  [...(book.returns.get(index)?.values() ?? [])].flatMap((fact): PayExclusion[] => {
    const plan = stretchOn(book.plan, fact.day).plan;
    if (plan?.returns?.event !== fact.event.kind) return [];
    const event = fact.event.id;
    const key = keyIn(fact, plan.returns.match);
    const box = key === undefined ? undefined : boxOf(book, key);
    const amount = moneyIn(fact, "amount");
    if (amount !== undefined && amount < 0n) return [{ reason: "negative_amount", event }];
    if (!box || box.sales.size + box.openings.size === 0) return [{ reason: "no_matching_sale", event }];
    const over = allocateReturns(box, plan).excess.get(event);
    if (amount === undefined || over === undefined) return [];
    return over < amount
      ? [{ reason: "return_partly_counted", event, counted: minus(amount, over) }]
      : [{ reason: "return_exceeds_sale", event }];
  });

const refusedAdjustments = (book: PayBook, index: number): PayExclusion[] =>
  [...book.refusedAdjustments.values()].flatMap((fact) => {
    const label = statementNamed(book, fact.event.fields.period) ?? "";
    const named = indexNamed(book, offCycleOf(label) ?? label);
    if ((named ?? periodIndexOf(book.plan, fact.day)) !== index) return [];
    return [{ reason: refusalOf(book, fact) ?? "unknown_statement", event: fact.event.id, owner: book.payer }];
  });

/** A statement cannot be published before its period ends. */
const refusedClose = (book: PayBook, index: number): PayExclusion[] => {
  const { period } = periodOf(book, index);
  return [...(book.publications.get(period.label)?.values() ?? [])]
    .filter(({ event }) => learnedAt(event) < period.to)
    .map(({ event }) => ({ reason: "published_before_end", event: event.id, owner: book.payer }));
};
