// Clauses: C7.1

import type { Day } from "@fealty/engine/values/brand.ts";
import { civilOf } from "@fealty/engine/values/date.ts";
import { numberTime, type Serials } from "./date-text.ts";
import { RowFault } from "./fault.ts";
import { trimBlanks } from "./normal-text.ts";
import { CELL, type RowState } from "./row-state.ts";

/**
 * A number cell of a workbook as an exact decimal text. Excel keeps 15 digits: what a file shows behind them is noise of
 * binary fractions (`12345.670000000001`), and a number that is too long for them has lost digits.
 */
export const plainNumber = (raw: string): string => {
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  if (/^-?\d{1,9}\.\d{1,6}$/.test(raw)) return raw;
  const value = +raw;
  if (raw.trim() === "" || !Number.isFinite(value)) throw new RowFault("not_a_number", raw);
  const [mantissa = "0", exponent = "0"] = value.toExponential(14).split("e");
  const negative = mantissa.startsWith("-");
  const digits = mantissa.replace(/^-|\./g, "");
  const point = 1 + +exponent;
  if (point > 15 || (point > 12 && !isNoise(value, +mantissa * 10 ** +exponent)))
    throw new RowFault("digits_lost", raw);
  const text =
    point <= 0
      ? `0.${"0".repeat(-point)}${digits}`
      : `${digits.slice(0, point)}${point < 15 ? `.${digits.slice(point)}` : ""}`;
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return negative && short !== "0" ? `-${short}` : short;
};

/** Whether what 15 digits leave out is no more than what sums of binary fractions leave behind. */
const isNoise = (value: number, kept: number): boolean =>
  Math.abs(value - kept) <= 4 * Number.EPSILON * Math.abs(value);

/** A number cell of at most 14 digits and nothing else is its own text. */
const isShortCode = (state: RowState, column: number): boolean => {
  const cell = state.cell[column];
  if (cell !== CELL.number && cell !== CELL.mergedNumber) return false;
  const { buf } = state;
  const start = state.start[column]!;
  const end = state.end[column]!;
  if (end - start > 14) return false;
  for (let i = start; i < end; i++) if (buf[i]! < 0x30 || buf[i]! > 0x39) return false;
  return true;
};
const two = (value: number): string => `${value < 10 ? "0" : ""}${value}`;

/** What the cell shows as text, for ids and names; a number that lost digits has no text. */
const cellAsText = (state: RowState, column: number, serials: Serials): string => {
  const raw = state.cellText(column);
  switch (state.cell[column]) {
    case CELL.number:
    case CELL.mergedNumber: {
      const text = plainNumber(raw);
      if (text.replace(/\D/g, "").length >= 15) throw new RowFault("digits_lost", raw, {}, column);
      return text;
    }
    case CELL.dayNumber: {
      const time = numberTime(plainNumber(raw), serials);
      const { year, month, day } = civilOf(time.day as Day);
      const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
      if (time.seconds === undefined) return date;
      const { seconds } = time;
      return `${date} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    }
    case CELL.formula:
      throw new RowFault("formula_not_computed", raw, {}, column);
    case CELL.error:
      throw new RowFault("error_cell", raw, {}, column);
    default:
      return trimBlanks(raw);
  }
};

const LONGEST_SHOWN = 200;
/** A cell as a person sees it in the file, for a look at it; what has no text of its own is shown as it stands. */
export const shownCell = (state: RowState, column: number, serials: Serials): string => {
  if (column >= state.count) return "";
  const raw = state.cellText(column);
  try {
    return cellAsText(state, column, serials).slice(0, LONGEST_SHOWN);
  } catch (problem) {
    if (problem instanceof RowFault) return raw.slice(0, LONGEST_SHOWN);
    throw problem;
  }
};

/** Reads a column into the text register, without the blanks around it. */
export const columnText =
  (column: number, serials: Serials): ((state: RowState) => void) =>
  (state) => {
    if (state.cell[column] !== CELL.text && !isShortCode(state, column)) {
      state.setText(cellAsText(state, column, serials));
      return;
    }
    const buf = state.buf;
    let start = state.start[column]!;
    let end = state.end[column]!;
    while (start < end) {
      const blank = buf[start]! <= 0x20 ? 1 : buf[start]! < 0x80 ? 0 : wideBlank(buf, start, end);
      if (blank === 0) break;
      start += blank;
    }
    while (start < end) {
      const byte = buf[end - 1]!;
      if (byte <= 0x20) end--;
      else if (byte < 0x80) break;
      else if (end - start >= 3 && wideBlank(buf, end - 3, end) === 3) end -= 3;
      else if (end - start >= 2 && wideBlank(buf, end - 2, end) === 2) end -= 2;
      else break;
    }
    state.textBuf = buf;
    state.textStart = start;
    state.textEnd = end;
  };
/** Whether a text may begin or end with a blank; a few characters that are none are suspected too. */
export const mayHaveOuterBlanks = (buf: Uint8Array, start: number, end: number): boolean => {
  const first = buf[start]!;
  const last = buf[end - 1]!;
  if (first <= 0x20 || last <= 0x20 || first === 0xc2 || first === 0xe2 || first === 0xe3 || first === 0xef)
    return true;
  if (last < 0x80) return false;
  const before = buf[end - 2]!;
  return before === 0x80 || before === 0x81 || before === 0xc2 || before === 0xbb;
};
/** Length in UTF-8 of a blank beyond ASCII that begins here (those of `trimBlanks`), or 0. */
const wideBlank = (buf: Uint8Array, at: number, end: number): number => {
  const first = buf[at]!;
  if (first === 0xc2) return at + 1 < end && buf[at + 1] === 0xa0 ? 2 : 0;
  if (at + 2 >= end) return 0;
  const second = buf[at + 1]!;
  const third = buf[at + 2]!;
  switch (first) {
    case 0xe2:
      return (second === 0x80 && (third <= 0x8b || third === 0xaf)) || (second === 0x81 && third === 0x9f) ? 3 : 0;
    case 0xe3:
      return second === 0x80 && third === 0x80 ? 3 : 0;
    case 0xef:
      return second === 0xbb && third === 0xbf ? 3 : 0;
    default:
      return 0;
  }
};

/** Excel's way to show a long number: whoever sees `4.40981E+17` no longer has the number. Called on a `+` after an `E`. */
export const lostDigits = (text: string): boolean => /^[+-]?\d(?:\.\d+)?E\+\d{2,}$/i.test(text);
