import type { ServiceCalendar } from "../calendar/counted-time.ts";
import type { Due, LegalDue } from "../calendar/types.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";

/** What a deadline rule reads beside its facts. */
export interface ClockContext extends ServiceCalendar {
  /** Number of the contract version that the rule stands in. */
  readonly version: number;
  /**
   * The version's own time: only clocks that start in [from, to) are given, so that a case keeps the rule it began under
   * (case-Q13). Absent: all.
   */
  readonly starting?: { readonly from?: Instant; readonly to?: Instant };
}
/** One running or stopped clock: a starting event, its end if it came, the pauses between. */
export interface Clock {
  readonly rule: DeadlineRule;
  /** Value of the matched field. */
  readonly key: string;
  /** Stable name: the key, `case-17`, with `#2` for the second start of it. */
  readonly subject: string;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly endedBy?: string;
  readonly endedAt?: Instant;
  /** Void from the outset: nothing was owed. */
  readonly lifted?: boolean;
  /** Pauses that count: closed, or open until now; only those begun before the due time. */
  readonly pauses: readonly { readonly from: Instant; readonly to?: Instant; readonly ids: readonly string[] }[];
  /** Stands still at the moment asked for; `due` is then as if it went on right now. */
  readonly paused: boolean;
  /** For a legal period `due.due` is 24:00 of the last day, and `legal` tells how it was counted. */
  readonly due: Due;
  readonly legal?: LegalDue;
  /** Moments at which the `warn_at` shares of the time are used up. */
  readonly warnings: readonly Instant[];
  readonly version: number;
}
