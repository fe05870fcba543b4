import { hash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { from as copyFrom } from "pg-copy-streams";
import { instantParameter } from "./column-types.ts";
import { noSuchContract } from "./contracts.ts";
import { copyRows, type Field } from "./copy-text.ts";
import { type IncomingEvent, refuseMalformed } from "./events.ts";
import { StoreRefusal } from "./refusal.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { newUuid } from "./uuid.ts";

/** An event out of a file, for the contract it belongs to. */
export interface ImportedEvent extends IncomingEvent {
  readonly contractId: string;
  /** Row of the file, from 1. */
  readonly row: number;
}
/** A row that was not taken in. */
export interface ImportRefusal {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly args: Readonly<Record<string, unknown>>;
}
/** What is known of the file once it was read to its end. */
export interface ImportedFile {
  readonly fileName: string;
  /** Hexadecimal. */
  readonly fileSha256: string;
  /** The mapping's text, and the answers that were given to its questions. */
  readonly mapping: string;
  readonly answers: unknown;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Rows read, refused ones included. */
  readonly rowsRead: number;
  /** Rows refused while reading, in the file's order. */
  readonly refusals: Iterable<ImportRefusal> | AsyncIterable<ImportRefusal>;
}
export interface ImportReport {
  readonly importRunId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly mapping: string;
  readonly answers: unknown;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly rowsRead: number;
  readonly rowsNew: number;
  readonly rowsRepeated: number;
  /** Refused while reading, and ids that claim what another line has. */
  readonly rowsRefused: number;
}
/** The code of a refusal for an id that is taken by another line. */
export const KEPT_OTHERWISE = "source_id_conflict";

/**
 * Takes a whole file in, in the transaction of role `ingest`, with flat memory: the rows stream into a temporary table, are
 * compared there with what is kept, and the new ones get their contract's next numbers. All or nothing.
 * @param events rows as they are read; an error of theirs ends the import and leaves nothing
 * @param finish called when they have ended
 * Refusals: `no_such_contract`, `event_line_malformed`, `already_there`.
 */
export const importFile = async (
  tx: Tx,
  events: AsyncIterable<ImportedEvent>,
  finish: () => ImportedFile | Promise<ImportedFile>,
  receivedAt: Instant,
): Promise<ImportReport> => {
  await tx.sql(STAGE, []);
  const staged = await stage(tx, events);
  await tx.sql("analyze pg_temp.incoming", []);
  await lockContracts(tx);
  const file = await finish();
  const conflicts = await markKnown(tx);
  const importRunId = newUuid();
  const fresh = staged - conflicts.refused - conflicts.repeated;
  const report: ImportReport = {
    importRunId,
    fileName: file.fileName,
    fileSha256: file.fileSha256,
    mapping: file.mapping,
    answers: file.answers,
    startedAt: file.startedAt,
    endedAt: file.endedAt,
    rowsRead: file.rowsRead,
    rowsNew: fresh,
    rowsRepeated: conflicts.repeated,
    rowsRefused: file.rowsRead - fresh - conflicts.repeated,
  };
  await recordRun(tx, report);
  await insertFresh(tx, importRunId, receivedAt, fresh === staged);
  await recordRefusals(tx, importRunId, file.refusals);
  return report;
};

const STAGE = `create temporary table incoming (
    ordinal bigint not null, contract_id uuid not null, rank bigint not null, row_number bigint not null, event_id uuid not null, source_id text not null,
    kind text not null, at timestamptz not null, recorded_at timestamptz not null, line text not null, sha256 bytea not null
  ) on commit drop`;
const stage = async (tx: Tx, events: AsyncIterable<ImportedEvent>): Promise<number> => {
  let ordinal = 0;
  const ranks = new Map<string, number>();
  async function* fields(): AsyncGenerator<readonly Field[]> {
    for await (const event of events) {
      refuseMalformed(event);
      ordinal += 1;
      const rank = (ranks.get(event.contractId) ?? 0) + 1;
      ranks.set(event.contractId, rank);
      yield [
        ordinal,
        event.contractId,
        rank,
        event.row,
        newUuid(),
        event.sourceId,
        event.kind,
        instantParameter(event.at),
        instantParameter(event.recordedAt),
        event.line,
        `\\x${hash("sha256", event.line, "hex")}`,
      ];
    }
  }
  await pipeline(Readable.from(copyRows(fields())), tx.client.query(copyFrom("copy pg_temp.incoming from stdin")));
  return ordinal;
};
/** In one order, so that two imports at once wait for each other and do not meet head-on. */
const lockContracts = async (tx: Tx): Promise<void> => {
  const missing = await tx.sql<{ contract_id: string }>(
    `select distinct i.contract_id from pg_temp.incoming i
      where not exists (select 1 from fealty.contract_counter n where n.company_id = $1 and n.contract_id = i.contract_id)
      limit 1`,
    [tx.companyId],
  );
  if (missing[0] !== undefined) throw noSuchContract(missing[0].contract_id);
  await tx.sql(
    `select 1 from fealty.contract_counter n
      where n.company_id = $1 and n.contract_id in (select distinct contract_id from pg_temp.incoming)
      order by n.contract_id for update`,
    [tx.companyId],
  );
};

/** Leaves the new rows in the table: what is kept already goes, and so does what claims a taken id; that is noted. */
const markKnown = async (tx: Tx): Promise<{ repeated: number; refused: number }> => {
  await tx.sql(
    `create temporary table known on commit drop as
       select i.ordinal, i.row_number, i.source_id, e.sha256 = i.sha256 as same, e.sequence, e.received_at
         from pg_temp.incoming i
         join fealty.event e on e.company_id = $1 and e.contract_id = i.contract_id and e.source_id = i.source_id
       union all
       select i.ordinal, i.row_number, i.source_id, i.sha256 = f.sha256, null, null
         from (select contract_id, source_id, min(ordinal) as ordinal from pg_temp.incoming group by 1, 2 having count(*) > 1) t
         join pg_temp.incoming f on f.ordinal = t.ordinal
         join pg_temp.incoming i on i.contract_id = t.contract_id and i.source_id = t.source_id and i.ordinal > t.ordinal
        where not exists (
          select 1 from fealty.event e where e.company_id = $1 and e.contract_id = t.contract_id and e.source_id = t.source_id)`,
    [tx.companyId],
  );
  const [row] = await tx.sql<{ repeated: bigint; refused: bigint }>(
    "select count(*) filter (where same) as repeated, count(*) filter (where not same) as refused from pg_temp.known",
    [],
  );
  await tx.sql("delete from pg_temp.incoming where ordinal in (select ordinal from pg_temp.known)", []);
  return { repeated: Number(row!.repeated), refused: Number(row!.refused) };
};
/** @param all nothing was taken out, so the ranks of reading are without gaps and no sorting is needed */
const insertFresh = async (tx: Tx, importRunId: string, receivedAt: Instant, all: boolean): Promise<void> => {
  const rank = all ? "i.rank" : "row_number() over (partition by i.contract_id order by i.ordinal)";
  await tx.sql(
    `insert into fealty.event (company_id, contract_id, received_at, import_run_id, sequence, event_id, source_id, kind, at, recorded_at, line, sha256)
     select n.company_id, n.contract_id, $2::timestamptz, $3::uuid, n.event_sequence + ${rank},
            i.event_id, i.source_id, i.kind, i.at, i.recorded_at, i.line, i.sha256
       from pg_temp.incoming i
       join fealty.contract_counter n on n.company_id = $1 and n.contract_id = i.contract_id`,
    [tx.companyId, instantParameter(receivedAt), importRunId],
  );
  await tx.sql(
    `update fealty.contract_counter n set event_sequence = n.event_sequence + i.added
       from (select contract_id, count(*) as added from pg_temp.incoming group by 1) i
      where n.company_id = $1 and n.contract_id = i.contract_id`,
    [tx.companyId],
  );
};
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
      rows_read: report.rowsRead,
      rows_new: report.rowsNew,
      rows_repeated: report.rowsRepeated,
      rows_refused: report.rowsRefused,
    }),
  );
};
/** Those of the reader first, then ids that are taken. */
const recordRefusals = async (tx: Tx, importRunId: string, refusals: ImportedFile["refusals"]): Promise<void> => {
  let ordinal = 0;
  async function* fields(): AsyncGenerator<readonly Field[]> {
    for await (const { row, column, value, code, args } of refusals) {
      yield [tx.companyId, importRunId, ordinal, row, column, value, code, JSON.stringify(args)];
      ordinal += 1;
    }
  }
  const copy =
    "copy fealty.import_refusal (company_id, import_run_id, ordinal, row_number, column_name, value, code, args) from stdin";
  await pipeline(Readable.from(copyRows(fields())), tx.client.query(copyFrom(copy)));
  await tx.sql(
    `insert into fealty.import_refusal (company_id, import_run_id, ordinal, row_number, column_name, value, code, args)
     select c.company_id, $2::uuid, $3::bigint + row_number() over (order by k.ordinal) - 1, k.row_number, 'id', k.source_id, $4::text,
            jsonb_build_object('sequence', k.sequence, 'received_at', k.received_at)
       from fealty.company c cross join pg_temp.known k
      where c.company_id = $1 and not k.same`,
    [tx.companyId, importRunId, ordinal, KEPT_OTHERWISE],
  );
};

/** Latest first. */
export const listImports = async (tx: Tx, limit = 100): Promise<ImportReport[]> => {
  const query = statements.selectFrom("import_run").selectAll().where("company_id", "=", tx.company);
  const rows = await tx.rows(query.orderBy("import_run_id", "desc").limit(limit));
  return rows.map((row) => ({
    importRunId: row.import_run_id,
    fileName: row.file_name,
    fileSha256: row.file_sha256.toString("hex"),
    mapping: row.mapping,
    answers: row.answers,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    rowsRead: Number(row.rows_read),
    rowsNew: Number(row.rows_new),
    rowsRepeated: Number(row.rows_repeated),
    rowsRefused: Number(row.rows_refused),
  }));
};
/** The refused rows of an import, page by page. Refusal: `no_such_import`. */
export const readRefusals = async (
  tx: Tx,
  importRunId: string,
  { after = -1, limit = 1000 }: { readonly after?: number; readonly limit?: number } = {},
): Promise<(ImportRefusal & { readonly ordinal: number })[]> => {
  const runs = statements.selectFrom("import_run").select("import_run_id").where("company_id", "=", tx.company);
  if ((await tx.rows(runs.where("import_run_id", "=", importRunId))).length === 0)
    throw new StoreRefusal(
      "no_such_import",
      { zh: `没有这次导入（${importRunId}）。`, en: `There is no such import (${importRunId}).` },
      { import: importRunId },
    );
  const rows = await tx.rows(
    statements
      .selectFrom("import_refusal")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("import_run_id", "=", importRunId)
      .where("ordinal", ">", BigInt(after))
      .orderBy("ordinal")
      .limit(limit),
  );
  return rows.map((row) => ({
    ordinal: Number(row.ordinal),
    row: Number(row.row_number),
    column: row.column_name,
    value: row.value,
    code: row.code,
    args: row.args as Record<string, unknown>,
  }));
};
