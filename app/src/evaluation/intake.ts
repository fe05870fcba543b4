// Clauses: C7.1, N1
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import type { Event, FieldValue } from "@fealty/engine/facts/event.ts";
import { noteOpened, openingRefusal, type Takeover } from "@fealty/engine/pay/opening-intake.ts";
import type { Instant, Money } from "@fealty/engine/values/brand.ts";
import { moneyText } from "@fealty/engine/values/money.ts";
import type { Rational } from "@fealty/engine/values/rational.ts";
import type { PartyName } from "@fealty/engine/views/view.ts";
import { benefitProblem } from "./customer-benefits.ts";

/** Who brings events, and when: they are held against what that party may record and what can be. */
export interface Intaking {
  readonly by: PartyName;
  readonly now: Instant;
  /** The house tells what stands in a register of its own. */
  readonly register?: true;
}
/** What of a contract events are held against. */
export interface IntakeContract {
  readonly currency: Contract["currency"];
  readonly takeover: Takeover;
  /** It is about the sale of insurance. */
  readonly insurance: boolean;
}
/** Why the house does not take an event that can be read. */
export interface IntakeProblem {
  readonly code: string;
  readonly field: string;
  readonly args: Readonly<Record<string, string>>;
}
/** Clocks of two machines may differ by so much. */
const CLOCKS_APART = 5 * 60 * 1_000_000;
/** The largest amount in minor units: the store keeps eighteen digits, and a statement sums many. */
const MOST = (10n ** 15n) as Money;
const WHOLE: Rational = { n: MOST, d: 1n };

/** Characters of what names an event or a customer: the store finds both by an index, whose entries have a limit. */
const LONGEST_NAME = 400;

/** Holds events against what can be, one after another: an opening fact that is taken stands in the way of a second one. */
export class Intake {
  readonly #currency: Contract["currency"];
  readonly #takeover: Takeover;
  readonly #now: Instant;
  readonly #insurance: boolean;
  constructor({ currency, takeover, insurance }: IntakeContract, now: Instant) {
    this.#currency = currency;
    this.#insurance = insurance;
    const { statements, balances, orders } = takeover.opened;
    // A call that is tried again begins with what was known before it.
    const opened = { statements: new Map(statements), balances: new Map(balances), orders: new Map(orders) };
    this.#takeover = { ...takeover, opened };
    this.#now = now;
  }
  problemOf(event: Event): IntakeProblem | undefined {
    const { zone, plans } = this.#takeover;
    if (event.at > this.#now + CLOCKS_APART)
      return {
        code: "fact_later_than_now",
        field: "at",
        args: { written: zonedText(zone, event.at), now: zonedText(zone, this.#now) },
      };
    for (const field of ["id", "customer"] as const)
      if ((event[field]?.length ?? 0) > LONGEST_NAME)
        return { code: "fact_name_too_long", field, args: { field, most: String(LONGEST_NAME) } };
    const unkept = Object.entries(event.raw).find(([name, value]) => UNKEPT.test(name) || isUnkept(value));
    if (unkept) return { code: "fact_text_unkept", field: unkept[0], args: { field: unkept[0] } };
    const benefit = this.#insurance ? benefitProblem(event) : undefined;
    if (benefit) return benefit;
    const problem = this.#amountProblem(event) ?? openingRefusal(this.#takeover, event);
    if (!problem) noteOpened(this.#takeover.opened, plans, event);
    return problem;
  }
  #amountProblem({ kind, fields }: Event): IntakeProblem | undefined {
    for (const [field, value] of Object.entries(fields)) {
      const number = tooLargeIn(value);
      if (number !== undefined) {
        const [written, largest] = [this.#textOf(number), this.#textOf(typeof number === "bigint" ? MOST : WHOLE)];
        const shown = written.length > SHOWN ? `${written.slice(0, SHOWN)}…` : written;
        return { code: "fact_amount_too_large", field, args: { field, written: shown, largest } };
      }
      if (kind === "sale" && SOLD.has(field) && isNumber(value) && !isPositive(value))
        return { code: "fact_sale_not_positive", field, args: { field, written: this.#textOf(value) } };
      if (kind === "refund" && field === "amount" && isNumber(value) && isNegative(value))
        return { code: "fact_refund_negative", field, args: { field, written: this.#textOf(value) } };
    }
    return undefined;
  }
  #textOf(value: Money | Rational): string {
    if (typeof value === "bigint") return moneyText(value, this.#currency);
    return value.d === 1n ? String(value.n) : `${value.n}/${value.d}`;
  }
}
const SHOWN = 40;
const SOLD: ReadonlySet<string> = new Set(["amount", "quantity"]);
const isRational = (value: FieldValue): value is Rational =>
  typeof value === "object" && !Array.isArray(value) && typeof (value as { n?: unknown }).n === "bigint";
const isNumber = (value: FieldValue): value is Money | Rational => typeof value === "bigint" || isRational(value);
const isPositive = (value: Money | Rational): boolean => (typeof value === "bigint" ? value : value.n) > 0n;
const isNegative = (value: Money | Rational): boolean => (typeof value === "bigint" ? value : value.n) < 0n;
/** The first number in a field, in its lists and records too, that is beyond what is kept. */
const tooLargeIn = (value: FieldValue): Money | Rational | undefined => {
  if (isNumber(value)) {
    const [n, d] = typeof value === "bigint" ? [value as bigint, 1n] : [value.n, value.d];
    return (n < 0n ? -n : n) > MOST * d ? value : undefined;
  }
  if (typeof value !== "object") return undefined;
  for (const part of Object.values(value)) {
    const found = tooLargeIn(part as FieldValue);
    if (found !== undefined) return found;
  }
  return undefined;
};
/** No text of the house can hold NUL or half a character. */
const UNKEPT = /\0|\p{Surrogate}/u;
const isUnkept = (value: unknown): boolean =>
  typeof value === "string"
    ? UNKEPT.test(value)
    : typeof value === "object" &&
      value !== null &&
      Object.entries(value).some(([name, part]) => UNKEPT.test(name) || isUnkept(part));
