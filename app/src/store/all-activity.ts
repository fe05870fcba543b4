import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Schema } from "./schema.ts";
import type { Actor, Tx } from "./transaction.ts";

/** One line of everything that was done: to people, customers and registers, and what the records of contracts tell. */
export interface Act {
  readonly at: Instant;
  /** Absent: whoever works on the machine itself. */
  readonly actorPersonId?: string;
  /** The command. */
  readonly verb: string;
  /** Absent in lines from before it was kept, as are those below. */
  readonly party?: Actor["party"];
  readonly method?: string;
  readonly from?: string;
  readonly power?: string;
  /** How far the device's clock was ahead of the house's, in whole seconds. */
  readonly clockOffsetSeconds?: number;
  readonly subjectKind: Schema["activity"]["subject_kind"];
  readonly subjectId: string;
  /** How many facts of a contract came with it. */
  readonly facts: number;
}
export interface ActFilter {
  /** Every entry of one person in the register. */
  readonly actorPersonIds?: readonly string[] | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Instant | undefined;
  readonly before?: Instant | undefined;
}
interface ActRow {
  readonly at: Instant;
  readonly actor_person_id: string | null;
  readonly verb: string;
  readonly by_party: Actor["party"] | null;
  readonly method: string | null;
  readonly came_from: string | null;
  readonly power: string | null;
  readonly clock_offset_seconds: number | null;
  readonly subject_kind: Act["subjectKind"];
  readonly subject_id: string;
  readonly facts: number;
}
// What the house does by itself when its time has come stands in each contract's own record; what one command wrote into one is one line.
const ACTS = `
  select a.at, a.actor_person_id, a.verb, a.by_party, a.method, a.came_from, a.power, a.clock_offset_seconds, a.subject_kind, a.subject_id, 0 as facts,
      a.activity_id::text as own
    from fealty.activity a
    where a.company_id = $1 and a.by_party is distinct from 'house' and ($2::uuid[] is null or a.actor_person_id = any($2::uuid[]))
      and ($3::uuid is null or a.subject_id = $3) and ($4::timestamptz is null or a.at >= $4) and ($5::timestamptz is null or a.at < $5)
  union all
  select b.at, b.actor_person_id, b.did, b.by_party, min(b.act::json ->> 'method'), min(b.act::json ->> 'from'), min(b.act::json ->> 'power'),
      min((b.act::json ->> 'clockOffsetSeconds')::int),
      'contract', b.contract_id, sum(b.event_count)::int, b.contract_id || ' ' || lpad(min(b.first_leaf)::text, 12, '0')
    from fealty.record_batch b
    where b.company_id = $1 and b.by_party <> 'house' and b.did <> 'begin-record' and ($2::uuid[] is null or b.actor_person_id = any($2::uuid[]))
      and ($3::uuid is null or b.contract_id = $3) and ($4::timestamptz is null or b.at >= $4) and ($5::timestamptz is null or b.at < $5)
    group by b.at, b.actor_person_id, b.did, b.by_party, b.contract_id`;

/** The latest first. */
export const listActs = async (
  tx: Tx,
  { actorPersonIds, subjectId, from, before }: ActFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly acts: readonly Act[] }> => {
  const given = [
    tx.company,
    actorPersonIds ?? null,
    subjectId ?? null,
    from === undefined ? null : instantParameter(from),
    before === undefined ? null : instantParameter(before),
  ];
  const [counted] = await tx.sql<{ total: string }>(`select count(*)::text as total from (${ACTS}) acts`, given);
  const rows = await tx.sql<ActRow>(`${ACTS} order by at desc, own desc limit $6 offset $7`, [...given, limit, offset]);
  return { total: Number(counted!.total), acts: rows.map(actOfRow) };
};
const actOfRow = (row: ActRow): Act => ({
  at: row.at,
  verb: row.verb,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  facts: row.facts,
  ...(row.actor_person_id === null ? {} : { actorPersonId: row.actor_person_id }),
  ...(row.by_party === null ? {} : { party: row.by_party }),
  ...(row.method === null ? {} : { method: row.method }),
  ...(row.came_from === null ? {} : { from: row.came_from }),
  ...(row.power === null ? {} : { power: row.power }),
  ...(row.clock_offset_seconds === null ? {} : { clockOffsetSeconds: row.clock_offset_seconds }),
});
