// Clauses: C7.1
import { type FaultArgs, type FaultCode, RowFault } from "./fault.ts";
import { decodeSpan } from "./row-state.ts";

/** Bytes with which a sign may begin that nobody sees: 1 a control character, 2 the first of UTF-8 or GB18030 for one that turns the direction. */
const ODD = new Uint8Array(256);
for (let byte = 0; byte < 0x20; byte++) ODD[byte] = 1;
// Tabs and line ends are blanks; 0x1a ended files of old.
for (const byte of [0x09, 0x0a, 0x0d, 0x1a]) ODD[byte] = 0;
ODD[0x7f] = 1;
for (const byte of [0xd8, 0xe2]) ODD[byte] = 2;
/** The sign begins here for sure: `U+202A…202E`, `U+2066…2069`, `U+200E`, `U+200F`, `U+061C`. */
const turns = (buf: Uint8Array, at: number): boolean => {
  const second = buf[at + 1]!;
  if (buf[at] === 0xd8) return second === 0x9c;
  const third = buf[at + 2]!;
  if (second === 0x80) return (third >= 0xaa && third <= 0xae) || third === 0x8e || third === 0x8f;
  return second === 0x81 && third >= 0xa6 && third <= 0xa9;
};
/** Where the first sign that nobody sees stands in UTF-8; −1 without one. */
const oddAt = (buf: Uint8Array, start: number, end: number): number => {
  for (let at = start; at < end; at++) {
    const odd = ODD[buf[at]!]!;
    if (odd === 1 || (odd === 2 && turns(buf, at))) return at;
  }
  return -1;
};
/** Whether a piece of a file may hold one; in GB18030 (`raw`) each that turns the direction begins with 81 36 or 81 31. */
export const mayHoldOdd = (piece: Uint8Array, raw: boolean): boolean => {
  for (let at = 0; at < piece.length; at++) {
    const odd = ODD[piece[at]!]!;
    // The last bytes of a piece may be the first of such a sign.
    if (odd === 1 || (odd === 2 && !raw && (at + 2 >= piece.length || turns(piece, at)))) return true;
    if (raw && piece[at] === 0x81 && (at + 1 >= piece.length || piece[at + 1] === 0x36 || piece[at + 1] === 0x31))
      return true;
  }
  return false;
};
const named = (text: string): string => `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Why a cell with a sign that nobody sees is not taken; undefined where it has none. The value shows the signs. */
export const oddSign = (buf: Uint8Array, start: number, end: number, column: number): RowFault | undefined => {
  const at = oddAt(buf, start, end);
  if (at < 0) return undefined;
  const byte = buf[at]!;
  const text = decodeSpan(buf, start, end);
  const shown = [...text]
    .map((sign) => {
      const code = sign.charCodeAt(0);
      return code === 0x7f ? "\u2421" : code < 0x20 && ODD[code] === 1 ? String.fromCharCode(0x2400 + code) : sign;
    })
    .join("")
    .replace(TURNING, (sign) => `<${named(sign)}>`);
  const control = byte < 0x80;
  const code: FaultCode = byte === 0 ? "nul_in_text" : control ? "control_in_text" : "direction_in_text";
  const sign = control ? named(String.fromCharCode(byte)) : named(text.match(TURNING)?.[0] ?? "?");
  const args: FaultArgs = byte === 0 ? {} : { sign };
  return new RowFault(code, shown, args, column);
};
