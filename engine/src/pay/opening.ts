// Clauses: C6.3
import type { Period } from "../calendar/period.ts";
import { localDay, type Zone } from "../calendar/zone.ts";
import type { Contract } from "../contract/model.ts";
import type { Fact, FieldValue } from "../facts/event.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import { parseDay } from "../values/date.ts";
import { NOTHING, plus } from "../values/money.ts";
import { fromInteger, multiply, rational } from "../values/rational.ts";
import { round } from "../values/round.ts";
import { type PayBook, periodOf, type Returned } from "./book.ts";
import { releaseDay } from "./components/holdback.ts";
import type { OpeningCredit } from "./frozen.ts";
import type { Carried, Hold } from "./line.ts";
import { looseMoney } from "./loose.ts";
import { openingFacts } from "./opening-facts.ts";
import { earnedBy, type OpeningBounds } from "./opening-fault.ts";
import { type PayPeriod, stretchOn } from "./pay-periods.ts";
import { returnedOf } from "./returned.ts";

const looseDay = (value: FieldValue | undefined, zone: Zone): Day | undefined => {
  if (typeof value === "string") return parseDay(value);
  if (typeof value !== "number") return undefined;
  return Math.abs(value) < 10_000_000 ? (value as Day) : localDay(zone, value as Instant);
};

/** The first day whose figures are computed here, and the contract's money: what opening facts are held against. */
export const openingBounds = ({
  goLive,
  term,
  currency,
}: Pick<Contract, "goLive" | "term" | "currency">): OpeningBounds => ({
  liveFrom: goLive ?? term.from,
  currency,
});
/** Whether anything comes into a contract from before: it goes live within its term, or continues another. */
export const takesOver = ({ goLive, continues }: Pick<Contract, "goLive" | "continues">): boolean =>
  goLive !== undefined || continues !== undefined;

export const readOpeningCredit = (book: PayBook, fact: Fact): OpeningCredit => {
  const { zone, contract } = book.plan;
  const { fields } = fact.event;
  return {
    fact,
    soldOn: looseDay(fields.sold_at, zone) ?? fact.day,
    amount: looseMoney(fields.amount, contract.currency) ?? NOTHING,
    earned: earnedBy(fields, contract.currency),
  };
};

/** The first period that the plan computes itself. */
export const firstLive = (book: PayBook): PayPeriod => {
  let index = 0;
  while (periodOf(book, index).opening) index += 1;
  return periodOf(book, index);
};
/** What an opening balance brings in for one component; an accumulator only into the window that was running at the start. */
export const openingAmount = (book: PayBook, what: string, component: string, window?: Period): Money => {
  if (window) {
    const start = firstLive(book).period.fromDay;
    const running = window.wholeFromDay < start && start < window.wholeToDay;
    if (!running || window.fromDay > start) return NOTHING;
  }
  const { currency } = book.plan.contract;
  return openingFacts(book, what, component).reduce(
    (sum, { event }) => plus(sum, looseMoney(event.fields.amount, currency) ?? NOTHING),
    NOTHING,
  );
};
/** A sale from before go-live of which something came back since. */
export interface OpeningReturn {
  readonly credit: OpeningCredit;
  readonly returned: Returned;
}
export const openingReturns = (book: PayBook): OpeningReturn[] =>
  [...book.openingCredits.values()].flatMap((credit) => {
    const returned = returnedOf(book, credit.fact, stretchOn(book.plan, credit.soldOn).plan);
    return returned.amount > 0n ? [{ credit, returned }] : [];
  });
/** What the return takes back of the pay that one component had brought for it. */
export const takenBack = ({ credit, returned }: OpeningReturn, component: string): Money => {
  const earned = fromInteger(credit.earned.get(component) ?? NOTHING);
  return round(multiply(earned, rational(returned.amount, credit.amount)), "half_up");
};
/** What of an opening accumulator came back since: sales of its window that earned under the component. */
export const returnedWithin = (book: PayBook, component: string, window: Period): OpeningReturn[] => {
  const start = firstLive(book).period.fromDay;
  return openingReturns(book).filter(({ credit: { soldOn, earned } }) => {
    const mine = earned.has(component) || earned.size === 0;
    return mine && soldOn >= window.wholeFromDay && soldOn < start;
  });
};
/** What the first computed period starts from. */
export const openingCarried = (book: PayBook): Carried => {
  const live = firstLive(book);
  const draw = new Map<string, Money>();
  const carry = new Map<string, Money>();
  const holds: Hold[] = [];
  const carried = { draw, carry, holds, takenBack: [] };
  if (book.openingBalances.size === 0) return carried;
  for (const component of live.slots.at(-1)?.plan?.components ?? []) {
    if (component.kind === "draw") draw.set(component.id, openingAmount(book, "draw", component.id));
    if (component.kind === "cap") carry.set(component.id, openingAmount(book, "carry", component.id));
    if (component.kind !== "holdback") continue;
    const amount = openingAmount(book, "holdback", component.id);
    const dueDay = releaseDay(book.plan, live.period.fromDay, component.release.after);
    if (amount > 0n) holds.push({ component, label: "opening", amount, dueDay });
  }
  return carried;
};
