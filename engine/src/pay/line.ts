// Clauses: C6.2, C6.3

import type { Period } from "../calendar/period.ts";
import type { Component, ComponentKind } from "../contract/model.ts";
import type { State } from "../rules/types.ts";
import type { Instant, Money } from "../values/brand.ts";
import { type Rational, rational, sum } from "../values/rational.ts";
import { byCodeUnit, type Text } from "../values/text.ts";
import type { PayBook } from "./book.ts";
import { LABELS } from "./labels.ts";
import type { PayPeriod, Slot } from "./pay-periods.ts";
import type { MetricReading, PayExclusion } from "./types.ts";

/** A figure that went into a line, for its trace. */
export interface LineInput {
  readonly what: Text;
  readonly value: string;
  readonly formula?: string;
  readonly evidence?: readonly string[];
  /** The lines it is the sum of. */
  readonly lines?: readonly ComputedLine[];
}
/** A line as computed from the cells: what it was made from, so that the trace is built only when somebody asks. */
export interface ComputedLine {
  readonly component: string;
  readonly kind: ComponentKind;
  readonly member?: string;
  readonly source?: string;
  readonly label?: Text;
  readonly basis?: Money;
  readonly rate?: Rational;
  readonly quantity?: Rational;
  readonly amount: Money;
  readonly version: number;
  readonly clause: string;
  /** The stretch whose credits it counts; absent for lines on the whole period. */
  readonly slot?: number;
  /** Which slice of a tier table or row of a rate table. */
  readonly row?: string;
  readonly ofPeriod?: string;
  readonly reverses: readonly ComputedLine[];
  readonly formula: () => string;
  readonly inputs: () => readonly LineInput[];
  readonly evidence: () => readonly string[];
  /** Given when the period is computed: `PERIOD/component[/member][/n]`. */
  readonly id: string;
}
export type DraftLine = Omit<ComputedLine, "id" | "version" | "clause" | "reverses" | "inputs" | "evidence"> &
  Partial<Pick<ComputedLine, "version" | "clause" | "reverses" | "inputs" | "evidence">>;

/** What was held back and waits for its release. */
export interface Hold {
  readonly component: Extract<Component, { kind: "holdback" }>;
  /** Label of the period it was held in. */
  readonly label: string;
  readonly amount: Money;
  readonly dueDay: number;
}
/** What one period hands on to the next. */
export interface Carried {
  readonly draw: ReadonlyMap<string, Money>;
  readonly carry: ReadonlyMap<string, Money>;
  readonly holds: readonly Hold[];
}
export interface ComputedPeriod {
  readonly lines: readonly ComputedLine[];
  readonly excluded: readonly PayExclusion[];
  readonly after: Carried;
}
/** What a period's components read: from its frozen readings once closed, else from the figures so far. */
export interface Readings {
  readonly metric: (ref: string) => MetricReading | undefined;
  readonly threshold: (ref: string, window: Period) => State | undefined;
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
  /** An earlier period as it is known now. */
  readonly earlier: (index: number) => ComputedPeriod | undefined;
  readonly emit: (slot: Slot, line: DraftLine) => void;
  readonly closing?: Instant;
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
/** Lines worked on, for the trace: the tree goes on through them down to the events. */
export const baseInput = (lines: readonly ComputedLine[], value: string): LineInput => ({
  what: LABELS.base,
  formula: lines.map(({ id }) => id).join(" + "),
  value,
  lines,
});
export const sumOf = (lines: readonly { readonly amount: Money }[]): Money =>
  lines.reduce((total, line) => total + line.amount, 0n) as Money;
/**
 * The events behind some sums, read when somebody asks and kept from then on: a close asks, so that what a closed statement
 * rests on stays what it was.
 */
export const keptIds = (...cells: readonly (ReadonlyMap<string, number> | undefined)[]): (() => readonly string[]) => {
  let kept: readonly string[] | undefined;
  return () => {
    kept ??= [...new Set(cells.flatMap((ids) => [...(ids?.keys() ?? [])]))].sort(byCodeUnit);
    return kept;
  };
};
