// Clauses: C7.1
import type { FaultCode } from "./fault.ts";
import type { NoteCode } from "./messages.ts";
import type { RowState } from "./row-state.ts";

/** Rows of a file, one at a time into a RowState: `next` while it can, then `fill`. */
export interface RowSource {
  /** Reads on; false at the end of the file. */
  fill(): Promise<boolean>;
  /** Puts the next row into the state; false when more must be read first. */
  next(state: RowState): boolean;
  /** Says which columns will be looked at; the others need not be readable. */
  use(columns: readonly number[]): void;
  /** What is wrong with the row just read as a whole. */
  readonly broken: FaultCode | undefined;
  /** Whether the row just read may hold a sign that nobody sees. */
  readonly mayHoldOdd: boolean;
  /** Bytes taken from the disk so far. */
  readonly bytesRead: number;
  close(): Promise<void>;
}
/** What was found out about a file before its first data row. */
export interface Opened {
  readonly source: RowSource;
  readonly kind: "csv" | "xlsx";
  /** Names of the columns, trimmed; `1`, `2` … without a header. */
  readonly header: readonly string[];
  /** Number of the header row, 0 without one. */
  readonly headerRow: number;
  readonly separator: string | undefined;
  readonly sheet: string | undefined;
  readonly encoding: () => string;
  readonly size: number;
  /** First year of the day numbers, where the file says it. */
  readonly serials: 1900 | 1904 | undefined;
  /** What a reader of the report should know of the file, once it is read. */
  readonly notes?: () => readonly { readonly code: NoteCode; readonly args: Readonly<Record<string, string>> }[];
}
