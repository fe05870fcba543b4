import type { Place } from "./model.ts";

export type Severity = "error" | "warning" | "finding";
/** An author's mistake or a legal finding: what, where, why, how to mend. Prose stands in messages/, by code and arguments. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly clause?: string;
  /** Values for the sentence, e.g. `{ key: "treshold", nearest: "threshold" }`. */
  readonly args: Readonly<Record<string, string>>;
  /** Statute or rule of the pack, for legal findings: `CN-AL-29@2025`. */
  readonly citation?: string;
}
