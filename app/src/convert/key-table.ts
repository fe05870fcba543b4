// Clauses: C7.1
import { ENTRY_WORDS, type KeyEntry, KeyRuns } from "./key-runs.ts";

/** Bits of the key's hash, spread over both halves (the mixing of cyrb53, kept whole as 64 bits). */
export class KeyHash {
  low = 0;
  high = 0;
  of(buf: Uint8Array, start: number, end: number): void {
    let a = 0xdeadbeef ^ (end - start);
    let b = 0x41c6ce57;
    for (let i = start; i < end; i++) {
      const byte = buf[i]!;
      a = Math.imul(a ^ byte, 2654435761);
      b = Math.imul(b ^ byte, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    this.low = a | 0;
    this.high = b | 0;
  }
}

/**
 * Which keys have been seen, how often and with what content. The newest half a million stand in memory; older ones go to
 * sorted runs on disk, so that a file of any length needs the same memory.
 */
export class KeyTable {
  /** What `find` found. */
  readonly found: KeyEntry = { content: 0, row: 0, count: 0 };
  private slots: Int32Array;
  private mask: number;
  private used = 0;
  private readonly runs: KeyRuns;
  private readonly limit: number;

  /** `expected`: keys that the whole file may hold, as far as its size tells. */
  constructor(directory: string, expected: number, limit = 524_288) {
    this.limit = limit;
    this.slots = new Int32Array(4096 * ENTRY_WORDS);
    this.mask = 4095;
    this.runs = new KeyRuns(directory, expected);
  }
  /** Slot of the key, or of the free place for it. */
  private slotOf(low: number, high: number): number {
    const { slots, mask } = this;
    let i = (low ^ (high >>> 7)) & mask;
    for (;;) {
      const at = i * ENTRY_WORDS;
      if (slots[at + 4] === 0 || (slots[at] === low && slots[at + 1] === high)) return at;
      i = (i + 1) & mask;
    }
  }
  /** How often the key came so far; what is known of it is in `found`. */
  find(key: KeyHash): number {
    const { slots, found } = this;
    const at = this.slotOf(key.low, key.high);
    if (slots[at + 4] !== 0) {
      found.content = slots[at + 2]!;
      found.row = slots[at + 3]!;
      found.count = slots[at + 4]!;
      return found.count;
    }
    if (!this.runs.find(key.low, key.high, found)) found.count = 0;
    return found.count;
  }
  put(key: KeyHash, content: number, row: number, count: number): void {
    const at = this.slotOf(key.low, key.high);
    const { slots } = this;
    const fresh = slots[at + 4] === 0;
    slots[at] = key.low;
    slots[at + 1] = key.high;
    slots[at + 2] = content;
    slots[at + 3] = row;
    slots[at + 4] = count;
    if (!fresh) return;
    this.used++;
    if (this.used * 2 > this.mask) this.grow();
  }
  private grow(): void {
    const old = this.slots;
    if (this.used >= this.limit) {
      this.runs.add(this.sorted());
      old.fill(0);
      this.used = 0;
      return;
    }
    this.mask = this.mask * 2 + 1;
    this.slots = new Int32Array((this.mask + 1) * ENTRY_WORDS);
    for (let at = 0; at < old.length; at += ENTRY_WORDS) {
      if (old[at + 4] === 0) continue;
      const to = this.slotOf(old[at]!, old[at + 1]!);
      for (let i = 0; i < ENTRY_WORDS; i++) this.slots[to + i] = old[at + i]!;
    }
  }
  /** The entries by the unsigned high word of their key, packed. */
  private sorted(): Int32Array {
    const { slots, used } = this;
    const order = new Float64Array(used);
    let n = 0;
    for (let at = 0; at < slots.length; at += ENTRY_WORDS)
      if (slots[at + 4] !== 0) order[n++] = (slots[at + 1]! >>> 0) * 2_097_152 + at / ENTRY_WORDS;
    order.sort();
    const packed = new Int32Array(used * ENTRY_WORDS);
    for (let i = 0; i < used; i++) {
      const at = (order[i]! % 2_097_152) * ENTRY_WORDS;
      for (let word = 0; word < ENTRY_WORDS; word++) packed[i * ENTRY_WORDS + word] = slots[at + word]!;
    }
    return packed;
  }
  close(): void {
    this.runs.close();
  }
}
