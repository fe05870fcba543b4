// Clauses: C7.1
import type { FaultCode } from "./fault.ts";
import { FileProblem } from "./file-problem.ts";
import { type MergedCells, MOST_COLUMNS, MOST_ROWS } from "./merged-cells.ts";
import { mayHoldOdd } from "./odd-signs.ts";
import type { RowSource } from "./row-source.ts";
import { CELL, type RowState } from "./row-state.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { copyText, ELEMENT, XmlProblem, XmlScanner } from "./xml-scanner.ts";

/** How the number cells of each style are to be taken. */
export interface CellStyle {
  readonly day: boolean;
  /** Digits that a format of zeros pads to, 0 without one. */
  readonly zeros: number;
}
const LONGEST_ROW = 4 * 1024 * 1024;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const V = 0x76;
const C = 0x63;

/** Rows of one sheet, read from its XML as it is unpacked. */
export class SheetRows implements RowSource {
  readonly broken: FaultCode | undefined = undefined;
  get mayHoldOdd(): boolean {
    return mayHoldOdd(this.cells.subarray(0, this.filled), false);
  }
  bytesRead = 0;
  /** Row elements seen. */
  rows = 0;
  private readonly xml = new XmlScanner();
  private readonly pieces: AsyncIterator<Buffer>;
  private readonly strings: SharedStrings | undefined;
  private readonly styles: readonly CellStyle[];
  private readonly merged: MergedCells;
  private readonly file: string;
  private ended = false;
  private inData = false;
  private row = 0;
  private cells = new Uint8Array(64 * 1024);
  private filled = 0;

  constructor(
    pieces: AsyncIterable<Buffer>,
    strings: SharedStrings | undefined,
    styles: readonly CellStyle[],
    merged: MergedCells,
    file: string,
  ) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.strings = strings;
    this.styles = styles;
    this.merged = merged;
    this.file = file;
  }
  use(): void {
    // A sheet's cells are in UTF-8 already.
  }
  async fill(): Promise<boolean> {
    if (this.ended) return false;
    const { value, done } = await this.pieces.next();
    if (done) {
      this.ended = true;
      return false;
    }
    this.xml.append(value);
    return true;
  }
  next(state: RowState): boolean {
    const { xml } = this;
    for (;;) {
      const begin = xml.at;
      if (this.ended || !xml.tag()) return false;
      if (xml.element === ELEMENT.sheetData) {
        this.inData = !xml.closing && !xml.empty;
        if (!this.inData) this.ended = true;
        continue;
      }
      if (xml.element !== ELEMENT.row || xml.closing || !this.inData) continue;
      if (this.readRow(state)) return true;
      if (xml.buf.length - begin > LONGEST_ROW) throw new XmlProblem("broken_xml");
      xml.at = begin;
      return false;
    }
  }
  private readRow(state: RowState): boolean {
    const { xml } = this;
    const number = xml.rStart < 0 ? this.row + 1 : integer(xml.buf, xml.rStart, xml.rEnd);
    if (!(number > this.row && number <= MOST_ROWS)) this.beyond(String(number));
    this.filled = 0;
    state.start.fill(0);
    state.end.fill(0);
    state.cell.fill(CELL.text);
    state.count = 0;
    let column = -1;
    if (!xml.empty)
      for (;;) {
        if (!xml.tag()) return false;
        if (xml.element === ELEMENT.row && xml.closing) break;
        if (xml.element !== ELEMENT.c || xml.closing) continue;
        column = xml.rStart < 0 ? column + 1 : this.columnOf(number);
        if (!xml.empty && !this.readCell(state, column)) return false;
      }
    this.row = number;
    this.rows++;
    state.row = number;
    state.buf = this.cells;
    this.merged.fill(state, (bytes) => {
      const at = this.filled;
      this.room(bytes.length);
      this.cells.set(bytes, at);
      this.filled += bytes.length;
      state.buf = this.cells;
      return at;
    });
    return true;
  }
  private columnOf(row: number): number {
    const { buf, rStart, rEnd } = this.xml;
    let column = 0;
    let at = rStart;
    for (; at < rEnd && buf[at]! >= 0x41 && buf[at]! <= 0x5a; at++) column = column * 26 + buf[at]! - 64;
    if (at === rStart || at - rStart > 3 || column > MOST_COLUMNS || integer(buf, at, rEnd) !== row)
      this.beyond(buf.toString("latin1", rStart, Math.min(rEnd, rStart + 20)));
    return column - 1;
  }
  private beyond(reference: string): never {
    throw new FileProblem("bad_reference", { file: this.file, reference });
  }
  private room(bytes: number): void {
    if (this.filled + bytes <= this.cells.length) return;
    const wider = new Uint8Array(Math.max(this.cells.length * 2, this.filled + bytes));
    wider.set(this.cells.subarray(0, this.filled));
    this.cells = wider;
  }
  /** From behind `<c …>` to behind `</c>`; false when it is not whole. */
  private readCell(state: RowState, column: number): boolean {
    const { xml } = this;
    const type = this.cellType();
    const style = xml.sStart < 0 ? 0 : integer(xml.buf, xml.sStart, xml.sEnd);
    const begin = this.filled;
    let open = 0;
    let formula = false;
    let inReading = false;
    for (let plain = this.plainValue(); !plain; ) {
      const before = xml.at;
      if (!xml.tag()) return false;
      const wanted = (open === ELEMENT.v || open === ELEMENT.t) && !inReading;
      if (wanted) {
        this.text(before, xml.lt);
        if (xml.cdataStart >= 0) this.text(xml.cdataStart, xml.cdataEnd);
      }
      if (xml.cdataStart >= 0) continue;
      const opens = !xml.closing && !xml.empty;
      if (xml.element === ELEMENT.c && xml.closing) break;
      if (xml.element === ELEMENT.rPh) inReading = opens;
      else if (xml.element === ELEMENT.f) formula = true;
      open = opens ? xml.element : 0;
    }
    if (column >= state.start.length) {
      this.filled = begin;
      return true;
    }
    if (state.count <= column) state.count = column + 1;
    state.start[column] = begin;
    state.end[column] = this.filled;
    this.take(state, column, type, style, formula);
    return true;
  }
  /** `<v>…</v></c>`, as nearly every cell is written, without looking at each tag. */
  private plainValue(): boolean {
    const { xml } = this;
    const { buf, at } = xml;
    if (buf[at] !== LT || buf[at + 1] !== V || buf[at + 2] !== GT) return false;
    const { length } = buf;
    let end = at + 3;
    while (end < length && buf[end] !== LT) end++;
    if (end + 8 > length || buf[end + 1] !== SLASH || buf[end + 2] !== V || buf[end + 3] !== GT) return false;
    if (buf[end + 4] !== LT || buf[end + 5] !== SLASH || buf[end + 6] !== C || buf[end + 7] !== GT) return false;
    this.text(at + 3, end);
    xml.at = end + 8;
    return true;
  }
  private cellType(): string {
    const { buf, tStart, tEnd } = this.xml;
    if (tStart < 0) return "n";
    if (tEnd - tStart === 1) {
      const byte = buf[tStart];
      return byte === 0x73 ? "s" : byte === 0x6e ? "n" : byte === 0x62 ? "b" : byte === 0x65 ? "e" : "text";
    }
    return "text";
  }
  private text(start: number, end: number): void {
    this.room(end - start);
    this.filled = copyText(this.xml.buf, start, end, this.cells, this.filled);
  }
  /** What the cell's type and style make of its text. */
  private take(state: RowState, column: number, type: string, style: number, formula: boolean): void {
    const { start, end, cell } = state;
    const blank = start[column] === end[column];
    switch (type) {
      case "s": {
        if (blank) return;
        const index = integer(this.cells, start[column]!, end[column]!);
        const { strings } = this;
        if (!strings || !(index < strings.count)) throw new XmlProblem("broken_xml");
        const [from, to] = [strings.startOf(index), strings.endOf(index)];
        this.filled = start[column]!;
        this.room(to - from);
        for (let i = from; i < to; i++) this.cells[this.filled++] = strings.bytes[i]!;
        end[column] = this.filled;
        return;
      }
      case "n": {
        if (blank) {
          if (formula) cell[column] = CELL.formula;
          return;
        }
        const how = this.styles[style];
        cell[column] = how?.day ? CELL.dayNumber : CELL.number;
        if (how && how.zeros > 0) this.pad(state, column, how.zeros);
        return;
      }
      case "e":
        cell[column] = CELL.error;
        return;
      case "b": {
        const truth = this.cells[start[column]!] === 0x31 ? "true" : "false";
        this.room(5);
        this.filled = start[column]!;
        for (const letter of Buffer.from(truth)) this.cells[this.filled++] = letter;
        end[column] = this.filled;
        return;
      }
      default:
        // inlineStr, str (a formula's text) and d (an ISO date) are texts.
        if (blank && formula) cell[column] = CELL.formula;
    }
  }
  /** A number shown with a format of zeros is a code: `06932169358293`. */
  private pad(state: RowState, column: number, zeros: number): void {
    const { start, end, cell } = state;
    const length = end[column]! - start[column]!;
    for (let i = start[column]!; i < end[column]!; i++) if (this.cells[i]! < 0x30 || this.cells[i]! > 0x39) return;
    if (length >= 15) return;
    const missing = Math.max(0, zeros - length);
    this.room(missing);
    this.cells.copyWithin(start[column]! + missing, start[column]!, end[column]!);
    this.cells.fill(0x30, start[column]!, start[column]! + missing);
    this.filled += missing;
    end[column] = end[column]! + missing;
    cell[column] = CELL.text;
  }
  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}
/** A non-negative integer in ASCII digits; NaN for anything else. */
const integer = (buf: Uint8Array, start: number, end: number): number => {
  if (start >= end || end - start > 10) return Number.NaN;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = buf[i]! - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};
