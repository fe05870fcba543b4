// Clauses: C7.1
import { ENTRY_WORDS, type KeyEntry, KeyRuns } from "./key-runs.ts";

/**
 * Which keys have been seen, how often and with what content. The newest half a million stand in memory; older ones go to
 * sorted runs on disk, so that a file of any length needs the same memory.
 */
export class KeyTable {
  /** What `find` found. */
  readonly found: KeyEntry = { content: 0, row: 0, count: 0 };
  private slots: Int32Array;
  private mask: number;
  /** 32 less the bits of the mask. */
  private shift: number;
  private used = 0;
  /** Room for sorting, kept from run to run: given up each time, it would fill the memory sooner than it is collected. */
  private order = new Int32Array(0);
  private packed = new Int32Array(0);
  private readonly runs: KeyRuns;
  private readonly limit: number;

  /** `expected`: keys that the whole file may hold, as far as its size tells. */
  constructor(directory: string, expected: number, limit = 524_288) {
    this.limit = limit;
    let bits = 12;
    while (2 ** bits < 2 * Math.min(expected, limit)) bits++;
    this.slots = new Int32Array(2 ** bits * ENTRY_WORDS);
    this.mask = 2 ** bits - 1;
    this.shift = 32 - bits;
    this.runs = new KeyRuns(directory, expected);
  }
  /** Slot of the key, or of the free place for it. */
  private slotOf(low: number, high: number): number {
    const { slots, mask } = this;
    // By the top bits of the high word, so that the table stands nearly in the order of its keys.
    let i = high >>> this.shift;
    for (;;) {
      const at = i * ENTRY_WORDS;
      if (slots[at + 4] === 0 || (slots[at] === low && slots[at + 1] === high)) return at;
      i = (i + 1) & mask;
    }
  }
  /** Touches the places of keys that will be asked for next; the processor fetches them side by side. */
  warm(low: Int32Array, high: Int32Array, count: number): number {
    const { slots, shift } = this;
    let touched = this.runs.warm(low, count);
    for (let i = 0; i < count; i++) {
      const at = (high[i]! >>> shift) * ENTRY_WORDS;
      touched ^= slots[at]! ^ slots[at + 4]!;
    }
    return touched;
  }
  /** How often the key came so far; what is known of it is in `found`. */
  find(low: number, high: number): number {
    const { slots, found } = this;
    const at = this.slotOf(low, high);
    if (slots[at + 4] !== 0) {
      found.content = slots[at + 2]!;
      found.row = slots[at + 3]!;
      found.count = slots[at + 4]!;
      return found.count;
    }
    if (!this.runs.find(low, high, found)) found.count = 0;
    return found.count;
  }
  put(low: number, high: number, content: number, row: number, count: number): void {
    const at = this.slotOf(low, high);
    const { slots } = this;
    const fresh = slots[at + 4] === 0;
    slots[at] = low;
    slots[at + 1] = high;
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
    this.shift -= 1;
    this.slots = new Int32Array((this.mask + 1) * ENTRY_WORDS);
    for (let at = 0; at < old.length; at += ENTRY_WORDS) {
      if (old[at + 4] === 0) continue;
      const to = this.slotOf(old[at]!, old[at + 1]!);
      for (let i = 0; i < ENTRY_WORDS; i++) this.slots[to + i] = old[at + i]!;
    }
  }
  /**
   * The entries by the unsigned high word of their key, packed. The table is nearly in that order: only neighbours that were
   * pushed aside, and those that went round the end, must be moved.
   */
  private sorted(): Int32Array {
    const { slots, used, mask } = this;
    if (this.order.length < used) {
      this.order = new Int32Array(used);
      this.packed = new Int32Array(used * ENTRY_WORDS);
    }
    const order = this.order.subarray(0, used);
    const packed = this.packed.subarray(0, used * ENTRY_WORDS);
    let first = 0;
    while (slots[first * ENTRY_WORDS + 4] !== 0) first++;
    let n = 0;
    for (let i = first; i <= mask; i++) if (slots[i * ENTRY_WORDS + 4] !== 0) order[n++] = i * ENTRY_WORDS + 1;
    const round = n;
    for (let i = 0; i < first; i++) order[n++] = i * ENTRY_WORDS + 1;
    order.subarray(round).sort((a, b) => (slots[a]! >>> 0) - (slots[b]! >>> 0));
    for (let i = 1; i < used; i++) {
      const at = order[i]!;
      const high = slots[at]! >>> 0;
      let to = i - 1;
      while (to >= 0 && slots[order[to]!]! >>> 0 > high) {
        order[to + 1] = order[to]!;
        to--;
      }
      order[to + 1] = at;
    }
    for (let i = 0; i < used; i++) {
      const at = order[i]! - 1;
      for (let word = 0; word < ENTRY_WORDS; word++) packed[i * ENTRY_WORDS + word] = slots[at + word]!;
    }
    return packed;
  }
  close(): void {
    this.runs.close();
  }
}
