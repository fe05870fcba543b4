// Clauses: C6.2, C6.3
import type { Money } from "@fealty/engine/values/brand.ts";
import { type Currency, currencyOf, moneyText, NOTHING, total } from "@fealty/engine/values/money.ts";
import { rational } from "@fealty/engine/values/rational.ts";
import { ofDecimal } from "../convert/cell-number.ts";
import { Ambiguity, RowFault } from "../convert/fault.ts";
import { NUMBER_FORMATS, type NumberFormat, readNumber } from "../convert/number-text.ts";
import { findContract } from "../store/contracts.ts";
import { listContractsStating, listStatements } from "../store/derived-reads.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";

/** A row of an old sheet: what it paid under a contract. Amounts in major units, as written. */
export interface OldPay {
  readonly number: string;
  readonly amount: string;
}
/** A difference that is explained: why, and by how much the house pays otherwise. Without a cause it explains nothing. */
export interface Explained extends OldPay {
  readonly cause: string;
}
export interface Compared {
  readonly number: string;
  readonly outcome:
    | "equal"
    | "explained"
    | "unexplained"
    | "no_statement"
    | "no_contract"
    | "not_closed"
    | "no_amount"
    | "not_in_sheet";
  /** What its rows come to together; as written where that cannot be read, empty where there is none. */
  readonly before: string;
  /** Rows of the sheet that are of this contract. */
  readonly rows: number;
  readonly now?: string;
  /** Now less before. */
  readonly difference?: string;
  readonly causes: readonly string[];
  /** What the causes leave over. */
  readonly rest?: string;
}
/**
 * Holds what an old sheet paid for a period against the statements of the house, to the smallest unit: every contract of the
 * sheet, then those that have a statement of the period and no row, which is as good as nothing paid. Refusal: `not_for_this_party`.
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
    const paid = new Map<string, string[]>();
    for (const { number, amount } of sheet) paid.set(number, [...(paid.get(number) ?? []), amount]);
    const numbers = new Set([...paid.keys(), ...(await listContractsStating(tx, period))]);
    const compared: Compared[] = [];
    for (const number of numbers) {
      const own = explained.filter((one) => one.number === number && one.cause !== "");
      compared.push(await compareOne(tx, period, { number, amounts: paid.get(number) ?? [], explained: own }));
    }
    return compared;
  });
};
interface OfContract {
  readonly number: string;
  readonly amounts: readonly string[];
  readonly explained: readonly Explained[];
}
const compareOne = async (tx: Tx, period: string, one: OfContract): Promise<Compared> => {
  const { number, amounts, explained } = one;
  const written = amounts.join(" + ");
  const row = { number, before: written, rows: amounts.length, causes: explained.map(({ cause }) => cause) };
  const contract = await findContract(tx, number);
  const statements = contract === undefined ? [] : await listStatements(tx, contract.contractId);
  const wanted = statements.filter((statement) => statement.period === period);
  if (wanted.length === 0) return { ...row, outcome: contract === undefined ? "no_contract" : "no_statement" };
  const currency = currencyOf(wanted[0]!.currency)!;
  const payable = total(wanted.map(({ payableMinor }) => payableMinor as Money));
  const closed = wanted.every(({ status }) => status !== "open");
  return { ...row, ...against(payable, one, currency), ...(closed ? {} : notClosed) };
};
const notClosed = { outcome: "not_closed" } as const;
const against = (
  payable: Money,
  { amounts, explained }: OfContract,
  currency: Currency,
): Pick<Compared, "outcome" | "now" | "difference" | "rest"> & Partial<Pick<Compared, "before">> => {
  const now = moneyText(payable, currency);
  const old = amounts.map((text) => moneyWritten(text, currency));
  const parts = explained.map(({ amount }) => moneyWritten(amount, currency));
  if (old.includes(undefined) || parts.includes(undefined)) return { outcome: "no_amount", now };
  const before = total(old as Money[]);
  const difference = (payable - before) as Money;
  const rest = (difference - total(parts as Money[])) as Money;
  const agreed = difference === NOTHING && parts.length === 0 ? "equal" : "explained";
  const open = amounts.length === 0 && parts.length === 0 ? "not_in_sheet" : "unexplained";
  const outcome = rest === NOTHING ? agreed : open;
  return {
    outcome,
    ...(amounts.length === 0 ? {} : { before: moneyText(before, currency) }),
    now,
    difference: moneyText(difference, currency),
    rest: moneyText(rest, currency),
  };
};
/** As most sheets write amounts; where one does not, its way must allow one reading only. */
const USUAL: readonly (NumberFormat | undefined)[] = [NUMBER_FORMATS.get("1,234.56"), undefined];
/** An amount as an import reads it: groups, signs of the currency, full-width digits. Undefined where it cannot be read. */
const moneyWritten = (text: string, currency: Currency): Money | undefined => {
  for (const format of USUAL) {
    try {
      const { n, d } = ofDecimal(readNumber(text, { format, currency: currency.code, sign: "refuse" }));
      const { n: minor, d: part } = rational(n * 10n ** BigInt(currency.decimals), d);
      return part === 1n ? (minor as Money) : undefined;
    } catch (problem) {
      if (!(problem instanceof RowFault || problem instanceof Ambiguity)) throw problem;
    }
  }
  return undefined;
};
