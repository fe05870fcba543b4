import type { Explanation, Language, Mark, Recomputation, TimelinePage, View } from "@fealty/engine/views/view.ts";
import type { ContractEntry, ProblemView, TimelineFilter, Viewpoint } from "@fealty/engine/views/viewpoint.ts";

export type { ContractEntry, ProblemView, TimelineFilter, Viewpoint };

export interface DroppedFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  /** Why it was not even read: no kind that the page knows, too large, too large once unpacked, or packed and damaged. */
  readonly unusable?: "kind" | "workbook" | "size" | "unpacked" | "packed";
  /** Where it was too large: its own bytes, and how many are read at most. */
  readonly size?: { readonly bytes: number; readonly most: number };
}
export interface OpenResult {
  /** Present when the contract loaded; facts that were refused are among the problems. */
  readonly entry?: ContractEntry;
  readonly problems: readonly ProblemView[];
  /** Facts without a contract that all name others than the one that is open: nothing was opened. */
  readonly foreign?: { readonly open: string; readonly named: readonly string[] };
  readonly files: readonly {
    readonly name: string;
    readonly role: "contract" | "facts" | "unread";
    /** Why an unread one was not used; `second`: another contract was opened, `unnamed`: the contract does not include it. */
    readonly why?: NonNullable<DroppedFile["unusable"]> | "second" | "unnamed" | "noContract";
    readonly size?: DroppedFile["size"];
    readonly events: number;
  }[];
}
export interface Progress {
  readonly step: "engine" | "contract" | "facts" | "evaluate";
  readonly done: number;
  readonly of: number;
}
/**
 * Where the page takes its contracts from: a worker that runs the engine in the browser, or a house that keeps them.
 * What a party may not see never leaves the source.
 */
export interface ContractSource {
  contracts(): Promise<readonly ContractEntry[]>;
  /** One contract by its id; undefined where there is none. */
  entry(id: string): Promise<ContractEntry | undefined>;
  evaluate(id: string, viewpoint: Viewpoint): Promise<View>;
  /** `sha256:…` of the whole evaluation: what a print and an export carry. Asked for apart, since it costs a third of it. */
  digest(id: string, viewpoint: Viewpoint): Promise<string>;
  /** Moments of the whole term at which states changed, as known at the end of the facts. */
  marks(id: string, viewpoint: Viewpoint): Promise<readonly Mark[]>;
  timeline(id: string, viewpoint: Viewpoint, filter: TimelineFilter): Promise<TimelinePage>;
  explain(id: string, viewpoint: Viewpoint, ref: string): Promise<Explanation | undefined>;
  recompute(id: string, viewpoint: Viewpoint, ref: string): Promise<Recomputation>;
  /**
   * Facts without a contract are read for the one that was shown last.
   * @param shown its id where the asker knows it; the empty text where it is none that this source has the text of
   */
  open(files: readonly DroppedFile[], language: Language, shown?: string): Promise<OpenResult>;
  onProgress(listener: (progress: Progress) => void): () => void;
}
