import stringWidth from "string-width";
import { visible } from "./visible.ts";

/** How a column stands: text to the left, figures to the right. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
}
/** A cell in a colour of the terminal (31 red); any other text is shown with whatever it holds made visible. */
export interface Painted {
  readonly text: string;
  readonly colour: number;
}
export type Cell = string | Painted;
export const cellShown = (cell: Cell): string =>
  typeof cell === "string" ? visible(cell) : `\u001b[${cell.colour}m${visible(cell.text)}\u001b[0m`;
const pad = (text: string, width: number, right: boolean): string => {
  const blanks = " ".repeat(Math.max(width - stringWidth(text), 0));
  return right ? blanks + text : text + blanks;
};
/** Aligned columns, two blanks apart; Chinese characters take two cells. */
export const table = (columns: readonly Column[], given: readonly (readonly Cell[])[]): string => {
  const rows = given.map((row) => row.map(cellShown));
  const widths = columns.map((column, i) =>
    Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(row[i] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => pad(cells[i] ?? "", widths[i]!, column.right ?? false))
      .join("  ")
      .trimEnd();
  return `${[line(columns.map((column) => column.title)), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n")}\n`;
};
