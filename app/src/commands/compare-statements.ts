// Clauses: C6.2, C6.3
import type { Money } from "@fealty/engine/values/brand.ts";
import { type Currency, currencyOf, moneyText, NOTHING, parseMoney, plus, total } from "@fealty/engine/values/money.ts";
import { findContract } from "../store/contracts.ts";
import { listStatements } from "../store/derived-reads.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";

/** A row of an old sheet: what it paid under a contract. Amounts in major units, as written. */
export interface OldPay {
  readonly number: string;
  readonly amount: string;
}
/** A difference that is explained: why, and by how much the house pays otherwise. */
export interface Explained extends OldPay {
  readonly cause: string;
}
export interface Compared {
  readonly number: string;
  readonly outcome: "equal" | "explained" | "unexplained" | "no_statement" | "no_contract" | "not_closed" | "no_amount";
  readonly before: string;
  readonly now?: string;
  /** Now less before. */
  readonly difference?: string;
  readonly causes: readonly string[];
  /** What the causes leave over. */
  readonly rest?: string;
}
/**
 * Holds what an old sheet paid for a period against the statements of the house, to the smallest unit.
 * Refusal: `not_for_this_party`.
 */
export const compareStatements = (
  house: House,
  caller: Caller,
  period: string,
  sheet: readonly OldPay[],
  explained: readonly Explained[],
): Promise<Compared[]> => {
  authorise(caller, "list-contracts");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) => {
    const compared: Compared[] = [];
    for (const { number, amount: before } of sheet) {
      const own = explained.filter((one) => one.number === number);
      const row = { number, before, causes: own.map(({ cause }) => cause) };
      const contract = await findContract(tx, number);
      const statements = contract === undefined ? [] : await listStatements(tx, contract.contractId);
      const wanted = statements.filter((one) => one.period === period);
      if (wanted.length === 0) {
        compared.push({ ...row, outcome: contract === undefined ? "no_contract" : "no_statement" });
        continue;
      }
      const currency = currencyOf(wanted[0]!.currency)!;
      const payable = total(wanted.map(({ payableMinor }) => payableMinor as Money));
      const closed = wanted.every(({ status }) => status !== "open");
      compared.push({ ...row, ...against(payable, row.before, own, currency), ...(closed ? {} : notClosed) });
    }
    return compared;
  });
};
const notClosed = { outcome: "not_closed" } as const;
const against = (
  payable: Money,
  before: string,
  explained: readonly Explained[],
  currency: Currency,
): Omit<Compared, "number" | "before" | "causes"> => {
  const now = moneyText(payable, currency);
  const [old, ...parts] = [before, ...explained.map(({ amount }) => amount)].map((text) => parseMoney(text, currency));
  if (old === undefined || parts.includes(undefined)) return { outcome: "no_amount", now };
  const difference = (payable - old) as Money;
  const rest = (difference - (parts as Money[]).reduce(plus, NOTHING)) as Money;
  const outcome =
    rest !== NOTHING ? "unexplained" : difference === NOTHING && parts.length === 0 ? "equal" : "explained";
  return { outcome, now, difference: moneyText(difference, currency), rest: moneyText(rest, currency) };
};
