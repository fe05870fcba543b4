// Clauses: C6.3
import type { ComponentKind } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import type { Carried, ComputedLine } from "./line.ts";
import type { PlanStretch } from "./timeline.ts";
import type { MetricReading, PayExclusion, ThresholdReading } from "./types.ts";

/** What is known now of a closed period, less what was known when a period last closed: one component, one member. */
export interface TrueUp {
  readonly index: number;
  readonly ofPeriod: string;
  readonly component: string;
  /** The component's kind, where the plan has it. */
  readonly kind?: ComponentKind;
  readonly member?: string;
  readonly stated: Money;
  readonly now: Money;
  /** The lines as they come out now. */
  readonly lines: readonly ComputedLine[];
  /** The events behind it where no line is left that names them. */
  readonly evidence: () => readonly string[];
  /** Ids of the lines it changes. */
  readonly reverses: readonly string[];
  readonly version: number;
  readonly clause: string;
}
/** A hand-made line. `takesBack` mirrors one that stands in a closed statement and was corrected or retracted later. */
export interface Adjustment {
  readonly fact: Fact;
  readonly amount: Money;
  readonly takesBack: boolean;
  /** The period it is about, where that is not the statement's own. */
  readonly of?: string;
  /** The wording it stands under, once its statement is closed: what becomes known later numbers versions otherwise. */
  stretch?: PlanStretch;
}
/** A statement made by hand beside the cycle, `2026-06/1`. */
export interface OffCycle {
  readonly label: string;
  readonly of: number;
  readonly openedAt: Instant;
  closedAt?: Instant;
  /** The account when it closed: kept before anything later counts. */
  account?: Money;
}

/** A sale from before go-live and what it earned by component: for returns and claw-backs that come later. */
export interface OpeningCredit {
  readonly fact: Fact;
  readonly soldOn: Day;
  readonly amount: Money;
  readonly earned: ReadonlyMap<string, Money>;
}
/** A statement as it was when its period closed. Nothing in it changes again. */
export interface ClosedPeriod {
  readonly closedAt: Instant;
  /** It lay after the contract's end as that was known then. */
  readonly afterTerm: boolean;
  readonly lines: readonly ComputedLine[];
  readonly trueUps: readonly TrueUp[];
  readonly adjustments: readonly Adjustment[];
  readonly excluded: readonly PayExclusion[];
  readonly after: Carried;
  readonly payable: Money;
  readonly setOff: Money;
  /** What of it took off the debt of a statement that it sets right, by that one's label. */
  readonly corrected: ReadonlyMap<string, Money>;
  readonly account: Money;
  readonly readings: FrozenReadings;
}
export interface FrozenReadings {
  readonly metrics: Map<string, MetricReading | undefined>;
  /** What would decide a release and was not asked, for nothing was due: a sale that becomes known later may have it asked. */
  readonly spare: Map<string, MetricReading | undefined>;
  readonly thresholds: Map<string, ThresholdReading | undefined>;
}
