// Clauses: C6.3
import type { Period } from "../calendar/period.ts";
import type { Instant, Money } from "../values/brand.ts";
import { lesser, minus, NOTHING, opposite, plus, total } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import { type PayBook, periodOf } from "./book.ts";
import type { Adjustment, TrueUp } from "./frozen.ts";
import { type Settled, setOffOf } from "./settle.ts";

/** Sums by the statement that they are about. */
type Sums = ReadonlyMap<string, Money>;
/** A negative statement, what of it is still owed, and what it took back of other statements. */
interface Debt {
  readonly label: string;
  readonly closedAt: number;
  readonly tookBack: Sums;
  left: Money;
}
const summed = (entries: readonly (readonly [string, Money])[]): Map<string, Money> => {
  const sums = new Map<string, Money>();
  for (const [label, amount] of entries) sums.set(label, plus(sums.get(label) ?? NOTHING, amount));
  return sums;
};
const amountOf = ({ now, stated }: TrueUp): Money => minus(now, stated);
const trueUpEntries = (trueUps: readonly TrueUp[]): (readonly [string, Money])[] =>
  trueUps.map((one) => [one.ofPeriod, amountOf(one)]);
const adjustmentEntries = (list: readonly Adjustment[]): (readonly [string, Money])[] =>
  list.flatMap(({ of, amount }) => (of === undefined ? [] : [[of, amount]]));

/** What a statement sets right of others: its true-ups, and hand-made lines taken back. */
export const correctionsIn = (trueUps: readonly TrueUp[], adjustments: readonly Adjustment[]): Sums =>
  summed([...trueUpEntries(trueUps), ...adjustmentEntries(adjustments.filter(({ takesBack }) => takesBack))]);

/** Negative statements that are closed, the oldest first, each with what of it is still owed. */
const debtsOf = (book: PayBook, settled: Settled, account: Money, spent: Sums): Debt[] => {
  const corrected = summed([...[...book.closed.values()].flatMap((one) => [...one.corrected]), ...spent]);
  const left = (label: string, payable: Money): Money => {
    const paidBack = lesser(settled.paid.get(label) ?? NOTHING, NOTHING);
    const owed = minus(plus(opposite(payable), paidBack), corrected.get(label) ?? NOTHING);
    return owed > 0n ? owed : NOTHING;
  };
  const ofPeriods = [...book.closed].map(([index, { payable, closedAt, trueUps, adjustments }]): Debt => {
    const { label } = periodOf(book, index).period;
    const tookBack = summed([...trueUpEntries(trueUps), ...adjustmentEntries(adjustments)]);
    return { label, closedAt, tookBack, left: left(label, payable) };
  });
  const besides = [...book.offCycle.values()].flatMap(({ label, closedAt }): Debt[] => {
    const payable = total((book.adjustments.get(label) ?? []).map(({ amount }) => amount));
    return closedAt === undefined ? [] : [{ label, closedAt, tookBack: new Map(), left: left(label, payable) }];
  });
  const debts = [...ofPeriods, ...besides]
    .filter((one) => one.left > 0n)
    .sort((a, b) => a.closedAt - b.closedAt || byCodeUnit(a.label, b.label));
  // What was set off, or paid back without a name, is off the oldest debt first.
  let over = plus(total(debts.map((one) => one.left)), lesser(account, NOTHING));
  for (const debt of debts) {
    const gone = over > 0n ? lesser(over, debt.left) : NOTHING;
    debt.left = minus(debt.left, gone);
    over = minus(over, gone);
  }
  return debts;
};

/** A statement that is being closed or shown, and the account before it. */
export interface Owing {
  readonly period: Period;
  /** See `correctionsIn`. */
  readonly corrections: Sums;
  /** What of it is neither paid nor withheld. */
  readonly free: Money;
  readonly account: Money;
  readonly settled: Settled;
  readonly at: Instant;
  /** What open statements before it have corrected. */
  readonly spent?: Sums;
}
/** How much of a statement goes against what the holder owes: by statement that it corrects, and what is set off beside. */
export interface SetOffs {
  readonly corrected: Sums;
  readonly declared: Money;
  /** Both. */
  readonly all: Money;
}
/**
 * A debt that was a mistake goes with the mistake: what a statement gives back of another is first taken off that one's negative
 * payable as far as it still stands, and only the rest is to be paid. What is payable besides is set off as contract and notices say.
 */
export const setOffsOf = (book: PayBook, owing: Owing): SetOffs => {
  const corrected = correctedBy(book, owing);
  const back = total([...corrected.values()]);
  const { period, free, account, at } = owing;
  const declared = setOffOf(book, period, plus(account, back), minus(free, back), at);
  return { corrected, declared, all: plus(back, declared) };
};
const correctedBy = (book: PayBook, owing: Owing): Map<string, Money> => {
  const { corrections, settled, account, spent = new Map() } = owing;
  const taken = new Map<string, Money>();
  let room = owing.free;
  const giving = [...corrections].filter(([, amount]) => amount > 0n);
  if (giving.length === 0 || room <= 0n || account >= 0n) return taken;
  const debts = debtsOf(book, settled, account, spent);
  for (const [about, amount] of giving) {
    let rest = lesser(amount, room);
    for (const debt of debts) {
      const most = debt.label === about ? debt.left : lesser(debt.left, opposite(debt.tookBack.get(about) ?? NOTHING));
      const part = lesser(rest, most);
      if (part <= 0n) continue;
      debt.left = minus(debt.left, part);
      rest = minus(rest, part);
      room = minus(room, part);
      taken.set(debt.label, plus(taken.get(debt.label) ?? NOTHING, part));
    }
  }
  return taken;
};
