// Clauses: C7.1
import { open } from "node:fs/promises";
import type { WantedColumns } from "./csv-head.ts";
import { FileProblem } from "./file-problem.ts";
import type { SourceSettings } from "./mapping-model.ts";
import { openCsv } from "./open-csv.ts";
import { openWorkbook } from "./open-workbook.ts";
import type { Opened } from "./row-source.ts";

/** So many bytes tell what a file is. */
const SAMPLE = 4096;
const firstBytes = async (path: string): Promise<Uint8Array> => {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (problem) {
    const { code } = problem as { code?: string };
    if (code === "ENOENT") throw new FileProblem("no_file", { file: path });
    if (code === "EISDIR") throw new FileProblem("is_folder", { file: path });
    throw problem;
  }
};

/**
 * Text has no control characters but tabs and ends of lines, in UTF-8 as in GB18030; a stray one makes no other file of it.
 * Zero bytes may be UTF-16 without a mark.
 */
const isBinary = (bytes: Uint8Array): boolean =>
  bytes.filter((byte) => (byte > 0 && byte < 0x09) || (byte > 0x0d && byte < 0x20)).length * 50 > bytes.length;

/** Opens a file by what it is, whatever its name says. */
export const openFile = async (
  path: string,
  settings: SourceSettings,
  wanted: WantedColumns,
  signal: AbortSignal | undefined,
): Promise<Opened> => {
  const start = await firstBytes(path);
  const begins = (...bytes: number[]): boolean => bytes.every((byte, i) => start[i] === byte);
  if (begins(0x50, 0x4b)) return openWorkbook(path, settings, wanted, signal);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new FileProblem("old_workbook", { file: path });
  const wide = settings.encoding === "utf-16" || begins(0xff, 0xfe) || begins(0xfe, 0xff);
  if (!wide && !begins(0x1f, 0x8b) && isBinary(start)) throw new FileProblem("no_table", { file: path });
  return openCsv(path, begins(0x1f, 0x8b), settings, wanted, signal);
};
