// Clauses: N7
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { actRecord } from "@fealty/engine/evidence/record.ts";
import { Frontier } from "@fealty/engine/evidence/tree.ts";
import { leafOf, sha256Bytes } from "../app/src/store/record-log.ts";
import { bundleProgram } from "./bundle.ts";
import { millisecondsOf, race, runProgram } from "./measure.ts";
import { seeded } from "./random.ts";
import {
  type Bench,
  countText,
  megabytesText,
  type Place,
  perSecondText,
  type Section,
  scaled,
  slower,
} from "./results.ts";

const ENTRIES = 1_000_000;
interface Found {
  readonly size: number;
  readonly faults?: number;
  readonly root: string;
  /** Bytes; the peer says kB. */
  readonly peak: number;
  readonly proofMs?: number;
  readonly hashes?: number;
}
/** Acts as a busy contract's record has them, some 300 bytes each. */
function* acts(count: number): Generator<string> {
  const random = seeded(5);
  for (let index = 0; index < count; index += 1)
    yield actRecord({
      type: "act",
      did: "append-events",
      at: new Date(1_767_225_600_000 + index * 1000).toISOString(),
      by: "company",
      actor: `0198f3a0-0000-7000-8000-${String(random.below(1e9)).padStart(12, "0")}`,
      method: "page",
      from: "10.0.0.7; Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
      power: "operations",
      what: { import: "facts-2026-07.csv", rows: 1 + random.below(900) },
    });
}
const write = async (path: string, count: number): Promise<void> => {
  function* lines(): Generator<string> {
    for (const act of acts(count)) yield `${act}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
};
const contenders = (place: Place, program: string) => ({
  ours: async (file: string, what = "verify") => {
    const { milliseconds, output } = await runProgram(process.execPath, [program, file, what], place.scratch);
    return { milliseconds, found: JSON.parse(output) as Found };
  },
  peer: async (file: string) => {
    const script = join(place.root, "bench/peers/verify.py");
    const { milliseconds, output } = await runProgram("python3", [script, file], place.scratch);
    const found = JSON.parse(output) as Found;
    return { milliseconds, found: { ...found, peak: found.peak * 1024 } };
  },
});

/** A contract's record of a million entries, verified offline; beside python with hashlib. */
export const evidence: Bench = {
  id: "P5",
  title: "a record of a million entries, verified",
  run: async (place): Promise<Section> => {
    const count = scaled(place, ENTRIES);
    const [file, tenth] = [join(place.scratch, "records.ndjson"), join(place.scratch, "tenth.ndjson")];
    await write(file, count);
    await write(tenth, Math.ceil(count / 10));
    const { ours, peer } = contenders(place, await bundleProgram(place.root, "bench/evidence-run.ts", place.scratch));
    const [own, other, small, proofs] = [
      await ours(file),
      await peer(file),
      await ours(tenth),
      await ours(file, "prove"),
    ];
    for (const { found } of [own, other])
      if (found.size !== count || found.faults !== 0) throw new Error(`${found.size} entries, ${found.faults} faults`);
    if (own.found.root !== other.found.root || proofs.found.root !== own.found.root)
      throw new Error("the roots are not the same");
    place.say(`root ${own.found.root.slice(0, 16)}… in both`);
    const leaves = [...acts(count)].map(leafOf);
    const runs = await race({
      ours: async () => (await ours(file)).milliseconds,
      peer: async () => (await peer(file)).milliseconds,
      append: () =>
        millisecondsOf(() => {
          const frontier = Frontier.empty(sha256Bytes);
          for (const leaf of leaves) frontier.add(leaf);
          frontier.root();
        }),
    });
    const per = (milliseconds: number): string => perSecondText(count, milliseconds, "entries");
    const { proofMs = Number.NaN, hashes = 0 } = proofs.found;
    return {
      id: "P5",
      title: evidence.title,
      workload: `${countText(count)} canonical acts of some 300 bytes, one a line. Both sides read the file, check that each line is the canonical text of its content, hash it as a leaf and compute the root of the tree (RFC 6962); each in a process of its own, its start included.`,
      equal: `${countText(count)} entries, no fault, root ${own.found.root.slice(0, 16)}… on both sides, and over the tree that proofs are taken from.`,
      figures: [
        { what: "Fealty, verify", timing: runs.ours, means: per(runs.ours.medianMs) },
        { what: "python3 hashlib, verify", timing: runs.peer, means: per(runs.peer.medianMs) },
        {
          what: "Fealty, append leaves that are hashed, and the root",
          timing: runs.append,
          means: per(runs.append.medianMs),
        },
      ],
      ratios: [{ what: "python3 ÷ Fealty", value: slower(runs.peer, runs.ours), target: 2 }],
      values: [
        {
          what: "verify",
          value: `${Math.round(runs.ours.medianMs)} ms`,
          target: "≤ 1300 ms",
          met: runs.ours.medianMs <= 1300,
        },
        {
          what: `one proof of 1,000 (${hashes} hashes, ${hashes * 32} bytes), slowest hundredth`,
          value: `${proofMs.toPrecision(2)} ms`,
          target: "≤ 1 ms",
          met: proofMs <= 1,
        },
        { what: "most memory, all entries", value: megabytesText(own.found.peak) },
        { what: "… a tenth of them", value: megabytesText(small.found.peak) },
        { what: "… python3, all entries", value: megabytesText(other.found.peak) },
      ],
      notes: ["Signatures, receipts and the archive around the record are the bundle's and not in it."],
    };
  },
};
