// Clauses: C6.3
import type { Fact } from "../facts/event.ts";
import { learnedAt } from "../facts/fold.ts";
import type { Instant, Money } from "../values/brand.ts";
import { NOTHING, plus } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import type { PayBook } from "./book.ts";
import { feeStatementNamed, paidOf } from "./fee-parts.ts";
import { addNamed, partsOf } from "./payment.ts";
import type { Statement } from "./types.ts";

/** A payment, a withholding or a share of a fee that was paid, and what was open of a statement after it. */
export interface OpenStep {
  readonly at: Instant;
  readonly id: string;
  readonly open: Money;
}
/**
 * How what was open of a statement came down, payment by payment. They are counted as the statement counts them: to what they
 * name, else to the oldest open statement first (CC 560).
 * @param statements all statements of the plan, in order of their periods
 */
export function* openSteps(
  book: PayBook,
  statement: Statement,
  statements: readonly Statement[],
): Generator<OpenStep, undefined> {
  const parts = [...book.payments.values(), ...book.withheld.values(), ...book.feePaid.values()]
    .map((fact) => ({ at: learnedAt(fact.event), id: fact.event.id, ...partsOf(book, fact) }))
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const named = new Map<string, Money>();
  let loose = NOTHING;
  for (const part of parts) {
    addNamed(named, part);
    loose = plus(loose, part.unnamed);
    yield { at: part.at, id: part.id, open: openAfter(book, part.at, statement, statements, named, loose) };
  }
}
/** When a statement's open amount came down to nothing, and by which payment; undefined while something is open. */
export const settledAt = (
  book: PayBook,
  statement: Statement,
  statements: readonly Statement[],
): { readonly at: Instant; readonly id?: string } | undefined => {
  if (statement.open > 0n) return undefined;
  const closed = { at: statement.closesAt ?? statement.period.to };
  // What came to nothing when it closed was settled then, whatever was paid for other periods.
  if (statement.payable <= statement.setOff) return closed;
  for (const { at, id, open } of openSteps(book, statement, statements)) if (open <= 0n) return { at, id };
  return closed;
};
/** What was paid or withheld for a statement: the facts that name it and, where any of that counts for it, those that name none. */
export const settlingIds = (
  book: PayBook,
  label: string,
  unnamed: boolean,
): ReturnType<NonNullable<Statement["settledBy"]>> => {
  const counting = (facts: Iterable<Fact>): string[] =>
    [...facts].flatMap((fact) => {
      const parts = partsOf(book, fact);
      const counts = parts.named.some(([name]) => name === label) || (unnamed && parts.unnamed > 0n);
      return counts ? [fact.event.id] : [];
    });
  const told = [...book.feePaid.values()].filter((fact) => feeStatementNamed(book, fact) === label);
  return {
    paid: [...counting(book.payments.values()), ...told.map(({ event }) => event.id)],
    withheld: counting(book.withheld.values()),
  };
};
const openAfter = (
  book: PayBook,
  at: Instant,
  wanted: Statement,
  statements: readonly Statement[],
  named: ReadonlyMap<string, Money>,
  loose: Money,
): Money => {
  let left: bigint = loose;
  for (const statement of statements) {
    // What was handed over at go-live takes only what names it.
    if (statement.status === "opening") continue;
    const paid = paidOf(book, statement, named.get(statement.label) ?? NOTHING, at);
    let open: bigint = statement.payable - statement.setOff - paid;
    if (open > 0n && left > 0n) {
      const taken = left < open ? left : open;
      open -= taken;
      left -= taken;
    }
    if (statement === wanted) return open as Money;
  }
  return wanted.open;
};
