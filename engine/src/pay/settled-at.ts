// Clauses: C6.3
import { allocationsOf } from "../facts/allocations.ts";
import type { Fact } from "../facts/event.ts";
import { learnedAt } from "../facts/fold.ts";
import type { Instant, Money } from "../values/brand.ts";
import { NOTHING, plus } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import type { PayBook } from "./book.ts";
import { statementNamed } from "./label.ts";
import { moneyIn } from "./returned.ts";
import type { Statement } from "./types.ts";

/** What one payment or withholding settles: named amounts by statement, and what names none. */
interface Part {
  readonly at: Instant;
  readonly id: string;
  readonly named: readonly (readonly [label: string, amount: Money])[];
  readonly unnamed: Money;
}
const partOf = (book: PayBook, fact: Fact): Part => {
  const { event } = fact;
  const allocations = allocationsOf(event, book.plan.contract.currency);
  const named = allocations.flatMap(({ statement, amount }) => {
    const label = statementNamed(book, statement);
    return label === undefined ? [] : [[label, amount] as const];
  });
  const takes = event.kind === "payment_made" && allocations.length === 0 && book.context.takesUnnamed !== false;
  return { at: learnedAt(event), id: event.id, named, unnamed: takes ? (moneyIn(fact, "amount") ?? NOTHING) : NOTHING };
};

/**
 * When a statement's open amount came down to nothing, and by which payment; undefined while something is open. Payments are
 * counted as the statement counts them: to what they name, else to the oldest open statement first (CC 560).
 * @param statements all statements of the plan, in order of their periods
 */
export const settledAt = (
  book: PayBook,
  statement: Statement,
  statements: readonly Statement[],
): { readonly at: Instant; readonly id?: string } | undefined => {
  if (statement.open > 0n) return undefined;
  const parts = [...book.payments.values(), ...book.withheld.values()]
    .map((fact) => partOf(book, fact))
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const named = new Map<string, Money>();
  let loose = NOTHING;
  for (const part of parts) {
    for (const [label, amount] of part.named) named.set(label, plus(named.get(label) ?? NOTHING, amount));
    loose = plus(loose, part.unnamed);
    if (openAfter(statement, statements, named, loose) <= 0n) return { at: part.at, id: part.id };
  }
  return { at: statement.closesAt ?? statement.period.to };
};
const openAfter = (
  wanted: Statement,
  statements: readonly Statement[],
  named: ReadonlyMap<string, Money>,
  loose: Money,
): bigint => {
  let left: bigint = loose;
  for (const statement of statements) {
    let open: bigint = statement.payable - statement.setOff - (named.get(statement.label) ?? NOTHING);
    if (open > 0n && left > 0n) {
      const taken = left < open ? left : open;
      open -= taken;
      left -= taken;
    }
    if (statement === wanted) return open;
  }
  return wanted.open;
};
