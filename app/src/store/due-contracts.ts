import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** The earliest moment at which a state of the company can change without a new event; null: none can. */
export const nextChangeAt = async (tx: Tx): Promise<Instant | null> => {
  const [row] = await tx.rows(
    statements
      .selectFrom("contract_state")
      .select("next_change_at")
      .where("company_id", "=", tx.company)
      .where("next_change_at", "is not", null)
      .orderBy("next_change_at")
      .limit(1),
  );
  return row?.next_change_at ?? null;
};
/**
 * Contracts whose time has come, soonest first. Each stays locked until the transaction ends, and those that another worker
 * holds are passed over, and those in `except`.
 */
export const claimDueContracts = async (
  tx: Tx,
  now: Instant,
  limit: number,
  except: readonly string[] = [],
): Promise<string[]> => {
  const rows = await tx.sql<{ contract_id: string }>(
    `select n.contract_id from fealty.contract_counter n
       join fealty.contract_state s on s.company_id = n.company_id and s.contract_id = n.contract_id
      where n.company_id = $1 and s.next_change_at <= $2 and n.contract_id <> all($4::uuid[])
      order by s.next_change_at, n.contract_id
      limit $3
      for update of n skip locked`,
    [tx.companyId, instantParameter(now), limit, except],
  );
  return rows.map((row) => row.contract_id);
};
/** Contracts without derived state, or with one of other files, fewer events, another engine or another moment than a demonstration's. */
export const listStaleContracts = async (tx: Tx, engine: string): Promise<string[]> => {
  const rows = await tx.sql<{ contract_id: string }>(
    `select n.contract_id from fealty.contract_counter n
       join fealty.company c on c.company_id = n.company_id
       left join fealty.contract_state s on s.company_id = n.company_id and s.contract_id = n.contract_id
      where n.company_id = $1
        and (s.contract_id is null or s.version <> n.version or s.event_sequence <> n.event_sequence or s.engine <> $2
          or s.as_of <> c.clock_at)
      order by n.contract_id`,
    [tx.companyId, engine],
  );
  return rows.map((row) => row.contract_id);
};
