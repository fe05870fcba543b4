// Clauses: N7
import { eventRecord } from "@fealty/engine/evidence/record.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** One act of a record, with the hashes of its leaves: its own, then those of its events. */
export interface KeptBatch {
  readonly firstLeaf: number;
  readonly at: Instant;
  readonly did: string;
  readonly party: string;
  readonly actorPersonId: string | null;
  /** Number of the first event, and how many follow. */
  readonly eventFrom: number | null;
  readonly eventCount: number;
  readonly act: string;
  readonly hashes: Buffer;
}
/** Acts from a leaf on, in their order. */
export const readBatches = async (tx: Tx, contractId: string, from: number, limit: number): Promise<KeptBatch[]> => {
  const query = batchQuery(tx, contractId).where("first_leaf", ">=", BigInt(from)).orderBy("first_leaf").limit(limit);
  return (await tx.rows(query)).map(batchOf);
};
const batchQuery = (tx: Tx, contractId: string) =>
  statements
    .selectFrom("record_batch")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("contract_id", "=", contractId);
type Row = Awaited<ReturnType<ReturnType<typeof batchQuery>["execute"]>>[number];
const batchOf = (row: Row): KeptBatch => ({
  firstLeaf: Number(row.first_leaf),
  at: row.at,
  did: row.did,
  party: row.by_party,
  actorPersonId: row.actor_person_id,
  eventFrom: row.event_from === null ? null : Number(row.event_from),
  eventCount: row.event_count,
  act: row.act,
  hashes: row.hashes,
});
/** The latest acts, the newest first. */
export const listLatestBatches = async (tx: Tx, contractId: string, limit: number): Promise<KeptBatch[]> => {
  const query = batchQuery(tx, contractId).orderBy("first_leaf", "desc").limit(limit);
  return (await tx.rows(query)).map(batchOf);
};
/** Every act of a record, page by page. */
export async function* eachBatch(tx: Tx, contractId: string): AsyncGenerator<KeptBatch> {
  for (let from = 0; ; ) {
    const some = await readBatches(tx, contractId, from, A_PAGE);
    yield* some;
    if (some.length < A_PAGE) return;
    from = some.at(-1)!.firstLeaf + 1;
  }
}
const A_PAGE = 200;

/** An event with what its leaf is made from. */
export interface RecordedEvent {
  readonly sequence: number;
  readonly sourceId: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly line: string;
  /** Hexadecimal, of the line. */
  readonly sha256: string;
  /** Its record where it has personal fields. */
  readonly personal: string | null;
  /** The text that its leaf is over. */
  readonly record: string;
}
/** `saltOf` of record-log.ts; `head` names the row of the contract's record. */
export const saltSql = (head: string, sequence: string): string =>
  `case when ${sequence} >= ${head}.salted_from
    then encode(substr(sha256(${head}.secret || int8send(${sequence})), 1, 16), 'hex') end`;
/** Events of a stretch, in their order. */
export const readRecorded = async (
  tx: Tx,
  contractId: string,
  first: number,
  count: number,
): Promise<RecordedEvent[]> => {
  const rows = await tx.sql<{
    sequence: bigint;
    source_id: string;
    at: Instant;
    recorded_at: Instant;
    line: string;
    sha256: Buffer;
    record: string | null;
    salt: string | null;
  }>(
    `select e.sequence, e.source_id, e.at, e.recorded_at, e.line, e.sha256, p.record, ${saltSql("h", "e.sequence")} as salt
       from fealty.event e
       left join fealty.record_head h on h.company_id = e.company_id and h.contract_id = e.contract_id
       left join fealty.record_personal p
         on p.company_id = e.company_id and p.contract_id = e.contract_id and p.sequence = e.sequence
      where e.company_id = $1 and e.contract_id = $2 and e.sequence >= $3 and e.sequence < $4
      order by e.sequence`,
    [tx.companyId, contractId, first, first + count],
  );
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    sourceId: row.source_id,
    at: row.at,
    recordedAt: row.recorded_at,
    line: row.line,
    sha256: row.sha256.toString("hex"),
    personal: row.record,
    record: row.record ?? eventRecord(row.sha256.toString("hex"), row.salt ?? undefined),
  }));
};

export interface KeptCheckpoint {
  readonly size: number;
  readonly at: Instant;
  readonly note: string;
}
/** The signed states of a record, the smallest first. */
export const listCheckpoints = async (tx: Tx, contractId: string): Promise<KeptCheckpoint[]> => {
  const query = statements
    .selectFrom("record_checkpoint")
    .select(["size", "at", "note"])
    .where("company_id", "=", tx.company)
    .where("contract_id", "=", contractId);
  return (await tx.rows(query.orderBy("size"))).map((row) => ({ ...row, size: Number(row.size) }));
};
export interface HouseKey {
  readonly name: string;
  readonly publicKey: Buffer;
  readonly fromAt: Instant;
}
/** The keys that this house has signed with, the first one first. */
export const listRecordKeys = async (tx: Tx): Promise<HouseKey[]> => {
  const query = statements.selectFrom("record_key").select(["name", "public_key", "from_at"]);
  const rows = await tx.rows(query.where("company_id", "=", tx.company).orderBy("from_at"));
  return rows.map((row) => ({ name: row.name, publicKey: row.public_key, fromAt: row.from_at }));
};
/** Contracts whose record has not begun, or is not salted yet. */
export const listWithoutRecord = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.sql<{ contract_id: string }>(
    `select c.contract_id from fealty.contract c
      where c.company_id = $1
        and not exists (select 1 from fealty.record_head h where h.company_id = $1 and h.contract_id = c.contract_id and h.secret is not null)
      order by c.contract_id`,
    [tx.companyId],
  );
  return rows.map((row) => row.contract_id);
};
