// Clauses: N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** What a time-stamping authority answered for the signed state of that size. */
export interface Stamp {
  readonly size: number;
  readonly at: Instant;
  readonly authority: string;
  /** A TimeStampResp (RFC 3161). */
  readonly answer: Buffer;
}
/** Of two for one state the first is kept. */
export const addStamp = async (tx: Tx, contractId: string, { size, at, authority, answer }: Stamp): Promise<void> => {
  await tx.change(
    statements
      .insertInto("record_timestamp")
      .values({ company_id: tx.companyId, contract_id: contractId, size, at: instantParameter(at), authority, answer })
      .onConflict((clash) => clash.columns(["company_id", "contract_id", "size"]).doNothing()),
  );
};
/** The stamps of a record, the first one first. */
export const listStamps = async (tx: Tx, contractId: string): Promise<Stamp[]> => {
  const query = statements.selectFrom("record_timestamp").select(["size", "at", "authority", "answer"]);
  const own = query.where("company_id", "=", tx.company).where("contract_id", "=", contractId);
  return (await tx.rows(own.orderBy("size"))).map((row) => ({ ...row, size: Number(row.size) }));
};
