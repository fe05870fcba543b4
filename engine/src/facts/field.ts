import type { FieldType } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import { parseDay, parseInstant, type TimeFault, timeFault } from "../values/date.ts";
import { type Currency, parseMoney } from "../values/money.ts";
import { parseDecimal } from "../values/rational.ts";
import type { FieldValue } from "./event.ts";

type Read = { readonly value?: FieldValue; readonly problem?: string };
/** A JSON number in its shortest decimal form; exponents and numbers beyond the exact ones are refused: digits may have been lost. */
const written = (raw: unknown): string | undefined =>
  typeof raw === "string"
    ? raw.trim()
    : typeof raw === "number" && isExact(raw) && !/e/i.test(String(raw))
      ? String(raw)
      : undefined;
const isExact = (raw: number): boolean => Math.abs(raw) <= Number.MAX_SAFE_INTEGER;

type Reader = (raw: unknown, currency: Currency) => Read;
const readText: Reader = (raw) =>
  typeof raw === "string" || (typeof raw === "number" && isExact(raw))
    ? { value: String(raw) }
    : { problem: "fact_field_not_text" };
const readNumber: Reader = (raw) => {
  const text = written(raw);
  const value = text === undefined ? undefined : parseDecimal(text);
  return value === undefined ? { problem: "fact_not_a_number" } : { value };
};
const TIME_PROBLEMS: Readonly<Record<Exclude<TimeFault, "form">, string>> = {
  years: "fact_out_of_years",
  day: "fact_no_such_day",
  clock: "fact_no_such_time_of_day",
  decimals: "fact_too_many_decimals",
  offset: "fact_no_such_offset",
};
const timeProblem = (raw: unknown, code: string): { readonly problem: string } => {
  const fault = typeof raw === "string" ? timeFault(raw) : "form";
  return { problem: fault === "form" ? code : TIME_PROBLEMS[fault] };
};
/** A moment as RFC 3339 writes it. A contract may end a day at 24:00; in facts there is no such hour. */
export const readInstant = (raw: unknown): { readonly value?: Instant; readonly problem?: string } => {
  const value = typeof raw === "string" && !raw.startsWith("24:", 11) ? parseInstant(raw) : undefined;
  return value === undefined ? timeProblem(raw, "fact_not_an_instant") : { value };
};
const READERS: Readonly<Record<FieldType, Reader>> = {
  text: readText,
  money: (raw, currency) => {
    if (typeof raw === "number") return { problem: "fact_money_as_number" };
    const text = written(raw);
    const value = text === undefined ? undefined : parseMoney(text, currency);
    return value === undefined ? { problem: "fact_not_money" } : { value };
  },
  number: readNumber,
  integer: (raw) => {
    const text = written(raw);
    const value = text === undefined ? undefined : parseDecimal(text);
    return value === undefined
      ? { problem: "fact_not_a_number" }
      : value.d === 1n
        ? { value }
        : { problem: "fact_not_an_integer" };
  },
  date: (raw) => {
    const value = typeof raw === "string" ? parseDay(raw) : undefined;
    return value === undefined ? timeProblem(raw, "fact_not_a_date") : { value };
  },
  instant: readInstant,
  boolean: (raw) =>
    raw === true || raw === "true"
      ? { value: true }
      : raw === false || raw === "false"
        ? { value: false }
        : { problem: "fact_not_true_or_false" },
  numbers: (raw, currency) => list(raw, (item) => readNumber(item, currency)),
  texts: (raw, currency) => list(raw, (item) => readText(item, currency)),
  party: readText,
  any: (raw) => ({ value: anyValue(raw) }),
};

/** Lists are JSON arrays, or `;`-separated text in CSV. */
const list = (raw: unknown, one: (item: unknown) => Read): Read => {
  const items: readonly unknown[] = Array.isArray(raw)
    ? raw
    : typeof raw === "string"
      ? raw.split(";").map((s) => s.trim())
      : [raw];
  const values: FieldValue[] = [];
  for (const item of items) {
    const read = one(item);
    if (read.problem || read.value === undefined) return { problem: read.problem ?? "fact_field_not_text" };
    values.push(read.value);
  }
  return { value: values };
};
/** Untyped values: whole numbers as exact fractions, others as written. */
const anyValue = (raw: unknown): FieldValue => {
  if (typeof raw === "number") return parseDecimal(String(raw)) ?? String(raw);
  if (Array.isArray(raw)) return raw.map(anyValue);
  if (typeof raw === "object" && raw !== null) {
    return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, anyValue(value)]));
  }
  return typeof raw === "boolean" ? raw : String(raw);
};

/** Reads one raw field as its declared type; a problem is a message code. Money is in minor units of the contract's currency. */
export const parseField = (raw: unknown, type: FieldType, currency: Currency): Read => READERS[type](raw, currency);
