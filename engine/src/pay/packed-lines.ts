// Clauses: C6.2, N2
import type { Money } from "../values/brand.ts";
import type { Currency } from "../values/money.ts";
import type { Rational } from "../values/rational.ts";
import { amountText, percentText } from "./figures.ts";

/**
 * Many statements' lines in columns, a few bytes each: agent, component, member, slice, basis and amount in minor units. What a
 * line says in words is made from its plan when somebody asks (`explainPacked`).
 */
export interface PackedLines {
  readonly agent: Int32Array;
  /** Index of the component in its plan shape. */
  readonly component: Uint8Array;
  /** Index of the member, -1 for the holder. */
  readonly member: Int16Array;
  /** Slice of a tier table, row of a factor table, or whose sales an override counts. */
  readonly row: Int16Array;
  readonly basis: Float64Array;
  readonly amount: Float64Array;
  length: number;
}
export const emptyLines = (room: number): PackedLines => ({
  agent: new Int32Array(room),
  component: new Uint8Array(room),
  member: new Int16Array(room),
  row: new Int16Array(room),
  basis: new Float64Array(room),
  amount: new Float64Array(room),
  length: 0,
});
/** A component without effect gives no line. */
export const pushLine = (
  lines: PackedLines,
  agent: number,
  component: number,
  member: number,
  row: number,
  basis: number,
  amount: number,
): void => {
  if (amount === 0) return;
  const at = lines.length;
  lines.agent[at] = agent;
  lines.component[at] = component;
  lines.member[at] = member;
  lines.row[at] = row;
  lines.basis[at] = basis;
  lines.amount[at] = amount;
  lines.length = at + 1;
};
export interface PackedLine {
  readonly agent: number;
  readonly component: string;
  readonly member?: string;
  readonly source?: string;
  readonly basis: Money;
  readonly amount: Money;
  /** `200,000.00 × 4% = 8,000.00` */
  readonly formula: string;
}
/** How one component's lines are told: its rate for a row, or a form of words. */
export interface LineWords {
  readonly id: string;
  readonly rateOf: (row: number, member: number) => Rational | undefined;
  readonly sign: string;
}
const minor = (value: number): Money => BigInt(value) as Money;

export const explainPacked = (
  lines: PackedLines,
  at: number,
  words: readonly LineWords[],
  members: readonly string[],
  currency: Currency,
): PackedLine => {
  const component = words[lines.component[at]!]!;
  const [member, row] = [lines.member[at]!, lines.row[at]!];
  const [basis, amount] = [minor(lines.basis[at]!), minor(lines.amount[at]!)];
  const rate = component.rateOf(row, member);
  const factor = rate === undefined ? component.sign : `× ${percentText(rate)}`;
  const source = component.sign === "source" ? members[row] : undefined;
  return {
    agent: lines.agent[at]!,
    component: component.id,
    ...(member < 0 ? {} : { member: members[member] ?? "" }),
    ...(source === undefined ? {} : { source }),
    basis,
    amount,
    formula: `${amountText(basis, currency)} ${factor} = ${amountText(amount, currency)}`,
  };
};
