// Clauses: C7.1
import type { TruthRun } from "./compile-number.ts";
import { encodeText, type RowState } from "./row-state.ts";

/** Leaves a span of UTF-8 bytes in the text register. */
export type TextRun = (state: RowState) => void;

const same = (state: RowState, buf: Uint8Array, start: number, end: number): boolean => {
  const { textBuf, textStart } = state;
  const length = state.textEnd - textStart;
  if (length !== end - start) return false;
  for (let i = 0; i < length; i++) if (textBuf[textStart + i] !== buf[start + i]) return false;
  return true;
};
export const constantText = (text: string): TextRun => {
  const bytes = encodeText(text);
  return (state) => {
    state.textBuf = bytes;
    state.textStart = 0;
    state.textEnd = bytes.length;
  };
};
export const equality =
  (left: TextRun, right: TextRun): TruthRun =>
  (state) => {
    left(state);
    const { textBuf, textStart, textEnd } = state;
    right(state);
    return same(state, textBuf, textStart, textEnd);
  };
export const equalToOneOf = (left: TextRun, values: readonly string[]): TruthRun => {
  const all = values.map(encodeText);
  return (state) => {
    left(state);
    for (const bytes of all) if (same(state, bytes, 0, bytes.length)) return true;
    return false;
  };
};
const part =
  (text: TextRun, piece: TextRun, atEnd: boolean): TruthRun =>
  (state) => {
    text(state);
    const { textBuf, textStart, textEnd } = state;
    piece(state);
    const length = state.textEnd - state.textStart;
    if (length > textEnd - textStart) return false;
    return atEnd
      ? same(state, textBuf, textEnd - length, textEnd)
      : same(state, textBuf, textStart, textStart + length);
  };
export const METHODS: Readonly<Record<string, (text: TextRun, piece: TextRun) => TruthRun>> = {
  startsWith: (text, piece) => part(text, piece, false),
  endsWith: (text, piece) => part(text, piece, true),
  contains: (text, piece) => (state) => {
    text(state);
    const whole = state.text();
    piece(state);
    return whole.includes(state.text());
  },
};

/** Texts end to end, in bytes of this closure's own. */
export const joined = (parts: readonly TextRun[]): TextRun => {
  let own = new Uint8Array(256);
  return (state) => {
    let length = 0;
    for (const piece of parts) {
      piece(state);
      const { textBuf, textStart, textEnd } = state;
      const more = textEnd - textStart;
      if (length + more > own.length) {
        const wider = new Uint8Array((length + more) * 2);
        wider.set(own.subarray(0, length));
        own = wider;
      }
      for (let i = 0; i < more; i++) own[length + i] = textBuf[textStart + i]!;
      length += more;
    }
    state.textBuf = own;
    state.textStart = 0;
    state.textEnd = length;
  };
};
/** Work on strings for what is not done often enough to deserve bytes. */
export const textWork =
  (run: TextRun, work: (text: string) => string): TextRun =>
  (state) => {
    run(state);
    const text = state.text();
    const result = work(text);
    if (result !== text) state.setText(result);
  };

/** `id(…)`: plain ASCII is looked at in place, `17850.0` loses its ending there; the rest takes the long way. */
export const plainIdOf = (run: TextRun, work: (text: string) => string): TextRun => {
  const long = textWork((state) => void state, work);
  return (state) => {
    run(state);
    const buf = state.textBuf;
    const end = state.textEnd;
    let at = state.textStart;
    let point = -1;
    let zeros = true;
    let digits = true;
    for (; at < end; at++) {
      const byte = buf[at]!;
      if (byte >= 0x80) return long(state);
      if (byte === 0x2e && point < 0) point = at;
      else if (byte < 0x30 || byte > 0x39) digits = false;
      else if (point >= 0 && byte !== 0x30) zeros = false;
    }
    if (point < 0 || !digits || point === state.textStart || point === end - 1) return;
    if (zeros) state.textEnd = point;
    else long(state);
  };
};
