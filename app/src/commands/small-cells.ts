// Clauses: N7
/** A figure of fewer says who they are. */
export const FEWEST = 5;

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
  if (counts.reduce((sum, { contracts }) => sum + contracts, 0) < FEWEST) return [];
  const hidden = new Set(counts.filter(({ contracts }) => contracts < FEWEST).map(({ name }) => name));
  const [next] = counts.filter(({ name }) => !hidden.has(name)).toSorted((a, b) => a.contracts - b.contracts);
  if (hidden.size === 1 && next) hidden.add(next.name);
  return counts.map(({ name, contracts }) => (hidden.has(name) ? { name } : { name, contracts }));
};
