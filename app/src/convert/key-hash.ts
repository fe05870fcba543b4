// Clauses: C7.1
/** 64 bits of a text: two lanes over words of four bytes, mixed at the end as MurmurHash3 does. */
export class KeyHash {
  low = 0;
  high = 0;
  of(buf: Uint8Array, view: DataView, start: number, end: number): void {
    let a = 0x1f83d9ab ^ (end - start);
    let b = 0x5be0cd19;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word = view.getInt32(at, true);
      a = Math.imul(a ^ word, 0x85ebca6b);
      b = Math.imul(b ^ word, 0xc2b2ae35);
      a = (a << 13) | (a >>> 19);
      b = (b << 17) | (b >>> 15);
    }
    for (; at < end; at++) {
      a = Math.imul(a ^ buf[at]!, 0x9e3779b1);
      b = Math.imul(b ^ buf[at]!, 0x27d4eb2f);
      a = (a << 13) | (a >>> 19);
      b = (b << 17) | (b >>> 15);
    }
    a ^= b >>> 16;
    b ^= a >>> 13;
    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
    b = Math.imul(b ^ (b >>> 16), 0xc2b2ae35);
    a = Math.imul(a ^ (a >>> 13) ^ b, 0xc2b2ae35);
    b = Math.imul(b ^ (b >>> 13) ^ a, 0x85ebca6b);
    this.low = a ^ (a >>> 16);
    this.high = b ^ (b >>> 16);
  }
}
