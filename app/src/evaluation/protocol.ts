// Clauses: N1, N2
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { FactContract } from "@fealty/engine/facts/parse.ts";
import type { Takeover } from "@fealty/engine/pay/opening-intake.ts";
import type { Explanation, Mark, PartyName, Recomputation, TimelinePage, View } from "@fealty/engine/views/view.ts";
import type { ContractEntry, ProblemView, TimelineFilter, Viewpoint } from "@fealty/engine/views/viewpoint.ts";
import type { About, DerivedState } from "./derived-state.ts";
import type { Intaking } from "./intake.ts";
import type { LoadedHead } from "./loaded-head.ts";
import type { ReadEvents } from "./read-events.ts";

/** A contract as it stood after an event; another version or sequence is another thing. */
export interface ContractKey {
  readonly companyId: number;
  readonly contractId: string;
  readonly version: number;
  readonly sequence: number;
}
/** What a thread needs to hold a contract: its files, the main one first, and its events as NDJSON in their order. */
export interface ContractMaterial {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly facts: string;
  /** What hidden names are made with; a contract whose record has not begun has none. */
  readonly secret?: string | undefined;
}
/** Only the events after one that the thread may know. */
export interface MoreFacts {
  readonly after: number;
  readonly facts: string;
}
/** What an event must say to be read by a contract, and what it takes over. */
export type Vocabulary = FactContract & {
  readonly takeover: Takeover;
  /** It is about the sale of insurance: nothing is given to customers beside the policy (Insurance Law 131). */
  readonly insurance: boolean;
};
/** What is asked of a contract. Instants are UTC microseconds. */
export type Question =
  | { readonly ask: "entry"; readonly opensAt: number }
  | { readonly ask: "view"; readonly viewpoint: Viewpoint }
  | { readonly ask: "digest"; readonly viewpoint: Viewpoint }
  | { readonly ask: "marks"; readonly viewpoint: Viewpoint }
  | { readonly ask: "timeline"; readonly viewpoint: Viewpoint; readonly filter: TimelineFilter }
  | { readonly ask: "explain"; readonly viewpoint: Viewpoint; readonly ref: string }
  | { readonly ask: "recompute"; readonly viewpoint: Viewpoint; readonly ref: string }
  /** What a bundle of evidence says, from the facts given and no others. */
  | BundleQuestion
  /** How many facts a party knows of a case. */
  | { readonly ask: "case"; readonly viewpoint: Viewpoint; readonly id: string }
  | { readonly ask: "head" }
  | { readonly ask: "vocabulary" }
  | { readonly ask: "state"; readonly asOf: number; readonly about?: About }
  | {
      readonly ask: "read";
      readonly name: string;
      readonly text: string;
      readonly language: "zh" | "en";
      readonly intake?: Intaking;
    };
export interface BundleQuestion {
  readonly ask: "bundle";
  readonly asOf: number;
  readonly knownAt: number;
  readonly facts: string;
  /** Whose bundle it is: the company's has everything, another party's what it may see. */
  readonly party: PartyName;
  /** What the register calls customers: to be hidden wherever somebody wrote it. */
  readonly names?: Readonly<Record<string, string>>;
  /** What is told begins here, or belongs to this case. */
  readonly from?: number | undefined;
  readonly case?: string | undefined;
}
/** A figure of statements or measures as people read it. */
export interface FigureRow {
  readonly zh: string;
  readonly en: string;
  readonly period: string;
  /** Texts of the columns: of a statement what was earned, held, is payable, paid and open; of a measure its value and sample. */
  readonly cells: readonly string[];
  /** The facts of the bundle alone give it. */
  readonly here: boolean;
}
export interface DutyRow {
  readonly zh: string;
  readonly en: string;
  readonly state: { readonly zh: string; readonly en: string };
  readonly dueAt?: string;
  readonly closedAt?: string;
}
/** An event in words, in both languages; moments with the contract's offset. */
export interface TimelineRow {
  readonly at: string;
  readonly recordedAt: string;
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}
export interface BundleParts {
  /** The evaluation as `fealty evaluate --json` prints it; of another party's bundle, the figures that it sees (`ShownFile`). */
  readonly result: string;
  /** Of another party's bundle: ids of the facts whose lines it holds. */
  readonly whole?: readonly string[];
  /** Of another party's bundle: its figures for people. */
  readonly figures?: { readonly statements: readonly FigureRow[]; readonly metrics: readonly FigureRow[] };
  /** What belongs to the case (`CaseFile`), and for people; absent where the party knows of no such case. */
  readonly case?: { readonly file: string; readonly duties: readonly DutyRow[] };
  readonly asOf: string;
  readonly timeZone: string;
  readonly calendars: readonly CalendarData[];
  /** The latest events, of `total`. */
  readonly rows: readonly TimelineRow[];
  readonly total: number;
}
export interface Answers {
  readonly entry: ContractEntry;
  readonly view: View;
  readonly digest: string;
  readonly marks: readonly Mark[];
  readonly timeline: TimelinePage;
  readonly explain: Explanation | undefined;
  readonly recompute: Recomputation | undefined;
  readonly bundle: BundleParts;
  readonly case: { readonly facts: number };
  readonly head: LoadedHead;
  readonly vocabulary: Vocabulary;
  readonly state: DerivedState;
  readonly read: ReadEvents;
}
export type Asked = Question["ask"];
export type QuestionOf<Name extends Asked> = Extract<Question, { readonly ask: Name }>;

export type ToThread =
  | {
      readonly call: number;
      readonly key: ContractKey;
      readonly question: Question;
      /** Absent where the thread should hold the contract already; it answers `wanting` when it does not. */
      readonly material?: ContractMaterial | MoreFacts;
    }
  | { readonly drop: Pick<ContractKey, "companyId" | "contractId"> };
export type FromThread =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly wanting: true }
  | { readonly call: number; readonly unsound: readonly ProblemView[] }
  | { readonly call: number; readonly failure: string };
export interface ThreadWorld {
  readonly calendars: readonly CalendarData[];
}
