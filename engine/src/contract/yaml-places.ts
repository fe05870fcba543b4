import type { Place } from "./model.ts";

/** Gives the place of an offset of a text. */
export type PlaceAt = (offset: number) => Place;

/** How many numbers of a rising list are below one. */
const countBelow = (rising: readonly number[], limit: number): number => {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
};
/**
 * Lines and columns of a text, both from 1. Columns count characters as a reader does, so that 𠮷 and 😀 are one each.
 * @param widened by how much the blanks that begin a line were made more than they are in the file, by line
 */
export const placesOf = (file: string, text: string, widened: readonly number[] = []): PlaceAt => {
  const starts = [0];
  const pairs: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 10) starts.push(i + 1);
    // The second half of a character that is kept as two.
    else if (unit >= 0xdc00 && unit < 0xe000) pairs.push(i);
  }
  return (offset) => {
    const at = Math.min(offset, text.length);
    const line = countBelow(starts, at + 1);
    const start = starts[line - 1]!;
    const column = at - start - (countBelow(pairs, at) - countBelow(pairs, start)) + 1;
    return { file, line, column: Math.max(column - (widened[line - 1] ?? 0), 1) };
  };
};

const BLANK = /[ \t\r\n]/;
const ESCAPE_LENGTH: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
const BLANK_ESCAPES = [" ", "t", "n", "r", "\t"];
/** One character of a source: how long it is there, how many units it gives, and whether it may be folded away. */
const unitAt = (raw: string, at: number, quote: string): { length: number; gives: number; blank: boolean } => {
  const sign = raw[at]!;
  if (quote === "'" && sign === "'") return { length: 2, gives: 1, blank: false };
  if (quote !== '"' || sign !== "\\") return { length: 1, gives: 1, blank: BLANK.test(sign) };
  const name = raw[at + 1] ?? "";
  // A line that ends with a backslash goes on in the next.
  if (name === "\n" || name === "\r") return { length: 1, gives: 0, blank: true };
  const length = ESCAPE_LENGTH[name] ?? 2;
  if (length === 2) return { length, gives: 1, blank: BLANK_ESCAPES.includes(name) };
  const code = Number.parseInt(raw.slice(at + 2, at + length), 16);
  return { length, gives: code > 0xffff ? 2 : 1, blank: [32, 9, 10, 13].includes(code) };
};
/**
 * Where in its source each character of a scalar stands, and last where it ends; whatever the style. Blanks are all that folding,
 * indentation and chomping change: the other characters stand in the source one by one, and blanks between their neighbours.
 * @param raw the scalar as it stands in the file, with its quotes or the sign that begins a block
 */
export const offsetsOf = (raw: string, value: string): number[] => {
  const block = raw[0] === "|" || raw[0] === ">";
  const quote = !block && (raw[0] === '"' || raw[0] === "'") ? raw[0] : "";
  const end = raw.length - quote.length;
  let at = block ? raw.indexOf("\n") + 1 || raw.length : quote.length;
  const offsets: number[] = [];
  const blanksBefore = (limit: number): number[] => {
    const blanks: number[] = [];
    while (at < limit) {
      const unit = unitAt(raw, at, quote);
      if (!unit.blank) break;
      if (unit.gives > 0) blanks.push(at);
      at += unit.length;
    }
    return blanks;
  };
  for (let i = 0; i < value.length; ) {
    const blanks = blanksBefore(end);
    const from = i;
    while (i < value.length && BLANK.test(value[i]!)) i += 1;
    const [written, given] = [blanks.length, i - from];
    // The last of several stand before the next character, as indentation does not.
    for (let j = 0; j < given; j += 1) offsets.push(blanks[written === given ? j : Math.min(j, written - 1)] ?? at);
    if (i >= value.length || at >= end) break;
    const { length, gives } = unitAt(raw, at, quote);
    for (let j = 0; j < gives; j += 1) offsets.push(at);
    at += length;
    i += gives;
  }
  while (offsets.length < value.length) offsets.push(Math.min(at, end));
  offsets.length = value.length;
  offsets.push(Math.min(at, end));
  return offsets;
};
