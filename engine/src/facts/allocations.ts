// Clauses: C6.3
import type { Money } from "../values/brand.ts";
import { type Currency, parseMoney } from "../values/money.ts";
import type { Event } from "./event.ts";

export interface Allocation {
  readonly statement: string;
  readonly amount: Money;
}
/**
 * What a payment, withholding or set-off settles of which statement: its `allocations`, else its whole amount on the one
 * `statement` (or `period`) it names. An allocation whose amount is no money of the contract's currency is left out.
 */
export const allocationsOf = (event: Event, currency: Currency): Allocation[] => {
  const { allocations, statement, period, amount } = event.fields;
  if (Array.isArray(allocations)) {
    return allocations.flatMap((one) => {
      if (typeof one !== "object" || one === null) return [];
      const { statement: name, amount: written } = one as Readonly<Record<string, unknown>>;
      const money = typeof written === "string" ? parseMoney(written, currency) : undefined;
      return typeof name === "string" && money !== undefined ? [{ statement: name, amount: money }] : [];
    });
  }
  const name = statement ?? period;
  return typeof name === "string" && typeof amount === "bigint" ? [{ statement: name, amount: amount as Money }] : [];
};
