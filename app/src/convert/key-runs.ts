// Clauses: C7.1
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** What is kept of a key: hash of its content, row where it stood first, how often it came. */
export interface KeyEntry {
  content: number;
  row: number;
  count: number;
}
/** low, high, content, row, count */
export const ENTRY_WORDS = 5;
const ENTRY_BYTES = ENTRY_WORDS * 4;
const FENCE = 512;
const FAN = 4;

/** A file that only this process reads, for as long as it runs. */
export interface Scratch {
  readonly fd: number;
  readonly path: string;
}
/** A sorted file of entries, with every 512th key in memory. The file has no name: it is gone when the process is. */
interface Run extends Scratch {
  readonly count: number;
  readonly tier: number;
  readonly fence: Uint32Array;
}

let made = 0;
/** Opens a file of the process's own, which loses its name at once where the system allows that. */
export const newScratch = (directory: string): Scratch => {
  const path = join(directory, `.keys-${process.pid}-${made++}.part`);
  const fd = openSync(path, "w+", 0o600);
  forget(path);
  return { path, fd };
};

/** Keys that no longer fit in memory: sorted runs on disk behind a Bloom filter, merged four by four. */
export class KeyRuns {
  private runs: Run[] = [];
  private bloom: Uint32Array | undefined;
  private readonly directory: string;
  private readonly expected: number;
  private readonly block = Buffer.alloc(FENCE * ENTRY_BYTES);
  private readonly words = new Int32Array(this.block.buffer, this.block.byteOffset, FENCE * ENTRY_WORDS);
  constructor(directory: string, expected: number) {
    this.directory = directory;
    this.expected = expected;
  }

  /** At least 8 bits a key, 4 to 32 MB, in blocks of 64 bytes so that a look costs one cache line. */
  private filter(): Uint32Array {
    if (this.bloom) return this.bloom;
    let words = 1 << 20;
    while (words < this.expected / 3 && words < 1 << 23) words *= 2;
    this.bloom = new Uint32Array(words);
    return this.bloom;
  }
  private blockOf(low: number, bloom: Uint32Array): number {
    return low & (bloom.length - 1) & ~15;
  }
  /** Touches the places of keys that will be asked for next. */
  warm(low: Int32Array, count: number): number {
    const { bloom } = this;
    if (!bloom) return 0;
    const mask = (bloom.length - 1) & ~15;
    let touched = 0;
    for (let i = 0; i < count; i++) touched ^= bloom[low[i]! & mask]!;
    return touched;
  }
  private remember(low: number, high: number): void {
    const bloom = this.filter();
    const base = this.blockOf(low, bloom);
    let bits = high;
    for (let i = 0; i < 5; i++) {
      const word = base + (bits & 15);
      bloom[word] = bloom[word]! | (1 << ((bits >>> 4) & 31));
      bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
    }
  }
  private mayHold(low: number, high: number): boolean {
    const bloom = this.bloom;
    if (!bloom) return false;
    const base = this.blockOf(low, bloom);
    let bits = high;
    for (let i = 0; i < 5; i++) {
      if ((bloom[base + (bits & 15)]! & (1 << ((bits >>> 4) & 31))) === 0) return false;
      bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
    }
    return true;
  }

  find(low: number, high: number, found: KeyEntry): boolean {
    if (!this.mayHold(low, high)) return false;
    for (let i = this.runs.length - 1; i >= 0; i--) if (this.findIn(this.runs[i]!, low, high, found)) return true;
    return false;
  }
  private findIn(run: Run, low: number, high: number, found: KeyEntry): boolean {
    const wanted = high >>> 0;
    let from = 0;
    let to = run.fence.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (run.fence[middle]! < wanted) from = middle + 1;
      else to = middle;
    }
    for (let fence = Math.max(from - 1, 0); fence < run.fence.length && run.fence[fence]! <= wanted; fence++) {
      const read = readSync(run.fd, this.block, 0, this.block.length, fence * FENCE * ENTRY_BYTES);
      const { words } = this;
      for (let at = 0; at < read / 4; at += ENTRY_WORDS)
        if (words[at] === low && words[at + 1] === high) {
          found.content = words[at + 2]!;
          found.row = words[at + 3]!;
          found.count = words[at + 4]!;
          return true;
        }
    }
    return false;
  }

  /** Takes entries sorted by the unsigned high word; a key that stands in an older run is shadowed by this one. */
  add(packed: Int32Array): void {
    for (let at = 0; at < packed.length; at += ENTRY_WORDS) this.remember(packed[at]!, packed[at + 1]!);
    const writer = new RunWriter(this.directory);
    for (let at = 0; at < packed.length; at += ENTRY_WORDS) writer.put(packed, at);
    this.runs.push(writer.done(0));
    for (;;) {
      const { tier } = this.runs[this.runs.length - 1]!;
      const same = this.runs.filter((run) => run.tier === tier);
      if (same.length < FAN) return;
      this.runs = [...this.runs.filter((run) => run.tier !== tier), this.merge(same, tier + 1)];
    }
  }
  /** Oldest first; of equal keys the newest stays. Keys of one high word are few, so they are compared one by one. */
  private merge(runs: readonly Run[], tier: number): Run {
    const readers = runs.map((run) => new RunReader(run));
    const writer = new RunWriter(this.directory);
    const group: Int32Array[] = [];
    for (;;) {
      let least = Number.POSITIVE_INFINITY;
      for (const reader of readers) if (reader.high < least) least = reader.high;
      if (least === Number.POSITIVE_INFINITY) break;
      group.length = 0;
      for (const reader of readers)
        while (reader.high === least) {
          const entry = reader.take();
          const twin = group.findIndex((other) => other[0] === entry[0]);
          if (twin < 0) group.push(entry);
          else group[twin] = entry;
        }
      for (const entry of group) writer.put(entry, 0);
    }
    for (const run of runs) closeScratch(run);
    return writer.done(tier);
  }
  close(): void {
    for (const run of this.runs) closeScratch(run);
    this.runs = [];
  }
}

/** Closes it, and takes its name away where that had to wait. */
export const closeScratch = ({ fd, path }: Scratch): void => {
  closeSync(fd);
  forget(path);
};
const forget = (path: string): void => {
  try {
    unlinkSync(path);
  } catch {
    // Already without a name.
  }
};

class RunWriter {
  private readonly file: Scratch;
  private readonly words = new Int32Array(8192 * ENTRY_WORDS);
  private filled = 0;
  private count = 0;
  private readonly fence: number[] = [];
  constructor(directory: string) {
    this.file = newScratch(directory);
  }
  put(from: Int32Array, at: number): void {
    if (this.count % FENCE === 0) this.fence.push(from[at + 1]! >>> 0);
    for (let i = 0; i < ENTRY_WORDS; i++) this.words[this.filled++] = from[at + i]!;
    this.count++;
    if (this.filled === this.words.length) this.flush();
  }
  private flush(): void {
    const bytes = Buffer.from(this.words.buffer, 0, this.filled * 4);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file.fd, bytes, at, bytes.length - at);
    this.filled = 0;
  }
  done(tier: number): Run {
    this.flush();
    return { ...this.file, count: this.count, tier, fence: Uint32Array.from(this.fence) };
  }
}

class RunReader {
  /** Unsigned high word of the next entry; infinite at the end. */
  high = Number.POSITIVE_INFINITY;
  private readonly run: Run;
  private readonly bytes = Buffer.alloc(8192 * ENTRY_BYTES);
  private readonly words = new Int32Array(this.bytes.buffer, this.bytes.byteOffset, 8192 * ENTRY_WORDS);
  private at = 0;
  private filled = 0;
  private position = 0;
  constructor(run: Run) {
    this.run = run;
    this.fill();
  }
  private fill(): void {
    const read = readSync(this.run.fd, this.bytes, 0, this.bytes.length, this.position);
    this.position += read;
    this.filled = read / 4;
    this.at = 0;
    this.high = this.filled === 0 ? Number.POSITIVE_INFINITY : this.words[1]! >>> 0;
  }
  take(): Int32Array {
    const entry = this.words.slice(this.at, this.at + ENTRY_WORDS);
    this.at += ENTRY_WORDS;
    if (this.at === this.filled) this.fill();
    else this.high = this.words[this.at + 1]! >>> 0;
    return entry;
  }
}
