// Clauses: C7.1
import type { DateColumn, DateReading } from "./cell-date.ts";
import type { NumberRun, TruthRun } from "./compile-number.ts";
import type { TextRun } from "./compile-text.ts";
import type { Reading } from "./expression.ts";
import type { NumberReading } from "./number-text.ts";

/** An expression as closures over the row. A moment is local seconds with `state.offset` and `state.micros`. */
export type Compiled =
  | {
      readonly type: "text";
      readonly run: TextRun;
      readonly constant?: string;
      /** A column as it is, or `id(…)` of one: such are copied without a stop in the registers. */
      readonly column?: number;
      readonly isId?: boolean;
      readonly eventId?: true;
    }
  | { readonly type: "number"; readonly run: NumberRun }
  | { readonly type: "date"; readonly run: NumberRun }
  | { readonly type: "moment"; readonly run: NumberRun }
  | { readonly type: "truth"; readonly run: TruthRun }
  | { readonly type: "numbers"; readonly items: readonly NumberRun[] }
  | { readonly type: "texts"; readonly items: readonly TextRun[] };

export type SingleType = "text" | "number" | "date" | "moment" | "truth";
export type RunOf<T extends SingleType> = Extract<Compiled, { type: T; run: unknown }>["run"];

/** The mapping's expressions meet the file's columns. One binder serves all expressions of a run. */
export interface Binder {
  readonly reading: Reading;
  /** Index in the file of the column that a mapping names. */
  readonly columnOf: (name: string) => number;
  readonly numberReading: (name: string, money: boolean) => NumberReading;
  readonly dateReading: (name: string) => DateReading;
  readonly dates: Map<number, DateColumn>;
  readonly numbers: Map<string, NumberRun>;
}
/** The arguments of a call, compiled on demand. */
export interface CallArguments {
  readonly binder: Binder;
  /** The column's name where the first argument is a bare column. */
  readonly column: string | undefined;
  readonly run: <T extends SingleType>(index: number, type: T) => RunOf<T>;
  /** The value of a literal argument. */
  readonly literal: (index: number) => string | undefined;
  /** First column in the arguments, to name in a refusal. */
  readonly blame: number;
}
