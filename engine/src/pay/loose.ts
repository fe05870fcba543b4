// Clauses: C6.3
import type { FieldValue } from "../facts/event.ts";
import type { Money } from "../values/brand.ts";
import { type Currency, parseMoney } from "../values/money.ts";
import { rational } from "../values/rational.ts";

/** Money inside an untyped record: text in major units, an exact number of major units, or minor units. */
export const looseMoney = (value: FieldValue | undefined, currency: Currency): Money | undefined => {
  if (typeof value === "bigint") return value as Money;
  if (typeof value === "string") return parseMoney(value, currency);
  if (typeof value !== "object" || !("n" in value) || !("d" in value)) return undefined;
  const { n, d } = value as { n: bigint; d: bigint };
  const scaled = rational(n * 10n ** BigInt(currency.decimals), d);
  return scaled.d === 1n ? (scaled.n as Money) : undefined;
};
export const looseRecord = (value: FieldValue | undefined): Readonly<Record<string, FieldValue>> =>
  typeof value === "object" && !Array.isArray(value) && !("n" in value && "d" in value)
    ? (value as Readonly<Record<string, FieldValue>>)
    : {};
export const looseList = (value: FieldValue | undefined): readonly FieldValue[] => (Array.isArray(value) ? value : []);
