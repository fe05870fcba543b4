import { hash } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { lockContract } from "./contracts.ts";
import { openRecord } from "./record-begin.ts";
import { appendBatches } from "./record-log.ts";
import { recordEvents } from "./record-personal.ts";
import { StoreRefusal } from "./refusal.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { newUuid } from "./uuid.ts";

/** An event as it came in. What it means is the engine's; the store keeps its line byte for byte. */
export interface IncomingEvent {
  /** `id` of the line: the same id with the same line is a repeat, with another line a conflict. */
  readonly sourceId: string;
  readonly kind: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** One JSON object as received, without the line's end. */
  readonly line: string;
}
export interface StoredEvent extends IncomingEvent {
  readonly eventId: string;
  /** 1, 2, 3 … within its contract, in the order of receiving. */
  readonly sequence: number;
  readonly receivedAt: Instant;
  /** Hexadecimal, over the UTF-8 bytes of the line. */
  readonly sha256: string;
}
export interface Appended {
  /** Ids that are new, in their order; they have the numbers after `before`. */
  readonly added: readonly string[];
  /** Ids whose very line was there already, or stood twice in what was given. */
  readonly repeated: readonly string[];
  readonly before: number;
  readonly last: number;
}
/** An id that two lines claim. */
export interface SourceConflict {
  readonly sourceId: string;
  /** Number of the event that is kept; undefined where both lines stood in what was given. */
  readonly sequence?: number;
  readonly receivedAt?: Instant;
  readonly keptSha256: string;
  readonly givenSha256: string;
}
export interface AppendOptions {
  readonly receivedAt: Instant;
  readonly importRunId?: string;
  /** What this transaction knows already, having locked the contract and asked for these very ids since. */
  readonly known?: { readonly eventSequence: number; readonly kept: readonly StoredEvent[] };
}

/**
 * Appends events to one contract under its lock, numbered without gaps, all or none.
 * Refusals: `no_such_contract`, `event_line_malformed`, `source_id_conflict` (its `conflicts` name both lines).
 */
export const appendEvents = async (
  tx: Tx,
  contractId: string,
  events: readonly IncomingEvent[],
  { receivedAt, importRunId, known }: AppendOptions,
): Promise<Appended> => {
  for (const event of events) refuseMalformed(event);
  const { eventSequence: before } = known ?? (await lockContract(tx, contractId));
  const { fresh, repeated } = sortOut(events, known?.kept ?? (await readKept(tx, contractId, events)));
  if (fresh.length === 0) return { added: [], repeated, before, last: before };
  await tx.sql(INSERT, [
    tx.companyId,
    contractId,
    instantParameter(receivedAt),
    importRunId ?? null,
    fresh.map((_, index) => before + index + 1),
    fresh.map(newUuid),
    fresh.map(({ event }) => event.sourceId),
    fresh.map(({ event }) => event.kind),
    fresh.map(({ event }) => instantParameter(event.at)),
    fresh.map(({ event }) => instantParameter(event.recordedAt)),
    fresh.map(({ event }) => event.line),
    fresh.map(({ sha256 }) => sha256),
  ]);
  const last = before + fresh.length;
  const recorded = fresh.map(({ event, sha256 }, index) => ({ ...event, sha256, sequence: before + index + 1 }));
  const { frontier, salting } = await openRecord(tx, contractId, receivedAt);
  const leaves = await recordEvents(tx, contractId, recorded, salting);
  await appendBatches(tx, contractId, frontier, [{ at: receivedAt, events: { first: before + 1, leaves } }]);
  await tx.change(
    statements
      .updateTable("contract_counter")
      .set({ event_sequence: last })
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId),
  );
  return { added: fresh.map(({ event }) => event.sourceId), repeated, before, last };
};
/** Joined to the company, so that a distributed database sends it to one place. */
const INSERT = `insert into fealty.event (company_id, contract_id, received_at, import_run_id, sequence, event_id, source_id, kind, at, recorded_at, line, sha256)
  select c.company_id, $2::uuid, $3::timestamptz, $4::uuid, e.sequence, e.event_id, e.source_id, e.kind, e.at, e.recorded_at, e.line, decode(e.sha256, 'hex')
    from fealty.company c
    cross join unnest($5::bigint[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[])
      as e (sequence, event_id, source_id, kind, at, recorded_at, line, sha256)
   where c.company_id = $1`;

interface Fresh {
  readonly event: IncomingEvent;
  readonly sha256: string;
}
type Kept = Pick<StoredEvent, "sourceId" | "sha256" | "sequence" | "receivedAt">;
const readKept = async (tx: Tx, contractId: string, events: readonly IncomingEvent[]): Promise<Kept[]> => {
  const rows = await tx.sql<{ source_id: string; sha256: Buffer; sequence: bigint; received_at: Instant }>(
    `select source_id, sha256, sequence, received_at from fealty.event
      where company_id = $1 and contract_id = $2 and source_id = any($3::text[])`,
    [tx.companyId, contractId, events.map((event) => event.sourceId)],
  );
  return rows.map((row) => ({
    sourceId: row.source_id,
    sha256: row.sha256.toString("hex"),
    sequence: Number(row.sequence),
    receivedAt: row.received_at,
  }));
};
const sortOut = (
  events: readonly IncomingEvent[],
  kept: readonly Kept[],
): { readonly fresh: Fresh[]; readonly repeated: string[] } => {
  const known = new Map<string, { sha256: string; sequence?: number; receivedAt?: Instant }>(
    kept.map(({ sourceId, sha256, sequence, receivedAt }) => [sourceId, { sha256, sequence, receivedAt }]),
  );
  const fresh: Fresh[] = [];
  const repeated: string[] = [];
  const conflicts: SourceConflict[] = [];
  for (const event of events) {
    const sha256 = hash("sha256", event.line, "hex");
    const first = known.get(event.sourceId);
    if (first === undefined) {
      known.set(event.sourceId, { sha256 });
      fresh.push({ event, sha256 });
    } else if (first.sha256 === sha256) repeated.push(event.sourceId);
    else {
      const { sha256: keptSha256, ...place } = first;
      conflicts.push({ sourceId: event.sourceId, keptSha256, givenSha256: sha256, ...place });
    }
  }
  if (conflicts.length > 0) throw sourceConflict(conflicts);
  return { fresh, repeated };
};

const LONE_SURROGATE = /\p{Surrogate}/u;
/** What cannot be kept byte for byte, or would not be one line. */
export const refuseMalformed = ({ sourceId, kind, line }: IncomingEvent): void => {
  if (
    sourceId !== "" &&
    kind !== "" &&
    !/[\n\0]/.test(line) &&
    ![sourceId, kind, line].some((text) => LONE_SURROGATE.test(text))
  )
    return;
  throw new StoreRefusal(
    "event_line_malformed",
    {
      zh: `事件 ${sourceId || "（无编号）"} 不是一行完整的 JSON，或缺少编号、种类，没有写入。`,
      en: `The event ${sourceId || "(no id)"} is not one whole line of JSON, or lacks its id or kind; nothing was written.`,
    },
    { sourceId },
  );
};
export const sourceConflict = (conflicts: readonly SourceConflict[]): StoreRefusal => {
  const [{ sourceId, sequence }] = conflicts as [SourceConflict];
  const more = conflicts.length - 1;
  return new StoreRefusal(
    "source_id_conflict",
    {
      zh: `来源编号 ${sourceId} 已用于${sequence === undefined ? "同一批的另一行" : `第 ${sequence} 号事件`}，内容不同${more > 0 ? `（另有 ${more} 个编号也是如此）` : ""}，全部没有写入。更正请用新的编号，并指明所更正的事件。`,
      en: `The source id ${sourceId} belongs to ${sequence === undefined ? "another line given with it" : `event ${sequence}`} with other content${more > 0 ? ` (and so do ${more} more ids)` : ""}; nothing was written. Write a correction under an id of its own that names the event it corrects.`,
    },
    { conflicts },
  );
};

/** How many events a company has taken in. */
export const factsTotal = async (tx: Tx): Promise<number> => {
  const query = statements.selectFrom("contract_counter").where("company_id", "=", tx.company);
  const [row] = await tx.rows(query.select(({ fn }) => fn.sum<bigint | null>("event_sequence").as("events")));
  return Number(row?.events ?? 0);
};
/** When its last fact happened; undefined without any. Reads every event. */
export const factsUntil = async (tx: Tx): Promise<Instant | undefined> => {
  const query = statements.selectFrom("event").where("company_id", "=", tx.company);
  const [row] = await tx.rows(query.select(({ fn }) => fn.max<Instant | null>("at").as("at")));
  return row?.at ?? undefined;
};
/**
 * The lines of a contract in their order, as one NDJSON text for `parseFacts`: one query, one row.
 * @param until number of the last event wanted; all without it
 */
export const readEventText = async (
  tx: Tx,
  contractId: string,
  until?: number,
): Promise<{ readonly text: string; readonly count: number }> => {
  const [row] = await tx.sql<{ text: string | null; count: bigint }>(
    `select string_agg(line, E'\\n' order by sequence) as text, count(*) as count from fealty.event
      where company_id = $1 and contract_id = $2 and ($3::bigint is null or sequence <= $3)`,
    [tx.companyId, contractId, until ?? null],
  );
  return { text: row?.text ?? "", count: Number(row?.count ?? 0n) };
};
/** The lines of some kinds only, as one NDJSON text. */
export const readEventTextOf = async (tx: Tx, contractId: string, kinds: readonly string[]): Promise<string> => {
  const [row] = await tx.sql<{ text: string | null }>(
    `select string_agg(line, E'\\n' order by sequence) as text from fealty.event
      where company_id = $1 and contract_id = $2 and kind = any($3::text[])`,
    [tx.companyId, contractId, kinds],
  );
  return row?.text ?? "";
};
/** The lines of one contract that name one of some customers, in their order. */
export const readEventsAbout = async (tx: Tx, contractId: string, customers: readonly string[]): Promise<string[]> => {
  const rows = await tx.sql<{ line: string }>(
    `select line from fealty.event
      where company_id = $1 and contract_id = $2 and line::jsonb ->> 'customer' = any($3::text[])
      order by sequence`,
    [tx.companyId, contractId, customers],
  );
  return rows.map(({ line }) => line);
};
/** Codes of the customers whom a contract's events name, up to one of them. */
export const customersOfContract = async (tx: Tx, contractId: string, until: number): Promise<string[]> => {
  const rows = await tx.sql<{ customer: string }>(
    `select distinct line::jsonb ->> 'customer' as customer from fealty.event
      where company_id = $1 and contract_id = $2 and sequence <= $3 and line::jsonb ? 'customer'
        and jsonb_typeof(line::jsonb -> 'customer') = 'string'`,
    [tx.companyId, contractId, until],
  );
  return rows.map(({ customer }) => customer);
};
/** When each of some customers was last spoken of by an event of kind `subject`, over all contracts. */
export const latestSubjects = async (tx: Tx, customers: readonly string[]): Promise<Map<string, Instant>> => {
  const rows = await tx.sql<{ customer: string; at: Instant }>(
    `select line::jsonb ->> 'customer' as customer, max(at) as at from fealty.event
      where company_id = $1 and kind = 'subject' and line::jsonb ->> 'customer' = any($2::text[])
      group by 1`,
    [tx.companyId, customers],
  );
  return new Map(rows.map(({ customer, at }) => [customer, at]));
};
/** Events after a number, in their order. */
export const readEvents = async (
  tx: Tx,
  contractId: string,
  { after = 0, limit = 1000 }: { readonly after?: number; readonly limit?: number } = {},
): Promise<StoredEvent[]> => {
  const rows = await tx.rows(
    eventQuery(tx, contractId).where("sequence", ">", BigInt(after)).orderBy("sequence").limit(limit),
  );
  return rows.map(eventOf);
};
/** Events by their source ids, as traces name them; those that are not there are left out. */
export const readEventsById = async (
  tx: Tx,
  contractId: string,
  sourceIds: readonly string[],
): Promise<StoredEvent[]> => {
  if (sourceIds.length === 0) return [];
  const rows = await tx.rows(eventQuery(tx, contractId).where("source_id", "in", sourceIds).orderBy("sequence"));
  return rows.map(eventOf);
};
const eventQuery = (tx: Tx, contractId: string) =>
  statements
    .selectFrom("event")
    .select(["sequence", "event_id", "source_id", "kind", "at", "recorded_at", "received_at", "line", "sha256"])
    .where("company_id", "=", tx.company)
    .where("contract_id", "=", contractId);
type EventRow = Awaited<ReturnType<ReturnType<typeof eventQuery>["execute"]>>[number];
const eventOf = (row: EventRow): StoredEvent => ({
  eventId: row.event_id,
  sequence: Number(row.sequence),
  sourceId: row.source_id,
  kind: row.kind,
  at: row.at,
  recordedAt: row.recorded_at,
  receivedAt: row.received_at,
  line: row.line,
  sha256: row.sha256.toString("hex"),
});
/** What was recorded of customers (events of kind `subject`), over all contracts, page by page. */
export const readCustomerLines = async (
  tx: Tx,
  limit: number,
  after?: { readonly contractId: string; readonly sequence: number },
): Promise<{ readonly contractId: string; readonly sequence: number; readonly line: string }[]> => {
  const rows = await tx.sql<{ contract_id: string; sequence: bigint; line: string }>(
    `select contract_id, sequence, line from fealty.event
      where company_id = $1 and kind = 'subject' and (contract_id, sequence) > ($2::uuid, $3::bigint)
      order by contract_id, sequence limit $4`,
    [tx.companyId, after?.contractId ?? "00000000-0000-0000-0000-000000000000", after?.sequence ?? 0, limit],
  );
  return rows.map((row) => ({ contractId: row.contract_id, sequence: Number(row.sequence), line: row.line }));
};
