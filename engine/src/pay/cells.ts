// Clauses: C6.2
import { add, type Rational, subtract, ZERO } from "../values/rational.ts";

/** A row of a lookup table that was sold under, and how much. */
export interface RowCell {
  credited: Rational;
  readonly ids: Map<string, number>;
}
/**
 * What one component counts in one stretch of one period: sums, never events. `ids` holds the events behind the sums, for
 * explanations only. Credited amounts are exact, in minor units.
 */
export interface ComponentCell {
  credited: Rational;
  units: Rational;
  /** Credited amount by the member who sold. */
  readonly members: Map<string, Rational>;
  /** Credited amount by another contract that passes it up. */
  readonly sources: Map<string, Rational>;
  readonly rows: Map<string, RowCell>;
  /** Credited sales that have no row in the rate table. */
  readonly rowless: Map<string, number>;
  readonly ids: Map<string, number>;
}
/** The sums of one stretch of one period under one wording of the plan. */
export interface SlotCells {
  credited: Rational;
  readonly components: Map<string, ComponentCell>;
}
/** One amount that counts on one day: a sale, an instalment of one, a premium, a share from another contract. */
export interface CreditEntry {
  readonly id: string;
  readonly member?: string;
  readonly credited: Rational;
  /** Whether the credit counts in the plan's total, or is a unit only. */
  readonly inTotal: boolean;
  /** Components that count it, and as what. */
  readonly counted: ReadonlyMap<string, EntryShare>;
  /** The event's id and those that shaped it. */
  readonly evidence: readonly string[];
}
export type EntryShare =
  | { readonly of: "credited" }
  | { readonly of: "source" }
  | { readonly of: "units"; readonly units: Rational }
  /** A row of a rate table by its key; without `row` none fits, which is somebody's error. */
  | { readonly of: "row"; readonly row?: string };

export const emptySlot = (): SlotCells => ({ credited: ZERO, components: new Map() });
const emptyComponent = (): ComponentCell => ({
  credited: ZERO,
  units: ZERO,
  members: new Map(),
  sources: new Map(),
  rows: new Map(),
  rowless: new Map(),
  ids: new Map(),
});
const count = (ids: Map<string, number>, id: string, weight: 1 | -1): void => {
  const next = (ids.get(id) ?? 0) + weight;
  if (next === 0) ids.delete(id);
  else ids.set(id, next);
};
const bump = (sums: Map<string, Rational>, key: string, by: Rational): void => {
  const next = add(sums.get(key) ?? ZERO, by);
  if (next.n === 0n) sums.delete(key);
  else sums.set(key, next);
};

/** Adds an entry to the sums, or takes it out: the only place where the cells change. */
export const putEntry = (slot: SlotCells, entry: CreditEntry, weight: 1 | -1): void => {
  const move = weight === 1 ? add : subtract;
  const signed = move(ZERO, entry.credited);
  if (entry.inTotal) slot.credited = move(slot.credited, entry.credited);
  for (const [component, share] of entry.counted) {
    const cell = slot.components.get(component) ?? emptyComponent();
    slot.components.set(component, cell);
    for (const id of entry.evidence) count(cell.ids, id, weight);
    if (share.of === "units") {
      cell.units = move(cell.units, share.units);
      continue;
    }
    cell.credited = move(cell.credited, entry.credited);
    if (entry.member !== undefined) bump(share.of === "source" ? cell.sources : cell.members, entry.member, signed);
    if (share.of !== "row") continue;
    if (share.row === undefined) {
      count(cell.rowless, entry.id, weight);
      continue;
    }
    const row = cell.rows.get(share.row) ?? { credited: ZERO, ids: new Map() };
    row.credited = move(row.credited, entry.credited);
    for (const id of entry.evidence) count(row.ids, id, weight);
    if (row.ids.size === 0) cell.rows.delete(share.row);
    else cell.rows.set(share.row, row);
  }
};
