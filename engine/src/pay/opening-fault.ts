// Clauses: C6.3
import type { Component } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import type { Day, Money } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import { type Currency, moneyText, NOTHING, total } from "../values/money.ts";
import { nearestName } from "../values/nearest.ts";
import { looseList, looseMoney, looseRecord } from "./loose.ts";

/** What an opening balance can bring in, and the kind of component that takes it; an account has none. */
const OPENINGS: Readonly<Record<string, Component["kind"] | undefined>> = {
  account: undefined,
  draw: "draw",
  holdback: "holdback",
  carry: "cap",
  accumulator: "tiers",
};
/** Ids of the components that take each opening balance. */
export type OpeningIds = Readonly<Record<string, readonly string[]>>;
export const componentIds = (components: readonly Component[]): OpeningIds =>
  Object.fromEntries(
    Object.entries(OPENINGS).map(([what, kind]) => [
      what,
      [...new Set(components.filter((one) => one.kind === kind).map(({ id }) => id))],
    ]),
  );
/** The field of an opening balance that names what no plan has, with what was meant or what there is. */
export const openingFault = (
  fields: Event["fields"],
  ids: OpeningIds,
): { readonly field: string; readonly written: string; readonly names: string } | undefined => {
  const { what, component } = fields as { what: string; component?: string };
  const wrong = (field: string, written: string, names: readonly string[]) => ({
    field,
    written,
    names: nearestName(written, names) ?? (names.join(", ") || "–"),
  });
  if (!Object.hasOwn(OPENINGS, what)) return wrong("what", what, Object.keys(OPENINGS));
  const known = ids[what] ?? [];
  if (component === undefined)
    return OPENINGS[what] === undefined || known.length > 0 ? undefined : wrong("what", what, ["account"]);
  return known.includes(component) ? undefined : wrong("component", component, known);
};

/** The component in `earned` of an opening credit that no plan has. */
export const earnedFault = ({ earned }: Event["fields"], known: readonly string[]): ReturnType<typeof openingFault> => {
  const written = Object.keys(looseRecord(earned)).find((component) => !known.includes(component));
  if (written === undefined) return undefined;
  return { field: "earned", written, names: nearestName(written, known) ?? (known.join(", ") || "–") };
};
/** Of what an opening fact is held against beside the components: the first day that is computed here, and the money. */
export interface OpeningBounds {
  readonly liveFrom: Day;
  readonly currency: Currency;
}
interface FigureFault {
  readonly code: "opening_lines_differ" | "opening_sold_late" | "opening_negative";
  readonly field: string;
  readonly args: Readonly<Record<string, string>>;
}
/** What in an opening fact cannot be, whatever the plan: lines beside their total, a sale that is computed here, less than nothing. */
export const figureFault = ({ kind, fields }: Event, bounds: OpeningBounds): FigureFault | undefined => {
  const written = (amount: Money): string => moneyText(amount, bounds.currency);
  if (kind === "opening_statement") {
    const { payable, sum } = handedOver(fields, bounds.currency);
    if (payable === sum) return undefined;
    return { code: "opening_lines_differ", field: "payable", args: { payable: written(payable), sum: written(sum) } };
  }
  const negative = (field: string, amount: Money | undefined): FigureFault | undefined =>
    amount !== undefined && amount < 0n
      ? { code: "opening_negative", field, args: { field, written: written(amount) } }
      : undefined;
  if (kind === "opening_balance")
    return fields.what === "holdback" ? negative("amount", fields.amount as Money) : undefined;
  if (kind !== "opening_credit") return undefined;
  const soldAt = fields.sold_at as Day;
  if (soldAt >= bounds.liveFrom)
    return {
      code: "opening_sold_late",
      field: "sold_at",
      args: { written: dayText(soldAt), live: dayText(bounds.liveFrom) },
    };
  const least = [...earnedBy(fields, bounds.currency).values()].find((amount) => amount < 0n);
  return negative("amount", fields.amount as Money) ?? negative("earned", least);
};

/** A statement as it was handed over: its lines, what they come to, and what was payable; without lines the payable is the one line. */
export const handedOver = ({ lines, payable }: Event["fields"], currency: Currency) => {
  const stated = looseMoney(payable, currency);
  const read = looseList(lines).map((line) => {
    const { component, member, amount } = looseRecord(line);
    return {
      component: typeof component === "string" ? component : "opening",
      ...(typeof member === "string" ? { member } : {}),
      amount: looseMoney(amount, currency) ?? NOTHING,
    };
  });
  const all = read.length === 0 && stated !== undefined ? [{ component: "opening", amount: stated }] : read;
  const sum = total(all.map(({ amount }) => amount));
  return { lines: all, sum, payable: stated ?? sum };
};
/** What an opening credit says that its sale had earned, by component. */
export const earnedBy = ({ earned }: Event["fields"], currency: Currency): Map<string, Money> =>
  new Map(
    Object.entries(looseRecord(earned)).flatMap(([component, value]) => {
      const amount = looseMoney(value, currency);
      return amount === undefined ? [] : [[component, amount] as const];
    }),
  );

interface Balance {
  readonly what: string;
  readonly component?: string;
  readonly member?: string;
}
/** The balance that an opening fact brings in, by its names. */
export const balanceIn = ({ fields }: Event): Balance => fields as unknown as Balance;
/** Whether two opening balances bring in the same one: a balance without component is that of every component that has one. */
export const isSameBalance = (one: Balance, other: Balance): boolean =>
  one.what === other.what &&
  one.member === other.member &&
  (one.component === undefined || other.component === undefined || one.component === other.component);
/** `accumulator base`. */
export const balanceName = ({ what, component, member }: Balance): string =>
  [what, component, member].filter((part) => part !== undefined).join(" ");
