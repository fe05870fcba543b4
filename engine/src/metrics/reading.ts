import type { Condition } from "../contract/condition.ts";
import type { Fact, FieldValue } from "../facts/event.ts";
import type { Rational } from "../values/rational.ts";
import { rational } from "../values/rational.ts";

/** A number read from a fact: exact, money in minor units. */
export interface Reading {
  readonly value: Rational;
  readonly money: boolean;
}
const FIELD = /^(?:event\.)?([a-z_][a-z0-9_]*)$/;
/** The field that a value expression names when it is no more than a field: `satisfaction`, `event.amount`. */
export const fieldNamed = (condition: Condition | undefined): string | undefined =>
  condition && FIELD.exec(condition.written)?.[1];
export const holds = (condition: Condition | undefined, fact: Fact): boolean =>
  condition === undefined || condition.evaluate(fact.view) === true;

const isRational = (value: unknown): value is Rational =>
  typeof value === "object" && value !== null && "n" in value && "d" in value && typeof value.n === "bigint";
export const numberOf = (value: unknown): Rational | undefined => (isRational(value) ? value : undefined);
const reading = (value: unknown, bigintIsMoney: boolean): Reading | undefined =>
  typeof value === "bigint"
    ? { value: rational(value), money: bigintIsMoney }
    : isRational(value)
      ? { value, money: false }
      : undefined;
/** A field of the event as a number; undefined where it is missing or no number. */
export const fieldReading = (fact: Fact, field: string): Reading | undefined => reading(fact.event.fields[field], true);
/** The value expression of a definition on a fact; undefined where a field that it reads is missing. */
export const readValue = (condition: Condition, fact: Fact): Reading | undefined => {
  const field = fieldNamed(condition);
  if (field !== undefined) return fieldReading(fact, field);
  const missing = condition.reads.some((read) => read.startsWith("event.") && !has(fact, read.slice(6)));
  return missing ? undefined : reading(condition.evaluate(fact.view), condition.type === "money");
};
const COMMON = ["id", "kind", "at", "recorded_at", "by", "customer", "contract"];
const has = (fact: Fact, path: string): boolean => {
  const field = path.split(".")[0]!;
  return COMMON.includes(field) || fact.event.fields[field] !== undefined;
};
/** A text field; undefined where it is missing or blank. */
export const textOf = (fact: Fact, field: string): string | undefined => {
  const value: FieldValue | undefined = fact.event.fields[field];
  return typeof value === "string" && value !== "" ? value : undefined;
};
/** Text that is equal exactly when the readings are. */
export const readingMark = (value: Reading | undefined): string =>
  value === undefined ? "" : `${value.money ? "m" : ""}${value.value.n}/${value.value.d}`;
