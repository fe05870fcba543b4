import type { EventView } from "./event-view.ts";

/**
 * What an expression gives when it runs: boolean a truth, money bigint minor units, number an exact fraction, text a string,
 * numbers a list of exact fractions. Undefined where a field it needs is not there; a truth that cannot be read is then false.
 */
export type ConditionType = "boolean" | "money" | "number" | "text" | "numbers";
/** A CEL expression, parsed and type-checked when the contract was loaded, compiled to a closure. */
export interface Condition {
  /** As the contract writes it, parameters filled in; equal texts are equal conditions. */
  readonly written: string;
  readonly type: ConditionType;
  /** Fields it reads, `event.amount`, `customer.tier`, so that one changed attribute re-reads only what depends on it. */
  readonly reads: readonly string[];
  readonly evaluate: (view: EventView) => unknown;
}
