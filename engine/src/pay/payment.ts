// Clauses: C6.3
import { allocationsOf } from "../facts/allocations.ts";
import type { Fact } from "../facts/event.ts";
import type { Money } from "../values/brand.ts";
import { lesser, minus, NOTHING, plus } from "../values/money.ts";
import type { PayBook } from "./book.ts";
import { statementNamed } from "./label.ts";
import { moneyIn } from "./returned.ts";

/** What of a payment cannot count, or not as it is written: codes of warnings. */
export type PaymentProblem = "payment_negative" | "allocations_exceed" | "allocation_unreadable";
/** What one payment or withholding settles of one plan. */
export interface PaymentParts {
  readonly named: readonly (readonly [label: string, amount: Money])[];
  /** What names no statement: for the oldest open one first (CC 560). */
  readonly unnamed: Money;
  readonly problems: readonly PaymentProblem[];
}

/**
 * A payment settles what it names, in the order in which it names it and no more than it amounts to; the rest is unnamed. A
 * negative one is what the holder paid back of the statement that it names, and nothing where it names none.
 */
export const partsOf = (book: PayBook, fact: Fact): PaymentParts => {
  const { event } = fact;
  if (book.feePaid.has(event.id)) return { named: [], unnamed: NOTHING, problems: [] };
  const amount = moneyIn(fact, "amount") ?? NOTHING;
  const problems = new Set<PaymentProblem>();
  const written = event.fields.allocations;
  const allocations = allocationsOf(event, book.plan.contract.currency);
  if (Array.isArray(written) && allocations.length < written.length) problems.add("allocation_unreadable");
  if (amount < 0n && (event.kind === "tax_withheld" || allocations.length === 0)) {
    return { named: [], unnamed: NOTHING, problems: ["payment_negative"] };
  }
  const named: [string, Money][] = [];
  let left = amount;
  for (const one of allocations) {
    const against = one.amount < 0n !== amount < 0n && one.amount !== 0n;
    const taken = against ? NOTHING : within(one.amount, left);
    if (taken !== one.amount) problems.add(against ? "payment_negative" : "allocations_exceed");
    left = minus(left, taken);
    const label = statementNamed(book, one.statement);
    if (label !== undefined) named.push([label, taken]);
  }
  const takes = event.kind === "payment_made" && book.context.takesUnnamed !== false && left > 0n;
  return { named, unnamed: takes ? left : NOTHING, problems: [...problems] };
};
/** As much of a sum as another of the same sign has. */
const within = (sum: Money, most: Money): Money => (sum >= 0n ? lesser(sum, most) : sum < most ? most : sum);

/** Sums of payments, by the statement that they name. */
export const addNamed = (sums: Map<string, Money>, parts: PaymentParts): void => {
  for (const [label, amount] of parts.named) sums.set(label, plus(sums.get(label) ?? NOTHING, amount));
};
