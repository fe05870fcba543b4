// Clauses: C6.2
import type { Period } from "../calendar/period.ts";
import type { Component } from "../contract/model.ts";
import type { Money } from "../values/brand.ts";
import { type Rational, rational, sum } from "../values/rational.ts";
import type { PayBook } from "./book.ts";
import type { ComputedLine, ComputedPeriod, DraftLine, Hold, TakenBack } from "./line.ts";
import type { PayPeriod, Slot } from "./pay-periods.ts";
import type { MetricReading, PayExclusion, ThresholdReading } from "./types.ts";

/** What a period's components read: from its frozen readings once closed, else from the figures so far. */
export interface Readings {
  readonly metric: (ref: string) => MetricReading | undefined;
  readonly threshold: (ref: string, window: Period) => ThresholdReading | undefined;
}
/** The computation of one period while its components run in their listed order. */
export interface PeriodRun {
  readonly book: PayBook;
  readonly at: PayPeriod;
  readonly readings: Readings;
  /** The last stretch: its wording holds for whatever looks at the whole period. */
  readonly endSlot: Slot;
  readonly lines: ComputedLine[];
  readonly excluded: PayExclusion[];
  readonly draw: Map<string, Money>;
  readonly carry: Map<string, Money>;
  holds: Hold[];
  /** All that claw-backs took back until now. */
  readonly takenBack: TakenBack[];
  /** An earlier period as it is known now. */
  readonly earlier: (index: number) => ComputedPeriod | undefined;
  /** Its figures rest on a year whose holidays are not published. */
  estimated: boolean;
  readonly emit: (slot: Slot, line: DraftLine) => void;
}
/** One component with the stretches in whose wording it stands. */
export interface Part<C extends Component = Component> {
  readonly slot: Slot;
  readonly component: C;
}
export const daysOf = (slot: Slot): number => slot.toDay - slot.fromDay;
/** A fixed amount over a period that is cut by amendments: each wording's amount by its days. Exact. */
export const dayWeighted = (run: PeriodRun, parts: readonly { slot: Slot; amount: Money }[]): Rational => {
  const days = BigInt(run.at.period.toDay - run.at.period.fromDay);
  if (run.at.slots.length === 1) return { n: parts[0]?.amount ?? 0n, d: 1n };
  return sum(parts.map(({ slot, amount }) => rational(amount * BigInt(daysOf(slot)), days)));
};

/** The lines a component works on: those of `on`, else all above it. */
export const linesOn = (run: PeriodRun, component: Component): ComputedLine[] =>
  component.on === undefined ? [...run.lines] : run.lines.filter((line) => component.on!.includes(line.component));
