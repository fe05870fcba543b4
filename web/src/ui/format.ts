import { offsetAt, type Zone } from "@fealty/engine/calendar/zone.ts";
import { lengthWords, periodShort, periodWords } from "@fealty/engine/messages/period-words.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { currencyOf } from "@fealty/engine/values/money.ts";
import { currencyWords, grouped, withSign } from "@fealty/engine/views/figures.ts";
import type { Language, Unit } from "@fealty/engine/views/view.ts";

/** The only place where the screens turn figures into text. Money stays a decimal text from engine to screen. */
export interface Format {
  readonly language: Language;
  money(majorText: string): string;
  /** Amounts in tables: no sign of the currency, the column says it. */
  amount(majorText: string): string;
  /** What such a column is called: `应付（元）`, `Payable (CNY)`. */
  amountHead(name: string): string;
  /** `0.04` → 4%, at most four decimals; a fraction that has no decimal form, `7/12`, stays one. */
  rate(decimalText: string): string;
  metric(value: number, unit: Unit): string;
  percent(value: number): string;
  /** A probability: never 0 or 100 %, which a forecast cannot know. */
  chance(value: number): string;
  count(value: number): string;
  date(instant: number): string;
  time(instant: number): string;
  /** A due time: midnight belongs to the day it ends, `2026-09-30 24:00`. */
  due(instant: number): string;
  /** Without the year when it is the year shown: `09-19 14:02`. */
  shortTime(instant: number): string;
  period(label: string): string;
  /** @param first of the periods it stands among: another year than its is said */
  periodShort(label: string, first?: string): string;
  length(micros: number): string;
}
const pad = (value: number): string => String(value).padStart(2, "0");
const civil = (instant: number, zone: Zone): Date =>
  new Date(instant / 1000 + offsetAt(zone, instant as Instant) * 1000);

export const makeFormat = (language: Language, currency: string, zone: Zone, asOf: number): Format => {
  const date = (instant: number): string => {
    const local = civil(instant, zone);
    return `${local.getUTCFullYear()}-${pad(local.getUTCMonth() + 1)}-${pad(local.getUTCDate())}`;
  };
  const time = (instant: number): string => {
    const local = civil(instant, zone);
    return `${date(instant)} ${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}`;
  };
  const decimals = (value: number, digits: number): string => {
    const text = grouped(value.toFixed(digits));
    return /^−0(\.0+)?$/.test(text) ? text.slice(1) : text;
  };
  return {
    language,
    money: (text) => withSign(text, currency),
    amount: (text) => grouped(text),
    amountHead: (name) => {
      const unit = currencyWords(currency, language);
      return language === "zh" ? `${name}（${unit}）` : `${name} (${unit})`;
    },
    rate: (text) => {
      if (text.includes("/")) return text;
      const percent = Number(text) * 100;
      return `${grouped(String(Math.round(percent * 1e4) / 1e4))}%`;
    },
    metric: (value, unit) => {
      switch (unit) {
        case "percent":
          return `${decimals(value * 100, 1)}%`;
        case "money":
          return withSign(value.toFixed(currencyOf(currency)?.decimals ?? 2), currency);
        case "score":
          return decimals(value, 1);
        case "number":
          return Number.isInteger(value) ? decimals(value, 0) : decimals(value, 2);
      }
    },
    percent: (value) => `${decimals(value * 100, 1)}%`,
    chance: (value) => (value < 0.001 ? "< 0.1%" : value > 0.999 ? "> 99.9%" : `${decimals(value * 100, 1)}%`),
    count: (value) => grouped(String(value)),
    date,
    time,
    due: (instant) => (time(instant).endsWith(" 00:00") ? `${date(instant - 1_000_000)} 24:00` : time(instant)),
    shortTime: (instant) => {
      const text = time(instant);
      return text.slice(0, 5) === date(asOf).slice(0, 5) ? text.slice(5) : text;
    },
    period: (label) => periodWords(label, language),
    periodShort: (label, first) => periodShort(label, language, first),
    length: (micros) => lengthWords(micros, language),
  };
};
