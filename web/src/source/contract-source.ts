import type { Explanation, Language, Mark, PartyName, Recomputation, TimelinePage, View } from "./view.ts";

export interface ContractEntry {
  readonly id: string;
  readonly number: string;
  readonly title: Readonly<Partial<Record<Language, string>>>;
  /** `example` is shipped with the page; `dropped` came from this machine and stays on it. */
  readonly origin: "example" | "dropped";
  readonly parties: readonly PartyName[];
  /** The moment it opens at, and the range of the slider. */
  readonly opensAt: number;
  /** Offset of the contract's zone at that moment, seconds east of UTC. */
  readonly offset: number;
  readonly from: number;
  readonly until: number;
}
export interface Viewpoint {
  readonly asOf: number;
  readonly party: PartyName;
  readonly language: Language;
}
/** A diagnostic in the reader's language: where, what, why, how to mend. */
export interface ProblemView {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning" | "finding";
  readonly code: string;
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
  readonly clause?: string;
  readonly citation?: string;
}
export interface DroppedFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  /** Why it was not even read: no kind that the page knows, too large, or a packed file that does not unpack. */
  readonly unusable?: "kind" | "size" | "packed";
}
export interface OpenResult {
  /** Present when the contract loaded; facts that were refused are among the problems. */
  readonly entry?: ContractEntry;
  readonly problems: readonly ProblemView[];
  readonly files: readonly {
    readonly name: string;
    readonly role: "contract" | "facts" | "unread";
    /** Why an unread one was not used; `second`: another contract was opened, `unnamed`: the contract does not include it. */
    readonly why?: NonNullable<DroppedFile["unusable"]> | "second" | "unnamed" | "noContract";
    readonly events: number;
  }[];
}
export interface Progress {
  readonly step: "engine" | "contract" | "facts" | "evaluate";
  readonly done: number;
  readonly of: number;
}
export interface TimelineFilter {
  readonly kinds: readonly string[];
  /** Words that the event's customer or details must contain. */
  readonly words: string;
  readonly offset: number;
  readonly limit: number;
}
/**
 * Where the page takes its contracts from. The worker that runs the engine in the browser is one; a server will be another.
 * What a party may not see never leaves the source.
 */
export interface ContractSource {
  contracts(): Promise<readonly ContractEntry[]>;
  evaluate(id: string, viewpoint: Viewpoint): Promise<View>;
  /** `sha256:…` of the whole evaluation: what a print and an export carry. Asked for apart, since it costs a third of it. */
  digest(id: string, viewpoint: Viewpoint): Promise<string>;
  /** Moments of the whole term at which states changed, as known at the end of the facts. */
  marks(id: string, viewpoint: Viewpoint): Promise<readonly Mark[]>;
  timeline(id: string, viewpoint: Viewpoint, filter: TimelineFilter): Promise<TimelinePage>;
  explain(id: string, viewpoint: Viewpoint, ref: string): Promise<Explanation | undefined>;
  recompute(id: string, viewpoint: Viewpoint, ref: string): Promise<Recomputation>;
  open(files: readonly DroppedFile[], language: Language): Promise<OpenResult>;
  onProgress(listener: (progress: Progress) => void): () => void;
}
