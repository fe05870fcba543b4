// Clauses: C7.1
/** What is wrong with an XML part; the reader of the workbook says in which. */
export class XmlProblem extends Error {
  override readonly name = "XmlProblem";
  readonly code: "document_type" | "broken_xml";
  constructor(code: "document_type" | "broken_xml") {
    super(code);
    this.code = code;
  }
}
const broken = (): never => {
  throw new XmlProblem("broken_xml");
};

/** Elements that workbooks need, by local name whatever its prefix. */
export const ELEMENT = {
  other: 0,
  row: 1,
  c: 2,
  v: 3,
  t: 4,
  is: 5,
  f: 6,
  sheetData: 7,
  rPh: 8,
  si: 9,
  mergeCell: 10,
  dimension: 11,
} as const;
const NAMES = new Map<string, number>(Object.entries(ELEMENT).filter(([name]) => name !== "other"));
const LONGEST_TAG = 64 * 1024;
const LT = 0x3c;
const GT = 0x3e;

/**
 * Finds tags in bytes that arrive piece by piece. No document type, no entity but the five and character references; comments,
 * instructions and CDATA are passed over or taken as text by the caller.
 */
export class XmlScanner {
  buf: Buffer = Buffer.alloc(0);
  /** Where the next look begins. */
  at = 0;
  element = 0;
  closing = false;
  empty = false;
  /** Values of the attributes `r`, `s`, `t`, `ref` of the last tag; −1 where it has none. */
  rStart = -1;
  rEnd = -1;
  sStart = -1;
  sEnd = -1;
  tStart = -1;
  tEnd = -1;
  refStart = -1;
  refEnd = -1;
  /** CDATA text passed over by the last `tag`, as a span. */
  cdataStart = -1;
  cdataEnd = -1;

  /** Adds bytes; what was looked at is dropped. */
  append(piece: Buffer): void {
    const rest = this.buf.length - this.at;
    if (rest > 16 * 1024 * 1024) broken();
    this.buf = rest === 0 ? piece : Buffer.concat([this.buf.subarray(this.at), piece]);
    this.at = 0;
  }
  /** Moves behind the next tag; false when it is not whole yet, `at` then stays. `lt` is where it begins. */
  tag(): boolean {
    const { buf } = this;
    const { length } = buf;
    // Texts between tags are short: a loop is quicker than a call into the runtime.
    let lt = this.at;
    while (lt < length && buf[lt] !== LT) lt++;
    if (lt === length) return false;
    const first = buf[lt + 1];
    if (first === undefined) return false;
    if (first === 0x21 || first === 0x3f) return this.special(lt, first);
    this.cdataStart = -1;
    let i = lt + 1;
    this.closing = first === 0x2f;
    if (this.closing) i++;
    let nameStart = i;
    let byte = buf[i];
    while (byte !== undefined && byte > 0x20 && byte !== GT && byte !== 0x2f) {
      if (byte === 0x3a) nameStart = i + 1;
      byte = buf[++i];
    }
    if (byte === undefined) return this.cut(lt);
    this.element = elementOf(buf, nameStart, i);
    this.nameStart = nameStart;
    this.rStart = this.sStart = this.tStart = this.refStart = -1;
    this.empty = false;
    for (;;) {
      while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = buf[++i];
      if (byte === GT) break;
      if (byte === 0x2f) {
        this.empty = true;
        byte = buf[++i];
        continue;
      }
      if (byte === undefined) return this.cut(lt);
      const attribute = i;
      while (byte !== undefined && byte !== 0x3d && byte !== GT) byte = buf[++i];
      if (byte === GT) broken();
      const nameEnd = i;
      byte = buf[++i];
      while (byte === 0x20) byte = buf[++i];
      if (byte === undefined) return this.cut(lt);
      if (byte !== 0x22 && byte !== 0x27) broken();
      let end = i + 1;
      while (end < length && buf[end] !== byte) end++;
      if (end === length) return this.cut(lt);
      this.keep(attribute, nameEnd, i + 1, end);
      i = end + 1;
      byte = buf[i];
    }
    this.lt = lt;
    this.at = i + 1;
    return true;
  }
  /** Where the last tag begins, and its local name in it. */
  lt = 0;
  nameStart = 0;
  private keep(attribute: number, nameEnd: number, start: number, end: number): void {
    const { buf } = this;
    const length = nameEnd - attribute;
    const first = buf[attribute];
    if (length === 1) {
      if (first === 0x72) [this.rStart, this.rEnd] = [start, end];
      else if (first === 0x73) [this.sStart, this.sEnd] = [start, end];
      else if (first === 0x74) [this.tStart, this.tEnd] = [start, end];
    } else if (length === 3 && first === 0x72 && buf[attribute + 1] === 0x65 && buf[attribute + 2] === 0x66)
      [this.refStart, this.refEnd] = [start, end];
  }
  private cut(lt: number): boolean {
    if (this.buf.length - lt > LONGEST_TAG) broken();
    return false;
  }
  private special(lt: number, first: number): boolean {
    const { buf } = this;
    const starts = (text: string): boolean => buf.toString("latin1", lt, lt + text.length) === text;
    const end = (text: string, from: number): number => buf.indexOf(text, from, "latin1");
    this.element = ELEMENT.other;
    this.closing = this.empty = false;
    this.cdataStart = -1;
    let close: number;
    let length = 2;
    if (first === 0x3f) close = end("?>", lt);
    else if (buf.length - lt < 9) return false;
    else if (starts("<!--")) {
      close = end("-->", lt);
      length = 3;
    } else if (starts("<![CDATA[")) {
      close = end("]]>", lt);
      length = 3;
      this.cdataStart = lt + 9;
      this.cdataEnd = close;
    } else throw new XmlProblem("document_type");
    if (close < 0) {
      if (buf.length - lt > 1024 * 1024) broken();
      return false;
    }
    this.lt = lt;
    this.at = close + length;
    return true;
  }
}
const elementOf = (buf: Buffer, start: number, end: number): number => {
  const length = end - start;
  if (length === 1) {
    const byte = buf[start];
    return byte === 0x63
      ? ELEMENT.c
      : byte === 0x76
        ? ELEMENT.v
        : byte === 0x74
          ? ELEMENT.t
          : byte === 0x66
            ? ELEMENT.f
            : 0;
  }
  if (length > 9) return 0;
  if (length === 3 && buf[start] === 0x72 && buf[start + 1] === 0x6f && buf[start + 2] === 0x77) return ELEMENT.row;
  return NAMES.get(buf.toString("latin1", start, end)) ?? 0;
};

const ENTITIES: Readonly<Record<string, number>> = { lt: 0x3c, gt: 0x3e, amp: 0x26, quot: 0x22, apos: 0x27 };

/** The code unit that `_x000D_` stands for (ST_Xstring of ISO 29500), −1 where none is written. */
const escapedUnit = (from: Uint8Array, at: number, end: number): number => {
  if (at + 7 > end || from[at] !== 0x5f || from[at + 1] !== 0x78 || from[at + 6] !== 0x5f) return -1;
  const digits = Buffer.from(from.buffer, from.byteOffset + at + 2, 4).toString("latin1");
  return /^[0-9A-Fa-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
};
/** Copies text with its entities resolved; gives the new end. The target must have room for as many bytes. */
export const copyText = (from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number => {
  let put = at;
  for (let i = start; i < end; i++) {
    const byte = from[i]!;
    if (byte === 0x5f) {
      const unit = escapedUnit(from, i, end);
      const low = unit >= 0xd800 && unit < 0xdc00 ? escapedUnit(from, i + 7, end) : -1;
      const pair = low >= 0xdc00 && low < 0xe000;
      if (unit >= 0 && (pair || unit < 0xd800 || unit >= 0xe000)) {
        const text = pair ? String.fromCharCode(unit, low) : String.fromCharCode(unit);
        for (const written of Buffer.from(text)) to[put++] = written;
        i += pair ? 13 : 6;
        continue;
      }
    }
    if (byte !== 0x26) {
      to[put++] = byte;
      continue;
    }
    let close = i + 1;
    while (close < end && close - i < 12 && from[close] !== 0x3b) close++;
    if (from[close] !== 0x3b) broken();
    const name = Buffer.from(from.buffer, from.byteOffset + i + 1, close - i - 1).toString("latin1");
    const reference = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name);
    const code = reference ? (reference[1] ? Number.parseInt(reference[1], 16) : +reference[2]!) : ENTITIES[name];
    if (code === undefined || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) broken();
    for (const unit of Buffer.from(String.fromCodePoint(code!))) to[put++] = unit;
    i = close;
  }
  return put;
};
