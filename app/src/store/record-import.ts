// Clauses: N7
import type { Frontier } from "@fealty/engine/evidence/tree.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { recordOf } from "./record-begin.ts";
import { type Batch, batchRow, beginSalting, readHeads } from "./record-log.ts";
import { keepPersonal, type PersonalRecord } from "./record-personal.ts";
import { saltSql } from "./record-reads.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** Leaves of the events staged in a range, by contract; a plain event's record is written as `eventRecord` writes it. */
const LEAVES = `select s.contract_id, s.before,
       string_agg(sha256('\\x00'::bytea || convert_to(
         coalesce(s.record, '{"line":"' || encode(s.sha256, 'hex') || coalesce('","salt":"' || s.salt, '') || '","type":"event"}'),
         'UTF8')), ''::bytea order by s.ordinal) as leaves
    from (select i.*, ${saltSql("h", "i.sequence")} as salt
            from (select i.contract_id, i.ordinal, i.record, i.sha256, n.event_sequence as before,
                         n.event_sequence + row_number() over (partition by i.contract_id order by i.ordinal) as sequence
                    from pg_temp.incoming i
                    join fealty.contract_counter n on n.company_id = $1 and n.contract_id = i.contract_id
                   where i.ordinal >= $2 and i.ordinal < $3) i
            join fealty.record_head h on h.company_id = $1 and h.contract_id = i.contract_id) s
   group by s.contract_id, s.before`;
const A_STATEMENT = 500;

/** The records of the contracts that an import adds to, under their locks. */
export class ImportRecords {
  readonly #tx: Tx;
  readonly #act: Omit<Batch, "events">;
  readonly #frontiers = new Map<string, Frontier>();

  constructor(tx: Tx, at: Instant, what: Batch["what"]) {
    this.#tx = tx;
    this.#act = { at, ...(what === undefined ? {} : { what }) };
  }
  /** Begins the records that have not begun; a file without new events writes nothing. */
  async open(contractIds: readonly string[]): Promise<void> {
    for (const { contractId, frontier, salting } of await readHeads(this.#tx, contractIds)) {
      if (salting === undefined) await beginSalting(this.#tx, contractId);
      this.#frontiers.set(contractId, frontier);
    }
    for (const contractId of contractIds)
      if (!this.#frontiers.has(contractId))
        this.#frontiers.set(contractId, await recordOf(this.#tx, contractId, this.#act.at));
  }
  /** Adds the events staged in a range, before their contracts' counters go on. */
  async add(from: number, until: number): Promise<void> {
    const found = await this.#tx.sql<{ contract_id: string; before: bigint; leaves: Buffer }>(LEAVES, [
      this.#tx.companyId,
      from,
      until,
    ]);
    const rows = found.map(({ contract_id: contractId, before, leaves: bytes }) => {
      const leaves = Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
      const batch = { ...this.#act, events: { first: Number(before) + 1, leaves } };
      return batchRow(this.#tx, contractId, this.#frontiers.get(contractId)!, batch);
    });
    for (let at = 0; at < rows.length; at += A_STATEMENT)
      await this.#tx.change(statements.insertInto("record_batch").values(rows.slice(at, at + A_STATEMENT)));
  }
  /** Writes how far each record is now, and keeps what opens the commitments. */
  async close(): Promise<void> {
    const heads = [...this.#frontiers];
    await this.#tx.sql(
      `update fealty.record_head h set size = n.size, frontier = decode(n.frontier, 'hex')
         from unnest($2::uuid[], $3::bigint[], $4::text[]) as n (contract_id, size, frontier)
        where h.company_id = $1 and h.contract_id = n.contract_id`,
      [
        this.#tx.companyId,
        heads.map(([contractId]) => contractId),
        heads.map(([, frontier]) => frontier.size),
        heads.map(([, frontier]) => Buffer.from(frontier.bytes()).toString("hex")),
      ],
    );
    for (let after = 0; ; ) {
      const rows = await this.#tx.sql<Personal>(PERSONAL, [this.#tx.companyId, after, A_STATEMENT]);
      for (const row of rows) await keepPersonal(this.#tx, row.contract_id, [personalOf(row)]);
      if (rows.length < A_STATEMENT) return;
      after = Number(rows.at(-1)!.ordinal);
    }
  }
}
interface Personal {
  readonly ordinal: bigint;
  readonly contract_id: string;
  readonly sequence: bigint;
  readonly record: string;
  readonly salts: string;
}
const PERSONAL = `select i.ordinal, i.contract_id, e.sequence, i.record, i.salts
    from pg_temp.incoming i
    join fealty.event e on e.company_id = $1 and e.contract_id = i.contract_id and e.source_id = i.source_id
   where i.record is not null and i.ordinal > $2
   order by i.ordinal limit $3`;
/** How a staged row holds what opens its record. */
export const saltsText = ({ customer, salts }: PersonalRecord): string =>
  JSON.stringify([customer, Object.entries(salts).map(([field, salt]) => [field, salt.toString("hex")])]);
const personalOf = ({ sequence, record, salts }: Personal): PersonalRecord & { readonly sequence: number } => {
  const [customer, drawn] = JSON.parse(salts) as [string, [string, string][]];
  const opened = drawn.map(([field, salt]) => [field, Buffer.from(salt, "hex")] as const);
  return { sequence: Number(sequence), record, customer, salts: Object.fromEntries(opened) };
};
