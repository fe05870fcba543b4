import type { Breach, Party, RuleKind } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import type { Trace } from "../values/trace.ts";

export const STATES = [
  "missed",
  "at_risk",
  "indeterminate",
  "not_enough_data",
  "running",
  "suspended",
  "not_started",
  "met",
  "excused",
  "waived",
  "ended",
] as const;
/** Worst first (contract-format §9). */
export type State = (typeof STATES)[number];

/** A stretch of time that does not count on the way to a due time. */
export interface Standstill {
  /** `waiting`: an event that the rule itself pauses on; the others are acts of people, or force majeure. */
  readonly kind: "waiting" | "force_majeure" | "withheld" | "suspended";
  readonly from: Instant;
  /** Absent while it lasts. */
  readonly to?: Instant;
  readonly ids: readonly string[];
}
/** One occasion on which a rule asks something of somebody. */
export interface Instance {
  /** `C4.1/nps_goal` */
  readonly ref: string;
  readonly clause: string;
  readonly kind: RuleKind;
  readonly version: number;
  /** Period label, for periodic rules. */
  readonly period?: string;
  /** Case, customer, member or event that it is about. */
  readonly subject?: string;
  readonly bearer?: Party;
  readonly breach?: Breach;
  readonly openedAt: Instant;
  readonly dueAt?: Instant;
  readonly closedAt?: Instant;
  /** What stood still before it was due, in order of time; absent where nothing did. */
  readonly standstills?: readonly Standstill[];
  readonly state: State;
  readonly estimated: boolean;
  /** Forecast probability of being met, 0…1, for running thresholds. */
  readonly probability?: number;
  /** For counted duties: how many of how many. */
  readonly progress?: { readonly done: number; readonly of: number };
  /** Microseconds late, when it ended after it was due. */
  readonly lateness?: number;
  /** The earliest moment at which the state can change without a new event. */
  readonly nextChange?: Instant;
  readonly trace: () => Trace;
}
