import { basename } from "node:path";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { StoreRefusal } from "./refusal.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** What is to be said of a row: why it was not taken in or, of one that was, why it does not count as it seems meant. */
export interface ImportRefusal {
  readonly row: number;
  /** Empty where the row as a whole is at fault. */
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly args: Readonly<Record<string, unknown>>;
}
/** The code of a refusal for an id that is taken by another line. */
export const KEPT_OTHERWISE = "source_id_conflict";
/** The code of a refusal for an event that says itself when it was recorded, of a contract that lives in the house already. */
export const DATED_LATE = "import_recorded_given";
/** Whether a refusal names a field of an event, for the store knows no columns. */
export const isOfEvents = ({ code }: ImportRefusal): boolean => code === KEPT_OTHERWISE || code === DATED_LATE;
export interface ImportedContract {
  readonly contractId: string;
  readonly number: string;
  /** New events. */
  readonly events: number;
}
export interface ImportReport {
  readonly importRunId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly mapping: string;
  readonly answers: unknown;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** `read` is the sum of the others. */
  readonly rows: {
    readonly read: number;
    readonly new: number;
    readonly repeated: number;
    /** Refused while reading, by their contract, or for an id that claims what another line has. */
    readonly refused: number;
    readonly unmatched: number;
    readonly leftOut: number;
    readonly blank: number;
  };
  readonly events: number;
  readonly contracts: readonly ImportedContract[];
}
const runs = (tx: Tx) => statements.selectFrom("import_run").selectAll().where("company_id", "=", tx.company);
type RunRow = Awaited<ReturnType<ReturnType<typeof runs>["execute"]>>[number];
const reportOf = (row: RunRow): ImportReport => ({
  importRunId: row.import_run_id,
  // Some reports were kept with the path that somebody typed.
  fileName: basename(row.file_name),
  fileSha256: row.file_sha256.toString("hex"),
  mapping: row.mapping,
  answers: row.answers,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  rows: {
    read: Number(row.rows_read),
    new: Number(row.rows_new),
    repeated: Number(row.rows_repeated),
    refused: Number(row.rows_refused),
    unmatched: Number(row.rows_unmatched),
    leftOut: Number(row.rows_left_out),
    blank: Number(row.rows_blank),
  },
  events: Number(row.events_new),
  contracts: row.contracts as ImportedContract[],
});
/** Latest first. */
export const listImports = async (tx: Tx, limit = 100): Promise<ImportReport[]> =>
  (await tx.rows(runs(tx).orderBy("import_run_id", "desc").limit(limit))).map(reportOf);
export const findImport = async (tx: Tx, importRunId: string): Promise<ImportReport | undefined> => {
  const [row] = await tx.rows(runs(tx).where("import_run_id", "=", importRunId));
  return row && reportOf(row);
};
/** Refusal: `no_such_import`. */
export const readImport = async (tx: Tx, importRunId: string): Promise<ImportReport> => {
  const report = await findImport(tx, importRunId);
  if (report) return report;
  throw new StoreRefusal(
    "no_such_import",
    { zh: `没有这次导入（${importRunId}）。`, en: `There is no such import (${importRunId}).` },
    { import: importRunId },
  );
};
/** The refused rows of an import in the file's order, page by page; `taken`: the rows it warns of instead. Refusal: `no_such_import`. */
export const readRefusals = async (
  tx: Tx,
  importRunId: string,
  {
    after = -1,
    limit = 1000,
    taken = false,
  }: { readonly after?: number; readonly limit?: number; readonly taken?: boolean } = {},
): Promise<(ImportRefusal & { readonly ordinal: number })[]> => {
  await readImport(tx, importRunId);
  const rows = await tx.rows(
    statements
      .selectFrom("import_refusal")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("import_run_id", "=", importRunId)
      .where("taken", "=", taken)
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
/** How many remarks the report has on rows that were taken in, by their code. */
export const countWarnings = async (tx: Tx, importRunId: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx.sql<{ code: string; count: bigint }>(
    "select code, count(*) as count from fealty.import_refusal where company_id = $1 and import_run_id = $2 and taken group by code",
    [tx.companyId, importRunId],
  );
  return new Map(rows.map(({ code, count }) => [code, Number(count)]));
};
