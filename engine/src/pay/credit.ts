// Clauses: C6.2
import { isMemberOn } from "../contract/members.ts";
import type { Component, Credit, Plan } from "../contract/model.ts";
import { evidenceOfFact, type Fact } from "../facts/event.ts";
import type { Day, Money } from "../values/brand.ts";
import { minus, total } from "../values/money.ts";
import {
  compare,
  fromInteger,
  multiply,
  ONE,
  parseRate,
  type Rational,
  rational,
  toDecimalText,
  ZERO,
} from "../values/rational.ts";
import {
  boxOf,
  byTime,
  isInTerm,
  type PayBook,
  type PlacedEntry,
  type Returned,
  type SaleRecord,
  slotOn,
} from "./book.ts";
import type { CreditEntry, EntryShare } from "./cells.ts";
import { licencesFor } from "./licence.ts";
import { stretchOn } from "./pay-periods.ts";
import { partsOf } from "./payment.ts";
import { grossOf, moneyIn, priceOf, returnedOf } from "./returned.ts";
import type { OutsideReason, PayExclusionReason } from "./types.ts";

export interface DerivedSale {
  readonly placed: readonly PlacedEntry[];
  readonly refused?: PayExclusionReason;
  /** Why it lies where no statement can count it. */
  readonly outside?: OutsideReason;
}
const holds = (item: { readonly when?: Credit["when"] }, fact: Fact): boolean =>
  item.when === undefined || item.when.evaluate(fact.view) === true;
const textIn = (fact: Fact, field: string): string | undefined => {
  const value = fact.event.fields[field];
  return typeof value === "string" ? value : undefined;
};
const numberIn = (fact: Fact, field: string): Rational | undefined => {
  const value = fact.event.fields[field];
  return typeof value === "object" && "n" in value && "d" in value ? (value as Rational) : undefined;
};

/** Whether the plan would credit a fact or count it as a unit, were it not for the licence. */
const earns = (plan: Plan, fact: Fact): boolean =>
  plan.credit.some((one) => one.event === fact.event.kind && holds(one, fact)) ||
  plan.components.some(
    (one) =>
      (one.kind === "per_unit" && one.event === fact.event.kind && holds(one, fact)) ||
      (one.kind === "override" && one.of === "members" && fact.event.kind === "credit_from"),
  );
/** A credit's condition that reads what the fact does not carry: nobody decided that it earns nothing. */
const lacksField = (plan: Plan, fact: Fact): boolean =>
  plan.credit.some(
    (one) =>
      one.event === fact.event.kind &&
      (one.when?.reads ?? []).some((read) => read.startsWith("event.") && fact.view.event[read.slice(6)] === undefined),
  );

/** What a fact earns on which days: the plan of its own day says how it is credited (contract-format §5). */
export const deriveSale = (book: PayBook, record: SaleRecord): DerivedSale => {
  const { fact } = record;
  if (book.endedAt !== undefined && fact.event.at >= book.endedAt) return { placed: [], outside: "after_end" };
  if (!isInTerm(book, fact.day))
    return { placed: [], outside: fact.day < book.plan.contract.term.from ? "before_term" : "after_term" };
  const plan = stretchOn(book.plan, fact.day).plan;
  if (!plan) return { placed: [] };
  const licences = licencesFor(book, plan, fact);
  if (licences === undefined) return { placed: [], ...(earns(plan, fact) ? { refused: "no_licence" as const } : {}) };
  const returned = returnedOf(book, fact, plan);
  const units = placeUnits(book, fact, plan, returned, licences);
  const credit = plan.credit.find((one) => one.event === fact.event.kind && holds(one, fact));
  if (!credit) {
    const placed = [...units, ...placePassedUp(book, fact, plan, licences)];
    return placed.length === 0 && lacksField(plan, fact) ? { placed, refused: "field_missing" } : { placed };
  }
  const amount = basisIn(book, fact, credit.amount);
  if (amount === undefined) return { placed: units, refused: "no_amount" };
  if (credit.on === "at" && !slotOn(book, fact.day)) return { placed: units, refused: "before_go_live" };
  const gross = grossOf(fact, plan);
  const kept = gross > 0n ? rational(gross - returned.amount, gross) : ONE;
  const shared = multiply(multiply(fromInteger(amount), kept), shareIn(fact));
  const parts = credit.on === "paid" ? collectedParts(book, record, plan) : [{ day: fact.day, share: ONE, by: [] }];
  const placed = parts.flatMap(({ day, share, by }) => {
    const where = slotOn(book, day);
    if (!where?.slot.plan) return [];
    const credited = multiply(shared, share);
    const evidence = [...evidenceOfFact(fact), ...returned.by, ...by, ...licences];
    return [{ ...where, entry: creditEntry(book, fact, where.slot.plan, credited, evidence) }];
  });
  return { placed: [...placed, ...units] };
};
/** What a payment names of this plan's own statements pays them and is no basis of them: there is no fee on a fee. */
const basisIn = (book: PayBook, fact: Fact, field: string): Money | undefined => {
  const amount = moneyIn(fact, field);
  if (amount === undefined || fact.event.kind !== "payment_made") return amount;
  return minus(amount, total(partsOf(book, fact).named.map(([, part]) => part)));
};
const shareIn = (fact: Fact): Rational => {
  const share = textIn(fact, "share");
  return (share === undefined ? undefined : parseRate(share)) ?? ONE;
};

/** Sold by somebody who is no member on that day, it counts for the team and for no member. */
const creditEntry = (
  book: PayBook,
  fact: Fact,
  plan: Plan,
  credited: Rational,
  evidence: readonly string[],
): CreditEntry => {
  const member = textIn(fact, "member");
  return {
    id: fact.event.id,
    ...(member !== undefined && isMemberOn(book.members, member, fact.day) ? { member } : {}),
    credited,
    inTotal: true,
    counted: new Map(
      plan.components.flatMap((component) => {
        const share = shareOf(component, fact);
        return share ? [[component.id, share] as const] : [];
      }),
    ),
    evidence,
  };
};
/** Whether and as what a component counts a credited sale. */
const shareOf = (component: Component, fact: Fact): EntryShare | undefined => {
  if (!holds(component, fact)) return undefined;
  if (component.kind === "rate" || component.kind === "tiers") return { of: "credited" };
  if (component.kind === "override") return component.of === "members" ? { of: "member" } : undefined;
  if (component.kind !== "lookup") return undefined;
  const key = component.keys.map((field) => keyText(fact, field));
  const early = component.from !== undefined && fact.day < component.from;
  const row = early ? undefined : component.table.find((one) => one.key.every((text, index) => text === key[index]));
  return row ? { of: "row", row: rowKey(row.key) } : { of: "row" };
};
export const rowKey = (key: readonly string[]): string => key.join(" / ");
const keyText = (fact: Fact, field: string): string => {
  const number = numberIn(fact, field);
  return number ? toDecimalText(number) : (textIn(fact, field) ?? "");
};

/** Units by the day of the event; a sale returned in full is none. */
const placeUnits = (
  book: PayBook,
  fact: Fact,
  plan: Plan,
  returned: Returned,
  licences: readonly string[],
): PlacedEntry[] => {
  const where = slotOn(book, fact.day);
  const gross = grossOf(fact, plan);
  if (!where || (returned.amount > 0n && returned.amount >= gross)) return [];
  const counted = new Map<string, EntryShare>();
  for (const component of plan.components) {
    if (component.kind !== "per_unit" || component.event !== fact.event.kind || !holds(component, fact)) continue;
    const units = component.count === "quantity" ? (numberIn(fact, "quantity") ?? ONE) : ONE;
    counted.set(component.id, { of: "units", units });
  }
  if (counted.size === 0) return [];
  return [
    {
      ...where,
      entry: {
        id: fact.event.id,
        credited: ZERO,
        inTotal: false,
        counted,
        evidence: [...evidenceOfFact(fact), ...licences],
      },
    },
  ];
};

/** Credit that another contract passes up counts for the overrides on members, as far down as they reach. */
const placePassedUp = (book: PayBook, fact: Fact, plan: Plan, licences: readonly string[]): PlacedEntry[] => {
  const where = slotOn(book, fact.day);
  const amount = moneyIn(fact, "amount");
  if (fact.event.kind !== "credit_from" || !where || amount === undefined) return [];
  if (plan.credit.some(({ event }) => event === "credit_from")) return [];
  const generation = numberIn(fact, "generation") ?? ONE;
  const counted = new Map<string, EntryShare>();
  for (const component of plan.components) {
    if (component.kind !== "override" || component.of !== "members" || !holds(component, fact)) continue;
    if (component.generations !== undefined && compare(generation, fromInteger(component.generations)) > 0) continue;
    counted.set(component.id, { of: "source" });
  }
  if (counted.size === 0) return [];
  const member = textIn(fact, "member") ?? textIn(fact, "source_contract") ?? fact.event.contract ?? "";
  const credited = multiply(fromInteger(amount), shareIn(fact));
  return [
    {
      ...where,
      entry: {
        id: fact.event.id,
        member,
        credited,
        inTotal: false,
        counted,
        evidence: [...evidenceOfFact(fact), ...licences],
      },
    },
  ];
};

/**
 * On `paid` a sale is credited as far as its price came in, on the day each part came in: the share collected of all that was
 * sold under the same order or policy (a first instalment credits its share only). A payment without amount is the whole price.
 */
const collectedParts = (
  book: PayBook,
  record: SaleRecord,
  plan: Plan,
): { readonly day: Day; readonly share: Rational; readonly by: readonly string[] }[] => {
  const boxes = record.keys.map((key) => boxOf(book, key));
  const sold = new Map(boxes.flatMap((box) => [...box.sales.values()]).map(({ fact }) => [fact.event.id, fact]));
  const price = [...sold.values()].reduce((sum, fact) => sum + priceOf(fact, plan), 0n);
  const payments = [...new Map(boxes.flatMap((box) => [...box.collected])).values()].sort(byTime);
  let left = price;
  return payments.flatMap((payment) => {
    const paid: bigint = moneyIn(payment, "amount") ?? price;
    const part = paid < left ? paid : left;
    if (part <= 0n) return [];
    left -= part;
    return [{ day: payment.day, share: rational(part, price), by: evidenceOfFact(payment) }];
  });
};
