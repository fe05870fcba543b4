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
  /** The measure whose value it has or judges, `C3.2/nps`: its unit is how the figure is written. */
  readonly metric?: string;
  /** The line that it explains, `C6.2/pay/2026-06/base`: many figures rest on one line, and each opens to the same trace. */
  readonly line?: string;
}

/** Looks at traces as what they are, few figures that many rest on, and not as the trees that they open to. */
export interface TraceReader {
  /** Equal for traces that say the same down to their events. */
  readonly idOf: (trace: Trace) => number;
  /** How many parts its tree has. */
  readonly partsOf: (trace: Trace) => number;
}
export const readTraces = (): TraceReader => {
  const ids = new Map<Trace, number>();
  const same = new Map<string, number>();
  const parts = new Map<Trace, number>();
  const idOf = (trace: Trace): number => {
    const known = ids.get(trace);
    if (known !== undefined) return known;
    const inputs = trace.inputs.map(idOf);
    const text = JSON.stringify({ ...trace, inputs, closed: undefined });
    const id = same.get(text) ?? same.size;
    same.set(text, id);
    ids.set(trace, id);
    return id;
  };
  const partsOf = (trace: Trace): number => {
    const known = parts.get(trace) ?? trace.inputs.reduce((sum, input) => sum + partsOf(input), 1);
    parts.set(trace, known);
    return known;
  };
  return { idOf, partsOf };
};
