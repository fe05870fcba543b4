import type { Text } from "./text.ts";

/** What a figure rests on: `hash` is over the sorted ids and payload digests of all events; `ids` may be cut for size. */
export interface Evidence {
  readonly count: number;
  readonly hash: string;
  readonly ids: readonly string[];
}
/**
 * Why a figure is what it is (contract-format §7). `formula` has the numbers in it: `8,765.43 × 15%`.
 * Values are texts: money in major units, metric numbers at 6 decimals, instants with the contract's offset.
 */
export interface Trace {
  readonly what: Text;
  readonly formula: string;
  readonly value: string;
  readonly inputs: readonly Trace[];
  readonly clause: string;
  readonly version: number;
  readonly evidence?: Evidence;
  /** It stands in a closed statement: what became known later is no part of what it rests on. */
  readonly closed?: true;
}
