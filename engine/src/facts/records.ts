import type { Diagnostic } from "../contract/diagnostic.ts";
import { COMMON_FIELDS } from "../contract/event-kinds.ts";
import { parseJson } from "../contract/json.ts";
import { LINE_LIMITS, lineProblem } from "./raw-line.ts";

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
const sizeArgs = (size: number) => ({ size: String(size), limit: String(LINE_LIMITS.characters) });
type Records = { records: SourceRecord[]; diagnostics: Diagnostic[] };
const withoutBom = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

export type FactsForm = "csv" | "ndjson";
/** How facts without a name are written, by the first line that says something: a header names columns of facts between its commas. */
export const formOfFacts = (text: string): FactsForm => {
  const begin = withoutBom(text).slice(0, LINE_LIMITS.characters).trimStart();
  const [header] = csvRows(begin.startsWith("{") || begin.startsWith("[") ? "" : begin.split("\n", 1)[0]!);
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  return names.length > 1 && COMMON_FIELDS.some((name) => names.includes(name)) ? "csv" : "ndjson";
};

/** One JSON object a line; empty lines are passed over. A key twice, deep nesting and endless lines are refused. */
export const readNdjson = (file: string, text: string): Records => {
  const records: SourceRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  withoutBom(text)
    .split("\n")
    .forEach((source, index) => {
      const line = index + 1;
      const read = readLine(source, line);
      if (!read) return;
      if (read instanceof JsonRecord) records.push(read);
      else {
        const { code, column = 1, args } = read;
        diagnostics.push({ code, severity: "error", place: { file, line, column }, args });
      }
    });
  return { records, diagnostics };
};
interface Refusal {
  readonly code: string;
  readonly column?: number;
  readonly args: Readonly<Record<string, string>>;
}
const readLine = (source: string, line: number): JsonRecord | Refusal | undefined => {
  if (source.length > LINE_LIMITS.characters) return { code: "fact_line_too_long", args: sizeArgs(source.length) };
  const trimmed = source.trim();
  if (trimmed === "") return undefined;
  const parsed = parseJson(trimmed);
  const value = parsed.value;
  if (parsed.problem !== undefined || typeof value !== "object" || value === null || Array.isArray(value))
    return { code: "fact_line_not_json", args: { line: trimmed.slice(0, 60) } };
  const record = value as Record<string, unknown>;
  const problem = lineProblem(source, record);
  if (!problem) return new JsonRecord(record, line, source);
  if (problem.code === "fact_line_too_deep") return { code: problem.code, args: { limit: String(LINE_LIMITS.depth) } };
  const args = problem.code === "fact_line_duplicate_key" ? { field: problem.key } : {};
  return { code: problem.code, column: problem.at + 1, args };
};

/** RFC 4180 with a header; quoted cells may hold commas, quotes and line ends. Column = number of the cell. */
export const readCsv = (file: string, text: string): Records => {
  const rows = csvRows(withoutBom(text));
  while (rows[0]?.cells.every((cell) => cell.trim() === "")) rows.shift();
  const headerLine = rows[0]?.line ?? 1;
  const header = rows.shift()?.cells.map((cell) => cell.trim()) ?? [];
  const records: SourceRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const twice = header.findIndex((name, i) => name !== "" && header.indexOf(name) < i);
  if (twice >= 0) {
    const place = { file, line: headerLine, column: twice + 1 };
    diagnostics.push({ code: "fact_line_duplicate_key", severity: "error", place, args: { field: header[twice]! } });
    return { records, diagnostics };
  }
  for (const { cells, line } of rows) {
    const size = cells.reduce((sum, cell) => sum + cell.length, 0);
    if (size > LINE_LIMITS.characters) {
      const place = { file, line, column: 1 };
      diagnostics.push({ code: "fact_line_too_long", severity: "error", place, args: sizeArgs(size) });
      continue;
    }
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
