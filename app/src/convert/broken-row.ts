// Clauses: C7.1, N8
import { PERSONAL_FIELDS } from "@fealty/engine/facts/personal.ts";
import { type FaultCode, RowFault } from "./fault.ts";
import type { Mapping } from "./mapping-model.ts";
import type { RowState } from "./row-state.ts";

/** So many characters of a cell, and cells of a row, show where it went out of step. */
const LONGEST_CELL = 20;
const MOST_CELLS = 12;
const BETWEEN = " | ";

/** Why a row as a whole does not read: one of another shape with its cells and how many columns there are, any other by its first cell. */
export const brokenRow = (code: FaultCode, state: RowState, expected: number, { emits }: Mapping): RowFault => {
  if (code !== "column_count") return new RowFault(code, state.cellText(0));
  const args = { found: String(state.count), expected: String(expected) };
  // Which cell is the name and which the phone nobody can say of such a row: a report shows neither.
  const isPersonal = emits.some(({ fields }) => fields.some(({ name }) => isPersonalField(name)));
  return new RowFault(code, isPersonal ? state.cellText(0) : cellsOf(state), args);
};
const isPersonalField = (name: string): boolean => PERSONAL_FIELDS.some((personal) => personal === name);
const cellsOf = (state: RowState): string => {
  const shown = Math.min(state.count, state.start.length, MOST_CELLS);
  const cells = Array.from({ length: shown }, (_, column) => cut(state.cellText(column)));
  return [...cells, ...(state.count > shown ? ["…"] : [])].join(BETWEEN);
};
const cut = (text: string): string => {
  // A line's end or NUL within a cell would break a line of the report, or be lost in it.
  const characters = [...text.replaceAll(/\s+/g, " ").replaceAll("\u0000", "\u2400")];
  return characters.length > LONGEST_CELL ? `${characters.slice(0, LONGEST_CELL).join("")}…` : characters.join("");
};
