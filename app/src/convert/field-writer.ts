// Clauses: C7.1

import type { Day } from "@fealty/engine/values/brand.ts";
import { dayOf, dayText, YEARS } from "@fealty/engine/values/date.ts";
import type { Rational } from "@fealty/engine/values/rational.ts";
import { rational } from "@fealty/engine/values/rational.ts";
import { round } from "@fealty/engine/values/round.ts";
import { lostDigits, mayHaveOuterBlanks } from "./cell-text.ts";
import { exactly, type NumberRun } from "./compile-number.ts";
import type { TextRun } from "./compile-text.ts";
import type { Compiled } from "./compiled.ts";
import { decimalText } from "./expression.ts";
import { RowFault } from "./fault.ts";
import type { JsonBytes } from "./json-bytes.ts";
import type { FieldPlan } from "./mapping-model.ts";
import { CELL, decodeSpan, encodeText, type RowState } from "./row-state.ts";

/** Writes a JSON value; false where the cell is blank and there is nothing to write. */
export type ValueWriter = (state: RowState, out: JsonBytes) => boolean;

const QUOTE = 0x22;
const SECONDS_A_DAY = 86_400;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

const textValue =
  (run: TextRun): ValueWriter =>
  (state, out) => {
    run(state);
    const { textBuf, textStart, textEnd } = state;
    if (textStart === textEnd) return false;
    out.room((textEnd - textStart) * 6 + 2);
    out.buf[out.at++] = QUOTE;
    if (out.text(textBuf, textStart, textEnd)) {
      const text = decodeSpan(textBuf, textStart, textEnd);
      if (lostDigits(text)) throw new RowFault("digits_lost", text);
    }
    out.buf[out.at++] = QUOTE;
    return true;
  };

/** A column copied from its cell to the output in one go, the long way wherever anything must be done to it. */
const columnValue = (column: number, isId: boolean, run: TextRun): ValueWriter => {
  const long = textValue(run);
  return (state, out) => {
    const start = state.start[column]!;
    const end = state.end[column]!;
    if (start === end || state.cell[column] !== CELL.text || mayHaveOuterBlanks(state.buf, start, end))
      return long(state, out);
    const before = out.at;
    out.room(end - start + 2);
    out.buf[out.at++] = QUOTE;
    if (out.plainText(state.buf, start, end, isId)) {
      out.buf[out.at++] = QUOTE;
      return true;
    }
    out.at = before;
    return long(state, out);
  };
};

/** By a table in the mapping; a value that is not in it is refused unless the mapping says what it becomes. */
const lookedUp = (run: TextRun, table: ReadonlyMap<string, string>, otherwise: string | undefined): ValueWriter => {
  const written = new Map([...table].map(([key, value]) => [key, encodeText(JSON.stringify(value))]));
  const other = otherwise === undefined ? undefined : encodeText(JSON.stringify(otherwise));
  return (state, out) => {
    run(state);
    const key = state.text();
    const value = written.get(key) ?? other;
    if (!value) throw new RowFault(key === "" ? "blank" : "not_in_table", key, { table: "lookup" });
    out.room(value.length);
    out.raw(value);
    return value.length > 2;
  };
};

/** Major units with exactly the currency's decimals; what is finer is rounded only where the mapping says so. */
const moneyValue = (run: NumberRun, decimals: number, rounds: boolean, currency: string): ValueWriter => {
  const factors = Array.from({ length: 16 }, (_, i) => 10 ** i);
  const exact = (value: Rational, out: JsonBytes): void => {
    const minor = rational(value.n * 10n ** BigInt(decimals), value.d);
    if (minor.d !== 1n && !rounds) throw new RowFault("finer_than_currency", decimalOf(value), { currency });
    const amount = round(minor, "half_up");
    const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    out.room(digits.length + 4);
    out.ascii(`"${amount < 0n ? "-" : ""}${digits.slice(0, cut)}${decimals > 0 ? "." : ""}${digits.slice(cut)}"`);
  };
  return (state, out) => {
    const value = run(state);
    const scale = state.scale;
    out.room(40);
    let minor = Number.NaN;
    if (scale <= decimals) minor = value * factors[decimals - scale]!;
    else {
      const factor = factors[scale - decimals]!;
      const rest = value % factor;
      if (rest === 0) minor = value / factor;
    }
    if (!(Math.abs(minor) <= MAX_SAFE)) {
      exact(exactly(value, scale, state.big), out);
      return true;
    }
    out.buf[out.at++] = QUOTE;
    out.decimal(minor, decimals);
    out.buf[out.at++] = QUOTE;
    return true;
  };
};
const decimalOf = (value: Rational): string => {
  try {
    return decimalText(value);
  } catch {
    return `${value.n}/${value.d}`;
  }
};

/** Whole numbers as JSON numbers, others as exact decimal texts. */
const numberValue =
  (run: NumberRun, wholeOnly: boolean): ValueWriter =>
  (state, out) => {
    const value = run(state);
    const scale = state.scale;
    out.room(40);
    if (scale === 0 && !Number.isNaN(value)) {
      out.decimal(value, 0);
      return true;
    }
    const exact = exactly(value, scale, state.big);
    if (wholeOnly && exact.d !== 1n) throw new RowFault("not_whole", decimalOf(exact));
    const text = decimalText(exact);
    const bare = exact.d === 1n && Math.abs(+text) <= MAX_SAFE;
    out.room(text.length + 2);
    out.ascii(bare ? text : `"${text}"`);
    return true;
  };

const FIRST_DAY = dayOf({ year: YEARS.from, month: 1, day: 1 });
const LAST_DAY = dayOf({ year: YEARS.to, month: 12, day: 31 });
/** A day outside the years that facts may have would be refused by whoever reads them. */
const inYears = (day: number): number => {
  if (day >= FIRST_DAY && day <= LAST_DAY) return day;
  throw new RowFault("fact_out_of_years", dayText(day as Day), { from: String(YEARS.from), to: String(YEARS.to) });
};
const dateValue =
  (run: NumberRun): ValueWriter =>
  (state, out) => {
    const day = inYears(run(state));
    out.room(12);
    out.buf[out.at++] = QUOTE;
    out.date(day);
    out.buf[out.at++] = QUOTE;
    return true;
  };
const momentValue =
  (run: NumberRun): ValueWriter =>
  (state, out) => {
    const local = run(state);
    inYears(Math.floor(local / SECONDS_A_DAY));
    out.room(48);
    out.buf[out.at++] = QUOTE;
    out.moment(local, state.micros, state.offset);
    out.buf[out.at++] = QUOTE;
    return true;
  };
/** A date where an instant is due is that day's first moment. */
const midnightValue = (run: NumberRun, offsetOf: (day: number) => number): ValueWriter =>
  momentValue((state) => {
    const day = run(state);
    state.offset = offsetOf(day);
    state.micros = 0;
    return day * SECONDS_A_DAY;
  });
export const listValue =
  (items: readonly ValueWriter[]): ValueWriter =>
  (state, out) => {
    out.room(1);
    out.buf[out.at++] = 0x5b;
    let any = false;
    for (const item of items) {
      const before = out.at;
      if (any) {
        out.room(1);
        out.buf[out.at++] = 0x2c;
      }
      if (item(state, out)) any = true;
      else out.at = before;
    }
    out.room(1);
    out.buf[out.at++] = 0x5d;
    return any;
  };

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
/** `{"base":"12.00"}`; a part whose cell is blank is left out, and with all of them the record. */
export const recordValue =
  (parts: readonly { readonly label: Uint8Array; readonly write: ValueWriter }[]): ValueWriter =>
  (state, out) => {
    const begin = out.at;
    let any = false;
    out.room(1);
    out.buf[out.at++] = OPEN_BRACE;
    for (const { label, write } of parts) {
      const before = out.at;
      out.room(label.length + 2);
      if (any) out.buf[out.at++] = COMMA;
      out.raw(label);
      if (written(write, state, out)) any = true;
      else out.at = before;
    }
    out.room(1);
    out.buf[out.at++] = CLOSE_BRACE;
    if (!any) out.at = begin;
    return any;
  };
const written = (write: ValueWriter, state: RowState, out: JsonBytes): boolean => {
  try {
    return write(state, out);
  } catch (problem) {
    if (problem instanceof RowFault && problem.code === "blank") return false;
    throw problem;
  }
};
export interface WriterSettings {
  readonly currency: string;
  readonly decimals: number;
  readonly midnightOffset: (day: number) => number;
}

/** The writer of one field, from what its expression gives to what its kind wants. */
export const fieldWriter = (plan: FieldPlan, compiled: Compiled, settings: WriterSettings): ValueWriter => {
  switch (compiled.type) {
    case "text":
      if (plan.lookup) return lookedUp(compiled.run, plan.lookup, plan.otherwise);
      return compiled.column === undefined
        ? textValue(compiled.run)
        : columnValue(compiled.column, compiled.isId === true, compiled.run);
    case "number":
      return plan.type === "money"
        ? moneyValue(compiled.run, settings.decimals, plan.round === "half_up", settings.currency)
        : numberValue(compiled.run, plan.type === "integer");
    case "date":
      return plan.type === "instant" ? midnightValue(compiled.run, settings.midnightOffset) : dateValue(compiled.run);
    case "moment":
      return plan.type === "date"
        ? dateValue((state) => Math.floor(compiled.run(state) / SECONDS_A_DAY))
        : momentValue(compiled.run);
    case "truth":
      return (state, out) => {
        const value = compiled.run(state);
        out.room(5);
        out.ascii(value ? "true" : "false");
        return true;
      };
    case "numbers":
      return listValue(compiled.items.map((run) => numberValue(run, false)));
    case "texts":
      return listValue(compiled.items.map(textValue));
  }
};
