import type { EventView } from "./event-view.ts";

/** What an expression gives when it runs; money is bigint minor units, numbers are exact fractions. */
export type ConditionType = "boolean" | "money" | "number" | "text";
/** A CEL expression, parsed and type-checked when the contract was loaded, compiled to a closure. */
export interface Condition {
  /** As the contract writes it. */
  readonly written: string;
  readonly type: ConditionType;
  /** Fields it reads, `event.amount`, `customer.tier`, so that one changed attribute re-reads only what depends on it. */
  readonly reads: readonly string[];
  readonly evaluate: (view: EventView) => unknown;
}
