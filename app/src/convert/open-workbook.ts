import { findHeader, HEAD_ROWS, headerName, missing, type WantedColumns } from "./csv-head.ts";
import { Ambiguity } from "./fault.ts";
import { FileProblem } from "./file-problem.ts";
import type { SourceSettings } from "./mapping-model.ts";
import { MergedCells } from "./merged-cells.ts";
import type { Opened } from "./row-source.ts";
import { RowState } from "./row-state.ts";
import { readSharedStrings, type SharedStrings } from "./shared-strings.ts";
import { type CellStyle, SheetRows } from "./sheet-rows.ts";
import { readStyles, readWorkbook, type SheetPlace, stringsPart, surveySheet } from "./workbook-parts.ts";
import { XmlProblem } from "./xml-scanner.ts";
import { ZipFile } from "./zip-file.ts";

const HEAD_CELLS = 512;
/** Texts of a workbook are held in memory; a workbook with more is no table for a person. */
const MOST_TEXT = 512 * 1024 * 1024;

/** What is told instead of `problem`: of XML at fault, the part that it stands in. */
const named = (problem: unknown, file: string, name: string): unknown =>
  problem instanceof XmlProblem ? new FileProblem(problem.code, { file, name }) : problem;
const within = async <T>(file: string, name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (problem) {
    throw named(problem, file, name);
  }
};

interface Book {
  readonly zip: ZipFile;
  readonly path: string;
  readonly strings: SharedStrings | undefined;
  readonly styles: readonly CellStyle[];
}
/** The first rows as texts, as far as they hold anything. */
const headOf = async (book: Book, sheet: SheetPlace): Promise<{ texts: string[]; row: number }[]> => {
  const source = new SheetRows(book.zip.pieces(sheet.part), book.strings, book.styles, new MergedCells([]), book.path);
  const state = new RowState(HEAD_CELLS);
  const rows: { texts: string[]; row: number }[] = [];
  try {
    do {
      while (rows.length < HEAD_ROWS && source.next(state))
        rows.push({ texts: Array.from({ length: state.count }, (_, i) => state.cellText(i)), row: state.row });
    } while (rows.length < HEAD_ROWS && (await source.fill()));
  } finally {
    await source.close();
  }
  return rows;
};

/** Opens a workbook: chooses the sheet that has the columns, and leaves it before its first data row. */
export const openWorkbook = async (
  path: string,
  settings: SourceSettings,
  wanted: WantedColumns,
  signal: AbortSignal | undefined,
): Promise<Opened> => {
  const zip = await ZipFile.open(path);
  const { sheets, serials } = await within(path, "workbook", () => readWorkbook(zip, path));
  const styles = await within(path, "styles", () => readStyles(zip));
  const part = stringsPart(zip);
  const strings = part && (await within(path, part, () => readSharedStrings(zip.pieces(part, MOST_TEXT))));
  const book: Book = { zip, path, strings: strings || undefined, styles };
  const { header } = settings;
  const candidates = sheets.filter((sheet) =>
    settings.sheet === undefined ? !sheet.hidden : sheet.name === settings.sheet,
  );
  if (candidates.length === 0)
    throw new FileProblem("no_such_sheet", {
      file: path,
      sheet: settings.sheet ?? "",
      sheets: sheets.map(({ name }) => name).join(", "),
    });
  const looks: { sheet: SheetPlace; rows: { texts: string[]; row: number }[]; at: number }[] = [];
  for (const sheet of candidates) {
    signal?.throwIfAborted();
    const rows = await within(path, sheet.part, () => headOf(book, sheet));
    const at =
      header === "none"
        ? 0
        : typeof header === "number"
          ? rows.findIndex(({ row }) => row === header)
          : findHeader(
              rows.map(({ texts }) => texts),
              wanted,
            );
    looks.push({ sheet, rows, at });
  }
  const fitting = looks.filter(({ at, rows }) => at >= 0 && rows.length > 0);
  if (fitting.length > 1) throw new Ambiguity("sheet", fitting.map(({ sheet }) => sheet.name).join("\n"));
  const look = fitting[0];
  if (!look)
    return missing(
      looks[0]!.rows.map(({ texts }) => texts),
      wanted,
      header,
      path,
    );
  return begin(book, look, settings, serials);
};

const begin = async (
  book: Book,
  look: { sheet: SheetPlace; rows: { texts: string[]; row: number }[]; at: number },
  settings: SourceSettings,
  serials: 1900 | 1904,
): Promise<Opened> => {
  const { zip, path } = book;
  const { sheet, rows, at } = look;
  const survey = await within(path, sheet.part, () => surveySheet(zip.pieces(sheet.part), path));
  const none = settings.header === "none";
  const first = rows[at]!;
  const names = none ? first.texts.map((_, i) => String(i + 1)) : first.texts.map(headerName);
  while (names.length > 1 && names[names.length - 1] === "") names.pop();
  const merged = new MergedCells(survey.merged);
  const source = new CheckedSheet(
    new SheetRows(
      zip.pieces(sheet.part, undefined, (bytes) => {
        source.bytesRead += bytes;
      }),
      book.strings,
      book.styles,
      merged,
      path,
    ),
    survey.rows,
    sheet.part,
    path,
  );
  const headerRow = none ? 0 : first.row;
  if (!none) await source.skipTo(headerRow, new RowState(HEAD_CELLS));
  return {
    source,
    kind: "xlsx",
    header: names,
    headerRow,
    separator: undefined,
    sheet: sheet.name,
    encoding: () => "utf-8",
    size: zip.sizeOf(sheet.part),
    serials,
    notes: () => [
      { code: "rows_in_sheet", args: { rows: String(survey.rows), read: String(source.rows) } },
      ...(merged.count > 0 ? [{ code: "merged" as const, args: { count: String(merged.count) } }] : []),
    ],
  };
};

/** A sheet that names its part in what is wrong with it, and says so when rows were lost on the way. */
class CheckedSheet {
  readonly broken = undefined;
  bytesRead = 0;
  private readonly inner: SheetRows;
  private readonly expected: number;
  private readonly part: string;
  private readonly path: string;
  constructor(inner: SheetRows, expected: number, part: string, path: string) {
    this.inner = inner;
    this.expected = expected;
    this.part = part;
    this.path = path;
  }
  get rows(): number {
    return this.inner.rows;
  }
  get mayHoldOdd(): boolean {
    return this.inner.mayHoldOdd;
  }
  use(): void {
    // All cells are readable.
  }
  next(state: RowState): boolean {
    try {
      return this.inner.next(state);
    } catch (problem) {
      throw named(problem, this.path, this.part);
    }
  }
  async fill(): Promise<boolean> {
    const more = await within(this.path, this.part, () => this.inner.fill());
    if (!more && this.inner.rows !== this.expected)
      throw new FileProblem("rows_missing", {
        file: this.path,
        rows: String(this.expected),
        read: String(this.inner.rows),
      });
    return more;
  }
  async skipTo(row: number, state: RowState): Promise<void> {
    for (;;) {
      if (this.next(state)) {
        if (state.row >= row) return;
      } else if (!(await this.fill())) return;
    }
  }
  async close(): Promise<void> {
    await this.inner.close();
  }
}
