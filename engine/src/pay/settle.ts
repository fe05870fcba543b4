// Clauses: C6.3
import type { Period } from "../calendar/period.ts";
import type { Fact } from "../facts/event.ts";
import { learnedAt } from "../facts/fold.ts";
import { versionOn } from "../rules/schedule.ts";
import type { Instant, Money } from "../values/brand.ts";
import { lesser, minus, NOTHING, opposite, plus } from "../values/money.ts";
import type { PayBook } from "./book.ts";
import { openingAmount } from "./opening.ts";
import { addNamed, partsOf } from "./payment.ts";
import { moneyIn } from "./returned.ts";

/** Payments and tax by the statement that they name; what names none is `unnamed`, for the oldest open statement first (CC 560). */
export interface Settled {
  readonly paid: ReadonlyMap<string, Money>;
  readonly withheld: ReadonlyMap<string, Money>;
  readonly unnamed: Money;
}
export const settledBy = (book: PayBook): Settled => {
  const paid = new Map<string, Money>();
  const withheld = new Map<string, Money>();
  let unnamed = NOTHING;
  for (const fact of book.payments.values()) {
    const parts = partsOf(book, fact);
    addNamed(paid, parts);
    unnamed = plus(unnamed, parts.unnamed);
  }
  for (const fact of book.withheld.values()) addNamed(withheld, partsOf(book, fact));
  return { paid, withheld, unnamed };
};

/** What the holder of the plan owes (negative): negative statements, less what was paid back or set off. */
export const accountNow = (book: PayBook, settled: Settled): Money => {
  let account = plus(book.account, openingAmount(book, "account", ""));
  for (const { label, closedAt } of book.offCycle.values()) {
    if (closedAt === undefined) continue;
    const payable = (book.adjustments.get(label) ?? []).reduce((sum, { amount }) => sum + amount, 0n);
    if (payable < 0n) account = plus(account, payable as Money);
  }
  for (const amount of settled.paid.values()) if (amount < 0n) account = (account - amount) as Money;
  return account;
};
/** Statements beside the cycle that closed before a moment keep the account as it stands, before what counts at that moment changes it. */
export const keepAccounts = (book: PayBook, now: Instant): void => {
  for (const one of book.offCycle.values()) {
    if (one.closedAt !== undefined && one.closedAt < now) one.account ??= accountNow(book, settledBy(book));
  }
};
/**
 * Whether the payer may set off by the contract itself, in the version in force when the period of the pay begins: a power that
 * an amendment brings in reaches no pay of before.
 */
export const maySetOff = (book: PayBook, period: Period): boolean => {
  const { contract, ref } = book.context;
  const { rules } = versionOn(contract.versions, period.fromDay);
  const plan = rules.get(ref);
  const payer = plan?.kind === "entitlement" ? plan.from : book.payer;
  return [...rules.values()].some((rule) => rule.kind === "power" && rule.may === "set_off" && rule.holder === payer);
};
/**
 * How much of a statement's pay is set off against what the holder owes: all of it where the contract gives that power, else what
 * notices that have arrived declare, and of those only what is undisputed (CC 568).
 */
export const setOffOf = (book: PayBook, period: Period, owed: Money, free: Money, at: Instant): Money => {
  const debt = owed < 0n ? opposite(owed) : NOTHING;
  const declared = maySetOff(book, period) ? debt : minus(declaredBy(book, at), book.setOffUsed);
  const most = lesser(lesser(debt, declared), free);
  return most > 0n ? most : NOTHING;
};
/** When a notice of set-off arrived; without a word of it, when it was known. */
export const setOffArrival = ({ event }: Fact): Instant => {
  const { arrived } = event.fields;
  return (typeof arrived === "number" ? arrived : learnedAt(event)) as Instant;
};
const declaredBy = (book: PayBook, at: Instant): Money =>
  [...book.setOffNotices.values()].reduce<Money>((sum, fact) => {
    if (setOffArrival(fact) > at) return sum;
    const amount = moneyIn(fact, "amount") ?? NOTHING;
    const undisputed = moneyIn(fact, "undisputed") ?? amount;
    return plus(sum, lesser(undisputed, amount));
  }, NOTHING);
