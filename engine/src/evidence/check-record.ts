// Clauses: N7, N8

import { type BundledKey, type BundledRecord, omittedLeaf, type SignedState } from "./bundle-form.ts";
import { isActShape } from "./bundle-shape.ts";
import { base64Bytes, hexBytes, hexOf, type Sha256Bytes, sameBytes, utf8Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { type Checkpoint, isSignedBy, type Note, readCheckpoint, readNote, type VerifySignature } from "./note.ts";
import { type Act, recordedLine } from "./record.ts";
import { extendsTree, Frontier, leafHash } from "./tree.ts";

/** What a record's content is held against; every fault has its file and place. */
export interface RecordContent {
  /** Lines of `records.ndjson`, one for each leaf, each asked for once and not kept. */
  readonly lines: Iterable<string>;
  /** Lines of `facts.ndjson`. */
  readonly facts: readonly string[];
  readonly record: BundledRecord;
}
export interface Fault {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly code: "not_canonical" | "other_fact" | "fact_missing" | "fact_unrecorded" | "unread" | "other_files";
}
export interface ReadRecord {
  readonly faults: readonly Fault[];
  readonly acts: readonly { readonly leaf: number; readonly act: Act }[];
  /** Roots at the sizes asked for. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
  readonly size: number;
  readonly omitted: number;
  /** How many of them are events. */
  readonly omittedEvents: number;
}
/**
 * Recomputes every leaf from its content: an act from its text, an event from its line, a part that is left out from its hash; and from them
 * the roots of the sizes asked for.
 * @param parse JSON to a value, undefined where it is none
 */
export const readRecords = (
  { lines, facts, record }: RecordContent,
  sizes: readonly number[],
  sha256: Sha256Bytes,
  parse: (text: string) => unknown,
): ReadRecord => {
  const faults: Fault[] = [];
  const acts: { leaf: number; act: Act }[] = [];
  const roots = new Map<number, Uint8Array>();
  const wanted = new Set(sizes);
  const frontier = Frontier.empty(sha256);
  const factOf = factPlaces(record);
  const seen = new Set<number>();
  const hexText = (text: string): string => hexOf(sha256(utf8Bytes(text)));
  let [omitted, omittedEvents, next, left] = [0, 0, 0, 0];
  for (const line of lines) {
    const index = frontier.size;
    const out = omittedLeaf(line);
    const isEvent = left > 0;
    if (isEvent) left -= 1;
    if (out !== undefined) {
      omitted += 1;
      if (isEvent) omittedEvents += 1;
      // Which events follow an act that is left out, the house says; what they are, their own hashes.
      else [next, left] = [out.events?.first ?? 0, out.events?.count ?? 0];
    } else if (isEvent) {
      const place = factOf(next);
      const fact = place === undefined ? undefined : facts[place];
      if (place === undefined || fact === undefined)
        faults.push({ file: "records.ndjson", line: index + 1, code: "fact_missing" });
      else {
        seen.add(place);
        if (!isOf(line, fact, hexText, parse))
          faults.push({ file: "facts.ndjson", line: place + 1, code: "other_fact" });
      }
    } else {
      const act = parse(line);
      if (isActShape(act) && canonicalJson(act) === line) {
        acts.push({ leaf: index, act: act as Act });
        [next, left] = [(act as Act).events?.first ?? 0, (act as Act).events?.count ?? 0];
      } else faults.push({ file: "records.ndjson", line: index + 1, code: "not_canonical" });
    }
    if (isEvent) next += 1;
    frontier.add(out === undefined ? leafHash(sha256, utf8Bytes(line)) : hexBytes(out.hash)!);
    if (wanted.has(frontier.size)) roots.set(frontier.size, frontier.root());
  }
  for (let place = 0; place < facts.length; place += 1)
    if (!seen.has(place)) faults.push({ file: "facts.ndjson", line: place + 1, code: "fact_unrecorded" });
  return { faults, acts, roots, size: frontier.size, omitted, omittedEvents };
};
/** The line of an event by its number. */
const factPlaces = ({ facts }: BundledRecord): ((sequence: number) => number | undefined) => {
  const stretches: { first: number; count: number; from: number }[] = [];
  let from = 0;
  for (const [first, count] of facts) {
    stretches.push({ first, count, from });
    from += count;
  }
  // Events are asked for in their order: the stretch is the one before, or the next.
  let at = 0;
  return (sequence) => {
    while (at < stretches.length && sequence >= stretches[at]!.first + stretches[at]!.count) at += 1;
    const own = stretches[at];
    return own && sequence >= own.first ? own.from + sequence - own.first : undefined;
  };
};
/** Whether a record is that of this line: of the whole, or, where personal fields stand as commitments, of the rest. */
const isOf = (
  record: string,
  fact: string,
  hash: (text: string) => string,
  parse: (text: string) => unknown,
): boolean => {
  const line = recordedLine(record);
  if (line !== undefined) return line === hash(fact);
  const said = parse(record) as { readonly type?: unknown; readonly rest?: unknown; readonly personal?: unknown };
  return (
    typeof said === "object" &&
    said !== null &&
    said.type === "event" &&
    typeof said.personal === "object" &&
    canonicalJson(said) === record &&
    said.rest === hash(fact)
  );
};

export interface StateChecks {
  readonly checkpoint: Checkpoint | undefined;
  /** Signed by a key of the house. */
  readonly signed: boolean;
  /** The root of that size, made anew from the records, is the one that was signed. */
  readonly rooted: boolean;
  /** The proof shows it too, to somebody who has the roots alone. */
  readonly proved: boolean;
  readonly note: Note | undefined;
}
/** Holds a signed state against the records. */
export const checkState = (
  { note: written, proof }: SignedState,
  { record, roots }: { readonly record: BundledRecord; readonly roots: ReadonlyMap<number, Uint8Array> },
  keys: readonly BundledKey[],
  { sha256, verify }: { readonly sha256: Sha256Bytes; readonly verify: VerifySignature },
): StateChecks => {
  const note = readNote(written);
  const checkpoint = note && readCheckpoint(note.text);
  if (!note || !checkpoint) return { checkpoint: undefined, signed: false, rooted: false, proved: false, note };
  const signed = keys.some((key) => !key.party && isSignedByKey(note, key, sha256, verify));
  const root = roots.get(checkpoint.size);
  const own = checkpoint.origin === record.origin;
  const last = roots.get(record.size);
  const hashes = proof.map((hash) => hexBytes(hash) ?? new Uint8Array(0));
  const claim = {
    first: checkpoint.size,
    firstRoot: checkpoint.root,
    second: record.size,
    secondRoot: last ?? new Uint8Array(0),
  };
  return {
    checkpoint,
    signed,
    rooted: own && root !== undefined && sameBytes(root, checkpoint.root),
    proved: own && last !== undefined && extendsTree(sha256, claim, hashes),
    note,
  };
};
export const isSignedByKey = (note: Note, key: BundledKey, sha256: Sha256Bytes, verify: VerifySignature): boolean => {
  const publicKey = base64Bytes(key.publicKey);
  return (
    publicKey !== undefined && isSignedBy(sha256, verify, note, { name: key.name, algorithm: key.algorithm, publicKey })
  );
};
