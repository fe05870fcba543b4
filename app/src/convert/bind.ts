// Clauses: C7.1
import { currencyOf } from "@fealty/engine/values/money.ts";
import type { DateReading } from "./cell-date.ts";
import type { Binder } from "./compiled.ts";
import { headerName, type WantedColumns, withoutNumber } from "./csv-head.ts";
import type { DateOrder } from "./date-text.ts";
import type { DecidingDates } from "./deciding-dates.ts";
import type { Expression, Reading } from "./expression.ts";
import type { QuestionId } from "./fault.ts";
import type { WriterSettings } from "./field-writer.ts";
import { FileProblem } from "./file-problem.ts";
import { LocalClock, zoneNamed } from "./local-clock.ts";
import type { Mapping } from "./mapping-model.ts";
import { NUMBER_FORMATS } from "./number-text.ts";
import type { Opened } from "./row-source.ts";

const expressionsOf = (mapping: Mapping): Expression[] =>
  mapping.emits.flatMap(({ when, key, fields, match }) => [
    ...(when ? [when] : []),
    ...key.flatMap((part) => ("expression" in part ? [part.expression] : [])),
    ...fields.map((field) => field.expression),
    ...(match ? [match.quantity, ...match.same.map((same) => same.expression)] : []),
  ]);

/** Every column that the mapping reads, by the names it may have in the header. */
export const wantedColumns = (mapping: Mapping): WantedColumns =>
  [...new Set(expressionsOf(mapping).flatMap((expression) => expression.columns))].map((name) => {
    const plan = mapping.columns.get(name);
    return { names: (plan?.names ?? [name]).map(headerName), optional: plan?.optional ?? false };
  });

export type Answers = ReadonlyMap<QuestionId, string>;

export interface Bound {
  readonly binder: Binder;
  /** Columns of the file that the mapping reads. */
  readonly columns: readonly number[];
  readonly settings: WriterSettings;
}

/** Connects the mapping with the columns of a file that was opened, under the answers that are known. */
export const bind = (
  mapping: Mapping,
  opened: Opened,
  answers: Answers,
  file: string,
  deciding: DecidingDates,
): Bound => {
  const { source } = mapping;
  const clock = new LocalClock(zoneNamed(source.zone)!);
  const repeated = answers.get("repeated_hour");
  const date: DateReading = {
    order: source.date ?? (answers.get("date_order") as DateOrder | undefined),
    serials: opened.serials ?? source.serials,
    clock,
    repeatedHour: repeated === "earlier" || repeated === "later" ? repeated : undefined,
    deciding,
  };
  const sign = answers.get("currency_sign");
  const answered = answers.get("number_format");
  const reading: Reading = {
    number: {
      format: source.number ?? (answered === undefined ? undefined : NUMBER_FORMATS.get(answered)),
      sign: sign === "same" || sign === "refuse" ? sign : undefined,
    },
    currency: source.currency,
    date,
    tables: mapping.tables,
  };
  const found = new Map<string, number>();
  const columnOf = (name: string): number => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const index = indexOf(opened.header, (mapping.columns.get(name)?.names ?? [name]).map(headerName), file);
    found.set(name, index);
    return index;
  };
  const binder: Binder = {
    reading,
    columnOf,
    numberReading: (name, money) => ({
      format: mapping.columns.get(name)?.number ?? reading.number.format,
      sign: reading.number.sign,
      currency: money ? source.currency : undefined,
    }),
    dateReading: (name) => ({ ...date, order: mapping.columns.get(name)?.date ?? date.order }),
    dates: new Map(),
    numbers: new Map(),
  };
  return {
    binder,
    columns: expressionsOf(mapping).flatMap((expression) => expression.columns.map(columnOf)),
    settings: {
      currency: source.currency,
      decimals: currencyOf(source.currency)!.decimals,
      midnightOffset: (day) => {
        const offset = clock.offsetOf(day, 0);
        if (Number.isFinite(offset)) return offset;
        return clock.offsets(day * 86_400)[0] ?? clock.offsetOf(day, 7200);
      },
    },
  };
};

/** An optional column that the file lacks reads as blank: it stands behind the last one. */
const indexOf = (header: readonly string[], names: readonly string[], file: string): number => {
  for (const name of names) {
    const wanted = withoutNumber(name);
    const which = +(/#(\d+)$/.exec(name)?.[1] ?? "0");
    const all = header.flatMap((other, i) => (other === wanted ? [i] : []));
    if (all.length === 0) continue;
    if (which > 0 && all[which - 1] !== undefined) return all[which - 1]!;
    if (all.length > 1) throw new FileProblem("double_column", { file, column: wanted, times: String(all.length) });
    return all[0]!;
  }
  return header.length;
};
