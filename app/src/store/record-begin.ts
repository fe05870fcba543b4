// Clauses: N7
import { Frontier } from "@fealty/engine/evidence/tree.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { appendBatches, type Batch, beginSalting, readHeads, type Salting, sha256Bytes } from "./record-log.ts";
import { type Recorded, recordEvents } from "./record-personal.ts";
import type { Tx } from "./transaction.ts";

/**
 * Where a contract's record can go on, under the contract's lock. One that has not begun begins here: with nothing for a new contract;
 * for one that was here before records were kept, with what is there, and its first leaf says so.
 */
export const recordOf = async (tx: Tx, contractId: string, at: Instant): Promise<Frontier> =>
  (await openRecord(tx, contractId, at)).frontier;
/** The same with what its events are salted with. */
export const openRecord = async (
  tx: Tx,
  contractId: string,
  at: Instant,
): Promise<{ readonly frontier: Frontier; readonly salting: Salting }> => {
  const [head] = await readHeads(tx, [contractId]);
  if (head) return { frontier: head.frontier, salting: head.salting ?? (await beginSalting(tx, contractId)) };
  const frontier = await beginRecord(tx, contractId, at);
  const [begun] = await readHeads(tx, [contractId]);
  return { frontier, salting: begun!.salting! };
};
/** Adds acts to a contract's record, in the transaction that does what they tell and holds the contract's lock. */
export const addToRecord = async (
  tx: Tx,
  contractId: string,
  at: Instant,
  batches: readonly Omit<Batch, "at">[],
): Promise<void> => {
  if (batches.length === 0) return;
  const frontier = await recordOf(tx, contractId, at);
  await appendBatches(
    tx,
    contractId,
    frontier,
    batches.map((batch) => ({ ...batch, at })),
  );
};
const beginRecord = async (tx: Tx, contractId: string, at: Instant): Promise<Frontier> => {
  const named = [tx.companyId, contractId];
  const [contract] = await tx.sql<{ number: string; event_sequence: bigint }>(
    `select c.number, n.event_sequence from fealty.contract c
       join fealty.contract_counter n on n.company_id = c.company_id and n.contract_id = c.contract_id
      where c.company_id = $1 and c.contract_id = $2`,
    named,
  );
  const versions = await tx.sql<{ version: number; sha256: Buffer }>(
    "select version, sha256 from fealty.contract_version where company_id = $1 and contract_id = $2 order by version",
    named,
  );
  const events = Number(contract?.event_sequence ?? 0n);
  const frontier = Frontier.empty(sha256Bytes);
  const begun = { contract: contractId, number: contract?.number ?? "", events, versions: versions.length };
  const own = { at, did: "begin-record", ofHouse: true };
  await appendBatches(tx, contractId, frontier, [
    { ...own, what: { begun } },
    ...versions.map(({ version, sha256 }): Batch => ({ ...own, ...keptVersion(version, sha256) })),
  ]);
  const [head] = await readHeads(tx, [contractId]);
  for (let after = 0; after < events; after += AT_ONCE) {
    const some = await eventsAfter(tx, contractId, after, Math.min(after + AT_ONCE, events));
    const leaves = await recordEvents(tx, contractId, some, head?.salting);
    await appendBatches(tx, contractId, frontier, [{ ...own, events: { first: after + 1, leaves } }]);
  }
  return frontier;
};
const AT_ONCE = 10_000;
const eventsAfter = async (tx: Tx, contractId: string, after: number, until: number): Promise<Recorded[]> => {
  const rows = await tx.sql<{ sequence: bigint; kind: string; line: string | null; sha256: Buffer }>(
    `select sequence, kind, case when kind = 'subject' then line end as line, sha256 from fealty.event
      where company_id = $1 and contract_id = $2 and sequence > $3 and sequence <= $4 order by sequence`,
    [tx.companyId, contractId, after, until],
  );
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    kind: row.kind,
    line: row.line ?? "",
    sha256: row.sha256.toString("hex"),
  }));
};
/** That a state of the contract's files was kept, by the hash over their paths and contents. */
export const keptVersion = (version: number, files: Buffer): Pick<Batch, "what" | "about" | "digest"> => ({
  what: { version, files: files.toString("hex") },
  about: `version/${version}`,
  digest: files.toString("hex"),
});
