import { createHash, hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hexOf, utf8Bytes } from "./bytes.ts";
import { emptyRoot, extendsTree, Frontier, includes, leafHash, Tree } from "./tree.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
/** RFC 6962 §2.1 as it is written, without anything of the code under test: on hexadecimal text. */
const digest = (hex: string): string => createHash("sha256").update(Buffer.from(hex, "hex")).digest("hex");
const slowRoot = (records: readonly string[]): string => {
  if (records.length === 0) return digest("");
  if (records.length === 1) return digest(`00${Buffer.from(records[0]!).toString("hex")}`);
  const split = 2 ** Math.floor(Math.log2(records.length - 1));
  return digest(`01${slowRoot(records.slice(0, split))}${slowRoot(records.slice(split))}`);
};
const MOST = 257;
const records = Array.from({ length: MOST }, (_, index) => `record ${index}`);
const leaves = records.map((record) => leafHash(sha256, utf8Bytes(record)));
const tree = new Tree(sha256, leaves);
const roots = Array.from({ length: MOST + 1 }, (_, size) => tree.root(size));

describe("the tree of RFC 6962", () => {
  it("N7: the roots of the RFC's own test data (certificate-transparency, eight leaves) come out", () => {
    const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    const known = new Tree(
      sha256,
      inputs.map((hex) => leafHash(sha256, Buffer.from(hex, "hex"))),
    );
    expect([0, 1, 2, 3, 8].map((size) => hexOf(known.root(size)))).toEqual([
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]);
  });
  it("N7: every size from nothing to 257 has the root of the slow recursion, whole and grown leaf by leaf", () => {
    const grown = Frontier.empty(sha256);
    for (let size = 0; size <= MOST; size += 1) {
      const slow = slowRoot(records.slice(0, size));
      expect([size, hexOf(roots[size]!)]).toEqual([size, slow]);
      expect(hexOf(grown.root())).toBe(slow);
      const kept = Frontier.of(sha256, size, grown.bytes())!;
      expect([kept.size, hexOf(kept.root())]).toEqual([size, slow]);
      if (size < MOST) grown.add(leaves[size]!);
    }
    expect(hexOf(emptyRoot(sha256))).toBe(hexOf(roots[0]!));
  });
  it("N7: a frontier of another size is not taken", () => {
    const bytes = Frontier.empty(sha256).bytes();
    for (const size of [1, 3, -1, 0.5, 2 ** 60]) expect(Frontier.of(sha256, size, bytes)).toBeUndefined();
  });
  it("N7: every leaf of every size is proved, at its place and at no other, in no other size", () => {
    for (let size = 1; size <= MOST; size += 1)
      for (let index = 0; index < size; index += 1) {
        const proof = tree.inclusion(index, size);
        const claim = { leaf: leaves[index]!, index, size, root: roots[size]! };
        if (!includes(sha256, claim, proof)) expect.fail(`leaf ${index} of ${size}`);
        if (size % 16 > 1) continue;
        const wrong = [
          { ...claim, leaf: leaves[(index + 1) % MOST]! },
          { ...claim, index: (index + 1) % size },
          { ...claim, root: roots[size - 1]! },
          { ...claim, index: size },
        ].filter((one) => size > 1 || one.index !== index);
        for (const one of wrong) if (includes(sha256, one, proof)) expect.fail(`leaf ${index} of ${size}, turned`);
        if (includes(sha256, claim, [...proof, leaves[0]!])) expect.fail("a longer proof");
        if (proof.length > 0 && includes(sha256, claim, proof.slice(1))) expect.fail("a shorter proof");
      }
  });
  it("N7: every size is proved to begin every later one, and a tree that began otherwise is not", () => {
    const forged = new Tree(sha256, [leaves[1]!, ...leaves.slice(1)]);
    for (let second = 0; second <= MOST; second += 1)
      for (let first = 0; first <= second; first += 1) {
        const proof = tree.consistency(first, second);
        const claim = { first, firstRoot: roots[first]!, second, secondRoot: roots[second]! };
        if (!extendsTree(sha256, claim, proof)) expect.fail(`${first} in ${second}`);
        if (first === 0 || second % 16 > 1) continue;
        const regrown = { ...claim, secondRoot: forged.root(second) };
        if (extendsTree(sha256, regrown, forged.consistency(first, second)))
          expect.fail(`${first} in forged ${second}`);
        if (extendsTree(sha256, { ...claim, firstRoot: forged.root(first) }, proof)) expect.fail("another first root");
        if (extendsTree(sha256, claim, [...proof, roots[1]!])) expect.fail("a longer proof");
        if (proof.length > 0 && extendsTree(sha256, claim, proof.slice(0, -1))) expect.fail("a shorter proof");
      }
  });
  it("N7: one bit changed anywhere in a proof is found", () => {
    const [first, second, index] = [100, 201, 77];
    const changed = (proof: readonly Uint8Array[], at: number, bit: number): Uint8Array[] =>
      proof.map((hash, place) =>
        place === Math.floor(at / 32) ? hash.map((byte, next) => (next === at % 32 ? byte ^ (1 << bit) : byte)) : hash,
      );
    const inclusion = tree.inclusion(index, second);
    const consistency = tree.consistency(first, second);
    const claim = { first, firstRoot: roots[first]!, second, secondRoot: roots[second]! };
    for (let bit = 0; bit < 8; bit += 1) {
      for (let at = 0; at < inclusion.length * 32; at += 1) {
        const turned = changed(inclusion, at, bit);
        const leaf = { leaf: leaves[index]!, index, size: second, root: roots[second]! };
        if (includes(sha256, leaf, turned)) expect.fail(`byte ${at}`);
      }
      for (let at = 0; at < consistency.length * 32; at += 1)
        if (extendsTree(sha256, claim, changed(consistency, at, bit))) expect.fail(`byte ${at}`);
    }
  });
});
