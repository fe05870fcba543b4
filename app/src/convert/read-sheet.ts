// Clauses: C7.1
import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { CsvError, parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { FileProblem } from "./file-problem.ts";

/** A sheet that people keep by hand is small; what is larger is for `fealty import`. */
const LARGEST = 16 * 1024 * 1024;

export interface SheetRow {
  /** Of the file, from 1; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}
/**
 * A whole small CSV sheet in UTF-8 or GB18030, with its header, cells trimmed.
 * @throws FileProblem no_file, is_folder
 * @throws SheetProblem what is wrong with the sheet
 */
export const readSheet = async (path: string): Promise<{ columns: readonly string[]; rows: readonly SheetRow[] }> => {
  const size = await stat(path).catch(() => undefined);
  if (size === undefined) throw new FileProblem("no_file", { file: path });
  if (size.isDirectory()) throw new FileProblem("is_folder", { file: path });
  if (size.size > LARGEST) throw new SheetProblem("too_large");
  const bytes = await readFile(path);
  if (bytes.includes(0)) throw new SheetProblem("no_table");
  const text = iconv.decode(bytes, isUtf8(bytes) ? "utf-8" : "gb18030");
  try {
    const table = parse(text, { bom: true, trim: true, skip_empty_lines: true, info: true }) as unknown as {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    const columns = table[0]?.record ?? [];
    return {
      columns,
      rows: table.slice(1).map(({ record, info }) => ({
        line: info.lines,
        cells: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""])),
      })),
    };
  } catch (error) {
    if (error instanceof CsvError) throw new SheetProblem("no_table", Number(error.lines ?? 0) || undefined);
    throw error;
  }
};
export class SheetProblem extends Error {
  override readonly name = "SheetProblem";
  readonly code: "too_large" | "no_table";
  readonly line: number | undefined;
  constructor(code: SheetProblem["code"], line?: number) {
    super(code);
    this.code = code;
    this.line = line;
  }
}
