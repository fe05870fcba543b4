// Clauses: C7.1
import { open } from "node:fs/promises";
import { ByteInput } from "./byte-input.ts";
import type { WantedColumns } from "./csv-head.ts";
import { FileProblem } from "./file-problem.ts";
import type { SourceSettings } from "./mapping-model.ts";
import { openCsv } from "./open-csv.ts";
import { openWorkbook } from "./open-workbook.ts";
import type { Opened } from "./row-source.ts";
import { decoderFor } from "./text-decoding.ts";

const LOOKED_AT = 4096;
/** So few of a text's bytes are control characters, stray ones: a share, and a number for a short file. */
const FEW_CONTROLS = { share: 0.02, number: 3 };
const isControl = (byte: number): boolean => byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a;
/** A picture, a document, a program: what no encoding makes a text of. */
const isNoText = (start: Uint8Array, { encoding }: SourceSettings): boolean => {
  if (Buffer.from(start.subarray(0, 5)).toString("latin1") === "%PDF-") return true;
  if (encoding === "utf-16" || decoderFor(start, "auto", false).decoder.encoding === "utf-16") return false;
  return start.filter(isControl).length > Math.max(FEW_CONTROLS.number, start.length * FEW_CONTROLS.share);
};
const firstBytes = async (path: string): Promise<Uint8Array> => {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
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
  const packed = begins(0x1f, 0x8b);
  if (!packed && isNoText(start, settings)) throw new FileProblem("no_table", { file: path });
  return openCsv(path, packed, settings, wanted, signal).catch(async (problem: unknown) => {
    // What unpacks without end has no columns either; it is told for what it is.
    if (packed && problem instanceof FileProblem) await refuseBomb(path, signal);
    throw problem;
  });
};
const refuseBomb = async (path: string, signal: AbortSignal | undefined): Promise<void> => {
  const input = new ByteInput(path, "utf-8", true, false, signal);
  try {
    await input.refuseBomb();
  } finally {
    await input.close();
  }
};
