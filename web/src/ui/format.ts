import { lengthWords, periodShort, periodWords } from "../i18n/period-words.ts";
import { grouped, withSign } from "../source/figures.ts";
import type { Language, Unit } from "../source/view.ts";

/** The only place where the screens turn figures into text. Money stays a decimal text from engine to screen. */
export interface Format {
  readonly language: Language;
  money(majorText: string): string;
  /** Amounts in tables: no sign of the currency, the column says it. */
  amount(majorText: string): string;
  /** `0.04` → 4%, at most four decimals. */
  rate(decimalText: string): string;
  metric(value: number, unit: Unit): string;
  percent(value: number): string;
  count(value: number): string;
  date(instant: number): string;
  time(instant: number): string;
  period(label: string): string;
  periodShort(label: string): string;
  length(micros: number): string;
}
const pad = (value: number): string => String(value).padStart(2, "0");
const civil = (instant: number, offset: number): Date => new Date(instant / 1000 + offset * 1000);

export const makeFormat = (language: Language, currency: string, offset: number): Format => {
  const date = (instant: number): string => {
    const local = civil(instant, offset);
    return `${local.getUTCFullYear()}-${pad(local.getUTCMonth() + 1)}-${pad(local.getUTCDate())}`;
  };
  const decimals = (value: number, digits: number): string => {
    const text = grouped(value.toFixed(digits));
    return /^−0(\.0+)?$/.test(text) ? text.slice(1) : text;
  };
  return {
    language,
    money: (text) => withSign(text, currency),
    amount: (text) => grouped(text),
    rate: (text) => {
      const percent = Number(text) * 100;
      return `${grouped(String(Math.round(percent * 1e4) / 1e4))}%`;
    },
    metric: (value, unit) => {
      switch (unit) {
        case "percent":
          return `${decimals(value * 100, 1)}%`;
        case "money":
          return withSign(value.toFixed(2), currency);
        case "score":
          return decimals(value, 1);
        case "number":
          return Number.isInteger(value) ? decimals(value, 0) : decimals(value, 2);
      }
    },
    percent: (value) => `${decimals(value * 100, 1)}%`,
    count: (value) => grouped(String(value)),
    date,
    time: (instant) => {
      const local = civil(instant, offset);
      return `${date(instant)} ${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}`;
    },
    period: (label) => periodWords(label, language),
    periodShort: (label) => periodShort(label, language),
    length: (micros) => lengthWords(micros, language),
  };
};
