import { hash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { from as copyFrom } from "pg-copy-streams";
import { instantParameter } from "./column-types.ts";
import { noSuchContract } from "./contracts.ts";
import { copyRows, type Field } from "./copy-text.ts";
import { type IncomingEvent, refuseMalformed } from "./events.ts";
import {
  DATED_LATE,
  type ImportedContract,
  type ImportRefusal,
  type ImportReport,
  KEPT_OTHERWISE,
} from "./import-reports.ts";
import { ImportRecords, saltsText } from "./record-import.ts";
import { personalRecordOf } from "./record-personal.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { newUuid } from "./uuid.ts";

/** An event out of a file, for the contract it belongs to. An id stands once in what is given for a contract. */
export interface ImportedEvent extends IncomingEvent {
  readonly contractId: string;
  /** Row of the file, from 1. */
  readonly row: number;
  /** The line before the house wrote into it when it learned of the event; absent where the line says it itself. */
  readonly bare?: string;
}
/** What is known of the file once it was read to its end. */
export interface ImportedFile {
  readonly importRunId: string;
  readonly fileName: string;
  /** Hexadecimal. */
  readonly fileSha256: string;
  /** The mapping's text, and the answers that were given to its questions. */
  readonly mapping: string;
  readonly answers: unknown;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Rows that came to no event: `repeated` within the file, `unmatched`, `leftOut`, `blank`; `read` counts all rows. */
  readonly rows: {
    readonly read: number;
    readonly repeated: number;
    readonly unmatched: number;
    readonly leftOut: number;
    readonly blank: number;
  };
  /** Rows refused while reading, unmatched ones among them. No event of such a row is taken. */
  readonly refusals: Iterable<ImportRefusal> | AsyncIterable<ImportRefusal>;
}
/** A contract that got events. */
export interface TouchedContract extends ImportedContract {
  /** Its last event before, and now. */
  readonly before: number;
  readonly last: number;
}
export interface Imported {
  readonly report: ImportReport;
  readonly touched: readonly TouchedContract[];
}
const TURN_LOCK = 7_170_005;
const A_LOOK = 100;
/**
 * One import of a company after the other from here on, whatever program runs it: what the one brings in, the next finds, in other contracts too.
 * @param waiting called while another one has its turn; it may throw to give up
 */
const waitForTurn = async (tx: Tx, waiting: () => void): Promise<void> => {
  for (;;) {
    const [row] = await tx.sql<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock(${TURN_LOCK}, ($1::bigint % 2147483647)::integer) as mine`,
      [tx.companyId],
    );
    if (row!.mine) return;
    waiting();
    await new Promise((resolve) => setTimeout(resolve, A_LOOK));
  }
};
/** Told how many of the new events are in; of none while another import has its turn. */
export type ImportProgress = (done: number, of: number) => void;
/**
 * Takes a whole file in, in one transaction, with flat memory: the events stream into a temporary table, are compared there with
 * what is kept, and the new ones get their contract's next numbers. All events of a row are taken, or none; a row is repeated
 * where all its events are kept already. All or nothing.
 * @param events in the file's order; an error of theirs ends the import and leaves nothing
 * @param finish called when they have ended
 * @param look called when it is known which events are new, before any is written
 * Refusals: `no_such_contract`, `event_line_malformed`, `already_there`.
 */
export const importFile = async (
  tx: Tx,
  events: AsyncIterable<ImportedEvent>,
  finish: () => ImportedFile | Promise<ImportedFile>,
  receivedAt: Instant,
  progress: ImportProgress = () => undefined,
  look: () => Promise<void> = async () => undefined,
): Promise<Imported> => {
  for (const statement of STAGES) await tx.sql(statement, []);
  await copy(tx, "copy pg_temp.incoming from stdin", staged(events));
  const file = await finish();
  await copy(tx, "copy pg_temp.refusal from stdin", refused(file.refusals));
  await tx.sql(WITHOUT_REFUSED, []);
  await tx.sql("analyze pg_temp.incoming", []);
  await waitForTurn(tx, () => progress(0, 0));
  const before = await lockContracts(tx);
  await markKnown(tx);
  await refuseDated(tx, before);
  await look();
  const counts = await countRows(tx);
  const touched = await touchedContracts(tx, before);
  const { read, repeated, unmatched, leftOut, blank } = file.rows;
  const rowsNew = counts.fresh;
  const rowsRepeated = repeated + counts.repeated;
  const report: ImportReport = {
    importRunId: file.importRunId,
    fileName: file.fileName,
    fileSha256: file.fileSha256,
    mapping: file.mapping,
    answers: file.answers,
    startedAt: file.startedAt,
    endedAt: file.endedAt,
    rows: {
      read,
      new: rowsNew,
      repeated: rowsRepeated,
      refused: read - rowsNew - rowsRepeated - unmatched - leftOut - blank,
      unmatched,
      leftOut,
      blank,
    },
    events: counts.events,
    contracts: touched.map(({ contractId, number, events: added }) => ({ contractId, number, events: added })),
  };
  await recordRun(tx, report);
  const records = new ImportRecords(tx, receivedAt, { import: file.importRunId, file: file.fileSha256 });
  await records.open(touched.map(({ contractId }) => contractId));
  await insertFresh(tx, { importRunId: file.importRunId, receivedAt, of: counts.events, progress, records });
  await records.close();
  await recordRefusals(tx, file.importRunId);
  return { report, touched };
};

const STAGES = [
  `create temporary table incoming (
    ordinal bigint primary key, contract_id uuid not null, row_number bigint not null, event_id uuid not null, source_id text not null,
    kind text not null, at timestamptz not null, recorded_at timestamptz not null, line text not null, sha256 bytea not null, bare_sha256 bytea,
    record text, salts text
  ) on commit drop`,
  `create temporary table refusal (
    ordinal bigint not null, row_number bigint not null, column_name text not null, value text not null, code text not null, args jsonb not null
  ) on commit drop`,
  `create temporary table warning (
    contract_id uuid not null, source_id text not null, code text not null, args jsonb not null
  ) on commit drop`,
];
const WITHOUT_REFUSED = "delete from pg_temp.incoming where row_number in (select row_number from pg_temp.refusal)";
const copy = async (tx: Tx, statement: string, rows: AsyncIterable<readonly Field[]>): Promise<void> => {
  try {
    await pipeline(Readable.from(copyRows(rows)), tx.client.query(copyFrom(statement)));
  } catch (error) {
    tx.abandon();
    throw error;
  }
};
const hexOf = (text: string): string => `\\x${hash("sha256", text, "hex")}`;
async function* staged(events: AsyncIterable<ImportedEvent>): AsyncGenerator<readonly Field[]> {
  let ordinal = 0;
  for await (const event of events) {
    refuseMalformed(event);
    ordinal += 1;
    const personal = personalRecordOf(event.kind, event.line);
    yield [
      ordinal,
      event.contractId,
      event.row,
      newUuid(),
      event.sourceId,
      event.kind,
      instantParameter(event.at),
      instantParameter(event.recordedAt),
      event.line,
      hexOf(event.line),
      event.bare === undefined ? null : hexOf(event.bare),
      personal?.record ?? null,
      personal === undefined ? null : saltsText(personal),
    ];
  }
}
async function* refused(refusals: ImportedFile["refusals"]): AsyncGenerator<readonly Field[]> {
  let ordinal = 0;
  for await (const { row, column, value, code, args } of refusals) {
    // The database keeps no zero character.
    const kept = (text: string): string => text.replaceAll("\0", "\ufffd");
    yield [ordinal, row, kept(column), kept(value), code, kept(JSON.stringify(args).replaceAll("\\u0000", "\ufffd"))];
    ordinal += 1;
  }
}
/** In one order, so that two imports at once wait for each other and do not meet head-on. Gives each contract's last event. */
const lockContracts = async (tx: Tx): Promise<ReadonlyMap<string, number>> => {
  const missing = await tx.sql<{ contract_id: string }>(
    `select distinct i.contract_id from pg_temp.incoming i
      where not exists (select 1 from fealty.contract_counter n where n.company_id = $1 and n.contract_id = i.contract_id)
      limit 1`,
    [tx.companyId],
  );
  if (missing[0] !== undefined) throw noSuchContract(missing[0].contract_id);
  const locked = await tx.sql<{ contract_id: string; event_sequence: bigint }>(
    `select n.contract_id, n.event_sequence from fealty.contract_counter n
      where n.company_id = $1 and n.contract_id in (select distinct contract_id from pg_temp.incoming)
      order by n.contract_id for update`,
    [tx.companyId],
  );
  return new Map(locked.map((row) => [row.contract_id, Number(row.event_sequence)]));
};

/** Leaves the new events in the table: what is kept already goes, and so does every row that claims a taken id; that is noted. */
const markKnown = async (tx: Tx): Promise<void> => {
  await tx.sql(
    `create temporary table known on commit drop as
       select i.ordinal, i.row_number, i.source_id, e.sequence, e.received_at,
              e.sha256 = i.sha256 or (i.bare_sha256 is not null and
                sha256(convert_to(regexp_replace(e.line, ',"recorded_at":"[^"]*"}$', '}'), 'UTF8')) = i.bare_sha256) as same
         from pg_temp.incoming i
         join fealty.event e on e.company_id = $1 and e.contract_id = i.contract_id and e.source_id = i.source_id
       union all
       select i.ordinal, i.row_number, i.source_id, null, null, i.sha256 = f.sha256
         from (select contract_id, source_id, min(ordinal) as ordinal from pg_temp.incoming group by 1, 2 having count(*) > 1) t
         join pg_temp.incoming f on f.ordinal = t.ordinal
         join pg_temp.incoming i on i.contract_id = t.contract_id and i.source_id = t.source_id and i.ordinal > t.ordinal
        where not exists (
          select 1 from fealty.event e where e.company_id = $1 and e.contract_id = t.contract_id and e.source_id = t.source_id)`,
    [tx.companyId],
  );
  await tx.sql(
    `insert into pg_temp.refusal
     select (select count(*) from pg_temp.refusal) + row_number() over (order by ordinal), row_number, 'id', source_id, $1::text,
            jsonb_build_object('sequence', sequence, 'received_at', received_at)
       from pg_temp.known where not same`,
    [KEPT_OTHERWISE],
  );
  const conflicting = "row_number in (select row_number from pg_temp.known where not same)";
  await tx.sql(
    `delete from pg_temp.incoming where ${conflicting} or ordinal in (select ordinal from pg_temp.known)`,
    [],
  );
  await tx.sql(`delete from pg_temp.known where ${conflicting}`, []);
  await tx.sql("analyze pg_temp.incoming", []);
};
/**
 * A history may bring the moments at which it was learned; once the house has events of a contract, only the house writes them,
 * or a closed period could change.
 */
const refuseDated = async (tx: Tx, before: ReadonlyMap<string, number>): Promise<void> => {
  const lived = [...before].filter(([, last]) => last > 0).map(([contractId]) => contractId);
  await tx.sql(
    `insert into pg_temp.refusal
     select (select count(*) from pg_temp.refusal) + row_number() over (order by ordinal), row_number, 'recorded_at',
            coalesce(line::json ->> 'recorded_at', ''), $1::text, '{}'::jsonb
       from pg_temp.incoming where bare_sha256 is null and contract_id = any($2::uuid[])`,
    [DATED_LATE, lived],
  );
  const dated = "row_number in (select row_number from pg_temp.refusal where code = $1)";
  await tx.sql(`delete from pg_temp.incoming where ${dated}`, [DATED_LATE]);
  await tx.sql(`delete from pg_temp.known where ${dated}`, [DATED_LATE]);
};
const countRows = async (tx: Tx): Promise<{ events: number; fresh: number; repeated: number }> => {
  const [row] = await tx.sql<{ events: bigint; fresh: bigint; repeated: bigint }>(
    `select (select count(*) from pg_temp.incoming) as events, (select count(distinct row_number) from pg_temp.incoming) as fresh,
            (select count(*) from (select row_number from pg_temp.known except select row_number from pg_temp.incoming) k) as repeated`,
    [],
  );
  return { events: Number(row!.events), fresh: Number(row!.fresh), repeated: Number(row!.repeated) };
};
const touchedContracts = async (tx: Tx, before: ReadonlyMap<string, number>): Promise<TouchedContract[]> => {
  const rows = await tx.sql<{ contract_id: string; number: string; added: bigint }>(
    `select c.contract_id, c.number, i.added
       from (select contract_id, count(*) as added from pg_temp.incoming group by 1) i
       join fealty.contract c on c.company_id = $1 and c.contract_id = i.contract_id
      order by c.number`,
    [tx.companyId],
  );
  return rows.map(({ contract_id: contractId, number, added }) => {
    const first = before.get(contractId) ?? 0;
    return { contractId, number, events: Number(added), before: first, last: first + Number(added) };
  });
};
/** So many events a statement: between two of them progress is told and an interrupt is heard. */
const AT_ONCE = 100_000;
interface Fresh {
  readonly importRunId: string;
  readonly receivedAt: Instant;
  readonly of: number;
  readonly progress: ImportProgress;
  readonly records: ImportRecords;
}
const insertFresh = async (tx: Tx, { importRunId, receivedAt, of, progress, records }: Fresh): Promise<void> => {
  const [bounds] = await tx.sql<{ first: bigint | null; last: bigint | null }>(
    "select min(ordinal) as first, max(ordinal) as last from pg_temp.incoming",
    [],
  );
  let done = 0;
  for (let from = Number(bounds?.first ?? 1); from <= Number(bounds?.last ?? 0); from += AT_ONCE) {
    const range = [from, from + AT_ONCE];
    await tx.sql(INSERT, [tx.companyId, instantParameter(receivedAt), importRunId, ...range]);
    await records.add(from, from + AT_ONCE);
    const counted = await tx.sql<{ added: bigint }>(COUNT_ON, [tx.companyId, ...range]);
    for (const { added } of counted) done += Number(added);
    progress(done, of);
  }
};
const INSERT = `insert into fealty.event
    (company_id, contract_id, received_at, import_run_id, sequence, event_id, source_id, kind, at, recorded_at, line, sha256)
  select n.company_id, n.contract_id, $2::timestamptz, $3::uuid, n.event_sequence + row_number() over (partition by i.contract_id order by i.ordinal),
         i.event_id, i.source_id, i.kind, i.at, i.recorded_at, i.line, i.sha256
    from pg_temp.incoming i
    join fealty.contract_counter n on n.company_id = $1 and n.contract_id = i.contract_id
   where i.ordinal >= $4 and i.ordinal < $5`;
const COUNT_ON = `update fealty.contract_counter n set event_sequence = n.event_sequence + i.added
    from (select contract_id, count(*) as added from pg_temp.incoming where ordinal >= $2 and ordinal < $3 group by 1) i
   where n.company_id = $1 and n.contract_id = i.contract_id
  returning i.added`;
const recordRun = async (tx: Tx, report: ImportReport): Promise<void> => {
  if (!/^[0-9a-f]{64}$/.test(report.fileSha256)) throw new RangeError("fileSha256 is not a hexadecimal SHA-256");
  await tx.change(
    statements.insertInto("import_run").values({
      company_id: tx.companyId,
      import_run_id: report.importRunId,
      file_name: report.fileName,
      file_sha256: Buffer.from(report.fileSha256, "hex"),
      mapping: report.mapping,
      answers: JSON.stringify(report.answers ?? null),
      started_at: instantParameter(report.startedAt),
      ended_at: instantParameter(report.endedAt),
      rows_read: report.rows.read,
      rows_new: report.rows.new,
      rows_repeated: report.rows.repeated,
      rows_refused: report.rows.refused,
      rows_unmatched: report.rows.unmatched,
      rows_left_out: report.rows.leftOut,
      rows_blank: report.rows.blank,
      events_new: report.events,
      contracts: JSON.stringify(report.contracts),
    }),
  );
};
/** In the order of the file's rows. */
const recordRefusals = async (tx: Tx, importRunId: string): Promise<void> => {
  await tx.sql(
    `insert into fealty.import_refusal (company_id, import_run_id, ordinal, row_number, column_name, value, code, args, taken)
     select c.company_id, $2::uuid, row_number() over (order by r.row_number, r.ordinal) - 1, r.row_number, r.column_name, r.value, r.code, r.args, false
       from fealty.company c cross join pg_temp.refusal r
      where c.company_id = $1`,
    [tx.companyId, importRunId],
  );
};
