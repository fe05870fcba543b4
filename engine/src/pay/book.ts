// Clauses: C6.2, C6.3

import type { CalendarData } from "../calendar/types.ts";
import type { Zone } from "../calendar/zone.ts";
import type { Contract, Member, Party, Plan } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import { assert } from "../values/assert.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import type { CreditEntry } from "./cells.ts";
import { feePaidKinds } from "./fee-plan.ts";
import type { Adjustment, ClosedPeriod, OffCycle, OpeningCredit, TrueUp } from "./frozen.ts";
import type { ComputedPeriod } from "./line.ts";
import { type PayPeriod, type PeriodPlan, payPeriodAt, periodIndexOf, type Slot } from "./pay-periods.ts";
import { collectRoles, type Role } from "./roles.ts";
import { planStretches } from "./timeline.ts";
import type { OutsideReason, PayExclusionReason } from "./types.ts";

export interface PayContext {
  readonly contract: Contract;
  /** Reference of the entitlement that holds the plan, `C6.2/pay`. */
  readonly ref: string;
  readonly zone: Zone;
  readonly calendar: CalendarData;
  /** False for every plan of a contract but the first: payments and adjustments that name no plan belong to the first. */
  readonly takesUnnamed?: boolean;
}
/** A fact that can earn: its place in the cells, so that it can be taken out again. */
export interface SaleRecord {
  readonly fact: Fact;
  readonly keys: readonly string[];
  placed: readonly PlacedEntry[];
}
export interface PlacedEntry {
  readonly at: PayPeriod;
  readonly slot: Slot;
  readonly entry: CreditEntry;
}
/** Everything that names the same order or policy. */
export interface KeyBox {
  readonly sales: Map<string, SaleRecord>;
  readonly returns: Map<string, Fact>;
  readonly collected: Map<string, Fact>;
  readonly delivered: Map<string, Fact>;
  readonly ends: Map<string, Fact>;
  readonly openings: Map<string, OpeningCredit>;
  /** Who gave back how much, by wording of the plan; emptied when a sale or return of the key changes. */
  readonly allocations: Map<Plan, Allocation>;
}
/** What returns took out of each sale, and what of a return was more than its order had left; by event id. */
export interface Allocation {
  readonly bySale: ReadonlyMap<string, Returned>;
  readonly excess: ReadonlyMap<string, Money>;
}
export interface Returned {
  readonly amount: Money;
  readonly by: readonly string[];
}
/**
 * One plan over the contract's life: cells of sums per period, what is frozen, what was learned since. Mutable on purpose: the
 * only writers are feedPay, closePay and adoptWordings.
 */
export interface PayBook {
  context: PayContext;
  /** When what is being fed became known. */
  now: Instant;
  /** Cut when the contract ends before its term. */
  plan: PeriodPlan;
  readonly payer: Party;
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  readonly members: readonly Member[];
  readonly lead: string | undefined;
  readonly periods: PayPeriod[];
  readonly sales: Map<string, SaleRecord>;
  /** Sales that the plan cannot credit. */
  readonly refusedSales: Map<string, { readonly fact: Fact; readonly reason: PayExclusionReason }>;
  /** Sales outside of the term, or after the end. */
  readonly outside: Map<string, { readonly fact: Fact; readonly reason: OutsideReason }>;
  readonly boxes: Map<string, KeyBox>;
  /** Licences of the agent and of members, where a wording of the plan asks for one. */
  readonly licences: Map<string, Fact>;
  /** End events and returns by the period they fall in. */
  readonly ends: Map<number, Map<string, Fact>>;
  readonly returns: Map<number, Map<string, Fact>>;
  readonly openingBalances: Map<string, Fact>;
  readonly openingCredits: Map<string, OpeningCredit>;
  readonly openingStatements: Map<string, Fact>;
  /** Opening balances and credits of a contract that takes nothing over, and those that cannot be right. */
  readonly openingsLeftOut: Map<string, Fact>;
  readonly payments: Map<string, Fact>;
  readonly withheld: Map<string, Fact>;
  /** By which parties say that they paid their share of a fee. */
  readonly feePaid: Map<string, Fact>;
  readonly setOffNotices: Map<string, Fact>;
  /** Hand-made lines by the statement that shows them. */
  readonly adjustments: Map<string, Adjustment[]>;
  readonly refusedAdjustments: Map<string, Fact>;
  readonly offCycle: Map<string, OffCycle>;
  /** Every `statement_published` by the label it names: for closing, and for the payer's duty to publish. */
  readonly publications: Map<string, Map<string, Fact>>;
  /** Facts that name a statement and are neither a payment nor a withholding. */
  readonly naming: Map<string, Fact>;
  /** Returns of sales for which no wording of the plan has a rule. */
  readonly unreadReturns: Map<string, Fact>;
  readonly ended: Map<string, Fact>;
  endedAt: Instant | undefined;
  readonly closed: Map<number, ClosedPeriod>;
  /** What closed periods came to when a period last closed: by index, then by component and member. -1 is before go-live. */
  readonly known: Map<number, Map<string, Money>>;
  /** True-ups that wait for the close of the period that shows them. */
  readonly pending: Map<number, readonly TrueUp[]>;
  /** Computed periods; those below `cleanUntil` rest on what is known now and on frozen readings. */
  readonly computed: ComputedPeriod[];
  cleanUntil: number;
  /** Running account of what the holder owes: negative payables, what was paid back, what was set off. */
  account: Money;
  /** How much of the set-off notices is used up. */
  setOffUsed: Money;
}
export const openPayBook = (context: PayContext): PayBook => {
  const { contract, zone, calendar, ref } = context;
  const stretches = planStretches(contract, zone, ref);
  const first = stretches.find((stretch) => stretch.plan);
  const rule = first?.rule;
  assert(rule && first?.plan, `${ref} is no plan`);
  const agent = contract.parties[rule.holder] ?? contract.parties.agent;
  return {
    context,
    now: 0 as Instant,
    plan: { contract, zone, calendar, window: first.plan.period, stretches },
    payer: rule.from,
    roles: collectRoles(
      stretches.flatMap(({ plan }) => (plan ? [plan] : [])),
      [...contract.events.keys()],
      feePaidKinds(contract.versions, ref),
    ),
    members: agent?.members ?? [],
    lead: agent?.lead,
    periods: [],
    sales: new Map(),
    refusedSales: new Map(),
    outside: new Map(),
    boxes: new Map(),
    licences: new Map(),
    ends: new Map(),
    returns: new Map(),
    openingBalances: new Map(),
    openingCredits: new Map(),
    openingStatements: new Map(),
    openingsLeftOut: new Map(),
    payments: new Map(),
    withheld: new Map(),
    feePaid: new Map(),
    setOffNotices: new Map(),
    adjustments: new Map(),
    refusedAdjustments: new Map(),
    offCycle: new Map(),
    publications: new Map(),
    naming: new Map(),
    unreadReturns: new Map(),
    ended: new Map(),
    endedAt: undefined,
    closed: new Map(),
    known: new Map(),
    pending: new Map(),
    computed: [],
    cleanUntil: 0,
    account: 0n as Money,
    setOffUsed: 0n as Money,
  };
};

/** The kinds of facts that this book wants to be fed. */
export const payKinds = (book: PayBook): ReadonlySet<string> => new Set(book.roles.keys());

export const periodOf = (book: PayBook, index: number): PayPeriod => {
  for (let next = book.periods.length; next <= index; next += 1) book.periods.push(payPeriodAt(book.plan, next));
  return book.periods[index]!;
};
export const isInTerm = (book: PayBook, day: Day): boolean =>
  day >= book.plan.contract.term.from && day <= book.plan.contract.term.until;
/** The period and stretch that a day's credits belong to; undefined outside the term and before go-live. */
export const slotOn = (book: PayBook, day: Day): { readonly at: PayPeriod; readonly slot: Slot } | undefined => {
  if (!isInTerm(book, day)) return undefined;
  const at = periodOf(book, periodIndexOf(book.plan, day));
  if (at.opening) return undefined;
  const slot = at.slots.findLast(({ fromDay }) => fromDay <= day);
  return slot && { at, slot };
};
/** Marks a period, and with it all later ones, as resting on old knowledge. */
export const touchPeriod = (book: PayBook, index: number): void => {
  if (index < book.cleanUntil) book.cleanUntil = Math.max(index, 0);
};
export const keysOf = (fact: Fact): string[] => {
  const { order, policy } = fact.event.fields;
  return [
    ...(typeof order === "string" ? [`order:${order}`] : []),
    ...(typeof policy === "string" ? [`policy:${policy}`] : []),
  ];
};
export const keyIn = (fact: Fact, field: string): string | undefined => {
  const value = fact.event.fields[field];
  return typeof value === "string" ? `${field}:${value}` : undefined;
};
export const boxOf = (book: PayBook, key: string): KeyBox => {
  const known = book.boxes.get(key);
  if (known) return known;
  const box: KeyBox = {
    sales: new Map(),
    returns: new Map(),
    collected: new Map(),
    delivered: new Map(),
    ends: new Map(),
    openings: new Map(),
    allocations: new Map(),
  };
  book.boxes.set(key, box);
  return box;
};
export const byTime = (a: Fact, b: Fact): number =>
  a.event.at - b.event.at || (a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0);
