// Clauses: C6.3, N2
import type { Fact } from "../facts/event.ts";
import type { Money } from "../values/brand.ts";
import { minus, moneyText, NOTHING, plus } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import { refusalOf } from "./adjustment.ts";
import type { PayBook } from "./book.ts";
import { endReasonOf } from "./end-reason.ts";
import { feeStatementNamed, paidOf } from "./fee-parts.ts";
import { statementNamed } from "./label.ts";
import { about, oddOpenings, type Told } from "./odd-openings.ts";
import { partsOf } from "./payment.ts";
import { settledBy } from "./settle.ts";
import type { Statement } from "./types.ts";

/** Facts about pay that have no effect, or not the whole one, and money that finds nothing to settle. */
export const pointlessPay = (books: readonly PayBook[], statements: readonly Statement[]): Told[] => {
  const first = books[0];
  if (!first) return [];
  const plan = (book: PayBook): Statement[] => statements.filter(({ rule }) => rule === book.context.ref);
  return [
    ...unknownStatements(books, plan),
    ...[...first.payments.values(), ...first.withheld.values()].flatMap((fact) =>
      partsOf(first, fact).problems.map((code) => about(code, fact)),
    ),
    ...books.flatMap((book) => unspent(book, plan(book))),
    ...books.flatMap((book) => reversesNothing(book, plan(book))),
    ...books.flatMap(unreadReturns),
    ...books.flatMap(unknownReasons),
    ...oddOpenings(books),
  ];
};

/** Facts that name a statement which no plan has, or has not yet. */
const unknownStatements = (books: readonly PayBook[], plan: (book: PayBook) => readonly Statement[]): Told[] => {
  const labels = new Map(books.map((book) => [book, new Set(plan(book).map(({ label }) => label))]));
  const isKnown = (written: unknown): boolean =>
    books.some((book) => labels.get(book)!.has(statementNamed(book, written) ?? ""));
  const first = books[0]!;
  const named = (fact: Fact): readonly unknown[] => {
    const { allocations, statement, period } = fact.event.fields;
    if (!Array.isArray(allocations)) return [statement ?? period];
    return allocations.map((one) => (one as Readonly<Record<string, unknown>>)?.statement);
  };
  const ofFees = books.flatMap((book) =>
    [...book.feePaid.values()]
      .filter((fact) => !labels.get(book)!.has(feeStatementNamed(book, fact) ?? ""))
      .map((fact) => about("unknown_statement", fact, { statement: String(fact.event.fields.period) })),
  );
  const ofPayments = [first.payments, first.withheld, first.naming].flatMap((facts) =>
    [...facts.values()].flatMap((fact) =>
      named(fact)
        .filter((one) => one !== undefined && !isKnown(one))
        .map((one) => about("unknown_statement", fact, { statement: String(one) })),
    ),
  );
  return [...ofPayments, ...ofFees];
};
/** What was paid without a name and is more than all statements are open for. */
const unspent = (book: PayBook, statements: readonly Statement[]): Told[] => {
  const { unnamed, paid } = settledBy(book);
  const spent = statements
    .filter(({ status }) => status !== "opening")
    .reduce<Money>(
      (sum, one) => plus(sum, minus(one.paid, paidOf(book, one, paid.get(one.label) ?? NOTHING))),
      NOTHING,
    );
  const left = minus(unnamed, spent);
  if (left <= 0n) return [];
  return [
    { code: "payment_unspent", args: { rule: book.context.ref, amount: moneyText(left, book.plan.contract.currency) } },
  ];
};
/** Hand-made lines that would take back a line which is in no statement. */
const reversesNothing = (book: PayBook, statements: readonly Statement[]): Told[] => {
  const ids = new Set(statements.flatMap(({ lines }) => lines.map(({ id }) => id)));
  return [...book.adjustments.values()].flat().flatMap(({ fact, takesBack }) => {
    const { reverses } = fact.event.fields;
    const known =
      typeof reverses !== "string" || ids.has(statementNamed(book, reverses) ?? reverses) || ids.has(reverses);
    const wrong = !takesBack && !known && refusalOf(book, fact) === undefined;
    return wrong ? [about("reverses_nothing", fact, { line: String(fact.event.fields.reverses) })] : [];
  });
};
/** Returns of sales that the plan credits and has no rule to take back. */
const unreadReturns = (book: PayBook): Told[] => {
  const counts = new Map<string, number>();
  for (const { event } of book.unreadReturns.values()) counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({
    code: "returns_not_counted",
    args: { rule: book.context.ref, kind, count: String(count) },
  }));
};

/** Reasons of ends by which a claw-back cannot tell whether anybody chose them; it takes back, and somebody should look. */
const unknownReasons = (book: PayBook): Told[] => {
  const kinds = new Set(
    book.plan.stretches.flatMap(({ plan }) =>
      (plan?.components ?? []).flatMap((one) => (one.kind === "clawback" && one.when === undefined ? [one.event] : [])),
    ),
  );
  const counts = new Map<string, number>();
  for (const ends of book.ends.values()) {
    for (const { event } of ends.values()) {
      const { reason } = event.fields;
      if (!kinds.has(event.kind) || endReasonOf(reason) !== "unknown") continue;
      counts.set(String(reason), (counts.get(String(reason)) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([reason, count]) => ({
      code: "unknown_end_reason",
      args: { rule: book.context.ref, written: reason, count: String(count) },
    }));
};
