// Clauses: N1, N2
/** What a screen asks for, and what it asks about. */
import type { Language, PartyName } from "./view.ts";

export interface ContractEntry {
  readonly id: string;
  readonly number: string;
  readonly title: Readonly<Partial<Record<Language, string>>>;
  /** `example` is shipped with the page; `dropped` came from this machine and stays on it; `stored` stands in the house's store. */
  readonly origin: "example" | "dropped" | "stored";
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
  /** What was known then counts, and nothing later: the present moment, where somebody looks ahead of it. Without it: `asOf`. */
  readonly knownAt?: number;
  readonly party: PartyName;
  readonly language: Language;
  /** What a register calls the customers, by their ids: which of it is shown, and to whom, is for the view. */
  readonly names?: Readonly<Record<string, string>>;
  /**
   * What stands in the place of each name, by their ids, for somebody who may not read names: masked or by code. Whom the party may not know stays
   * hidden, whoever is missing here is told by number, and names in somebody's words are hidden alike. Without it: names, as the party may know them.
   */
  readonly shownAs?: Readonly<Record<string, string>>;
  /** Nobody is named, whoever looks, and names in somebody's words are hidden: what is shown goes out of the house. */
  readonly unnamed?: boolean;
  /** Ids of customers who consented to their data being given to the intermediary (PIPL 23); of nobody else it sees any. */
  readonly disclosed?: readonly string[];
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
export interface TimelineFilter {
  readonly kinds: readonly string[];
  /** Words that the event's customer or details must contain. */
  readonly words: string;
  /** Ids of customers whose whole name these words are, for somebody who may find by it and is shown another in its place. */
  readonly calledSo?: readonly string[];
  readonly offset: number;
  readonly limit: number;
}
