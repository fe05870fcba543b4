// Clauses: C7.1
import { isUtf8 } from "node:buffer";
import type { ByteInput } from "./byte-input.ts";
import type { FaultCode } from "./fault.ts";
import { FileProblem } from "./file-problem.ts";
import { GbTranslator } from "./gb-translator.ts";
import { mayHoldOdd } from "./odd-signs.ts";
import type { RowSource } from "./row-source.ts";
import type { RowState } from "./row-state.ts";

const LINE = 0x0a;
const RETURN = 0x0d;
const EQUALS = 0x3d;
const APOSTROPHE = 0x27;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const QUOTE = 0x22;
/** Longest row; a quote that is never closed would otherwise swallow the file. */
const LONGEST_ROW = 1024 * 1024;
/** Room behind the bytes read for the cells of one row turned to UTF-8. */
const SPARE = 16 * 1024;

/**
 * Rows of a CSV file, found byte by byte. Cells are spans of the read buffer; doubled quotes are taken out in place. Quotes
 * count only at the start of a cell.
 */
export class CsvRows implements RowSource {
  broken: FaultCode | undefined;
  mayHoldOdd = false;
  /** Cells that were written so that a spreadsheet leaves them as they are, read as what it shows. */
  guarded = 0;
  private buf = new Uint8Array(1024 * 1024);
  private at = 0;
  private limit = 0;
  private ended = false;
  /** The last line has no end: the file may have been cut. */
  private endless = false;
  private row = 0;
  private doubtful = false;
  private translator: GbTranslator | undefined;
  private used: readonly number[] = [];
  private readonly input: ByteInput;
  private readonly separator: number;
  /** Quoted cells of the current row, made plain once the row is whole. */
  private readonly quoted = new Int32Array(1024);
  private quotedCount = 0;
  /** Cells expected in a row; 0: any number. */
  width = 0;
  private readonly loneReturns: boolean;
  /** `loneReturns`: a carriage return alone ends a line, as old spreadsheets write it. */
  constructor(input: ByteInput, separator: string, loneReturns: boolean) {
    this.input = input;
    this.loneReturns = loneReturns;
    this.separator = separator.charCodeAt(0);
  }
  get bytesRead(): number {
    return this.input.bytesRead;
  }
  use(columns: readonly number[]): void {
    // The first cell names a row that is broken as a whole.
    this.used = [...new Set([0, ...columns])];
  }
  async fill(): Promise<boolean> {
    if (this.ended) return false;
    const piece = await this.input.next();
    if (!piece) {
      this.ended = true;
      if (this.at >= this.limit) return false;
      this.endless = this.buf[this.limit - 1] !== LINE;
      if (this.endless) this.append(new Uint8Array([LINE]));
      return true;
    }
    this.append(piece);
    if (!this.mayHoldOdd) this.mayHoldOdd = mayHoldOdd(piece, this.input.decoder?.raw === true);
    if (this.input.decoder?.raw) this.translator ??= new GbTranslator();
    if (this.input.decoder?.doubtful) this.doubtful = true;
    return true;
  }
  private append(piece: Uint8Array): void {
    const rest = this.limit - this.at;
    if (this.at > 0) this.buf.copyWithin(0, this.at, this.limit);
    this.widen(rest, rest + piece.length + 1 + SPARE);
    this.buf.set(piece, rest);
    this.at = 0;
    this.limit = rest + piece.length;
    if (this.loneReturns) for (let i = rest; i < this.limit; i++) if (this.buf[i] === RETURN) this.buf[i] = LINE;
    // The sentinel that ends every scan.
    this.buf[this.limit] = LINE;
  }
  private widen(kept: number, size: number): void {
    if (size <= this.buf.length) return;
    const wider = new Uint8Array(Math.max(this.buf.length * 2, size));
    wider.set(this.buf.subarray(0, kept));
    this.buf = wider;
  }
  next(state: RowState): boolean {
    const { buf, limit, separator } = this;
    const top = Math.max(separator, LINE);
    const { start, end } = state;
    const most = start.length;
    let at = this.at;
    if (at >= limit) return false;
    let count = 0;
    this.broken = undefined;
    this.quotedCount = 0;
    for (;;) {
      let from = at;
      let until: number;
      let byte = buf[at]!;
      if (byte === QUOTE) {
        const close = this.closing(at + 1);
        if (close < 0) return this.unfinished("unclosed_quote");
        from = at + 1;
        until = close;
        if (this.quotedCount < this.quoted.length) this.quoted[this.quotedCount++] = count;
        at = close + 1;
        byte = buf[at]!;
        if (byte !== separator && byte !== LINE && byte !== RETURN) {
          this.broken = "text_after_quote";
          while (byte !== separator && byte !== LINE) byte = buf[++at]!;
        }
      } else {
        // Nearly every byte of a cell is above the separator: one comparison for most.
        while (byte > top || (byte !== separator && byte !== LINE)) byte = buf[++at]!;
        until = at;
      }
      if (byte === RETURN) byte = buf[++at]!;
      if (byte !== separator) {
        // A line's end, or the sentinel behind what has been read.
        if (at >= limit) return this.unfinished();
        if (byte !== LINE) {
          this.broken = "text_after_quote";
          while (buf[at] !== LINE) at++;
          if (at >= limit) return this.unfinished();
        }
        if (until > from && buf[until - 1] === RETURN && until === at) until--;
      }
      if (count < most) {
        start[count] = from;
        end[count] = until;
      }
      count++;
      at++;
      if (byte !== separator) break;
    }
    for (let i = 0; i < this.quotedCount; i++) {
      const quoted = this.quoted[i]!;
      if (quoted < most) end[quoted] = this.unquoted(start[quoted]!, end[quoted]!);
    }
    this.row++;
    state.buf = buf;
    state.count = count;
    state.row = this.row;
    const isClosed = this.quotedCount > 0 && this.quoted[this.quotedCount - 1] === count - 1;
    state.cutOff = this.endless && at >= this.limit && !isClosed ? count - 1 : -1;
    if (this.width > 0 && count !== this.width) this.broken = this.widthFault(state, count, at);
    if (this.doubtful && !this.sound(this.at, at)) this.broken = "bad_bytes";
    this.unguard(state);
    if (this.translator) this.translate(this.translator, state);
    this.at = at;
    return true;
  }
  /** `="000123"` and `'000124` keep a spreadsheet from reading a number: what they show is the text inside. */
  private unguard({ start, end, count }: RowState): void {
    const { buf } = this;
    for (const column of this.used) {
      if (column >= count) continue;
      const [from, to] = [start[column]!, end[column]!];
      const first = buf[from];
      if (first === EQUALS && to - from >= 3 && buf[from + 1] === QUOTE && buf[to - 1] === QUOTE) {
        if (buf.subarray(from + 2, to - 1).includes(QUOTE)) continue;
        start[column] = from + 2;
        end[column] = to - 1;
      } else if (first === APOSTROPHE && to - from >= 2 && isDigit(buf[from + 1]!) && buf[to - 1] !== APOSTROPHE)
        // A name may begin with an apostrophe.
        start[column] = from + 1;
      else continue;
      this.guarded++;
    }
  }
  /** Turns the cells that are used from GB18030 to UTF-8, behind the bytes read. */
  private translate(translator: GbTranslator, state: RowState): void {
    const { start, end } = state;
    let free = this.limit + 1;
    translator.lost = false;
    // A row of another shape is shown with all of its cells.
    const shown = this.broken === "column_count" || this.broken === "lone_return" ? start.keys() : this.used;
    for (const column of shown) {
      if (column >= state.count) continue;
      const from = start[column]!;
      const until = end[column]!;
      let at = from;
      while (at < until && this.buf[at]! < 0x80) at++;
      if (at === until) continue;
      this.widen(this.buf.length, free + (until - from) * 2 + 3);
      const to = translator.translate(this.buf, from, until, this.buf, free, true);
      start[column] = free;
      end[column] = to;
      free = to;
    }
    state.buf = this.buf;
    if (translator.lost) this.broken = "bad_bytes";
  }
  /** Empty cells behind the last column are what spreadsheets leave; anything else is a row of another shape. */
  private widthFault(state: RowState, count: number, at: number): FaultCode | undefined {
    const { start, end } = state;
    if (count === 1 && start[0] === end[0]) return this.broken;
    const full = count < this.width || count > start.length;
    for (let i = this.width; i < count && !full; i++) if (start[i] !== end[i]) return this.shapeFault(at);
    return full ? this.shapeFault(at) : this.broken;
  }
  /** Two lines that only a carriage return parts are one row here. */
  private shapeFault(until: number): FaultCode {
    const { buf } = this;
    for (let at = this.at; at < until; at++)
      if (buf[at] === RETURN && buf[at + 1] !== LINE && buf[at + 1] !== RETURN) return "lone_return";
    return "column_count";
  }
  private sound(from: number, to: number): boolean {
    const row = this.buf.subarray(from, to);
    if (!isUtf8(row)) return false;
    return Buffer.from(row.buffer, row.byteOffset, row.length).indexOf("\ufffd") < 0;
  }
  private unfinished(why: "unclosed_quote" | "row_too_long" = "row_too_long"): boolean {
    if (this.limit - this.at > LONGEST_ROW)
      throw new FileProblem(why, { row: String(this.row + 1), limit: `${LONGEST_ROW / 1024 / 1024} MB` });
    return false;
  }
  /** Index of the quote that closes a cell, −1 when it has not been read yet. */
  private closing(from: number): number {
    const { buf, limit } = this;
    for (let at = from; at < limit; at++) {
      if (buf[at] !== QUOTE) continue;
      if (buf[at + 1] !== QUOTE || at + 1 >= limit) return at + 1 < limit || this.ended ? at : -1;
      at++;
    }
    if (this.ended) throw new FileProblem("unclosed_quote", { row: String(this.row + 1) });
    return -1;
  }
  /** Takes doubled quotes out in place; gives the new end. */
  private unquoted(from: number, close: number): number {
    const { buf } = this;
    let to = from;
    while (to < close && buf[to] !== QUOTE) to++;
    if (to === close) return close;
    for (let at = to; at < close; at++) {
      buf[to++] = buf[at]!;
      if (buf[at] === QUOTE) at++;
    }
    return to;
  }
  async close(): Promise<void> {
    await this.input.close();
  }
}
