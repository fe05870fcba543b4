import type { Period } from "../calendar/period.ts";
import type { ComponentKind, Party } from "../contract/model.ts";
import type { MetricStatus } from "../metrics/types.ts";
import type { State } from "../rules/types.ts";
import type { Instant, Money } from "../values/brand.ts";
import type { Rational } from "../values/rational.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";

/** One line of a statement: one rounding, one reason. Corrections are new lines. Contract-format §5, §9. */
export interface StatementLine {
  /** `PERIOD/component[/member][/n]` */
  readonly id: string;
  /** Component id, or `true_up`, `adjustment`. */
  readonly component: string;
  readonly kind: string;
  readonly member?: string;
  /** Whose sales, for an override. */
  readonly source?: string;
  readonly label: Text;
  readonly basis?: Money;
  readonly rate?: Rational;
  readonly quantity?: Rational;
  readonly amount: Money;
  readonly reverses: readonly string[];
  readonly ofPeriod?: string;
  readonly ofComponent?: string;
  /** The kind of the component that a true-up sets right. */
  readonly ofKind?: ComponentKind;
  readonly clause: string;
  readonly version: number;
  readonly trace: () => Trace;
}
export interface Statement {
  readonly rule: string;
  readonly period: Period;
  readonly label: string;
  readonly status: "open" | "closed" | "opening";
  readonly closesAt?: Instant;
  /** What rests on a year whose holidays are not published: when an open one closes, its figures. */
  readonly estimated?: { readonly close: boolean; readonly figures: boolean };
  readonly lines: readonly StatementLine[];
  /** Lines but draw and holdback, and what sets those right. */
  readonly earned: Money;
  /** What was held back, less what was released, and what sets either right. */
  readonly held: Money;
  /** All lines. */
  readonly payable: Money;
  readonly paidBefore: Money;
  readonly paid: Money;
  readonly withheld: Money;
  readonly setOff: Money;
  /** The payments and withholdings behind `paid` and `withheld`. */
  readonly settledBy?: () => { readonly paid: readonly string[]; readonly withheld: readonly string[] };
  /** What was held back and waits for its release, behind `balances.holdback`. */
  readonly holds?: () => readonly { readonly amount: Money; readonly trace: () => Trace }[];
  readonly open: Money;
  readonly balances: Readonly<{ account: Money; draw: Money; holdback: Money; carry: Money }>;
  readonly excluded: readonly PayExclusion[];
  /** Of a service fee alone: who bears what of it; the parts sum to what is payable, and what was paid of them to `paid`. */
  readonly payers?: readonly FeePart[];
}
/** What a party bears of a service fee, and what of that is paid. */
export interface FeePart {
  readonly party: Party;
  readonly share: Rational;
  readonly amount: Money;
  readonly paid: Money;
}
export const PAY_EXCLUSIONS = [
  "no_rate_row",
  "no_licence",
  "no_matching_sale",
  "no_amount",
  "field_missing",
  "return_exceeds_sale",
  "return_partly_counted",
  "negative_amount",
  "ended_before_sale",
  "before_go_live",
  "needs_two_approvers",
  "approved_by_preparer",
  "approved_by_payee",
  "unknown_statement",
  "published_before_end",
] as const;
export type PayExclusionReason = (typeof PAY_EXCLUSIONS)[number];
/** Why a sale lies where no statement can count it. */
export type OutsideReason = "before_term" | "after_term" | "after_end";
/** A fact that a plan could not count, or not in full, why, and who has to mend it. */
export interface PayExclusion {
  readonly reason: PayExclusionReason;
  readonly event: string;
  readonly component?: string;
  /** What of its amount counts all the same. */
  readonly counted?: Money;
  /** The party that has to act on it: the payer for a missing rate row. */
  readonly owner?: Party;
}
/** What a plan reads of a metric: the latest window that ended at or before a moment. */
export interface MetricReading {
  readonly value: number | null;
  readonly status: MetricStatus;
  /** Label of the window, `2026-Q2`. */
  readonly window?: string;
  /** Why it is what it is. */
  readonly trace?: () => Trace;
}
/** What a plan reads of a target: its state in one window, and why. */
export interface ThresholdReading {
  readonly ref: string;
  readonly state: State;
  /** The measure that the target looks at, and what it read in the target's window. */
  readonly judged: { readonly metric: string; readonly reading: MetricReading };
  readonly trace: () => Trace;
}
/**
 * Measures and thresholds as pay reads them. Asked at a close, the answers are frozen with the statement; asked for an open
 * period, they are the figures so far.
 */
export interface PayReadings {
  /** @param periodEnd end of the pay period; the latest window that ended at or before it */
  readonly metricAt: (ref: string, periodEnd: Instant) => MetricReading | undefined;
  /** @param window the threshold's own period that ended inside the pay period */
  readonly thresholdAt: (ref: string, window: Period) => ThresholdReading | undefined;
}
