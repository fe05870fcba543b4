// Clauses: C7.1
import { type Rational, ZERO } from "@fealty/engine/values/rational.ts";

/** What a cell holds. A CSV has texts only; a workbook says more. */
export const CELL = { text: 0, number: 1, dayNumber: 2, error: 3, formula: 4, mergedNumber: 5 } as const;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The row being read, and the registers through which compiled expressions hand values to each other. A text is a span of
 * UTF-8 bytes, a number is `returned value / 10^scale`, so a row of usual values is converted without making an object.
 * A returned NaN says that the number did not fit 2^53 and stands in `big`, exact.
 */
export class RowState {
  buf: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly cell: Uint8Array;
  /** Cells of this row. */
  count = 0;
  /** Number of the row in the file, header and blank rows included, as a spreadsheet numbers it. */
  row = 0;
  /** The cell with which a file without a last line end breaks off; −1 in every other row. */
  cutOff = -1;

  textBuf: Uint8Array;
  textStart = 0;
  textEnd = 0;
  scale = 0;
  big: Rational = ZERO;
  /** Seconds east of UTC and microseconds of the last moment. */
  offset = 0;
  micros = 0;

  scratch = new Uint8Array(4096);
  scratchAt = 0;
  /** Cells read as Excel day numbers though they are plain numbers, for the note in the report. */
  serialsRead = 0;

  constructor(columns: number) {
    this.buf = new Uint8Array(0);
    this.textBuf = this.buf;
    this.start = new Int32Array(columns);
    this.end = new Int32Array(columns);
    this.cell = new Uint8Array(columns);
  }
  /** The text register as a string. */
  text(): string {
    return decodeSpan(this.textBuf, this.textStart, this.textEnd);
  }
  cellText(column: number): string {
    return decodeSpan(this.buf, this.start[column]!, this.end[column]!);
  }
  setText(text: string): void {
    const at = this.scratchAt;
    this.room(text.length * 3);
    const { written } = encoder.encodeInto(text, this.scratch.subarray(at));
    this.scratchAt = at + written;
    this.textBuf = this.scratch;
    this.textStart = at;
    this.textEnd = at + written;
  }
  /** Makes room behind `scratchAt`; spans handed out before stay valid in the old array. */
  room(bytes: number): void {
    if (this.scratchAt + bytes <= this.scratch.length) return;
    const wider = new Uint8Array(Math.max(this.scratch.length * 2, this.scratchAt + bytes));
    wider.set(this.scratch.subarray(0, this.scratchAt));
    this.scratch = wider;
  }
}

/** Short ASCII spans are built by hand: a third of the cost of a decoder call. */
export const decodeSpan = (buf: Uint8Array, start: number, end: number): string => {
  if (end - start > 24) return decoder.decode(buf.subarray(start, end));
  let text = "";
  for (let i = start; i < end; i++) {
    const byte = buf[i]!;
    if (byte >= 0x80) return decoder.decode(buf.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
};
export const encodeText = (text: string): Uint8Array => encoder.encode(text);
