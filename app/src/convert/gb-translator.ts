// Clauses: C7.1
import iconv from "iconv-lite";

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
export class GbTranslator {
  /** Something was no code of GB18030. */
  lost = false;
  /** Where the last call stopped because the rest of a code is still to come. */
  stoppedAt = 0;
  private readonly table = pairTable();
  private readonly fours = new Map<number, Uint8Array>();
  /** Writes to `out` from `to` on, at most twice as many bytes and 3 more; gives the new end. `last`: nothing follows. */
  translate(bytes: Uint8Array, start: number, end: number, out: Uint8Array, to: number, last: boolean): number {
    const { table } = this;
    let at = start;
    while (at < end) {
      const byte = bytes[at]!;
      if (byte < 0x80) {
        out[to++] = byte;
        at++;
        continue;
      }
      if (at + 1 >= end) {
        if (!last) break;
        to = this.replacement(out, to);
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
      to = this.replacement(out, to);
      at++;
    }
    this.stoppedAt = at;
    return to;
  }
  private replacement(out: Uint8Array, to: number): number {
    this.lost = true;
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
