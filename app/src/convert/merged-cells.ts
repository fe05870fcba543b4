// Clauses: C7.1
import { CELL, type RowState } from "./row-state.ts";

export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** The cell's bytes and kind, once its first row was read. */
  value?: { readonly bytes: Uint8Array; readonly cell: number };
}

/** Reads `A2:B5`; undefined for anything else or a place beyond the sheet. Columns count from 0, rows from 1. */
export const areaOf = (reference: string): Area | undefined => {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!match) return undefined;
  const [left, right] = [columnNumber(match[1]!), columnNumber(match[3]!)];
  const [top, bottom] = [+match[2]!, +match[4]!];
  if (left > right || top > bottom || top < 1 || right >= MOST_COLUMNS || bottom > MOST_ROWS) return undefined;
  return { top, bottom, left, right };
};
export const MOST_COLUMNS = 16_384;
export const MOST_ROWS = 1_048_576;
const columnNumber = (letters: string): number => {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
};

/** Gives every cell of a merged area the value of its first cell, row by row. */
export class MergedCells {
  private readonly areas: readonly Area[];
  private next = 0;
  private active: Area[] = [];
  constructor(areas: readonly Area[]) {
    this.areas = [...areas].sort((a, b) => a.top - b.top);
  }
  get count(): number {
    return this.areas.length;
  }
  /** Fills the other cells of this row, which no spreadsheet shows whatever they hold; `put` writes bytes and gives where they begin. */
  fill(state: RowState, put: (bytes: Uint8Array) => number): void {
    const { row } = state;
    if (this.next === this.areas.length && this.active.length === 0) return;
    this.active = this.active.filter((area) => area.bottom >= row);
    for (; this.next < this.areas.length && this.areas[this.next]!.top <= row; this.next++)
      if (this.areas[this.next]!.bottom >= row) this.active.push(this.areas[this.next]!);
    for (const area of this.active) this.fillArea(area, state, put);
  }
  private fillArea(area: Area, state: RowState, put: (bytes: Uint8Array) => number): void {
    const { start, end, cell } = state;
    if (area.left >= start.length) return;
    if (area.top === state.row)
      area.value = {
        bytes: state.buf.slice(start[area.left]!, end[area.left]!),
        cell: cell[area.left]!,
      };
    if (!area.value) return;
    for (let column = area.left; column <= area.right && column < start.length; column++) {
      if (column === area.left && area.top === state.row) continue;
      const at = put(area.value.bytes);
      start[column] = at;
      end[column] = at + area.value.bytes.length;
      cell[column] = area.value.cell === CELL.number ? CELL.mergedNumber : area.value.cell;
    }
    if (state.count <= area.right) state.count = Math.min(area.right + 1, start.length);
  }
}
