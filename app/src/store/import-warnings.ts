import type { ImportRefusal } from "./import-reports.ts";
import type { Tx } from "./transaction.ts";

/** What is to be said of an event by its id. */
export interface EventWarning {
  readonly sourceId: string;
  readonly code: string;
  readonly args: Readonly<Record<string, unknown>>;
}
/** A warning with the row of the file that its event came from. */
export interface RowWarning extends EventWarning {
  readonly row: number;
  readonly kind: string;
  /** Of the event, where it has one. */
  readonly amount: string;
}
/** Keeps warnings of a contract until all contracts are computed; within the transaction of `importFile`, as what follows. */
export const noteWarnings = async (tx: Tx, contractId: string, warnings: readonly EventWarning[]): Promise<void> => {
  if (warnings.length === 0) return;
  await tx.sql(
    `insert into pg_temp.warning
     select $1::uuid, w.source_id, w.code, w.args from unnest($2::text[], $3::text[], $4::jsonb[]) as w (source_id, code, args)`,
    [
      contractId,
      warnings.map(({ sourceId }) => sourceId),
      warnings.map(({ code }) => code),
      warnings.map(({ args }) => JSON.stringify(args)),
    ],
  );
};
const AT_ONCE = 1000;
/** What was noted of events that this import took in, in the order of the file's rows; of earlier events nothing. */
export async function* readNotedWarnings(tx: Tx): AsyncGenerator<RowWarning> {
  await tx.sql(
    `create temporary table told on commit drop as
       select row_number() over (order by i.row_number, i.ordinal) as ordinal, i.row_number, i.kind, coalesce(i.line::json ->> 'amount', '') as amount,
              w.source_id, w.code, w.args
         from pg_temp.warning w join pg_temp.incoming i on i.contract_id = w.contract_id and i.source_id = w.source_id`,
    [],
  );
  for (let after = 0; ; after += AT_ONCE) {
    const rows = await tx.sql<{
      row_number: bigint;
      kind: string;
      amount: string;
      source_id: string;
      code: string;
      args: Record<string, unknown>;
    }>(
      "select row_number, kind, amount, source_id, code, args from pg_temp.told where ordinal > $1 and ordinal <= $2 order by ordinal",
      [after, after + AT_ONCE],
    );
    for (const { row_number, kind, amount, source_id, code, args } of rows)
      yield { row: Number(row_number), kind, amount, sourceId: source_id, code, args };
    if (rows.length < AT_ONCE) return;
  }
}
/** Writes warnings into the report, behind its refused rows. */
export const recordWarnings = async (
  tx: Tx,
  importRunId: string,
  warnings: AsyncIterable<ImportRefusal>,
): Promise<void> => {
  const [counted] = await tx.sql<{ refused: bigint }>("select count(*) as refused from pg_temp.refusal", []);
  let ordinal = Number(counted!.refused);
  let some: (ImportRefusal & { readonly ordinal: number })[] = [];
  const write = async (): Promise<void> => {
    const columns = [
      some.map((one) => one.ordinal),
      some.map(({ row }) => row),
      some.map(({ column }) => column),
      some.map(({ value }) => value),
      some.map(({ code }) => code),
      some.map(({ args }) => JSON.stringify(args)),
    ];
    some = [];
    await tx.sql(INSERT, [tx.companyId, importRunId, ...columns]);
  };
  for await (const one of warnings) {
    some.push({ ...one, ordinal });
    ordinal += 1;
    if (some.length === AT_ONCE) await write();
  }
  if (some.length > 0) await write();
};
const INSERT = `insert into fealty.import_refusal (company_id, import_run_id, ordinal, row_number, column_name, value, code, args, taken)
  select c.company_id, $2::uuid, w.ordinal, w.row_number, w.column_name, w.value, w.code, w.args, true
    from fealty.company c
    cross join unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
      as w (ordinal, row_number, column_name, value, code, args)
   where c.company_id = $1`;
