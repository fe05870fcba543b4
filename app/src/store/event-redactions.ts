// Clauses: C7.1, N8
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Tx } from "./transaction.ts";

/** An event that still says who a customer is. */
export interface TellingEvent {
  readonly sequence: number;
  readonly line: string;
  /** The event that it corrects. */
  readonly target?: string;
}
/** Contracts with events, or corrections of events, that say who a customer is. Reads every event of those kinds. */
export const tellingContracts = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.sql<{ contract_id: string }>(
    `select distinct e.contract_id from fealty.event e where e.company_id = $1 and ${TELLS} order by e.contract_id`,
    [tx.companyId],
  );
  return rows.map((row) => row.contract_id);
};
/** Those of a contract, in their order. */
export const tellingEvents = async (tx: Tx, contractId: string): Promise<TellingEvent[]> => {
  const rows = await tx.sql<{ sequence: bigint; line: string; target: string | null }>(
    `select e.sequence, e.line, t.line as target from fealty.event e
       left join fealty.event t on t.company_id = $1 and t.contract_id = e.contract_id and e.kind = 'corrected'
        and t.source_id = e.line::jsonb ->> 'target'
      where e.company_id = $1 and e.contract_id = $2 and ${TELLS}
      order by e.sequence`,
    [tx.companyId, contractId],
  );
  return rows.map(({ sequence, line, target }) => ({
    sequence: Number(sequence),
    line,
    ...(target === null ? {} : { target }),
  }));
};
const TELLS = `(
  (e.kind = 'subject' and e.line::jsonb ->> 'of' = 'customer' and e.line::jsonb ?| array['name', 'phone'])
  or (e.kind = 'corrected' and e.line::jsonb -> 'fields' ?| array['name', 'phone'] and exists (
    select 1 from fealty.event s where s.company_id = e.company_id and s.contract_id = e.contract_id
       and s.source_id = e.line::jsonb ->> 'target' and s.kind = 'subject' and s.line::jsonb ->> 'of' = 'customer')))`;
/** The one change that an event knows; that it was made, and the hash of the line before, is on record. */
export const takePersonOut = async (
  tx: Tx,
  contractId: string,
  sequence: number,
  line: string,
  at: Instant,
): Promise<void> => {
  await tx.sql("select fealty.take_person_out($1, $2, $3, $4, $5)", [
    tx.companyId,
    contractId,
    sequence,
    line,
    instantParameter(at),
  ]);
};
