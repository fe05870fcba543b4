// Clauses: C7.1
import { isAscii, isUtf8 } from "node:buffer";
import { Ambiguity } from "./fault.ts";
import { GbTranslator } from "./gb-translator.ts";

export type Encoding = "utf-8" | "gb18030" | "utf-16";

/** Bytes of a file turned to UTF-8 piece by piece. */
export interface Decoder {
  readonly encoding: Encoding | "ascii";
  /** True once a piece held bytes that are not of the encoding: rows must be looked at one by one from then on. */
  readonly doubtful: boolean;
  /** True when the bytes passed are still GB18030. */
  readonly raw?: boolean;
  decode(piece: Uint8Array, last: boolean): Uint8Array;
}

/** Length of the part that ends with a whole UTF-8 sequence. */
const wholeUtf8 = (piece: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= piece.length; back++) {
    const byte = piece[piece.length - back]!;
    if (byte < 0x80) return piece.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? piece.length - back : piece.length;
    }
  }
  return piece.length;
};
const joinedBytes = (a: Uint8Array, b: Uint8Array): Uint8Array => (a.length === 0 ? b : Buffer.concat([a, b]));
/** A copy of its own; `slice` of a Buffer would share its bytes. */
const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
const NONE = new Uint8Array(0);

/** UTF-8 passes as it is; sequences cut by a piece's end wait for the next. */
class Utf8Decoder implements Decoder {
  readonly encoding = "utf-8";
  doubtful = false;
  private rest: Uint8Array = NONE;
  decode(piece: Uint8Array, last: boolean): Uint8Array {
    const bytes = joinedBytes(this.rest, piece);
    const whole = last ? bytes.length : wholeUtf8(bytes);
    this.rest = whole < bytes.length ? copyOf(bytes.subarray(whole)) : NONE;
    const out = whole < bytes.length ? bytes.subarray(0, whole) : bytes;
    if (!this.doubtful && !isAscii(out) && !isUtf8(out)) this.doubtful = true;
    return out;
  }
}

/**
 * GB18030 turned to UTF-8. When `raw`, bytes pass as they are: no code contains a comma, semicolon, tab, quote or line end, so
 * rows can be found first and only the cells that are needed be turned.
 */
class GbDecoder implements Decoder {
  readonly encoding = "gb18030";
  readonly raw: boolean;
  private readonly translator = new GbTranslator();
  private rest: Uint8Array = NONE;
  constructor(raw: boolean) {
    this.raw = raw;
  }
  get doubtful(): boolean {
    return this.translator.lost;
  }
  decode(piece: Uint8Array, last: boolean): Uint8Array {
    if (this.raw) return piece;
    const bytes = joinedBytes(this.rest, piece);
    this.rest = NONE;
    if (isAscii(bytes)) return bytes;
    const out = new Uint8Array(bytes.length * 2 + 16);
    const to = this.translator.translate(bytes, 0, bytes.length, out, 0, last);
    if (this.translator.stoppedAt < bytes.length) this.rest = copyOf(bytes.subarray(this.translator.stoppedAt));
    return out.subarray(0, to);
  }
}

class Utf16Decoder implements Decoder {
  readonly encoding = "utf-16";
  doubtful = false;
  private readonly inner: InstanceType<typeof TextDecoder>;
  private readonly encoder = new TextEncoder();
  constructor(bigEndian: boolean) {
    this.inner = new TextDecoder(bigEndian ? "utf-16be" : "utf-16le", { ignoreBOM: true });
  }
  decode(piece: Uint8Array, last: boolean): Uint8Array {
    const text = this.inner.decode(piece, { stream: !last });
    if (text.includes("\ufffd")) this.doubtful = true;
    return this.encoder.encode(text);
  }
}

const NEWLINE = 0x0a;
const linesIn = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
};
/** Asks with the first line that is in neither encoding, or else the first that is not in UTF-8. */
const inDoubt = (bytes: Uint8Array, linesBefore: number): Ambiguity => {
  let first: Ambiguity["bytes"];
  let row = linesBefore;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end < 0 ? bytes.length : end;
    row++;
    const line = copyOf(bytes.subarray(from, to > from && bytes[to - 1] === 0x0d ? to - 1 : to));
    from = to + 1;
    if (isUtf8(line)) continue;
    const gb = new GbDecoder(false);
    gb.decode(line, true);
    first ??= { row, line };
    if (!gb.doubtful) continue;
    first = { row, line };
    break;
  }
  return new Ambiguity("encoding", new TextDecoder().decode(first?.line ?? NONE), -1, first && { bytes: first });
};
/** A line's bytes as each encoding reads them. */
export const readAs = (line: Uint8Array, encoding: "utf-8" | "gb18030"): string =>
  new TextDecoder().decode(encoding === "utf-8" ? line : new GbDecoder(false).decode(line, true));

/**
 * Which half of each pair holds the zeros: in UTF-16 all separators and digits have one. Undefined where there are too few,
 * or too many in both halves, for that.
 */
const zeroHalf = (start: Uint8Array): "first" | "second" | undefined => {
  const zeros = [0, 0];
  for (let at = start.indexOf(0); at >= 0; at = start.indexOf(0, at + 1)) zeros[at % 2]!++;
  const [first = 0, second = 0] = zeros;
  if ((first + second) * 32 < start.length || Math.max(first, second) < Math.min(first, second) * 4) return undefined;
  return first + second === 0 ? undefined : first > second ? "first" : "second";
};

/** Plain ASCII until the first other byte; what follows decides between UTF-8 and GB18030. */
class UndecidedDecoder implements Decoder {
  private readonly rawGb: boolean;
  constructor(rawGb: boolean) {
    this.rawGb = rawGb;
  }
  get raw(): boolean {
    return this.inner?.raw ?? false;
  }
  private inner: Decoder | undefined;
  private rest: Uint8Array = NONE;
  private lines = 0;
  get encoding(): Encoding | "ascii" {
    return this.inner?.encoding ?? "ascii";
  }
  get doubtful(): boolean {
    return this.inner?.doubtful ?? false;
  }
  decode(piece: Uint8Array, last: boolean): Uint8Array {
    if (this.inner) return this.inner.decode(piece, last);
    const bytes = joinedBytes(this.rest, piece);
    this.rest = NONE;
    if (isAscii(bytes)) {
      this.lines += linesIn(bytes);
      return bytes;
    }
    const utf8 = new Utf8Decoder();
    const asUtf8 = utf8.decode(bytes, last);
    if (!utf8.doubtful && !last && isAscii(asUtf8)) {
      this.lines += linesIn(asUtf8);
      this.rest = copyOf(bytes.subarray(asUtf8.length));
      return asUtf8;
    }
    if (!utf8.doubtful) {
      this.inner = utf8;
      return asUtf8;
    }
    const trial = new GbDecoder(false);
    const asGb = trial.decode(bytes, last);
    if (trial.doubtful) throw inDoubt(bytes, this.lines);
    this.inner = this.rawGb ? new GbDecoder(true) : trial;
    return this.rawGb ? bytes : asGb;
  }
}

/** Takes a byte-order mark off and chooses how to read the rest. */
export const decoderFor = (
  start: Uint8Array,
  wanted: Encoding | "auto",
  rawGb: boolean,
): { decoder: Decoder; skip: number } => {
  const begins = (...bytes: number[]): boolean => bytes.every((byte, i) => start[i] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return { decoder: new Utf8Decoder(), skip: 3 };
  if (begins(0xff, 0xfe)) return { decoder: new Utf16Decoder(false), skip: 2 };
  if (begins(0xfe, 0xff)) return { decoder: new Utf16Decoder(true), skip: 2 };
  if (begins(0x84, 0x31, 0x95, 0x33)) return { decoder: new GbDecoder(rawGb), skip: 4 };
  switch (wanted) {
    case "utf-8":
      return { decoder: new Utf8Decoder(), skip: 0 };
    case "gb18030":
      return { decoder: new GbDecoder(rawGb), skip: 0 };
    case "utf-16":
      return { decoder: new Utf16Decoder(zeroHalf(start) === "first"), skip: 0 };
    case "auto": {
      const zeros = zeroHalf(start);
      return { decoder: zeros ? new Utf16Decoder(zeros === "first") : new UndecidedDecoder(rawGb), skip: 0 };
    }
  }
};
