// Clauses: C7.1
import { stat } from "node:fs/promises";
import { ByteInput } from "./byte-input.ts";
import { findHeader, findSeparator, headerName, missing, splitHead, type WantedColumns } from "./csv-head.ts";
import { CsvRows } from "./csv-rows.ts";
import { FileProblem } from "./file-problem.ts";
import type { SourceSettings } from "./mapping-model.ts";
import type { Opened } from "./row-source.ts";
import { RowState } from "./row-state.ts";

const HEAD_BYTES = 256 * 1024;

/** Looks at the head of a CSV file for encoding, separator and header, and leaves it before its first data row. */
export const openCsv = async (
  path: string,
  packed: boolean,
  settings: SourceSettings,
  wanted: WantedColumns,
  signal: AbortSignal | undefined,
): Promise<Opened> => {
  const head = new ByteInput(path, settings.encoding, packed, false, signal);
  const pieces: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  try {
    while (size < HEAD_BYTES) {
      const piece = await head.next();
      if (!piece) {
        whole = true;
        break;
      }
      pieces.push(new Uint8Array(piece));
      size += piece.length;
    }
  } finally {
    await head.close();
  }
  const read = new TextDecoder().decode(Buffer.concat(pieces));
  const loneReturns = read.includes("\r") && !read.includes("\n");
  const text = loneReturns ? read.replaceAll("\r", "\n") : read;
  if (text.trim() === "") throw new FileProblem("empty_file", { file: path });
  const { header } = settings;
  const separator =
    settings.separator === "auto" ? findSeparator(text, whole, header, wanted, path) : settings.separator;
  const rows = splitHead(text, separator, whole);
  const found = typeof header === "number" ? header - 1 : header === "none" ? -1 : findHeader(rows, wanted);
  if (header === "auto" && found < 0) missing(rows, wanted, header, path);
  const names = header === "none" ? (rows[0] ?? []).map((_, i) => String(i + 1)) : (rows[found] ?? []).map(headerName);
  if (names.length === 0) throw new FileProblem("no_header", { file: path, row: String(found + 1) });

  // The second byte of a GB18030 code may look like a bar, so that such files are turned before rows are found.
  const input = new ByteInput(path, settings.encoding, packed, separator !== "|", signal);
  const source = new CsvRows(input, separator, loneReturns);
  const skipped = new RowState(names.length);
  for (let row = 0; row <= found; ) {
    if (source.next(skipped)) row++;
    else if (!(await source.fill())) break;
  }
  while (names.length > 1 && names[names.length - 1] === "") names.pop();
  source.width = names.length;
  return {
    source,
    kind: "csv",
    header: names,
    headerRow: found + 1,
    separator,
    sheet: undefined,
    encoding: () => (input.decoder?.encoding === "ascii" ? "utf-8" : (input.decoder?.encoding ?? "utf-8")),
    size: (await stat(path)).size,
    serials: undefined,
    notes: () => (source.guarded === 0 ? [] : [{ code: "guarded", args: { count: String(source.guarded) } } as const]),
  };
};
