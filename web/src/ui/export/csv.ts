// Clauses: C7.1, N6
import { csvLine } from "@fealty/engine/values/safe-cell.ts";
import type { Cell, ListTable } from "./table.ts";

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.number);

/** UTF-8 with the mark by which Excel knows it; no cell opens as a formula. */
export const csvOf = ({ columns, rows }: ListTable): string =>
  `\ufeff${[columns, ...rows.map((row) => row.map(textOf))].map(csvLine).join("")}`;
