// Clauses: C6.2, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Tx } from "./transaction.ts";

/** That a party said it had received a closed statement, as the record has it. */
export interface Received {
  readonly rule: string;
  readonly period: string;
  readonly party: string;
  readonly at: Instant;
}
export const receivedAbout = ({ rule, period, party }: Omit<Received, "at">): string =>
  `received/${party}/${period}/${rule}`;
/** The earliest first. */
export const listReceived = async (tx: Tx, contractId: string): Promise<Received[]> => {
  const rows = await tx.sql<{ at: Instant; received: Omit<Received, "at"> }>(
    `select at, act::jsonb #> '{what,received}' as received from fealty.record_batch
      where company_id = $1 and contract_id = $2 and about >= 'received/' and about < 'received0'
      order by first_leaf`,
    [tx.companyId, contractId],
  );
  return rows.map(({ at, received: { rule, period, party } }) => ({ rule, period, party, at }));
};
