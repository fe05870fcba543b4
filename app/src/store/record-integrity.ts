// Clauses: N2, N7

import { parseJson } from "@fealty/engine/contract/json.ts";
import { hexOf, sameBytes, utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import { isSignedBy, readCheckpoint, readNote } from "@fealty/engine/evidence/note.ts";
import { withoutPersonal } from "@fealty/engine/evidence/record.ts";
import { Frontier } from "@fealty/engine/evidence/tree.ts";
import { instantParameter } from "./column-types.ts";
import { noteKeyOf, originOf, verifySignature } from "./record-checkpoints.ts";
import { leafOf, readHeads, sha256Bytes } from "./record-log.ts";
import {
  eachBatch,
  type KeptBatch,
  listCheckpoints,
  listRecordKeys,
  type RecordedEvent,
  readRecorded,
} from "./record-reads.ts";
import type { Tx } from "./transaction.ts";

/**
 * Holds a contract's record against its rows: every leaf is recomputed from the act or the event that it stands for, the tree from the
 * leaves, and the signed states from the tree. Gives what does not fit, each with its place; nothing where no record has begun.
 */
export const spoiltRecord = async (tx: Tx, contractId: string): Promise<string[]> => {
  const [head] = await readHeads(tx, [contractId]);
  if (!head) return [];
  const faults: string[] = [];
  const frontier = Frontier.empty(sha256Bytes);
  const roots = new Map(
    (await listCheckpoints(tx, contractId)).map(({ size }) => [size, undefined as Uint8Array | undefined]),
  );
  const versions = await versionsOf(tx, contractId);
  let events = 0;
  for await (const batch of eachBatch(tx, contractId)) {
    if (batch.firstLeaf !== frontier.size) faults.push(`leaf ${frontier.size}: missing`);
    if (batch.eventFrom !== null && batch.eventFrom !== events + 1)
      faults.push(`event ${events + 1}: not in the record`);
    faults.push(...actFaults(batch, versions));
    frontier.add(leafOf(batch.act));
    for await (const event of eventsOf(tx, contractId, batch)) {
      const at = 1 + event.sequence - batch.eventFrom!;
      const leaf = leafOf(event.record);
      if (!sameBytes(leaf, batch.hashes.subarray(at * 32, at * 32 + 32)) || !isOwnRecord(event))
        faults.push(`event ${event.sequence} (${event.sourceId}): is not what was recorded`);
      frontier.add(leaf);
      events = event.sequence;
    }
    if (batch.eventFrom !== null && events !== batch.eventFrom + batch.eventCount - 1)
      faults.push(`event ${events + 1}: missing`);
    if (roots.has(frontier.size)) roots.set(frontier.size, frontier.root());
  }
  const [counter] = await tx.sql<{ event_sequence: bigint }>(
    "select event_sequence from fealty.contract_counter where company_id = $1 and contract_id = $2",
    [tx.companyId, contractId],
  );
  if (Number(counter?.event_sequence ?? 0n) !== events) faults.push(`event ${events + 1}: not in the record`);
  if (head.frontier.size !== frontier.size || !sameBytes(head.frontier.bytes(), frontier.bytes()))
    faults.push(`head: ${head.frontier.size}`);
  return [...faults, ...(await spoiltCheckpoints(tx, contractId, roots))];
};
const actFaults = (
  { firstLeaf, act, hashes, at, did, party, actorPersonId }: KeptBatch,
  versions: ReadonlyMap<number, string>,
): string[] => {
  const said = Object(parseJson(act).value) as Said;
  const columns =
    said.at === instantParameter(at) && said.did === did && said.by === party && (said.actor ?? null) === actorPersonId;
  const { version, files } = said.what ?? {};
  return [
    ...(columns && sameBytes(leafOf(act), hashes.subarray(0, 32))
      ? []
      : [`leaf ${firstLeaf} (${did}): is not what was recorded`]),
    ...(version === undefined || versions.get(version) === files
      ? []
      : [`version ${version}: is not what was recorded`]),
  ];
};
interface Said extends Readonly<Record<string, unknown>> {
  readonly what?: { readonly version?: number; readonly files?: string };
}
const versionsOf = async (tx: Tx, contractId: string): Promise<Map<number, string>> => {
  const rows = await tx.sql<{ version: number; sha256: Buffer }>(
    "select version, sha256 from fealty.contract_version where company_id = $1 and contract_id = $2",
    [tx.companyId, contractId],
  );
  return new Map(rows.map(({ version, sha256 }) => [version, sha256.toString("hex")]));
};
const AT_ONCE = 5000;
async function* eventsOf(
  tx: Tx,
  contractId: string,
  { eventFrom, eventCount }: KeptBatch,
): AsyncGenerator<RecordedEvent> {
  for (let done = 0; eventFrom !== null && done < eventCount; done += AT_ONCE)
    yield* await readRecorded(tx, contractId, eventFrom + done, Math.min(AT_ONCE, eventCount - done));
}
/** A record with commitments stands for the rest of its line. */
const isOwnRecord = ({ personal, line }: RecordedEvent): boolean => {
  if (personal === null) return true;
  const said = Object(parseJson(personal).value) as { readonly rest?: string; readonly personal?: object };
  const event = Object(parseJson(line).value) as Readonly<Record<string, unknown>>;
  return said.rest === hexOf(sha256Bytes(utf8Bytes(withoutPersonal(event, Object.keys(said.personal ?? {})))));
};
const spoiltCheckpoints = async (
  tx: Tx,
  contractId: string,
  roots: ReadonlyMap<number, Uint8Array | undefined>,
): Promise<string[]> => {
  const keys = await listRecordKeys(tx);
  const faults: string[] = [];
  for (const { size, note } of await listCheckpoints(tx, contractId)) {
    const read = readNote(note);
    const said = read && readCheckpoint(read.text);
    const root = roots.get(size);
    const holds =
      said?.origin === originOf(contractId) &&
      said.size === size &&
      root !== undefined &&
      sameBytes(said.root, root) &&
      keys.some((key) => isSignedBy(sha256Bytes, verifySignature, read!, noteKeyOf(key)));
    if (!holds) faults.push(`checkpoint ${size}: does not fit the record`);
  }
  return faults;
};
