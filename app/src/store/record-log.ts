// Clauses: N7
import { hash, randomBytes } from "node:crypto";
import { utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import { type Act, actRecord } from "@fealty/engine/evidence/record.ts";
import { Frontier, leafHash } from "@fealty/engine/evidence/tree.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Actor, Tx } from "./transaction.ts";

export const sha256Bytes = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
export const leafOf = (record: string): Uint8Array => leafHash(sha256Bytes, utf8Bytes(record));

/** What a command writes down of a contract: its own act, and the leaves of the events that it added. */
export interface Batch {
  /** When it was recorded, where nobody is named who says so. */
  readonly at: Instant;
  readonly did?: string;
  readonly what?: Act["what"];
  /** Leaf hashes of events, numbered from `first`. */
  readonly events?: { readonly first: number; readonly leaves: readonly Uint8Array[] };
  /** The house's own word, which each party may read whole: it stands without who asked and from where, which another act tells. */
  readonly ofHouse?: boolean;
  /** What the act is about, `statement/2026-06/base`, and its digest: to be found by. */
  readonly about?: string;
  readonly digest?: string;
}
const HOUSE: Omit<Actor, "at"> = { did: "house", party: "house", method: "house", power: "house" };

/**
 * Adds acts and their events to a contract's record that has begun, in the transaction that does what they tell; it holds the contract's
 * lock. The frontier goes on with them.
 */
export const appendBatches = async (
  tx: Tx,
  contractId: string,
  frontier: Frontier,
  batches: readonly Batch[],
): Promise<void> => {
  const before = frontier.size;
  const rows = batches.map((batch) => batchRow(tx, contractId, frontier, batch));
  if (rows.length === 0) return;
  for (let from = 0; from < rows.length; from += A_STATEMENT)
    await tx.change(statements.insertInto("record_batch").values(rows.slice(from, from + A_STATEMENT)));
  const head = { size: frontier.size, frontier: Buffer.from(frontier.bytes()) };
  const own = { company_id: tx.companyId, contract_id: contractId };
  await tx.change(
    before === 0
      ? statements
          .insertInto("record_head")
          .values({ ...own, ...head, secret: randomBytes(SECRET_BYTES), salted_from: 1 })
      : statements
          .updateTable("record_head")
          .set(head)
          .where("company_id", "=", tx.company)
          .where("contract_id", "=", contractId),
  );
};
const A_STATEMENT = 500;
/** Whether an act would tell a person, or the address of a machine. */
export const tellsWho = (by: Actor | undefined): boolean => by?.personId !== undefined || by?.from !== undefined;
/** One act with its events as a row; the frontier goes on with it. */
export const batchRow = (tx: Tx, contractId: string, frontier: Frontier, batch: Batch) => {
  const by = batch.ofHouse === true && tellsWho(tx.by) ? undefined : tx.by;
  const act = actOf(by, batch);
  const text = actRecord(act);
  const leaves = [leafOf(text), ...(batch.events?.leaves ?? [])];
  const firstLeaf = frontier.size;
  for (const leaf of leaves) frontier.add(leaf);
  return {
    company_id: tx.companyId,
    contract_id: contractId,
    first_leaf: firstLeaf,
    at: act.at,
    did: act.did,
    by_party: act.by as Actor["party"],
    actor_person_id: by?.personId ?? null,
    event_from: batch.events?.first ?? null,
    event_count: batch.events?.leaves.length ?? 0,
    about: batch.about ?? null,
    digest: batch.digest ?? null,
    act: text,
    hashes: Buffer.concat(leaves),
  };
};
/** The act as the record keeps it, by whom the transaction works for. */
export const actOf = (
  by: Actor | undefined,
  { at, did, what, events }: Omit<Batch, "events"> & { readonly events?: EventSpan },
): Act => {
  const actor = by ?? { ...HOUSE, at };
  return {
    type: "act",
    did: did ?? actor.did,
    at: instantParameter(actor.at),
    by: actor.party,
    ...(actor.personId === undefined ? {} : { actor: actor.personId }),
    method: actor.method,
    ...(actor.from === undefined ? {} : { from: actor.from }),
    power: actor.power,
    ...(actor.clockOffsetSeconds === undefined ? {} : { clockOffsetSeconds: actor.clockOffsetSeconds }),
    ...(events === undefined
      ? {}
      : { events: { first: events.first, count: "count" in events ? events.count : events.leaves.length } }),
    ...(what === undefined ? {} : { what }),
  };
};
export type EventSpan = { readonly first: number } & (
  | { readonly count: number }
  | { readonly leaves: readonly Uint8Array[] }
);

export interface RecordHead {
  readonly contractId: string;
  readonly frontier: Frontier;
  /** Undefined for a record from before its events were salted. */
  readonly salting: Salting | undefined;
}
/** What the records of events are salted with: without it a hash of a short event could be guessed by trying. */
export interface Salting {
  readonly secret: Buffer;
  /** Number of the first event whose record is salted. */
  readonly from: number;
}
const SECRET_BYTES = 32;
/** Hexadecimal, 16 bytes; undefined for an event from before. `SALT` of record-reads.ts gives the same in SQL. */
export const saltOf = (salting: Salting | undefined, sequence: number): string | undefined => {
  if (salting === undefined || sequence < salting.from) return undefined;
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(BigInt(sequence));
  return hash("sha256", Buffer.concat([salting.secret, number]), "hex").slice(0, 32);
};
/** Of those whose record has begun. Whoever goes on from one holds its contract's lock. */
export const readHeads = async (tx: Tx, contractIds: readonly string[]): Promise<RecordHead[]> => {
  const rows = await tx.sql<
    Pick<Schema["record_head"], "contract_id" | "frontier"> & {
      size: bigint;
      secret: Buffer | null;
      salted_from: bigint | null;
    }
  >(
    `select contract_id, size, frontier, secret, salted_from from fealty.record_head
      where company_id = $1 and contract_id = any($2::uuid[])`,
    [tx.companyId, contractIds],
  );
  return rows.map((row) => {
    const frontier = Frontier.of(sha256Bytes, Number(row.size), row.frontier);
    assert(frontier, "the head of a record has the frontier of its size");
    const { secret, salted_from: from } = row;
    const salting = secret === null ? undefined : { secret, from: Number(from) };
    return { contractId: row.contract_id, frontier, salting };
  });
};
/** From its next event on a record that was here before is salted. Whoever does it holds the contract's lock. */
export const beginSalting = async (tx: Tx, contractId: string): Promise<Salting> => {
  const secret = randomBytes(SECRET_BYTES);
  const [row] = await tx.sql<{ salted_from: bigint }>(
    `update fealty.record_head h
        set secret = $3,
            salted_from = (select coalesce(max(b.event_from + b.event_count), 1) from fealty.record_batch b
                            where b.company_id = $1 and b.contract_id = $2)
      where h.company_id = $1 and h.contract_id = $2
      returning salted_from`,
    [tx.companyId, contractId, secret],
  );
  assert(row, "a record that has begun has a head");
  return { secret, from: Number(row.salted_from) };
};
/** What hidden names of a contract are made with, known to no party; undefined where its record has not begun. */
export const secretOf = async (tx: Tx, contractId: string): Promise<string | undefined> => {
  const [row] = await tx.sql<{ secret: Buffer | null }>(
    "select secret from fealty.record_head where company_id = $1 and contract_id = $2",
    [tx.companyId, contractId],
  );
  return row?.secret?.toString("hex");
};
