// Clauses: C7.1
import { isAscii, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { Ambiguity } from "./fault.ts";

export type Encoding = "utf-8" | "gb18030" | "utf-16";

/** Bytes of a file turned to UTF-8 piece by piece. */
export interface Decoder {
  readonly encoding: Encoding | "ascii";
  /** True once a piece held bytes that are not of the encoding: rows must be looked at one by one from then on. */
  readonly doubtful: boolean;
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

const FIRST_LEAD = 0x81;
const FIRST_TRAIL = 0x40;
const TRAILS = 0xff - FIRST_TRAIL;
let pairs: Uint16Array | undefined;
/** Code units of all two-byte codes, 0 where there is none; made once from iconv-lite's table. */
const pairTable = (): Uint16Array => {
  if (pairs) return pairs;
  pairs = new Uint16Array((0xff - FIRST_LEAD) * TRAILS);
  const line = Buffer.alloc(TRAILS * 3);
  for (let lead = FIRST_LEAD; lead < 0xff; lead++) {
    for (let trail = FIRST_TRAIL; trail < 0xff; trail++) {
      const at = (trail - FIRST_TRAIL) * 3;
      line[at] = lead;
      line[at + 1] = trail === 0x7f ? 0x40 : trail;
      line[at + 2] = 0x0a;
    }
    const texts = iconv.decode(line, "gb18030").split("\n");
    for (let i = 0; i < TRAILS; i++) {
      const text = texts[i]!;
      if (text.length === 1 && text !== "\ufffd" && i + FIRST_TRAIL !== 0x7f)
        pairs[(lead - FIRST_LEAD) * TRAILS + i] = text.charCodeAt(0);
    }
  }
  return pairs;
};

/** GB18030 to UTF-8: two-byte codes by table, four-byte codes through iconv-lite; what is no code becomes U+FFFD. */
class GbDecoder implements Decoder {
  readonly encoding = "gb18030";
  doubtful = false;
  private rest: Uint8Array = NONE;
  private readonly table = pairTable();
  private readonly fours = new Map<number, Uint8Array>();
  decode(piece: Uint8Array, last: boolean): Uint8Array {
    const bytes = joinedBytes(this.rest, piece);
    this.rest = NONE;
    if (isAscii(bytes)) return bytes;
    const out = new Uint8Array(bytes.length * 2 + 16);
    const { table } = this;
    const end = bytes.length;
    let at = 0;
    let to = 0;
    while (at < end) {
      const byte = bytes[at]!;
      if (byte < 0x80) {
        out[to++] = byte;
        at++;
        continue;
      }
      if (at + 1 >= end) {
        if (!last) break;
        to = this.lost(out, to);
        at++;
        continue;
      }
      const next = bytes[at + 1]!;
      if (next >= FIRST_TRAIL && byte >= FIRST_LEAD && byte < 0xff && next < 0xff) {
        const unit = table[(byte - FIRST_LEAD) * TRAILS + next - FIRST_TRAIL]!;
        if (unit !== 0) {
          if (unit < 0x800) {
            out[to++] = 0xc0 | (unit >> 6);
          } else {
            out[to++] = 0xe0 | (unit >> 12);
            out[to++] = 0x80 | ((unit >> 6) & 0x3f);
          }
          out[to++] = 0x80 | (unit & 0x3f);
          at += 2;
          continue;
        }
      } else if (next >= 0x30 && next <= 0x39 && byte >= FIRST_LEAD && byte < 0xff) {
        if (at + 3 >= end && !last) break;
        const four = at + 3 < end ? this.four(bytes, at) : undefined;
        if (four) {
          for (const unit of four) out[to++] = unit;
          at += 4;
          continue;
        }
      } else if (byte === 0x80) {
        for (const unit of [0xe2, 0x82, 0xac]) out[to++] = unit;
        at++;
        continue;
      }
      to = this.lost(out, to);
      at++;
    }
    if (at < end) this.rest = copyOf(bytes.subarray(at));
    return out.subarray(0, to);
  }
  private lost(out: Uint8Array, to: number): number {
    this.doubtful = true;
    out[to] = 0xef;
    out[to + 1] = 0xbf;
    out[to + 2] = 0xbd;
    return to + 3;
  }
  private four(bytes: Uint8Array, at: number): Uint8Array | undefined {
    const code = bytes[at]! * 0x1000000 + bytes[at + 1]! * 0x10000 + bytes[at + 2]! * 0x100 + bytes[at + 3]!;
    const known = this.fours.get(code);
    if (known) return known;
    const text = iconv.decode(Buffer.from(bytes.subarray(at, at + 4)), "gb18030");
    if ([...text].length !== 1 || text === "\ufffd") return undefined;
    const made = new TextEncoder().encode(text);
    this.fours.set(code, made);
    return made;
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

/** Plain ASCII until the first other byte; what follows decides between UTF-8 and GB18030. */
class UndecidedDecoder implements Decoder {
  private inner: Decoder | undefined;
  private rest: Uint8Array = NONE;
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
    if (isAscii(bytes)) return bytes;
    const utf8 = new Utf8Decoder();
    const asUtf8 = utf8.decode(bytes, last);
    if (!utf8.doubtful && !last && isAscii(asUtf8)) {
      this.rest = copyOf(bytes.subarray(asUtf8.length));
      return asUtf8;
    }
    if (!utf8.doubtful) {
      this.inner = utf8;
      return asUtf8;
    }
    const gb = new GbDecoder();
    const asGb = gb.decode(bytes, last);
    if (gb.doubtful) throw new Ambiguity("encoding", "");
    this.inner = gb;
    return asGb;
  }
}

/** Takes a byte-order mark off and chooses how to read the rest. */
export const decoderFor = (start: Uint8Array, wanted: Encoding | "auto"): { decoder: Decoder; skip: number } => {
  const begins = (...bytes: number[]): boolean => bytes.every((byte, i) => start[i] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return { decoder: new Utf8Decoder(), skip: 3 };
  if (begins(0xff, 0xfe)) return { decoder: new Utf16Decoder(false), skip: 2 };
  if (begins(0xfe, 0xff)) return { decoder: new Utf16Decoder(true), skip: 2 };
  if (begins(0x84, 0x31, 0x95, 0x33)) return { decoder: new GbDecoder(), skip: 4 };
  switch (wanted) {
    case "utf-8":
      return { decoder: new Utf8Decoder(), skip: 0 };
    case "gb18030":
      return { decoder: new GbDecoder(), skip: 0 };
    case "utf-16":
      return { decoder: new Utf16Decoder(start[0] === 0), skip: 0 };
    case "auto":
      return { decoder: new UndecidedDecoder(), skip: 0 };
  }
};
