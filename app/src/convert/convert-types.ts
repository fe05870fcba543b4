// Clauses: C7.1
import type { QuestionId } from "./fault.ts";

export type Language = "zh" | "en";

export interface ConvertOptions {
  /** The file to read: CSV, CSV packed with gzip, or a workbook (.xlsx). */
  readonly file: string;
  /** The mapping file. */
  readonly mapping: string;
  /** Where the events go, `.ndjson` or `.ndjson.gz`. Left out with `dryRun`. */
  readonly out?: string;
  /** Where the report goes, without ending: `.json` and `.csv` are made. Left out: no report files. */
  readonly report?: string;
  /** Answers to questions of an earlier run; they outweigh the mapping's own. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly lang?: Language;
  /** Facts files that are in already: their events count as repeated, their customers can be found. */
  readonly known?: readonly string[];
  /** Event kinds to write; all by default. */
  readonly only?: readonly string[];
  /** Brings back events that stand retracted in the known facts, at this moment: their retractions are taken back. */
  readonly restore?: string;
  /** Who brings the file in; written as `imported_by` beside the author that a row names. */
  readonly importedBy?: string;
  /** Reads and reports, writes no events. */
  readonly dryRun?: boolean;
  /** Each line begins with its row's number and a tab: for one who takes the events in row by row. Then `known` finds customers only. */
  readonly rowNumbers?: boolean;
  /** Ends after so many rows below the header, for a look at the file. */
  readonly mostRows?: number;
  /** Told the cells of every row as read, for a look at the file. */
  readonly onRow?: (row: number, cells: readonly string[]) => void;
  /** Told of every row that is blank or that no `when` of the mapping wants. */
  readonly onPassedOver?: (row: number) => void;
  /** Where every refused row goes as one JSON line, with the arguments of its sentence. */
  readonly refusals?: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** The program of the settling thread, where it does not stand beside the bundle. */
  readonly settleProgram?: URL;
}
export interface Progress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

export interface ConvertReport {
  /** `asks`: something in the file can be read in several ways; nothing was written (exit code 3). */
  readonly outcome: "converted" | "asks";
  readonly file: string;
  readonly mapping: string;
  readonly out: string | undefined;
  readonly reportFiles: readonly string[];
  readonly encoding: string;
  readonly separator: string | undefined;
  readonly sheet: string | undefined;
  readonly headerRow: number;
  /** Names of the file's columns, as they are read. */
  readonly header: readonly string[];
  readonly rows: RowCounts;
  /** Events written, by kind. */
  readonly events: Readonly<Record<string, number>>;
  /** Rows that made a customer known, and rows that were found to be of a known one (match rule of the mapping). */
  readonly customers: { readonly created: number; readonly found: number };
  readonly questions: readonly Question[];
  readonly notes: readonly Note[];
  /** The first thousand; all stand in the report files. */
  readonly refused: readonly RefusedRow[];
}
/** read = new + repeated + refused + unmatched + leftOut + blank */
export interface RowCounts {
  /** Rows below the header. */
  readonly read: number;
  readonly new: number;
  /** Whose events are all in already, from this file or from the known facts. */
  readonly repeated: number;
  readonly refused: number;
  /** Rows to be matched for which no earlier event was found. */
  readonly unmatched: number;
  /** That no `when` of the mapping wanted. */
  readonly leftOut: number;
  readonly blank: number;
}
export interface RefusedRow {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
  readonly mend: string;
}
export interface Question {
  readonly id: QuestionId;
  readonly column: string;
  readonly samples: readonly { readonly row: number; readonly column: string; readonly value: string }[];
  readonly text: string;
  readonly choices: readonly Choice[];
}
export interface Choice {
  readonly answer: string;
  /** How each sample reads under this answer, null where it cannot be read. */
  readonly reads: readonly (string | null)[];
}
export interface Note {
  readonly code: string;
  readonly text: string;
}
