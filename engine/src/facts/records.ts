import type { Diagnostic } from "../contract/diagnostic.ts";
import { parseJson } from "../contract/json.ts";

/** One record of a facts file, with its place. */
export interface SourceRecord {
  readonly value: Readonly<Record<string, unknown>>;
  readonly line: number;
  /** Column (from 1) at which a field stands, 1 when it is not there. */
  readonly columnOf: (field: string) => number;
}
class JsonRecord implements SourceRecord {
  readonly value: Readonly<Record<string, unknown>>;
  readonly line: number;
  private readonly source: string;
  constructor(value: Readonly<Record<string, unknown>>, line: number, source: string) {
    this.value = value;
    this.line = line;
    this.source = source;
  }
  columnOf(field: string): number {
    return Math.max(this.source.indexOf(`"${field}"`) + 1, 1);
  }
}
type Records = { records: SourceRecord[]; diagnostics: Diagnostic[] };
const withoutBom = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** One JSON object a line; empty lines are passed over. */
export const readNdjson = (file: string, text: string): Records => {
  const records: SourceRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const lines = withoutBom(text).split("\n");
  lines.forEach((source, index) => {
    const trimmed = source.trim();
    if (trimmed === "") return;
    const line = index + 1;
    const parsed = parseJson(trimmed);
    const value = parsed.value;
    if (parsed.problem !== undefined || typeof value !== "object" || value === null || Array.isArray(value)) {
      diagnostics.push({
        code: "fact_line_not_json",
        severity: "error",
        place: { file, line, column: 1 },
        args: { line: trimmed.slice(0, 60) },
      });
      return;
    }
    records.push(new JsonRecord(value as Record<string, unknown>, line, source));
  });
  return { records, diagnostics };
};

/** RFC 4180 with a header; quoted cells may hold commas, quotes and line ends. Column = number of the cell. */
export const readCsv = (file: string, text: string): Records => {
  const rows = csvRows(withoutBom(text));
  const header = rows.shift()?.cells.map((cell) => cell.trim()) ?? [];
  const records: SourceRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { cells, line } of rows) {
    if (cells.length === 1 && cells[0]!.trim() === "") continue;
    if (cells.length !== header.length) {
      diagnostics.push({
        code: "fact_row_width",
        severity: "error",
        place: { file, line, column: Math.min(cells.length, header.length) },
        args: { cells: String(cells.length), columns: String(header.length) },
      });
      continue;
    }
    const value = Object.fromEntries(header.map((name, i) => [name, cells[i]!.trim()]));
    records.push({ value, line, columnOf: (field) => Math.max(header.indexOf(field) + 1, 1) });
  }
  return { records, diagnostics };
};

const csvRows = (text: string): { cells: string[]; line: number }[] => {
  const rows: { cells: string[]; line: number }[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let startedAt = 1;
  const endRow = () => {
    cells.push(cell);
    rows.push({ cells, line: startedAt });
    cells = [];
    cell = "";
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]!;
    if (c === "\n") line += 1;
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === ",") {
      cells.push(cell);
      cell = "";
    } else if (c === "\n") {
      endRow();
      startedAt = line;
    } else if (c !== "\r") cell += c;
  }
  if (cell !== "" || cells.length > 0) endRow();
  return rows;
};
