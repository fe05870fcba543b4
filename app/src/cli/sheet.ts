// Clauses: C7.1
import { resolve } from "node:path";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { FileProblem } from "../convert/file-problem.ts";
import { readSheet, SheetProblem, type SheetRow } from "../convert/read-sheet.ts";
import { RefusedError, type Terminal } from "./command.ts";

/** The rows of a small sheet that has all of the columns named. Every mistake is a RefusedError in the reader's language. */
export const sheetOf = async (
  terminal: Terminal,
  path: string,
  wanted: readonly string[],
): Promise<readonly SheetRow[]> => {
  const { columns, rows } = await readSheet(resolve(terminal.cwd, path)).catch((error: unknown) => {
    throw refusalOf(error, path);
  });
  const missing = wanted.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const near = missing.map((name) => nearestName(name, columns)).filter((name) => name !== undefined);
    throw new RefusedError("missing_columns", {
      zh: `${path} 没有这些列：${missing.join("、")}。它的列是：${columns.join("、")}。${near.length > 0 ? `是指 ${near.join("、")} 吗？` : ""}`,
      en: `${path} lacks the columns ${missing.join(", ")}. It has: ${columns.join(", ")}.${near.length > 0 ? ` Did you mean ${near.join(", ")}?` : ""}`,
    });
  }
  return rows;
};
const refusalOf = (error: unknown, path: string): unknown => {
  if (error instanceof FileProblem)
    return new RefusedError(error.code, {
      zh: error.code === "is_folder" ? `${path} 是文件夹，请给出其中的表。` : `找不到 ${path}。`,
      en: error.code === "is_folder" ? `${path} is a folder; name the sheet in it.` : `${path} is not there.`,
    });
  if (!(error instanceof SheetProblem)) return error;
  if (error.code === "too_large")
    return new RefusedError("too_large", {
      zh: `${path} 超过 16 MB，不像手工维护的表。大量的行请用 fealty import 导入。`,
      en: `${path} is larger than 16 MB, which no sheet kept by hand is. Many rows go in by fealty import.`,
    });
  const at =
    error.line === undefined ? { zh: "", en: "" } : { zh: `第 ${error.line} 行起`, en: ` from line ${error.line} on` };
  return new RefusedError("no_table", {
    zh: `${path} ${at.zh}不是 CSV 表。工作簿请先另存为 CSV（UTF-8 或 GB18030）。`,
    en: `${path} is no CSV table${at.en}. Save a workbook as CSV first (UTF-8 or GB18030).`,
  });
};
