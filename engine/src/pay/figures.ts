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
const withMinus = (text: string): string => text.replace(/^-/, "−");
/** `4,455.48 − 4,020.94`: in a sum a part below zero is taken off. */
export const sumText = (parts: readonly string[]): string => parts.map(withMinus).join(" + ").replaceAll("+ −", "− ");
/** `878.00 − (−909.20)`: what is taken off below zero stands in parentheses. */
export const lessText = (from: string, less: string): string =>
  `${withMinus(from)} − ${less.startsWith("-") ? `(${withMinus(less)})` : less}`;
/** `5.5%` */
export const percentText = (rate: Rational): string => `${toDecimalText(multiply(rate, fromInteger(100)))}%`;
