// Clauses: C6.3, N2

import type { Period } from "../calendar/period.ts";
import { localDay } from "../calendar/zone.ts";
import type { Instant, Money } from "../values/brand.ts";
import { lesser, minus, NOTHING, plus, total } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import { earliestOpen } from "./adjustment.ts";
import { type PayBook, periodOf } from "./book.ts";
import { readingsFor } from "./close.ts";
import { computeThrough } from "./compute.ts";
import { correctionsIn, setOffsOf } from "./corrected.ts";
import { excludedIn, excludedLate } from "./excluded.ts";
import { feeParts, paidOf } from "./fee-parts.ts";
import type { Adjustment, OffCycle, TrueUp } from "./frozen.ts";
import type { Carried, ComputedLine } from "./line.ts";
import { openingStatement, openingsOf } from "./opening-statement.ts";
import { periodIndexOf } from "./pay-periods.ts";
import { accountNow, settledBy } from "./settle.ts";
import { settlingIds } from "./settled-at.ts";
import { adjustmentLines, type LineTraces, shownHold, shownLine, trueUpLines } from "./shown-line.ts";
import { dueTrueUps, joinTrueUps } from "./true-up.ts";
import type { PayExclusion, PayReadings, Statement, StatementLine } from "./types.ts";

/** A statement before payments are counted against it. */
interface Draft {
  readonly label: string;
  readonly period: Period;
  readonly status: Statement["status"];
  readonly closesAt?: Instant;
  readonly estimated?: Statement["estimated"];
  readonly lines: readonly StatementLine[];
  readonly excluded: readonly PayExclusion[];
  readonly after?: Carried;
  readonly holds?: Statement["holds"];
  /** What it sets right of other statements. */
  readonly corrections: ReadonlyMap<string, Money>;
  /** Fixed at the close; computed for open statements. */
  readonly setOff?: Money;
  readonly account?: Money;
}

/**
 * Every begun period's statement: closed ones as they were frozen, open ones as things stand; after the term only where there are
 * lines. Reads cells and changes nothing but the store of computed periods.
 */
export const statementsOf = (book: PayBook, asOf: Instant, readings: PayReadings): Statement[] => {
  const today = localDay(book.plan.zone, asOf);
  const opening = openingsOf(book).counted.flatMap((fact) => openingStatement(book, fact));
  if (today < book.plan.contract.term.from) return opening.map((one) => withPayers(book, one));
  const last = Math.max(periodIndexOf(book.plan, today), ...book.closed.keys());
  const computed = computeThrough(book, last, readingsFor(book, readings));
  const home = earliestOpen(book);
  const due = joinTrueUps(book.pending.get(home) ?? [], dueTrueUps(book));
  const drafts: Draft[] = [];
  const known: LineTraces = { open: new Map(), closed: new Map() };
  for (let index = 0; index <= last; index += 1) {
    const at = periodOf(book, index);
    const { label } = at.period;
    const closed = book.closed.get(index);
    const trueUps = closed?.trueUps ?? (index === home ? due : (book.pending.get(index) ?? []));
    const adjustments = closed?.adjustments ?? book.adjustments.get(label) ?? [];
    const now = closed ?? computed[index]!;
    const lines = linesOf(book, index, label, { lines: now.lines, trueUps, adjustments }, known);
    if (!at.opening && (at.inTerm || lines.length > 0)) {
      drafts.push({
        label,
        period: at.period,
        status: closed ? "closed" : "open",
        ...(closed
          ? { closesAt: closed.closedAt, setOff: closed.setOff, account: closed.account }
          : closeTime(book, at.closesAt)),
        ...estimatedIn({
          close: !closed && at.closeEstimated && isTimed(book),
          figures: computed[index]?.estimated === true,
        }),
        lines,
        corrections: correctionsIn(trueUps, adjustments),
        excluded: closed?.excluded ?? [
          ...now.excluded,
          ...excludedIn(book, index),
          ...(index === home ? excludedLate(book) : []),
        ],
        after: now.after,
        holds: () => now.after.holds.map((hold) => shownHold(book, hold, known)),
      });
    }
    drafts.push(...offCycleDrafts(book, index, at.period));
  }
  return [...opening.map((one) => withPayers(book, one)), ...settleAll(book, drafts, asOf)];
};
const withPayers = (book: PayBook, statement: Statement): Statement => {
  const payers = feeParts(book, statement, statement.paid);
  return payers ? { ...statement, payers } : statement;
};
const isTimed = (book: PayBook): boolean => book.plan.contract.close === "timed";
const closeTime = (book: PayBook, closesAt: Instant): { closesAt?: Instant } => (isTimed(book) ? { closesAt } : {});
const estimatedIn = (estimated: NonNullable<Statement["estimated"]>): Pick<Statement, "estimated"> =>
  estimated.close || estimated.figures ? { estimated } : {};

const linesOf = (
  book: PayBook,
  index: number,
  label: string,
  {
    lines,
    trueUps,
    adjustments,
  }: {
    readonly lines: readonly ComputedLine[];
    readonly trueUps: readonly TrueUp[];
    readonly adjustments: readonly Adjustment[];
  },
  known: LineTraces,
): StatementLine[] => [
  ...lines.map((line) => shownLine(book, line, known)),
  ...trueUpLines(book, index, label, trueUps, known),
  ...adjustmentLines(book, label, adjustments),
];
const offCycleDrafts = (book: PayBook, index: number, period: Period): Draft[] =>
  [...book.offCycle.values()]
    .filter(({ of, label }) => of === index && (book.adjustments.get(label)?.length ?? 0) > 0)
    .sort((a, b) => a.openedAt - b.openedAt || byCodeUnit(a.label, b.label))
    .map(({ label, closedAt, account }: OffCycle) => ({
      label,
      period,
      status: closedAt === undefined ? ("open" as const) : ("closed" as const),
      ...(closedAt === undefined
        ? {}
        : { closesAt: closedAt, setOff: NOTHING, account: account ?? accountNow(book, settledBy(book)) }),
      lines: adjustmentLines(book, label, book.adjustments.get(label) ?? []),
      corrections: new Map(),
      excluded: [],
    }));

/** Counts payments against the statements in order: what names a statement is its own, the rest pays the oldest open one first. */
const settleAll = (book: PayBook, drafts: readonly Draft[], asOf: Instant): Statement[] => {
  const settled = settledBy(book);
  let account = accountNow(book, settled);
  let unnamed = settled.unnamed;
  let paidBefore = NOTHING;
  const spent = new Map<string, Money>();
  return drafts.map((draft) => {
    const payable = total(draft.lines.map(({ amount }) => amount));
    const owed = { ...draft, payable };
    const byPayments = settled.paid.get(draft.label) ?? NOTHING;
    const named = paidOf(book, owed, byPayments);
    const withheld = settled.withheld.get(draft.label) ?? NOTHING;
    const open = minus(payable, plus(named, withheld));
    const setOffs =
      draft.setOff === undefined
        ? setOffsOf(book, { ...draft, free: open, account, settled, at: asOf, spent })
        : undefined;
    for (const [label, amount] of setOffs?.corrected ?? []) spent.set(label, plus(spent.get(label) ?? NOTHING, amount));
    const setOff = draft.setOff ?? setOffs?.all ?? NOTHING;
    if (draft.status === "open") account = plus(account, plus(payable < 0n ? payable : NOTHING, setOff));
    const free = minus(open, setOff);
    const extra = free > 0n && unnamed > 0n ? lesser(free, unnamed) : NOTHING;
    unnamed = minus(unnamed, extra);
    const paid = plus(named, extra);
    const statement = statementOf(book, draft, {
      payable,
      paid,
      withheld,
      setOff,
      paidBefore,
      settledBy: () => settlingIds(book, draft.label, extra > 0n),
      account: draft.account ?? account,
      payers: feeParts(book, owed, plus(byPayments, extra)),
    });
    paidBefore = plus(paidBefore, paid);
    return statement;
  });
};
const statementOf = (
  book: PayBook,
  draft: Draft,
  figures: Pick<Statement, "payable" | "paid" | "withheld" | "setOff" | "paidBefore" | "settledBy"> & {
    readonly account: Money;
    readonly payers: Statement["payers"];
  },
): Statement => {
  const sumOfKind = (...kinds: string[]): Money =>
    total(draft.lines.filter(({ kind, ofKind }) => kinds.includes(ofKind ?? kind)).map(({ amount }) => amount));
  const { account, payers, ...rest } = figures;
  const { payable, paid, withheld, setOff } = figures;
  const balances = {
    account,
    draw: total([...(draft.after?.draw.values() ?? [])]),
    holdback: total((draft.after?.holds ?? []).map(({ amount }) => amount)),
    carry: total([...(draft.after?.carry.values() ?? [])]),
  };
  return {
    rule: book.context.ref,
    period: draft.period,
    label: draft.label,
    status: draft.status,
    ...(draft.closesAt === undefined ? {} : { closesAt: draft.closesAt }),
    ...(draft.estimated === undefined ? {} : { estimated: draft.estimated }),
    lines: draft.lines,
    earned: minus(payable, sumOfKind("draw", "holdback")),
    held: minus(NOTHING, sumOfKind("holdback")),
    ...rest,
    open: minus(payable, plus(plus(paid, withheld), setOff)),
    balances,
    ...(draft.holds === undefined ? {} : { holds: draft.holds }),
    excluded: draft.excluded,
    ...(payers === undefined ? {} : { payers }),
  };
};
