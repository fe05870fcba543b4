// Clauses: N7
import { assert } from "../values/assert.ts";

/** SHA-256 of bytes; the host supplies it (node:crypto, hash-wasm). */
export type Sha256Bytes = (bytes: Uint8Array) => Uint8Array;

/** UTF-8 of a well-formed text (RFC 3629). A half of a pair of surrogates is a bug of the caller. */
export const utf8Bytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index)!;
    if (code < 0x80) bytes[at++] = code;
    else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 63);
    } else if (code < 0x1_0000) {
      assert(code < 0xd800 || code > 0xdfff, "half a pair of surrogates is no text");
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 63);
      bytes[at++] = 0x80 | (code & 63);
    } else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 63);
      bytes[at++] = 0x80 | ((code >> 6) & 63);
      bytes[at++] = 0x80 | (code & 63);
      index += 1;
    }
  }
  return bytes.slice(0, at);
};
/** The text of UTF-8 bytes; undefined where they are none (too long a form, half a pair, a byte that fits nowhere). */
export const utf8Text = (bytes: Uint8Array): string | undefined => {
  const parts: string[] = [];
  let units: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!;
    const length = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) return undefined;
    let code = length === 1 ? first : first & (0x7f >> length);
    for (let next = 1; next < length; next += 1) {
      const byte = bytes[at + next]!;
      if (byte >> 6 !== 2) return undefined;
      code = (code << 6) | (byte & 63);
    }
    if (code < (LEAST[length] ?? 0) || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    if (code < 0x1_0000) units.push(code);
    else units.push(0xd800 + ((code - 0x1_0000) >> 10), 0xdc00 + ((code - 0x1_0000) & 1023));
    at += length;
    if (units.length > 8000) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  return parts.join("") + String.fromCharCode(...units);
};
const LEAST: readonly number[] = [0, 0, 0x80, 0x800, 0x1_0000];

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
export const hexOf = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
};
/** Lower-case hexadecimal; undefined for anything else. */
export const hexBytes = (text: string): Uint8Array | undefined => {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
};

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Base64 with its padding (RFC 4648 §4). */
export const base64Of = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
    text += SIGNS[a >> 2]! + SIGNS[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    text += b === undefined ? "=" : SIGNS[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    text += c === undefined ? "=" : SIGNS[c & 63]!;
  }
  return text;
};
/** Only the one way of writing bytes is read: bits that stand for nothing must be zero. Undefined for anything else. */
export const base64Bytes = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let from = 0, at = 0; from < text.length; from += 4, at += 3) {
    const four = [0, 1, 2, 3].map((next) => Math.max(SIGNS.indexOf(text[from + next]!), 0));
    const bits = (four[0]! << 18) | (four[1]! << 12) | (four[2]! << 6) | four[3]!;
    for (let next = 0; next < 3 && at + next < bytes.length; next += 1)
      bytes[at + next] = (bits >> (16 - 8 * next)) & 255;
  }
  return base64Of(bytes) === text ? bytes : undefined;
};

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
};
