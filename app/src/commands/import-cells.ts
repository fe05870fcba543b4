// Clauses: C7.1
import { convertFile } from "../convert/convert.ts";
import type { ConvertOptions } from "../convert/convert-types.ts";
import { headerName, withoutNumber } from "../convert/csv-head.ts";
import { columnsOf, keyOfId, together } from "../convert/field-columns.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { type ImportRefusal, isOfEvents } from "../store/import-reports.ts";

/** A refusal of the house names a field of an event; people know the file's columns and cells. */
export interface FieldRefusal extends ImportRefusal {
  /** Columns of the file that the field is made of. */
  readonly columns?: readonly string[];
}
/** Names the file's columns in place of the event's field; a field that the mapping writes without any keeps its name. */
export const inColumns = (
  refusal: ImportRefusal,
  mapping: Mapping,
  kind: string,
  header: readonly string[],
): FieldRefusal => {
  const columns = columnsOf(mapping, kind, refusal.column, header);
  if (columns.length === 0) return refusal;
  const column = together(columns);
  const { args } = refusal;
  return { ...refusal, column, columns, args: "field" in args ? { ...args, field: column } : args };
};
/** Whether a name that is a field's too is a column of the file: the mapping makes the field of columns. */
export const isOfFile = (mapping: Mapping | undefined, name: string): boolean =>
  mapping !== undefined && columnsOf(mapping, "", name).length > 0;
/** Shows the cells of the row in place of what was read from them. */
export const inCells = (
  { columns, ...refusal }: FieldRefusal,
  header: readonly string[],
  cells: readonly string[] | undefined,
): ImportRefusal => {
  if (!columns || !cells) return refusal;
  const value = together(columns.map((name) => cells[placeOf(header, name)] ?? ""));
  const { args } = refusal;
  return { ...refusal, value, args: "written" in args ? { ...args, written: value } : args };
};
/** `金额#2` is the second column of that name. */
const placeOf = (header: readonly string[], name: string): number => {
  const exact = header.indexOf(name);
  if (exact >= 0) return exact;
  const which = Number(/#(\d+)$/.exec(name)?.[1] ?? "1");
  const all = header.flatMap((one, index) => (headerName(one) === withoutNumber(name) ? [index] : []));
  return all[which - 1] ?? -1;
};
/** What the store refused, by an event's id or field, in the words of the file that the mapping read. */
export const inFilesWords = (refusal: ImportRefusal, mapping: Mapping | undefined): ImportRefusal => {
  if (!mapping || !isOfEvents(refusal)) return refusal;
  const { column, value } = refusal;
  const kind = column === "id" ? value.split("/")[0]! : "";
  const { columns: _, ...told } = inColumns(refusal, mapping, kind, []);
  return column === "id" ? { ...told, value: keyOfId(value) } : told;
};

/** So many refusals are shown with the cells of their rows; the file is read once more for them. */
const MOST = 10_000;
export async function* withCells(
  refusals: AsyncIterable<FieldRefusal>,
  options: Pick<ConvertOptions, "file" | "mapping" | "answers" | "lang" | "signal">,
  header: readonly string[],
): AsyncGenerator<ImportRefusal> {
  const first: FieldRefusal[] = [];
  const rest = refusals[Symbol.asyncIterator]();
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    first.push(next.value);
    if (first.length === MOST) break;
  }
  const wanted = new Set(first.flatMap(({ row, columns }) => (columns ? [row] : [])));
  const cells = new Map<number, readonly string[]>();
  if (wanted.size > 0)
    await convertFile({
      ...options,
      dryRun: true,
      rowNumbers: true,
      only: [],
      mostRows: Math.max(...wanted),
      onRow: (row, all) => {
        if (wanted.has(row)) cells.set(row, all);
      },
    });
  for (const one of first) yield inCells(one, header, cells.get(one.row));
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield inCells(next.value, header, undefined);
}
