// Clauses: C6.2, C6.3

import type { Money } from "../../values/brand.ts";
import { add, divide, fromInteger, multiply, type Rational, ZERO } from "../../values/rational.ts";
import type { PlacedEntry, SaleRecord } from "../book.ts";
import type { ComputedLine } from "../line.ts";
import type { PeriodRun } from "../run.ts";

/** What a sale earned, exactly, and the lines it earned it in. */
export interface Earned {
  readonly amount: Rational;
  readonly lines: readonly ComputedLine[];
  /** Of each line so much as the sale's part is of the whole it was computed on. */
  readonly shares: readonly (Share & { readonly of: Money; readonly component: string; readonly label: string })[];
}
interface Share {
  readonly part: Rational;
  readonly whole: Rational;
  /** Pieces, and not amounts in minor units. */
  readonly pieces?: boolean;
}
const ratio = (part: Rational, whole: Rational | undefined, pieces?: boolean): Share | undefined =>
  whole === undefined || whole.n === 0n ? undefined : { part, whole, ...(pieces ? { pieces } : {}) };

/**
 * The share of one line that a sale earned, by credited amount, of what the line was computed on: of the row in a rate table, of
 * the member under an override, of the units in a payment per unit, else of the component; lines that look at the whole period
 * by the period's credited amount (contract-format §9).
 */
const shareOfLine = ({ at, slot, entry }: PlacedEntry, line: ComputedLine): Share | undefined => {
  const share = entry.counted.get(line.component);
  const ofPeriod = line.slot === undefined || line.row === "pay";
  if (!ofPeriod && line.slot !== slot.index) return undefined;
  const cell = slot.cells.components.get(line.component);
  if (share?.of === "units") return ratio(share.units, cell?.units, true);
  if (share?.of === "row") {
    return share.row === line.row && share.row !== undefined
      ? ratio(entry.credited, cell?.rows.get(share.row)?.credited)
      : undefined;
  }
  if (line.kind === "override" && share !== undefined) {
    const sums = share.of === "source" ? cell?.sources : cell?.members;
    return line.source === entry.member ? ratio(entry.credited, sums?.get(line.source ?? "")?.credited) : undefined;
  }
  if (share !== undefined && !ofPeriod) return ratio(entry.credited, cell?.credited);
  if (share !== undefined) {
    const all = at.slots.map(({ cells }) => cells.components.get(line.component)?.credited ?? ZERO);
    return ratio(entry.credited, all.reduce(add, ZERO));
  }
  if (!ofPeriod || !entry.inTotal || line.kind === "tiers") return undefined;
  return ratio(entry.credited, at.slots.map(({ cells }) => cells.credited).reduce(add, ZERO));
};

/** What a sale earned in the lines that `counts` names, by the member who was paid (`""` for the holder of the contract). */
export const earnedBy = (
  run: PeriodRun,
  record: SaleRecord,
  counts: (line: ComputedLine) => boolean,
): Map<string, Earned> => {
  const earned = new Map<string, Earned>();
  for (const placed of record.placed) {
    if (placed.at.index > run.at.index) continue;
    const lines = placed.at.index === run.at.index ? run.lines : (run.earlier(placed.at.index)?.lines ?? []);
    for (const line of lines) {
      const share = counts(line) ? shareOfLine(placed, line) : undefined;
      if (share === undefined) continue;
      const member = line.member ?? "";
      const known = earned.get(member) ?? { amount: ZERO, lines: [], shares: [] };
      earned.set(member, {
        amount: add(known.amount, multiply(fromInteger(line.amount), divide(share.part, share.whole))),
        lines: [...known.lines, line],
        shares: [
          ...known.shares,
          { ...share, of: line.amount, component: line.component, label: placed.at.period.label },
        ],
      });
    }
  }
  return earned;
};
