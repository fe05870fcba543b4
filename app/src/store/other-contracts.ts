// Clauses: C7.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Tx } from "./transaction.ts";

/** A contract in which events stand already that are given for another one: the same id, kind and moment. */
export interface OtherContract {
  readonly number: string;
  /** How many rows say them. */
  readonly rows: number;
  /** The id of one of them. */
  readonly sourceId: string;
}
export interface GivenEvent {
  readonly contractId: string;
  readonly row: number;
  readonly sourceId: string;
  readonly kind: string;
  readonly at: Instant;
}
/** Where the events of an import stand that `importFile` has found to be new. */
export const importedElsewhere = (tx: Tx): Promise<OtherContract[]> => elsewhereOf(tx, "pg_temp.incoming", []);
/** Where some events stand beside the contract that they are given for. */
export const standElsewhere = async (tx: Tx, events: readonly GivenEvent[]): Promise<OtherContract[]> =>
  events.length === 0
    ? []
    : elsewhereOf(tx, "unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[])", [
        events.map(({ contractId }) => contractId),
        events.map(({ row }) => row),
        events.map(({ sourceId }) => sourceId),
        events.map(({ kind }) => kind),
        events.map(({ at }) => instantParameter(at)),
      ]);
const elsewhereOf = async (tx: Tx, given: string, values: readonly unknown[]): Promise<OtherContract[]> => {
  const rows = await tx.sql<{ number: string; rows: bigint; source_id: string }>(
    `select c.number, count(distinct i.row_number) as rows, min(i.source_id) as source_id
       from (select contract_id, row_number, source_id, kind, at
               from ${given}${values.length === 0 ? "" : " as g (contract_id, row_number, source_id, kind, at)"}) i
       join fealty.event e on e.company_id = $1 and e.source_id = i.source_id and e.contract_id <> i.contract_id
        and e.kind = i.kind and e.at = i.at
       join fealty.contract c on c.company_id = $1 and c.contract_id = e.contract_id
      group by c.number order by c.number`,
    [tx.companyId, ...values],
  );
  return rows.map(({ number, rows: count, source_id: sourceId }) => ({ number, rows: Number(count), sourceId }));
};
