// Clauses: N7
import { assert } from "../values/assert.ts";
import { joined, type Sha256Bytes, sameBytes } from "./bytes.ts";

// The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1): leaves and nodes are hashed under prefixes of their own, a tree splits at
// the largest power of two below its size.
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
export const HASH_BYTES = 32;

export const leafHash = (sha256: Sha256Bytes, record: Uint8Array): Uint8Array => sha256(joined(LEAF, record));
export const nodeHash = (sha256: Sha256Bytes, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(joined(NODE, left, right));
export const emptyRoot = (sha256: Sha256Bytes): Uint8Array => sha256(new Uint8Array(0));

/** What has to be remembered of a tree to go on adding leaves: the roots of its complete parts, the largest first. */
export class Frontier {
  readonly #sha256: Sha256Bytes;
  readonly #peaks: Uint8Array[];
  #size: number;

  private constructor(sha256: Sha256Bytes, size: number, peaks: Uint8Array[]) {
    this.#sha256 = sha256;
    this.#size = size;
    this.#peaks = peaks;
  }
  static empty(sha256: Sha256Bytes): Frontier {
    return new Frontier(sha256, 0, []);
  }
  /** As `bytes` wrote it. Undefined where the bytes are not those of that many leaves. */
  static of(sha256: Sha256Bytes, size: number, bytes: Uint8Array): Frontier | undefined {
    if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== HASH_BYTES * ones(size)) return undefined;
    const peaks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += HASH_BYTES) peaks.push(bytes.slice(at, at + HASH_BYTES));
    return new Frontier(sha256, size, peaks);
  }
  get size(): number {
    return this.#size;
  }
  add(leaf: Uint8Array): void {
    let hash = leaf;
    for (let count = this.#size; count % 2 === 1; count = (count - 1) / 2)
      hash = nodeHash(this.#sha256, this.#peaks.pop()!, hash);
    this.#peaks.push(hash);
    this.#size += 1;
  }
  root(): Uint8Array {
    const last = this.#peaks.at(-1);
    if (last === undefined) return emptyRoot(this.#sha256);
    return this.#peaks.slice(0, -1).reduceRight((right, left) => nodeHash(this.#sha256, left, right), last);
  }
  bytes(): Uint8Array {
    return joined(...this.#peaks);
  }
}
const ones = (size: number): number => {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
};

/** A whole tree, from which roots of earlier sizes and proofs are taken. Leaves are given by their hashes. */
export class Tree {
  readonly #sha256: Sha256Bytes;
  /** The hashes of all complete subtrees: of one leaf, of two, of four … */
  readonly #levels: readonly (readonly Uint8Array[])[];

  constructor(sha256: Sha256Bytes, leaves: readonly Uint8Array[]) {
    this.#sha256 = sha256;
    const levels: (readonly Uint8Array[])[] = [leaves];
    for (let below = leaves; below.length > 1; ) {
      const level: Uint8Array[] = [];
      for (let at = 0; at + 1 < below.length; at += 2) level.push(nodeHash(sha256, below[at]!, below[at + 1]!));
      levels.push(level);
      below = level;
    }
    this.#levels = levels;
  }
  get size(): number {
    return this.#levels[0]!.length;
  }
  /** The root when it had that many leaves. */
  root(size = this.size): Uint8Array {
    assert(size >= 0 && size <= this.size, "a tree has had no such size");
    return size === 0 ? emptyRoot(this.#sha256) : this.#over(0, size);
  }
  /** That a leaf stands at a place of the tree of that size (RFC 6962 §2.1.1), from the leaf upwards. */
  inclusion(index: number, size = this.size): Uint8Array[] {
    assert(index >= 0 && index < size && size <= this.size, "no such leaf");
    return this.#path(index, 0, size);
  }
  /** That the tree of the first size is where the one of the second began (RFC 6962 §2.1.2). */
  consistency(first: number, second = this.size): Uint8Array[] {
    assert(first >= 0 && first <= second && second <= this.size, "no such sizes");
    return first === 0 || first === second ? [] : this.#subproof(first, 0, second, true);
  }
  #over(from: number, until: number): Uint8Array {
    const width = until - from;
    const split = splitOf(width);
    if (width === split * 2 || width === 1) return this.#levels[levelOf(width)]![from / width]!;
    return nodeHash(this.#sha256, this.#over(from, from + split), this.#over(from + split, until));
  }
  #path(index: number, from: number, until: number): Uint8Array[] {
    if (until - from === 1) return [];
    const middle = from + splitOf(until - from);
    return index < middle
      ? [...this.#path(index, from, middle), this.#over(middle, until)]
      : [...this.#path(index, middle, until), this.#over(from, middle)];
  }
  #subproof(first: number, from: number, until: number, whole: boolean): Uint8Array[] {
    if (first === until) return whole ? [] : [this.#over(from, until)];
    const middle = from + splitOf(until - from);
    return first <= middle
      ? [...this.#subproof(first, from, middle, whole), this.#over(middle, until)]
      : [...this.#subproof(first, middle, until, false), this.#over(from, middle)];
  }
}
/** The largest power of two below a width; 0 for one leaf. */
const splitOf = (width: number): number => {
  let split = 0;
  for (let next = 1; next < width; next *= 2) split = next;
  return split;
};
const levelOf = (width: number): number => {
  let level = 0;
  for (let next = width; next > 1; next /= 2) level += 1;
  return level;
};

export interface InclusionClaim {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
}
/** RFC 9162 §2.1.3.2. */
export const includes = (sha256: Sha256Bytes, claim: InclusionClaim, proof: readonly Uint8Array[]): boolean => {
  const { leaf, index, size, root } = claim;
  if (!isPlace(index) || !isPlace(size) || index >= size) return false;
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(sha256, hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
};
export interface ConsistencyClaim {
  readonly first: number;
  readonly firstRoot: Uint8Array;
  readonly second: number;
  readonly secondRoot: Uint8Array;
}
/** RFC 9162 §2.1.4.2; of an empty first tree nothing has to be shown but its root. */
export const extendsTree = (sha256: Sha256Bytes, claim: ConsistencyClaim, proof: readonly Uint8Array[]): boolean => {
  const { first, firstRoot, second, secondRoot } = claim;
  if (!isPlace(first) || !isPlace(second) || first > second) return false;
  if (first === 0) return proof.length === 0 && sameBytes(firstRoot, emptyRoot(sha256));
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  const isPower = splitOf(first) * 2 === first || first === 1;
  const [begin, ...rest] = isPower ? [firstRoot, ...proof] : proof;
  if (begin === undefined) return false;
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [one, other] = [begin, begin];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      one = nodeHash(sha256, sibling, one);
      other = nodeHash(sha256, sibling, other);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else other = nodeHash(sha256, other, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(one, firstRoot) && sameBytes(other, secondRoot);
};
const half = (count: number): number => Math.floor(count / 2);
const isPlace = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;
