// Clauses: C7.1
import { type Rational, rational, ZERO } from "@fealty/engine/values/rational.ts";
import { plainNumber, shownCell } from "./cell-text.ts";
import type { Serials } from "./date-text.ts";
import { Ambiguity, RowFault } from "./fault.ts";
import { type Decimal, type NumberReading, readNumber } from "./number-text.ts";
import { CELL, type RowState } from "./row-state.ts";

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const LARGEST = BigInt(MAX_SAFE);
export const ofDecimal = (value: Decimal): Rational => rational(value.digits, 10n ** BigInt(value.scale));

/** Puts a decimal into the registers. */
export const giveDecimal = (state: RowState, value: Decimal): number => {
  if (value.scale <= 15 && value.digits <= LARGEST && value.digits >= -LARGEST) {
    state.scale = value.scale;
    return +value.digits.toString();
  }
  state.big = ofDecimal(value);
  return Number.NaN;
};

/** A number that is the same in every row. */
export const constantNumber = (value: Decimal): ((state: RowState) => number) => {
  const { scale, digits } = value;
  const small = scale <= 15 && digits <= LARGEST && digits >= -LARGEST;
  const plain = small ? +digits.toString() : Number.NaN;
  const big = ofDecimal(value);
  return (state) => {
    state.scale = scale;
    if (!small) state.big = big;
    return plain;
  };
};

/** What is left of a number that was cut behind its decimal sign. */
const BARE_POINT = /\d[.,]$/;

/** UTF-8 bytes of the sign that a currency is usually written with, for the quick path; others take the long one. */
const SIGN_BYTES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  CNY: [
    [0xc2, 0xa5],
    [0xef, 0xbf, 0xa5],
  ],
  JPY: [
    [0xc2, 0xa5],
    [0xef, 0xbf, 0xa5],
  ],
  GBP: [[0xc2, 0xa3]],
  EUR: [[0xe2, 0x82, 0xac]],
  USD: [[0x24]],
};

/** Length of a currency sign at `at`, or 0. */
const signLength = (buf: Uint8Array, at: number, end: number, signs: readonly (readonly number[])[]): number => {
  next: for (const sign of signs) {
    if (at + sign.length > end) continue;
    for (let i = 0; i < sign.length; i++) if (buf[at + i] !== sign[i]) continue next;
    return sign.length;
  }
  return 0;
};

/**
 * Reads a column as a number. ASCII digits in the usual shapes are read from the bytes; anything else goes to `readNumber`,
 * which is the only judge of what is wrong or ambiguous.
 */
export const columnNumber = (column: number, how: NumberReading, serials: Serials): ((state: RowState) => number) => {
  const group = how.format ? how.format.group.charCodeAt(0) || -1 : 0x2c;
  const decimal = how.format ? how.format.decimal.charCodeAt(0) : 0x2e;
  const declared = how.format !== undefined;
  const signs = (how.currency && SIGN_BYTES[how.currency]) || [];
  let row = -1;
  let kept = 0;
  let keptScale = 0;
  let keptBig: Rational = ZERO;

  const slow = (state: RowState): number => {
    const written = state.cellText(column);
    const cell = state.cell[column]!;
    if (cell === CELL.error) throw new RowFault("error_cell", written, {}, column);
    if (cell === CELL.mergedNumber) throw new RowFault("merged_number", written, {}, column);
    if (cell === CELL.formula) throw new RowFault("formula_not_computed", written, {}, column);
    if (cell === CELL.dayNumber) throw new RowFault("date_in_number", shownCell(state, column, serials), {}, column);
    if (column === state.cutOff && BARE_POINT.test(written)) throw new RowFault("cut_off", written, {}, column);
    try {
      if (cell === CELL.text) return giveDecimal(state, readNumber(written, how));
      const plain = plainNumber(written);
      const point = plain.indexOf(".");
      const scale = point < 0 ? 0 : plain.length - point - 1;
      return giveDecimal(state, { digits: BigInt(plain.replace(".", "")), scale });
    } catch (problem) {
      if (problem instanceof RowFault || problem instanceof Ambiguity) problem.column = column;
      throw problem;
    }
  };

  const fast = (state: RowState): number => {
    const buf = state.buf;
    let at = state.start[column]!;
    let end = state.end[column]!;
    while (at < end && buf[at] === 0x20) at++;
    while (at < end && buf[end - 1] === 0x20) end--;
    let negative = false;
    if (at < end && buf[at]! > 0x39) at += signLength(buf, at, end, signs);
    if (at < end && buf[at] === 0x28 && buf[end - 1] === 0x29) {
      negative = true;
      at++;
      end--;
    } else if (at < end && buf[at] === 0x2d) {
      negative = true;
      at++;
    } else if (at < end && buf[end - 1] === 0x2d) {
      negative = true;
      end--;
    }
    if (at < end && (buf[at]! > 0x39 || buf[at] === 0x24)) at += signLength(buf, at, end, signs);
    const first = at;
    let value = 0;
    let groups = 0;
    let since = 0;
    let byte = 0;
    while (at < end) {
      byte = buf[at]!;
      if (byte >= 0x30 && byte <= 0x39) {
        value = value * 10 + byte - 0x30;
        since++;
      } else if (byte === group && since <= 3 && since > 0 && (groups === 0 || since === 3)) {
        groups++;
        since = 0;
      } else break;
      at++;
    }
    if (groups > 0 && since !== 3) return slow(state);
    const whole = at - first - groups;
    let scale = 0;
    if (at < end) {
      if (byte !== decimal || whole === 0) return slow(state);
      const point = ++at;
      while (at < end) {
        byte = buf[at]!;
        if (byte < 0x30 || byte > 0x39) return slow(state);
        value = value * 10 + byte - 0x30;
        at++;
      }
      scale = end - point;
      if (scale === 0) return slow(state);
    }
    if (whole === 0 || whole + scale > 15) return slow(state);
    if (!declared) {
      if (groups === 0 ? scale === 3 && whole <= 3 && buf[first] !== 0x30 : groups === 1 && scale === 0)
        return slow(state);
    }
    state.scale = scale;
    return negative && value !== 0 ? -value : value;
  };

  /** A number cell of a workbook as its XML has it: ASCII digits and a point, whatever format texts have. */
  const stored = (state: RowState): number => {
    const buf = state.buf;
    let at = state.start[column]!;
    const end = state.end[column]!;
    const negative = buf[at] === 0x2d;
    if (negative) at++;
    if (end - at > 15 || at === end) return slow(state);
    let value = 0;
    let point = -1;
    for (; at < end; at++) {
      const byte = buf[at]!;
      if (byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30;
      else if (byte === 0x2e && point < 0) point = at;
      else return slow(state);
    }
    state.scale = point < 0 ? 0 : end - point - 1;
    return negative && value !== 0 ? -value : value;
  };

  return (state) => {
    if (row === state.row) {
      state.scale = keptScale;
      state.big = keptBig;
      return kept;
    }
    const cell = state.cell[column];
    const value = cell === CELL.text ? fast(state) : cell === CELL.number ? stored(state) : slow(state);
    row = state.row;
    kept = value;
    keptScale = state.scale;
    keptBig = state.big;
    return value;
  };
};
