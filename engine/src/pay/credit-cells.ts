// Clauses: C6.2
import { assert } from "../values/assert.ts";
import { asNumber, SAFE } from "./exact-product.ts";

/**
 * Credits of many agents in one period as columns. `group` says what the conditions of the plans can tell apart (product,
 * channel …); `member` is an index into the team, -1 without. Amounts are whole minor units.
 */
export interface CreditColumns {
  readonly agent: Int32Array;
  readonly group: Uint8Array;
  readonly member: Int8Array;
  readonly amount: Float64Array | BigInt64Array;
}
/** Sums and counts by agent, group and member; the last member slot is for credits without one. */
export interface CreditCells {
  readonly agents: number;
  readonly groups: number;
  readonly members: number;
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** Sum of all absolute amounts: while it is a safe integer every partial sum is exact. */
  magnitude: number;
}
export const openCells = (agents: number, groups: number, members: number): CreditCells => ({
  agents,
  groups,
  members,
  sums: new Float64Array(agents * groups * (members + 1)),
  counts: new Int32Array(agents * groups * (members + 1)),
  magnitude: 0,
});

const LIMIT = asNumber(SAFE);
/** Adds credits to the cells, weight -1 takes them out. */
export const addCredits = (cells: CreditCells, columns: CreditColumns, weight: 1 | -1 = 1): void => {
  const { groups, members, sums, counts } = cells;
  const { agent, group, member } = columns;
  const amounts =
    columns.amount instanceof BigInt64Array ? Float64Array.from(columns.amount, asNumber) : columns.amount;
  const slots = members + 1;
  let magnitude = cells.magnitude;
  for (let row = 0; row < agent.length; row += 1) {
    const own = member[row]!;
    const cell = (agent[row]! * groups + group[row]!) * slots + (own < 0 ? members : own);
    const amount = amounts[row]!;
    sums[cell] = sums[cell]! + weight * amount;
    counts[cell] = counts[cell]! + weight;
    magnitude += Math.abs(amount);
  }
  assert(magnitude < LIMIT, "credits beyond what plain numbers sum exactly");
  cells.magnitude = magnitude;
};
/** The largest absolute sum and the largest count of one agent: the bounds from which the loops are proved. */
export const largestOf = (cells: CreditCells): { readonly bound: bigint; readonly countBound: bigint } => {
  const width = cells.groups * (cells.members + 1);
  let [largest, most] = [0, 0];
  for (let agent = 0; agent < cells.agents; agent += 1) {
    let [sum, count] = [0, 0];
    for (let cell = agent * width; cell < (agent + 1) * width; cell += 1) {
      sum += Math.abs(cells.sums[cell]!);
      count += cells.counts[cell]!;
    }
    largest = Math.max(largest, sum);
    most = Math.max(most, count);
  }
  return { bound: BigInt(largest), countBound: BigInt(most) };
};
