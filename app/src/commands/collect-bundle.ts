// Clauses: N7, N8

import { SHANGHAI, zonedText } from "@fealty/engine/calendar/zone.ts";
import {
  type BundledKey,
  type BundledRecord,
  type BundledVersion,
  omittedLine,
} from "@fealty/engine/evidence/bundle-form.ts";
import { base64Of, hexOf } from "@fealty/engine/evidence/bytes.ts";
import { readNote } from "@fealty/engine/evidence/note.ts";
import { type Act, withoutPersonal } from "@fealty/engine/evidence/record.ts";
import { Tree } from "@fealty/engine/evidence/tree.ts";
import { listVersions, readContractFiles } from "../store/contracts.ts";
import { listStatements } from "../store/derived-reads.ts";
import { originOf } from "../store/record-checkpoints.ts";
import { sha256Bytes } from "../store/record-log.ts";
import {
  eachBatch,
  type KeptBatch,
  type KeptCheckpoint,
  listCheckpoints,
  listRecordKeys,
  type RecordedEvent,
  readRecorded,
} from "../store/record-reads.ts";
import { listPartyKeys, listReceipts, partyKeyName } from "../store/record-receipts.ts";
import { listStamps } from "../store/record-stamps.ts";
import type { Tx } from "../store/transaction.ts";
import type { BundleCounts } from "./bundle-index.ts";
import type { KnownContract } from "./house.ts";
import type { BundleMoment } from "./period-of-bundle.ts";
import { Refusal } from "./refusal.ts";

export interface BundleMaterial {
  /** NDJSON, without personal fields. */
  readonly facts: string;
  readonly records: string;
  readonly record: BundledRecord;
  /** Place in the bundle and text. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** What time-stamping authorities answered, and the texts that they stamped. */
  readonly stamps: readonly { readonly path: string; readonly content: Uint8Array }[];
  readonly counts: BundleCounts;
  readonly read: {
    readonly omitted: number;
    readonly omittedEvents: number;
    readonly size: number;
    readonly acts: readonly { readonly act: Act }[];
  };
}
/** Whose eyes a bundle is made for, where it is not the company's. */
export interface BundleEyes {
  readonly party: string;
  readonly personId: string | undefined;
  /** Ids of the facts whose lines it holds. */
  readonly whole: ReadonlySet<string>;
}
/** All that a bundle holds of a contract, as the signed state has it; for another party what it may see, and the hash of the rest. */
export const collectBundle = async (
  tx: Tx,
  contract: KnownContract,
  checkpoint: KeptCheckpoint,
  moment: BundleMoment,
  eyes?: BundleEyes,
): Promise<BundleMaterial> => {
  const { contractId } = contract;
  const later = await laterPeriods(tx, contractId, moment);
  const facts: string[] = [];
  const lines: string[] = [];
  const leaves: Uint8Array[] = [];
  const stretches: [number, number][] = [];
  const acts: { act: Act }[] = [];
  let [omitted, omittedEvents] = [0, 0];
  for await (const batch of eachBatch(tx, contractId)) {
    if (batch.firstLeaf >= checkpoint.size) break;
    for (let at = 0; at <= batch.eventCount; at += 1) leaves.push(batch.hashes.subarray(at * 32, at * 32 + 32));
    const events =
      batch.eventFrom === null ? [] : await readRecorded(tx, contractId, batch.eventFrom, batch.eventCount);
    const shown = events.map(
      (event) => (moment.untilDay === undefined || isKnown(event, moment)) && (eyes?.whole.has(event.sourceId) ?? true),
    );
    const act = JSON.parse(batch.act) as Act;
    const inTime =
      shown.includes(true) || (batch.eventFrom === null ? !isLater(act, later) : moment.untilDay === undefined);
    const withAct = inTime && (eyes === undefined || isShownAct(act, eyes));
    const span = batch.eventFrom === null ? undefined : { first: batch.eventFrom, count: batch.eventCount };
    lines.push(withAct ? batch.act : omittedLine(hexOf(batch.hashes.subarray(0, 32)), span));
    if (withAct) acts.push({ act });
    else omitted += 1;
    for (const [at, event] of events.entries()) {
      if (!shown[at]) {
        if (eyes !== undefined && isGuessable(event)) throw guessable(contract.number);
        omitted += 1;
        omittedEvents += 1;
        lines.push(omittedLine(hexOf(hashAt(batch, at + 1))));
        continue;
      }
      lines.push(event.record);
      facts.push(handedOn(event));
      const last = stretches.at(-1);
      if (last && last[0] + last[1] === event.sequence) last[1] += 1;
      else stretches.push([event.sequence, 1]);
    }
  }
  const { versions, files } = await versionsOf(tx, contract);
  const tree = new Tree(sha256Bytes, leaves);
  const proofTo = (size: number): string[] => tree.consistency(size).map(hexOf);
  const partyKeys = await listPartyKeys(tx, contractId);
  const receipts = (await listReceipts(tx, contractId)).filter(({ size }) => size <= checkpoint.size);
  const stamped = (await listStamps(tx, contractId)).filter(({ size }) => size <= checkpoint.size);
  const noteAt = new Map((await listCheckpoints(tx, contractId)).map(({ size, note }) => [size, note]));
  const placeOf = (size: number) => ({ answer: `timestamps/${size}.tsr`, text: `timestamps/${size}.txt` });
  const record: BundledRecord = {
    origin: originOf(contractId),
    size: checkpoint.size,
    checkpoint: checkpoint.note,
    versions,
    facts: stretches,
    checkpoints: (await listCheckpoints(tx, contractId))
      .filter(({ size }) => size < checkpoint.size)
      .map(({ size, note }) => ({ note, proof: proofTo(size) })),
    receipts: receipts.map(({ size, party, partyKeyId, at, note }) => ({
      note,
      proof: proofTo(size),
      party,
      key: partyKeyName({ party, partyKeyId }),
      at: zonedText(SHANGHAI, at),
    })),
    stamps: stamped.map(({ size, authority }) => ({ size, authority, ...placeOf(size) })),
    keys: [...(await houseKeys(tx)), ...partyKeys.map(bundledKey)],
  };
  return {
    facts: facts.map((line) => `${line}\n`).join(""),
    records: lines.map((line) => `${line}\n`).join(""),
    record,
    files,
    stamps: stamped.flatMap(({ size, answer }) => [
      { path: placeOf(size).answer, content: answer },
      { path: placeOf(size).text, content: Buffer.from(readNote(noteAt.get(size)!)!.text, "utf8") },
    ]),
    counts: {
      versions: versions.length,
      files: files.length,
      facts: facts.length,
      records: lines.length,
      receipts: receipts.length,
      stamps: stamped.map(({ size }) => placeOf(size).answer),
      contractFiles: files.map(([path]) => path),
    },
    read: { omitted, omittedEvents, size: lines.length, acts },
  };
};
/** Without a salt somebody could try customers and scores until the hash fits, and know who answered what. */
const isGuessable = ({ record, personal }: RecordedEvent): boolean => personal === null && !record.includes('"salt":');
const guessable = (number: string): Refusal =>
  new Refusal(
    "bundle_guessable",
    {
      zh: `合同 ${number} 有些事实是旧版本登记的，记录没有加随机值：给出校验值，就可能试出是哪位客户作的答复。这份合同的证据包只能由公司制作，需要时请向公司索取。`,
      en: `Some facts of ${number} were recorded by an earlier version without a random value: from their hashes one could find out by trying which customer answered what. The company alone makes bundles of this contract; ask it for one.`,
    },
    { number },
  );
/** What the house writes down without who asked for it, see `ofHouse`, and is the matter of every party. */
const OF_ALL = [
  "begun",
  "version",
  "files",
  "statement",
  "received",
  "bundle",
  "key",
  "keyEnded",
  "receipt",
  "letter",
  "letterEnded",
  "recallPublished",
  "rules",
  "rulesAcknowledged",
];
/** A party's own acts, and of others those that name nobody and no machine. */
const isShownAct = ({ by, actor, from, what }: Act, { party, personId }: BundleEyes): boolean => {
  if (by === party && actor === personId) return true;
  const kinds = Object.keys(what ?? {});
  return actor === undefined && from === undefined && kinds.every((kind) => OF_ALL.includes(kind));
};
const hashAt = ({ hashes }: KeptBatch, leaf: number): Uint8Array => hashes.subarray(leaf * 32, leaf * 32 + 32);
export const houseKeys = async (tx: Tx): Promise<BundledKey[]> =>
  (await listRecordKeys(tx)).map(({ name, publicKey, fromAt }) => ({
    name,
    algorithm: "ed25519",
    publicKey: base64Of(publicKey),
    from: zonedText(SHANGHAI, fromAt),
  }));
export const bundledKey = (key: Awaited<ReturnType<typeof listPartyKeys>>[number]): BundledKey => ({
  name: partyKeyName(key),
  algorithm: "ecdsa-p256",
  publicKey: base64Of(key.publicKey),
  from: zonedText(SHANGHAI, key.registeredAt),
  party: key.party,
  device: key.device,
});
/** What of an event may leave the house: without fields that tell who a customer is. */
const handedOn = ({ line, personal }: RecordedEvent): string => {
  if (personal === null) return line;
  const { personal: commitments = {} } = JSON.parse(personal) as { readonly personal?: object };
  return withoutPersonal(JSON.parse(line) as Readonly<Record<string, unknown>>, Object.keys(commitments));
};
const isKnown = ({ at, recordedAt }: RecordedEvent, { asOf, knownAt }: BundleMoment): boolean =>
  at <= asOf && recordedAt <= knownAt;
/** Periods that ended later than the one asked for: their amounts are no part of its bundle. */
const laterPeriods = async (tx: Tx, contractId: string, { untilDay }: BundleMoment): Promise<Set<string>> => {
  if (untilDay === undefined) return new Set();
  const statements = await listStatements(tx, contractId);
  return new Set(statements.filter(({ until }) => until > untilDay).map(({ period }) => period));
};
const isLater = ({ what }: Act, later: ReadonlySet<string>): boolean => {
  const statement = what?.statement as { readonly period: string } | undefined;
  return statement !== undefined && later.has(statement.period);
};
const versionsOf = async (
  tx: Tx,
  { contractId }: KnownContract,
): Promise<{ readonly versions: BundledVersion[]; readonly files: (readonly [string, string])[] }> => {
  const versions: BundledVersion[] = [];
  const files: (readonly [string, string])[] = [];
  for (const { version, sha256, recordedAt } of await listVersions(tx, contractId)) {
    const own = (await readContractFiles(tx, contractId, version)).map(({ path, text }, at) => {
      const ending = /\.[a-z]{1,8}$/.exec(path)?.[0] ?? "";
      const file = `contract/${version}/${String(at + 1).padStart(3, "0")}${ending}`;
      files.push([file, text]);
      return { path, file, sha256: hexOf(sha256Bytes(Buffer.from(text, "utf8"))) };
    });
    versions.push({ version, recordedAt: zonedText(SHANGHAI, recordedAt), sha256, files: own });
  }
  return { versions, files };
};
