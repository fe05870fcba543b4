// Clauses: C7.1
import type { Day } from "@fealty/engine/values/brand.ts";
import { civilOf } from "@fealty/engine/values/date.ts";
import { encodeText } from "./row-state.ts";

const SECONDS_A_DAY = 86_400;
const DAYS_KEPT = 4096;
/** Days written before, by their last bits. */
const keptDays = new Int32Array(DAYS_KEPT).fill(-0x80000000);
const dayBytes = new Uint8Array(DAYS_KEPT * 10);
const BILLION = 1_000_000_000;
const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);
/** 00 to 99 */
const PAIRS = Uint8Array.from({ length: 200 }, (_, i) => 0x30 + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10));
const HEX = "0123456789abcdef";
/** 0: as it is; 1: `\u00XX`; 2: as it is, but worth a look; otherwise the letter behind the backslash. */
const ESCAPES = new Uint8Array(256);
for (let byte = 0; byte < 0x20; byte++) ESCAPES[byte] = 1;
for (const [byte, letter] of [
  [0x22, '"'],
  [0x5c, "\\"],
  [0x08, "b"],
  [0x09, "t"],
  [0x0a, "n"],
  [0x0c, "f"],
  [0x0d, "r"],
] as const)
  ESCAPES[byte] = letter.charCodeAt(0);
ESCAPES[0x2b] = 2;

/** Bytes that are written often, as words of four. */
export interface Constant {
  readonly words: Int32Array;
  readonly length: number;
}
export const constantOf = (text: string): Constant => {
  const bytes = encodeText(text);
  const padded = new DataView(new ArrayBuffer(Math.ceil(bytes.length / 4) * 4));
  for (const [i, byte] of bytes.entries()) padded.setUint8(i, byte);
  const words = Int32Array.from({ length: padded.byteLength / 4 }, (_, i) => padded.getInt32(i * 4, true));
  return { words, length: bytes.length };
};

/** Writes JSON straight into bytes. The caller makes room first; nothing here checks it. */
export class JsonBytes {
  buf: Uint8Array;
  view: DataView;
  at = 0;
  private readonly shared: boolean;
  /** Of a size, or over bytes that another thread shares; what outgrows shared bytes is shared again. */
  constructor(from: number | SharedArrayBuffer) {
    this.shared = typeof from !== "number";
    this.buf = typeof from === "number" ? new Uint8Array(from) : new Uint8Array(from);
    this.view = new DataView(this.buf.buffer);
  }
  /** Makes room for so many bytes from `at` on. */
  room(bytes: number): void {
    if (this.at + bytes <= this.buf.length) return;
    const size = Math.max(this.buf.length * 2, this.at + bytes);
    const wider = this.shared ? new Uint8Array(new SharedArrayBuffer(size)) : new Uint8Array(size);
    wider.set(this.buf);
    this.buf = wider;
    this.view = new DataView(wider.buffer);
  }
  /** A constant; the bytes behind it are overwritten up to a whole word. */
  constant({ words, length }: Constant): void {
    const { view } = this;
    let { at } = this;
    this.at = at + length;
    for (let i = 0; i < words.length; i++) {
      view.setInt32(at, words[i]!, true);
      at += 4;
    }
  }
  raw(bytes: Uint8Array): void {
    const { buf } = this;
    let { at } = this;
    for (let i = 0; i < bytes.length; i++) buf[at++] = bytes[i]!;
    this.at = at;
  }
  ascii(text: string): void {
    this.raw(encodeText(text));
  }
  /**
   * A cell that needs nothing done to it: no escape, no sign worth a look and, for an id, no point and only ASCII. False, with
   * nothing written, when it does.
   */
  plainText(from: Uint8Array, start: number, end: number, id: boolean): boolean {
    const { buf } = this;
    let { at } = this;
    for (let i = start; i < end; i++) {
      const byte = from[i]!;
      if (ESCAPES[byte] !== 0 || (id && (byte >= 0x80 || byte === 0x2e))) return false;
      buf[at++] = byte;
    }
    this.at = at;
    return true;
  }
  /** The text with JSON's escapes, without quotes; true when it has a `+` behind an `E`, as Excel shows lost digits. */
  text(from: Uint8Array, start: number, end: number): boolean {
    const { buf } = this;
    let { at } = this;
    let exponent = false;
    for (let i = start; i < end; i++) {
      const byte = from[i]!;
      const escaped = ESCAPES[byte]!;
      if (escaped === 0) buf[at++] = byte;
      else if (escaped === 2) {
        buf[at++] = byte;
        if (i > start && (from[i - 1]! | 0x20) === 0x65) exponent = true;
      } else if (escaped === 1) {
        for (const char of `\\u00${HEX[byte >> 4]}${HEX[byte & 15]}`) buf[at++] = char.charCodeAt(0);
      } else {
        buf[at++] = 0x5c;
        buf[at++] = escaped;
      }
    }
    this.at = at;
    return exponent;
  }
  /** A non-negative safe integer, with at least `least` digits. */
  digits(value: number, least = 1): void {
    let high = 0;
    let low = value;
    // Two halves of at most nine digits are divided as integers, which is far quicker than as floats.
    if (value >= BILLION) {
      high = Math.floor(value / BILLION);
      low = value - high * BILLION;
      this.small(high | 0, least - 9);
      this.small(low | 0, 9);
    } else this.small(low | 0, least);
  }
  private small(value: number, least: number): void {
    let count = value < 100 ? (value < 10 ? 1 : 2) : value < 10_000 ? (value < 1000 ? 3 : 4) : 5;
    if (count === 5) for (let power = 100_000; count < 9 && value >= power; power *= 10) count++;
    if (count < least) count = least;
    const { buf } = this;
    let rest = value;
    const begin = this.at;
    let at = begin + count;
    this.at = at;
    while (at > begin + 1) {
      const next = (rest / 100) | 0;
      const two = (rest - next * 100) << 1;
      buf[--at] = PAIRS[two + 1]!;
      buf[--at] = PAIRS[two]!;
      rest = next;
    }
    if (at > begin) buf[at - 1] = 0x30 + (rest % 10);
  }
  /** `value / 10^scale` with exactly `scale` decimals. */
  decimal(value: number, scale: number): void {
    let rest = value;
    if (rest < 0) {
      this.buf[this.at++] = 0x2d;
      rest = -rest;
    }
    if (scale === 0) {
      this.digits(rest);
      return;
    }
    const power = POWERS[scale]!;
    const whole = rest < BILLION && power < BILLION ? ((rest | 0) / (power | 0)) | 0 : Math.floor(rest / power);
    this.digits(whole);
    this.buf[this.at++] = 0x2e;
    this.digits(rest - whole * power, scale);
  }
  date(day: number): void {
    const slot = day & (DAYS_KEPT - 1);
    if (keptDays[slot] !== day) {
      const { year, month, day: ofMonth } = civilOf(day as Day);
      const text = `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${ofMonth < 10 ? "0" : ""}${ofMonth}`;
      for (let i = 0; i < 10; i++) dayBytes[slot * 10 + i] = text.charCodeAt(i);
      keptDays[slot] = day;
    }
    const { buf } = this;
    let { at } = this;
    const end = slot * 10 + 10;
    for (let i = slot * 10; i < end; i++) buf[at++] = dayBytes[i]!;
    this.at = at;
  }
  private two(value: number): void {
    const tens = (value / 10) | 0;
    this.buf[this.at++] = 0x30 + tens;
    this.buf[this.at++] = 0x30 + value - tens * 10;
  }
  /** RFC 3339 with the offset, a whole number of minutes. */
  moment(local: number, micros: number, offset: number): void {
    const day = Math.floor(local / SECONDS_A_DAY);
    const seconds = local - day * SECONDS_A_DAY;
    this.date(day);
    const { buf } = this;
    buf[this.at++] = 0x54;
    const hours = (seconds / 3600) | 0;
    const minutes = ((seconds - hours * 3600) / 60) | 0;
    this.two(hours);
    buf[this.at++] = 0x3a;
    this.two(minutes);
    buf[this.at++] = 0x3a;
    this.two(seconds - hours * 3600 - minutes * 60);
    if (micros > 0) this.ascii(`.${String(micros).padStart(6, "0").replace(/0+$/, "")}`);
    const away = Math.abs(offset) / 60;
    buf[this.at++] = offset < 0 ? 0x2d : 0x2b;
    this.two((away / 60) | 0);
    buf[this.at++] = 0x3a;
    this.two(away % 60);
  }
}
