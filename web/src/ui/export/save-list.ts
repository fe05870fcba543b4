// Clauses: N6
import { saveFile } from "../save-text.ts";
import { csvOf } from "./csv.ts";
import type { ListTable } from "./table.ts";
import { workbookOf } from "./workbook.ts";

export type ListFormat = "csv" | "xlsx";
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Hands a list to the browser's downloads. It is made here, of what this party may see, with a house behind the page or without. */
export const saveList = (title: string, format: ListFormat, table: ListTable): void => {
  const name = `${title.replace(/[\\/:*?"<>|]/g, " ")}.${format}`;
  if (format === "csv") saveFile(name, "text/csv;charset=utf-8", csvOf(table));
  else saveFile(name, WORKBOOK, workbookOf(title, table));
};
