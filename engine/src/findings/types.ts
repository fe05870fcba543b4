import type { Breach, Party } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import type { Trace } from "../values/trace.ts";

/** What the system found. It is nobody's breach until a person has decided (clauses.md C11, PIPL art. 24). */
export interface Finding {
  /** Stable: derived from reference, bearer and period or subject. */
  readonly id: string;
  readonly ref: string;
  readonly clause: string;
  /** Number of the version under which it arose: its words are those of the finding. */
  readonly version: number;
  readonly breach: Breach | undefined;
  readonly bearer: Party;
  readonly period?: string;
  readonly subject?: string;
  readonly since: Instant;
  /** Microseconds late, for deadlines that ended late. */
  readonly lateness?: number;
  readonly status: "proposed" | "answered" | "cured" | "withdrawn" | "decided";
  /** After a decision: whether a person found a breach. */
  readonly decision?: { readonly breach: boolean; readonly reasons: string; readonly by?: string };
  /** When another party said that it was cured, in its time. Damages that had accrued by then remain. */
  readonly curedAt?: Instant;
  /** Until when it can be cured: as a demand says, or the rule's own `cure`. */
  readonly cureBy?: Instant;
  readonly trace: () => Trace;
}
