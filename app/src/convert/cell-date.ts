// Clauses: C7.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText, MICROS_PER_SECOND } from "@fealty/engine/values/date.ts";
import { plainNumber } from "./cell-text.ts";
import { type DateOrder, numberTime, readDate, type Serials } from "./date-text.ts";
import type { DecidingDates } from "./deciding-dates.ts";
import { Ambiguity, RowFault } from "./fault.ts";
import type { LocalClock } from "./local-clock.ts";
import { CELL, type RowState } from "./row-state.ts";

const SECONDS_A_DAY = 86_400;

/** Day numbers of 1970-01-01. */
const DAYS_1900 = 25_569;
const DAYS_1904 = 24_107;

export interface DateReading {
  readonly order: DateOrder | undefined;
  readonly serials: Serials;
  readonly clock: LocalClock;
  /** Which of the two when the clock shows a time twice; undefined: asked. */
  readonly repeatedHour: "earlier" | "later" | undefined;
  /** Told of dates while the order is open. */
  readonly deciding?: DecidingDates;
}

const BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const MONTH_LENGTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
/** Days since 1970-01-01, or NaN where there is no such day. The plain form of values/date, without an object a call. */
const epochDay = (year: number, month: number, day: number): number => {
  if (month < 1 || month > 12 || day < 1) return Number.NaN;
  const isLeap = leap(year);
  if (day > MONTH_LENGTH[month]! && !(month === 2 && day === 29 && isLeap)) return Number.NaN;
  const y = year - 1;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return y * 365 + leaps - 719_162 + BEFORE_MONTH[month]! + (isLeap && month > 2 ? 1 : 0) + day - 1;
};

/** The local day and time of one column, parsed once a row. */
export class DateColumn {
  day = 0;
  /** Seconds since midnight, −1 where the cell has none. */
  seconds = -1;
  micros = 0;
  /** Seconds east of UTC as written in the cell, NaN where it has none. */
  written = Number.NaN;
  private row = -1;
  private readonly column: number;
  private readonly how: DateReading;
  constructor(column: number, how: DateReading) {
    this.column = column;
    this.how = how;
  }

  read(state: RowState): void {
    if (this.row === state.row) return;
    this.row = -1;
    const isText = state.cell[this.column] === CELL.text;
    if (!(isText ? this.quick(state) : this.wholeDay(state))) this.slow(state);
    this.row = state.row;
  }

  /** `YYYY-M-D`, `YYYY/M/D`, `YYYYMMDD`, `YYYY年M月D日`, with `H:MM[:SS]`; false where the long way must look. */
  private quick(state: RowState): boolean {
    const buf = state.buf;
    let at = state.start[this.column]!;
    const end = state.end[this.column]!;
    if (end - at < 8) return false;
    let year = 0;
    for (const stop = at + 4; at < stop; at++) {
      const digit = buf[at]! - 0x30;
      if (digit < 0 || digit > 9) return false;
      year = year * 10 + digit;
    }
    const mark = buf[at]!;
    let month = 0;
    let day = 0;
    if (mark === 0x2d || mark === 0x2f || mark === 0x2e || mark === 0xe5) {
      if (mark === 0xe5) {
        if (buf[at + 1] !== 0xb9 || buf[at + 2] !== 0xb4) return false;
        at += 2;
      }
      at++;
      let from = at;
      for (; at < end && at - from < 2 && buf[at]! >= 0x30 && buf[at]! <= 0x39; at++)
        month = month * 10 + buf[at]! - 0x30;
      if (at === from || at >= end) return false;
      if (mark === 0xe5) {
        if (buf[at] !== 0xe6 || buf[at + 1] !== 0x9c || buf[at + 2] !== 0x88) return false;
        at += 2;
      } else if (buf[at] !== mark) return false;
      at++;
      from = at;
      for (; at < end && at - from < 2 && buf[at]! >= 0x30 && buf[at]! <= 0x39; at++) day = day * 10 + buf[at]! - 0x30;
      if (at === from) return false;
      if (mark === 0xe5) {
        if (buf[at] !== 0xe6 || buf[at + 1] !== 0x97 || buf[at + 2] !== 0xa5) return false;
        at += 3;
      }
    } else if (end - at === 4) {
      for (const stop = at + 4; at < stop; at++) if (buf[at]! < 0x30 || buf[at]! > 0x39) return false;
      month = (buf[end - 4]! - 0x30) * 10 + buf[end - 3]! - 0x30;
      day = (buf[end - 2]! - 0x30) * 10 + buf[end - 1]! - 0x30;
    } else return false;
    let seconds = -1;
    if (at < end) {
      if (buf[at] !== 0x20 && buf[at] !== 0x54) return false;
      at++;
      let part = 0;
      let parts = 0;
      let digits = 0;
      seconds = 0;
      for (; at < end; at++) {
        const byte = buf[at]!;
        if (byte >= 0x30 && byte <= 0x39) {
          part = part * 10 + byte - 0x30;
          if (++digits > 2) return false;
        } else if (byte === 0x3a && digits > 0 && parts < 2) {
          if (part > (parts === 0 ? 23 : 59)) return false;
          seconds = seconds * 60 + part;
          part = digits = 0;
          parts++;
        } else return false;
      }
      if (digits === 0 || parts === 0 || part > 59) return false;
      seconds = seconds * 60 + part;
      if (parts === 1) seconds *= 60;
    }
    this.day = epochDay(year, month, day);
    if (Number.isNaN(this.day)) return false;
    this.seconds = seconds;
    this.micros = 0;
    this.written = Number.NaN;
    return true;
  }

  /** A date cell of a workbook without time of day, beyond the first two months that Excel miscounts. */
  private wholeDay(state: RowState): boolean {
    if (state.cell[this.column] !== CELL.dayNumber) return false;
    const buf = state.buf;
    const end = state.end[this.column]!;
    let at = state.start[this.column]!;
    if (end - at !== 5) return false;
    let number = 0;
    for (; at < end; at++) {
      const digit = buf[at]! - 0x30;
      if (digit < 0 || digit > 9) return false;
      number = number * 10 + digit;
    }
    if (number < 10_000) return false;
    this.day = number - (this.how.serials === 1904 ? DAYS_1904 : DAYS_1900);
    this.seconds = -1;
    this.micros = 0;
    this.written = Number.NaN;
    return true;
  }
  private slow(state: RowState): void {
    const { column, how } = this;
    const text = state.cellText(column);
    const cell = state.cell[column]!;
    if (cell === CELL.error) throw new RowFault("error_cell", text, {}, column);
    if (cell === CELL.formula) throw new RowFault("formula_not_computed", text, {}, column);
    try {
      // 2026 in a cell of numbers is a year that somebody typed, and no day of 1905.
      if (cell === CELL.number && /^(?:19|20|21)\d\d$/.test(text)) throw new RowFault("short_day_number", text);
      const time =
        cell === CELL.text ? readDate(text, how.order, how.serials) : numberTime(plainNumber(text), how.serials);
      if (time.serial && cell !== CELL.dayNumber) state.serialsRead++;
      if (how.order === undefined && cell === CELL.text) how.deciding?.see(text, state.row);
      this.day = time.day;
      this.seconds = time.seconds ?? -1;
      this.micros = time.micros;
      this.written = time.offset ?? Number.NaN;
    } catch (problem) {
      if (problem instanceof RowFault || problem instanceof Ambiguity) problem.column = column;
      throw problem;
    }
  }

  /** Local seconds since 1970 in the mapping's zone; `state.offset` and `state.micros` are set. A date alone is its midnight. */
  moment(state: RowState): number {
    this.read(state);
    const seconds = Math.max(this.seconds, 0);
    const local = this.day * SECONDS_A_DAY + seconds;
    state.micros = this.micros;
    if (!Number.isNaN(this.written)) return momentOf(state, this.how.clock, local - this.written);
    const offset = this.how.clock.offsetOf(this.day, seconds);
    state.offset = Number.isFinite(offset)
      ? offset
      : offsetAsked(this.how, local, state.cellText(this.column), this.column);
    return local;
  }
}

/** The offset of a local time that has not just one: refused where the clock skipped it, asked about where it showed it twice. */
export const offsetAsked = (
  { clock, repeatedHour }: DateReading,
  localSeconds: number,
  written: string,
  column?: number,
): number => {
  const both = clock.offsets(localSeconds);
  if (both.length === 0) throw new RowFault("time_skipped", written, { zone: clock.zone.id }, column);
  const [earlier, later] = [both[0]!, both[both.length - 1]!];
  if (repeatedHour !== undefined) return repeatedHour === "earlier" ? earlier : later;
  const reads = [earlier, later].map((offset) =>
    instantText(((localSeconds - offset) * MICROS_PER_SECOND) as Instant, offset),
  );
  throw new Ambiguity("repeated_hour", written, column, { reads });
};

/** A moment given in UTC, as local seconds of the clock's zone. */
export const momentOf = (state: RowState, clock: LocalClock, utcSeconds: number): number => {
  const { untils, offsets } = clock.zone;
  let i = 0;
  while (i < untils.length && untils[i]! <= utcSeconds * 1e6) i++;
  state.offset = offsets[i]!;
  return utcSeconds + state.offset;
};
