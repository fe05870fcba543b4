// Clauses: C6.2, C6.3

import type { Component, ComponentKind } from "../contract/model.ts";
import type { Money } from "../values/brand.ts";
import type { Rational } from "../values/rational.ts";
import { byCodeUnit, type Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import { LABELS } from "./labels.ts";
import type { PayExclusion } from "./types.ts";

/** A figure that went into a line, for its trace. */
export interface LineInput {
  readonly what: Text;
  readonly value: string;
  readonly formula?: string;
  readonly evidence?: readonly string[];
  /** The lines it is the sum of. */
  readonly lines?: readonly ComputedLine[];
  /** The measure that was read. */
  readonly metric?: string;
  /** What another room says of it. */
  readonly traces?: readonly Trace[];
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
  /** What was let go of it since, because a claw-back took back what it was held of. */
  readonly freed?: Money;
  /** The line that held it; absent for what was handed over at the start. */
  readonly line?: ComputedLine;
}
/** What a claw-back took back of one component's line in a period, exactly. */
export interface TakenBack {
  /** Label of the period in which it had been earned. */
  readonly label: string;
  readonly component: string;
  readonly clawback: string;
  readonly amount: Rational;
}
/** What one period hands on to the next. */
export interface Carried {
  readonly draw: ReadonlyMap<string, Money>;
  readonly carry: ReadonlyMap<string, Money>;
  readonly holds: readonly Hold[];
  readonly takenBack: readonly TakenBack[];
}
export interface ComputedPeriod {
  readonly lines: readonly ComputedLine[];
  readonly excluded: readonly PayExclusion[];
  readonly after: Carried;
  /** Rests on working days of a year whose holidays are not published. */
  readonly estimated?: boolean;
}
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
/** `PERIOD/name[/member][/n]`, numbered where several lines share the name. */
export const numbered = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): { item: Item; id: string }[] => {
  const names = items.map(nameOf);
  const seen = new Map<string, number>();
  return items.map((item, index) => {
    const name = names[index]!;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return { item, id: names.filter((one) => one === name).length === 1 ? name : `${name}/${number}` };
  });
};
export const withMember = (name: string, member: string | undefined): string =>
  member === undefined ? name : `${name}/${member}`;
