// Clauses: N7
import { FEWEST_SHOWN, smallCells } from "@fealty/engine/views/fewest-shown.ts";

/** A figure of fewer says who they are. */
export const FEWEST = FEWEST_SHOWN;

/** A count that may be told, or that it is too small for it. */
export interface Cell {
  readonly name: string;
  /** Absent: hidden. */
  readonly contracts?: number;
}
/**
 * Counts that add up to a total that is told: those below `FEWEST` are hidden, and where one alone would be, the smallest of the others too, since the
 * total less the others would tell it. Of a total that is itself too small, no part is named: which parts there are would tell as much.
 */
export const withoutSmallCells = (
  counts: readonly { readonly name: string; readonly contracts: number }[],
): readonly Cell[] => {
  const hidden = smallCells(counts.map(({ contracts }) => contracts));
  if (counts.reduce((sum, { contracts }) => sum + contracts, 0) < FEWEST) return [];
  return counts.map(({ name, contracts }, index) => (hidden[index] ? { name } : { name, contracts }));
};
