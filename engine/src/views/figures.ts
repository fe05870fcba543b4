import type { Param } from "../contract/model.ts";
import type { Day, Money } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import { type Duration, parseDuration } from "../values/duration.ts";
import { type Currency, moneyText } from "../values/money.ts";
import { fromInteger, multiply, type Rational, toDecimalText } from "../values/rational.ts";
import type { Language } from "./view.ts";
import { wordsOf } from "./words-of.ts";

/** No two currencies share one: yen and yuan are both ¥ at home. */
const SIGNS: Readonly<Record<string, string>> = { CNY: "¥", GBP: "£", EUR: "€", USD: "$", JPY: "JP¥", HKD: "HK$" };

/** `12200.00` → `12,200.00`; signs and decimals stay as they are. */
export const grouped = (text: string): string => {
  const [whole = "", part] = text.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return (part === undefined ? spaced : `${spaced}.${part}`).replace(/^-/, "−");
};
export const withSign = (majorText: string, code: string): string => {
  const sign = SIGNS[code] ?? `${code} `;
  return majorText.startsWith("-") ? `−${sign}${grouped(majorText.slice(1))}` : `${sign}${grouped(majorText)}`;
};
export const moneyWords = (amount: Money, currency: Currency): string =>
  withSign(moneyText(amount, currency), currency.code);

/** Currencies as a Chinese contract names them after an amount. */
const UNITS_ZH: Readonly<Record<string, string>> = {
  CNY: "元",
  USD: "美元",
  HKD: "港元",
  EUR: "欧元",
  GBP: "英镑",
  JPY: "日元",
};
/** A currency as the head of a column names it. */
export const currencyWords = (code: string, language: Language): string =>
  language === "zh" ? (UNITS_ZH[code] ?? code) : code;
/** An amount in the words of a contract, which name the currency themselves: `人民币600,000.00元`. */
export const contractMoney = (amount: Money, currency: Currency, language: Language): string => {
  if (language === "en") return moneyWords(amount, currency);
  const figure = grouped(moneyText(amount, currency));
  return `${currency.code === "CNY" ? "人民币" : ""}${figure}${UNITS_ZH[currency.code] ?? ` ${currency.code}`}`;
};

/** Exact percent of an exact rate, at most two decimals shown unless it has more: `80%`, `5.5%`, `0.45%`. */
export const rateWords = (rate: Rational): string => `${toDecimalText(multiply(rate, fromInteger(100)), 4)}%`;

export const durationWords = (duration: Duration, language: Language): string => {
  const unit = wordsOf(language).unit[`${duration.business ? "business_" : ""}${duration.unit}` as "days"];
  if (language === "zh") return `${duration.count}${unit}`;
  return `${duration.count} ${duration.count === 1 ? unit.replace(/s$/, "") : unit}`;
};

/** A probability: never 0 or 100 %, which a forecast cannot know. */
export const chanceWords = (value: number): string =>
  value < 0.001 ? "< 0.1%" : value > 0.999 ? "> 99.9%" : `${(value * 100).toFixed(1)}%`;

/** A bound of a parameter, as the contract writes it: money and numbers as people read them. */
export const boundOfParam = (
  param: Pick<Param, "type">,
  written: string,
  currency: Currency,
  language: Language,
): string => {
  if (param.type === "money") return withSign(written, currency.code);
  if (param.type === "number") return grouped(written);
  const duration = param.type === "duration" ? parseDuration(written) : undefined;
  return duration ? durationWords(duration, language) : written;
};
/** A parameter as the reader's language writes it. */
export const paramWords = (param: Param, currency: Currency, language: Language): string => {
  switch (param.type) {
    case "money":
      return moneyWords(param.value as Money, currency);
    case "rate":
      return rateWords(param.value as Rational);
    case "number":
      return grouped(toDecimalText(param.value as Rational));
    case "date":
      return dayText(param.value as Day);
    case "duration":
      return durationWords(param.value as Duration, language);
    case "boolean":
      return wordsOf(language).value[String(param.value)] ?? param.written;
    case "choice":
      return wordsOf(language).value[param.written] ?? param.written;
    case "text":
      return param.written;
  }
};
