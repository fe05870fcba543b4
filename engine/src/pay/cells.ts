// Clauses: C6.2
import { add, type Rational, subtract, ZERO } from "../values/rational.ts";

/** What is counted apart inside a component, a row of a lookup table or who sold: how much, and the events behind it. */
export interface PartCell {
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
  /** By the member who sold, where the component pays on members. */
  readonly members: Map<string, PartCell>;
  /** By the other contract that passes it up. */
  readonly sources: Map<string, PartCell>;
  /** By the row of a lookup table that was sold under. */
  readonly rows: Map<string, PartCell>;
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
  | { readonly of: "member" }
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
const putPart = (parts: Map<string, PartCell>, key: string, entry: CreditEntry, weight: 1 | -1): void => {
  const part = parts.get(key) ?? { credited: ZERO, ids: new Map() };
  part.credited = (weight === 1 ? add : subtract)(part.credited, entry.credited);
  for (const id of entry.evidence) count(part.ids, id, weight);
  if (part.ids.size === 0) parts.delete(key);
  else parts.set(key, part);
};

/** Adds an entry to the sums, or takes it out: the only place where the cells change. */
export const putEntry = (slot: SlotCells, entry: CreditEntry, weight: 1 | -1): void => {
  const move = weight === 1 ? add : subtract;
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
    if (share.of === "member" || share.of === "source") {
      const parts = share.of === "source" ? cell.sources : cell.members;
      if (entry.member !== undefined) putPart(parts, entry.member, entry, weight);
    } else if (share.of === "row") {
      if (share.row === undefined) count(cell.rowless, entry.id, weight);
      else putPart(cell.rows, share.row, entry, weight);
    }
  }
};
