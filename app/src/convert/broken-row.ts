// Clauses: C7.1, N8
import { type FaultCode, RowFault } from "./fault.ts";
import type { RowState } from "./row-state.ts";

/**
 * Why a row as a whole does not read; one of another shape says how many columns there are and should be. It is shown by its first cell:
 * which of the others is a name or a phone nobody can say of such a row, and reports are kept.
 */
export const brokenRow = (code: FaultCode, state: RowState, expected: number): RowFault =>
  new RowFault(
    code,
    state.cellText(0),
    code === "column_count" || code === "lone_return" ? { found: String(state.count), expected: String(expected) } : {},
  );
