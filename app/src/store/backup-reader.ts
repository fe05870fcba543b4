import { BACKUP_FORMAT, type BackupHead, type BackupTable, type BackupTallies, END_OF_ROWS } from "./backup.ts";
import { StoreRefusal } from "./refusal.ts";

/** Reads a backup's text from front to back, with flat memory. */
export interface TextReader {
  readonly head: BackupHead;
  /** Head of the next table; undefined behind the last one. */
  readonly nextTable: () => Promise<{ readonly table: string; readonly columns: readonly string[] } | undefined>;
  /** Its rows, in blocks of whole lines. To be read to the end. */
  readonly rows: () => AsyncGenerator<Buffer>;
  /** Behind the last table: what the writer counted. */
  readonly tallies: () => Promise<BackupTallies>;
}
const LONGEST_LINE = 4 * 1024 * 1024;
const LINE_END = 10;

/** @param tables those that such a file may hold. Refusal, then and later: `backup_malformed`. */
export const openBackup = async (
  source: AsyncIterable<Buffer>,
  tables: readonly BackupTable[],
  signal?: AbortSignal,
): Promise<TextReader> => {
  const input = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  /** Takes more in; false at the end. */
  const more = async (): Promise<boolean> => {
    signal?.throwIfAborted();
    const next = await input.next().catch((error: unknown) => {
      throw isPacking(error) ? malformed(error) : error;
    });
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };
  const line = async (): Promise<string> => {
    for (;;) {
      const end = held.indexOf(LINE_END);
      if (end >= 0) {
        const text = held.toString("utf8", 0, end);
        held = held.subarray(end + 1);
        return text;
      }
      if (held.length > LONGEST_LINE || !(await more())) throw malformed();
    }
  };
  if ((await line()) !== BACKUP_FORMAT) throw malformed();
  const head = json<BackupHead>(await line());
  if (!Array.isArray(head?.schema) || !Array.isArray(head.tables)) throw malformed();
  let last = "";
  return {
    head,
    nextTable: async () => {
      last = await line();
      if (last.startsWith("end ")) return undefined;
      const [word, table = "", columns = ""] = last.split(" ");
      const known = tables.some((name) => name === table);
      if (word !== "table" || !known || !/^[a-z_0-9]+(,[a-z_0-9]+)*$/.test(columns)) throw malformed();
      return { table, columns: columns.split(",") };
    },
    rows: async function* () {
      for (;;) {
        const end = endOfRows(held);
        if (end >= 0) {
          if (end > 0) yield held.subarray(0, end);
          held = held.subarray(end + END_OF_ROWS.length);
          return;
        }
        // Whole lines go on; the last one may be the beginning of the end mark.
        const whole = held.lastIndexOf(LINE_END) + 1;
        if (whole > 0) {
          yield held.subarray(0, whole);
          held = held.subarray(whole);
        }
        if (!(await more())) throw malformed();
      }
    },
    tallies: async () => {
      const tallies = json<BackupTallies>(last.slice("end ".length));
      if (held.length > 0 || (await more())) throw malformed();
      return tallies;
    },
  };
};
/** Where the end mark begins, at the start of a line; no row begins with it, for COPY writes a backslash as two. */
const endOfRows = (held: Buffer): number => {
  if (held.subarray(0, END_OF_ROWS.length).toString("latin1") === END_OF_ROWS) return 0;
  const at = held.indexOf(`\n${END_OF_ROWS}`);
  return at < 0 ? -1 : at + 1;
};
const json = <Value>(text: string): Value => {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    throw malformed(error);
  }
};
const isPacking = (error: unknown): boolean => /^Z_/.test((error as { code?: string }).code ?? "");
export const malformed = (cause?: unknown): StoreRefusal =>
  new StoreRefusal(
    "backup_malformed",
    {
      zh: "这不是忠约的备份文件，或者它已损坏、不完整。没有恢复任何内容。",
      en: "This is no backup of Fealty, or it is broken or cut short. Nothing was restored.",
    },
    {},
    cause,
  );
