// Clauses: C6.2, C3.2
import type { Bound } from "../../contract/model.ts";
import { type Currency, inMajor } from "../../values/money.ts";
import { compare, fromFloat6, type Rational, toDecimalText } from "../../values/rational.ts";
import { LABELS } from "../labels.ts";
import type { LineInput } from "../line.ts";
import type { MetricReading } from "../types.ts";

const boundValue = (bound: Bound, currency: Currency): Rational =>
  bound.of === "money" ? inMajor(bound.amount, currency) : bound.of === "quota" ? bound.share : bound.value;

/** The value that decides: only of a reading with status `ok`, cut to 6 decimals (contract-format §9). */
export const decidingValue = (reading: MetricReading | undefined): Rational | undefined =>
  reading?.status === "ok" && reading.value !== null ? fromFloat6(reading.value) : undefined;

/** The last row whose bound the value reaches; undefined below the first. */
export const rowReached = <Row extends { readonly from: Bound }>(
  table: readonly Row[],
  value: Rational,
  currency: Currency,
): Row | undefined => table.findLast(({ from }) => compare(boundValue(from, currency), value) <= 0);

/** `24.1`, `24.1 (indeterminate)`, or the status alone where there is no value. */
export const readingText = ({ value, status }: Pick<MetricReading, "value" | "status">): string =>
  value === null ? status : `${toDecimalText(fromFloat6(value))}${status === "ok" ? "" : ` (${status})`}`;

export const readingInput = (ref: string, reading: MetricReading | undefined): LineInput => ({
  what: LABELS.metric,
  formula: reading?.window === undefined ? ref : `${ref}@${reading.window}`,
  value: reading === undefined ? "not_enough_data" : readingText(reading),
  metric: ref,
  traces: reading?.trace === undefined ? [] : [reading.trace()],
});
