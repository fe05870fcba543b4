// Clauses: C7.1
import { JsonBytes } from "./json-bytes.ts";
import { KeyHash } from "./key-hash.ts";

/** Drafts of one batch at most, and words kept of each. */
const MOST = 1024;
const WORDS = 9;
/** A batch with more than this is handed on though it has room for more drafts. */
const MOST_BYTES = 1024 * 1024;

/** The bytes of a batch that another thread sees too. */
export interface SharedBytes {
  readonly words: SharedArrayBuffer;
  readonly keys: SharedArrayBuffer;
  readonly out: SharedArrayBuffer;
}

const keyHash = new KeyHash();
/** A hash of kind and fields as written, id left out. */
const contentHash = ({ buf, view }: JsonBytes, body: number, end: number): number => {
  let a = end - body;
  let b = 0x165667b1;
  let at = body;
  for (; at + 8 <= end; at += 8) {
    a = Math.imul(a ^ view.getInt32(at, true), 0x5bd1e995);
    b = Math.imul(b ^ view.getInt32(at + 4, true), 0x27d4eb2f);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  for (; at < end; at++) a = Math.imul(a ^ buf[at]!, 0x5bd1e995);
  a = Math.imul(a ^ (b >>> 7) ^ (b << 11), 0x85ebca6b);
  return a ^ (a >>> 15);
};

/**
 * A batch of events that have been written but not yet told from those seen before: each body stands in `out` with room for
 * its id, each key in `keys`. Looking keys up in batches lets the processor fetch many places of the table at once.
 */
export class Drafts {
  count = 0;
  readonly out: JsonBytes;
  readonly keys: JsonBytes;
  readonly plan: Int32Array;
  readonly row: Int32Array;
  readonly body: Int32Array;
  readonly end: Int32Array;
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly content: Int32Array;
  private readonly words: ArrayBufferLike;
  /** In memory of its own, in new memory that is shared, or over what another thread shares. */
  constructor(from: "own" | "shared" | SharedBytes = "own") {
    const memory = (size: number): number | SharedArrayBuffer => (from === "own" ? size : new SharedArrayBuffer(size));
    if (typeof from === "object") {
      this.words = from.words;
      this.out = new JsonBytes(from.out);
      this.keys = new JsonBytes(from.keys);
    } else {
      const size = MOST * WORDS * 4;
      this.words = from === "own" ? new ArrayBuffer(size) : new SharedArrayBuffer(size);
      this.out = new JsonBytes(memory(MOST_BYTES));
      this.keys = new JsonBytes(memory(128 * 1024));
    }
    const words = (i: number): Int32Array => new Int32Array(this.words, i * MOST * 4, MOST);
    this.plan = words(0);
    this.row = words(1);
    this.body = words(2);
    this.end = words(3);
    this.keyStart = words(4);
    this.keyEnd = words(5);
    this.low = words(6);
    this.high = words(7);
    this.content = words(8);
  }
  /** Hashes of all keys, and of what the events say where their key does not hold all of it. */
  hash(keyIsAll: readonly boolean[]): void {
    const { keys, out, count } = this;
    for (let i = 0; i < count; i++) {
      keyHash.of(keys.buf, keys.view, this.keyStart[i]!, this.keyEnd[i]!);
      this.low[i] = keyHash.low;
      this.high[i] = keyHash.high;
      this.content[i] = keyIsAll[this.plan[i]!] ? 0 : contentHash(out, this.body[i]!, this.end[i]!);
    }
  }
  /** Whether the events of one more row fit. */
  fits(plans: number): boolean {
    return this.count + plans <= MOST && this.out.at < MOST_BYTES;
  }
  clear(): void {
    this.count = 0;
    this.keys.at = 0;
    this.out.at = 0;
  }
  /** Where a shared batch stands; other bytes than before once one of them had to grow. */
  bytes(): SharedBytes {
    return {
      words: this.words as SharedArrayBuffer,
      keys: this.keys.buf.buffer as SharedArrayBuffer,
      out: this.out.buf.buffer as SharedArrayBuffer,
    };
  }
}
