import { closeSync, openSync, readSync } from "node:fs";
import { parseJson } from "@fealty/engine/contract/json.ts";
import type { BundledRecord } from "@fealty/engine/evidence/bundle-form.ts";
import { hexOf } from "@fealty/engine/evidence/bytes.ts";
import { readRecords } from "@fealty/engine/evidence/check-record.ts";
import { Tree } from "@fealty/engine/evidence/tree.ts";
import { leafOf, sha256Bytes } from "../app/src/store/record-log.ts";
import { peakMemory } from "./measure.ts";

// A process of its own for each verification, so that memory and start are its own.
const [file, what] = process.argv.slice(2) as [string, "verify" | "prove"];
const CHUNK = 1 << 20;

/** Lines of a file, a piece of it at a time. */
function* linesOf(path: string): Generator<string> {
  const descriptor = openSync(path, "r");
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(CHUNK);
  let rest = "";
  for (;;) {
    const read = readSync(descriptor, buffer);
    if (read === 0) break;
    const parts = (rest + decoder.decode(buffer.subarray(0, read), { stream: true })).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
  closeSync(descriptor);
}
const verify = () => {
  const record = { facts: [] } as unknown as BundledRecord;
  let size = 0;
  for (const _ of linesOf(file)) size += 1;
  const { faults, roots } = readRecords(
    { lines: linesOf(file), facts: [], record },
    [size],
    sha256Bytes,
    (text) => parseJson(text).value,
  );
  return { size, faults: faults.length, root: hexOf(roots.get(size)!) };
};
/** A thousand proofs of leaves spread over the whole tree. */
const prove = () => {
  const tree = new Tree(sha256Bytes, [...linesOf(file)].map(leafOf));
  const times: number[] = [];
  let hashes = 0;
  for (let count = 0; count < 1000; count += 1) {
    const began = performance.now();
    hashes = tree.inclusion(Math.floor((count * tree.size) / 1000)).length;
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { size: tree.size, root: hexOf(tree.root()), proofMs: times[Math.floor(times.length * 0.99)], hashes };
};
process.stdout.write(JSON.stringify({ ...(what === "prove" ? prove() : verify()), peak: peakMemory() }));
