// Clauses: N2

import type { Money } from "../values/brand.ts";
import { type Currency, moneyText } from "../values/money.ts";
import { fromInteger, multiply, type Rational, toDecimalText } from "../values/rational.ts";

const grouped = (text: string): string => {
  const [whole = "", part] = text.split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? digits : `${digits}.${part}`;
};
/** `12,200.00` for formulas that people read. */
export const amountText = (amount: Money, currency: Currency): string => grouped(moneyText(amount, currency));
/** An exact amount in minor units, in major units with up to six decimals more: `135,483.870968`. */
export const exactAmountText = (amount: Rational, currency: Currency): string => {
  if (amount.d === 1n) return amountText(amount.n as Money, currency);
  const scale = 10n ** BigInt(currency.decimals);
  return grouped(toDecimalText({ n: amount.n, d: amount.d * scale }, currency.decimals + 4));
};
/** `5.5%` */
export const percentText = (rate: Rational): string => `${toDecimalText(multiply(rate, fromInteger(100)))}%`;
