import type { Due } from "../calendar/types.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";

/** One running or stopped clock: a starting event, its end if it came, the pauses between. */
export interface Clock {
  readonly rule: DeadlineRule;
  /** Stable name: the starting event's matched field, `case-17`, with `#2` for a reopened one. */
  readonly subject: string;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly endedBy?: string;
  readonly endedAt?: Instant;
  /** Pauses that count: closed, or open until now; only those begun before the due time. */
  readonly pauses: readonly { readonly from: Instant; readonly to?: Instant; readonly ids: readonly string[] }[];
  readonly due: Due;
  /** Moments at which the `warn_at` shares of the time are used up. */
  readonly warnings: readonly Instant[];
  readonly version: number;
}
