// Clauses: C7.1
import { stat } from "node:fs/promises";
import { dayText } from "@fealty/engine/values/date.ts";
import { numberTime } from "./date-text.ts";
import { openFile } from "./open-file.ts";
import { SheetProblem } from "./read-sheet.ts";
import type { RowSource } from "./row-source.ts";
import { CELL, RowState } from "./row-state.ts";

/** A table that people keep by hand is small; what is larger is for the import of events. */
const LARGEST = 16 * 1024 * 1024;
const MOST_ROWS = 20_000;
/** Cells behind the last named column. */
const SPARE = 8;

export interface TableRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** Trimmed, by the place of the column; a workbook's day is written `2026-07-01`. */
  readonly cells: readonly string[];
  /** Its cells are not those of the header, or not all could be read; cells that lack at its end do no harm. */
  readonly broken: boolean;
}
export interface SmallTable {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}
/**
 * A whole small table, CSV in any encoding and separator or a workbook's first sheet; blank rows are left out.
 * @param names of columns of which the header row has at least one
 * @throws FileProblem what is wrong with the file; SheetProblem `too_large`
 */
export const readTable = async (path: string, names: readonly string[]): Promise<SmallTable> => {
  if ((await stat(path)).size > LARGEST) throw new SheetProblem("too_large");
  const settings = {
    encoding: "auto",
    separator: "auto",
    header: "auto",
    sheet: undefined,
    number: undefined,
    date: undefined,
    serials: 1900,
    zone: "Asia/Shanghai",
    currency: "CNY",
  } as const;
  const { source, header, serials = 1900 } = await openFile(path, settings, [{ names, optional: false }], undefined);
  try {
    const columns = header.map((_, index) => index);
    source.use(columns);
    const state = new RowState(header.length + SPARE);
    const rows: TableRow[] = [];
    for (;;) {
      while (source.next(state)) {
        if (rows.length === MOST_ROWS) throw new SheetProblem("too_large");
        const cells = columns.map((column) => cellOf(state, column, serials));
        if (cells.some((cell) => cell !== ""))
          rows.push({ row: state.row, cells, broken: isBroken(source, state, header.length) });
      }
      if (!(await source.fill())) return { header, rows };
    }
  } finally {
    await source.close();
  }
};
const isBroken = ({ broken }: RowSource, { count }: RowState, width: number): boolean =>
  broken !== undefined && !(broken === "column_count" && count < width);
const cellOf = (state: RowState, column: number, serials: 1900 | 1904): string => {
  if (column >= state.count) return "";
  const text = state.cellText(column).trim();
  if (text === "" || state.cell[column] !== CELL.dayNumber) return text;
  return dayText(numberTime(text, serials).day as Parameters<typeof dayText>[0]);
};
