// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

type Party = Schema["party_key"]["party"];
/** The public key of a device with which a party countersigns. */
export interface PartyKey {
  readonly partyKeyId: string;
  readonly party: Party;
  readonly personId?: string;
  /** What the party calls the device. */
  readonly device: string;
  /** ECDSA P-256, the uncompressed point. */
  readonly publicKey: Buffer;
  readonly registeredAt: Instant;
  /** Since when it signs no more: the device was lost, or replaced. */
  readonly endedAt?: Instant;
}
export const partyKeyName = ({ partyKeyId, party }: Pick<PartyKey, "partyKeyId" | "party">): string =>
  `fealty-${party}/${partyKeyId}`;

export const addPartyKey = async (tx: Tx, contractId: string, key: PartyKey): Promise<void> => {
  await tx.change(
    statements.insertInto("party_key").values({
      company_id: tx.companyId,
      contract_id: contractId,
      party_key_id: key.partyKeyId,
      party: key.party,
      person_id: key.personId ?? null,
      device: key.device,
      public_key: key.publicKey,
      registered_at: instantParameter(key.registeredAt),
      ended_at: null,
    }),
  );
};
/** From then on it signs no more; what it signed stays. Gives whether there was such a key that still signed. */
export const endPartyKey = async (tx: Tx, contractId: string, partyKeyId: string, at: Instant): Promise<boolean> => {
  const ended = await tx.change(
    statements
      .updateTable("party_key")
      .set({ ended_at: instantParameter(at) })
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .where("party_key_id", "=", partyKeyId)
      .where("ended_at", "is", null),
  );
  return ended > 0;
};
/** The keys that parties of a contract have registered, the first one first. */
export const listPartyKeys = async (tx: Tx, contractId: string): Promise<PartyKey[]> => {
  const rows = await tx.rows(
    statements
      .selectFrom("party_key")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .orderBy("registered_at"),
  );
  return rows.map((row) => ({
    partyKeyId: row.party_key_id,
    party: row.party,
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    device: row.device,
    publicKey: row.public_key,
    registeredAt: row.registered_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  }));
};

export interface Receipt {
  readonly receiptId: string;
  readonly size: number;
  readonly party: Party;
  readonly partyKeyId: string;
  readonly at: Instant;
  /** The house's signed state with the party's signature below. */
  readonly note: string;
}
export const addReceipt = async (tx: Tx, contractId: string, receipt: Receipt): Promise<void> => {
  await tx.change(
    statements.insertInto("record_receipt").values({
      company_id: tx.companyId,
      contract_id: contractId,
      receipt_id: receipt.receiptId,
      size: receipt.size,
      party: receipt.party,
      party_key_id: receipt.partyKeyId,
      at: instantParameter(receipt.at),
      note: receipt.note,
    }),
  );
};
/** The receipts of a contract, the first one first. */
export const listReceipts = async (tx: Tx, contractId: string): Promise<Receipt[]> => {
  const rows = await tx.rows(
    statements
      .selectFrom("record_receipt")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .orderBy("at")
      .orderBy("receipt_id"),
  );
  return rows.map((row) => ({
    receiptId: row.receipt_id,
    size: Number(row.size),
    party: row.party,
    partyKeyId: row.party_key_id,
    at: row.at,
    note: row.note,
  }));
};
/** How many contracts are in force, and how many of them somebody beside the company has countersigned since a moment. */
export const countReceipts = async (
  tx: Tx,
  since: Instant,
): Promise<{ readonly of: number; readonly fresh: number }> => {
  const [row] = await tx.sql<{ of: bigint; fresh: bigint }>(
    `select count(*) as of, count(*) filter (where exists (
              select 1 from fealty.record_receipt r
               where r.company_id = $1 and r.contract_id = c.contract_id and r.party <> 'company' and r.at >= $2)) as fresh
       from fealty.contract c where c.company_id = $1 and c.status = 'in_force'`,
    [tx.companyId, instantParameter(since)],
  );
  return { of: Number(row?.of ?? 0n), fresh: Number(row?.fresh ?? 0n) };
};
