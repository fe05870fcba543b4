import stringWidth from "string-width";

/** How a column stands: text to the left, figures to the right. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
}
const pad = (text: string, width: number, right: boolean): string => {
  const blanks = " ".repeat(Math.max(width - stringWidth(text), 0));
  return right ? blanks + text : text + blanks;
};
/** Aligned columns, two blanks apart; Chinese characters take two cells. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
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
