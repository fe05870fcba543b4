// Clauses: C7.1
import type { WantedColumns } from "./csv-head.ts";
import { FileProblem } from "./file-problem.ts";
import type { SourceSettings } from "./mapping-model.ts";
import type { Opened } from "./row-source.ts";
export const openWorkbook = async (
  path: string,
  _s: SourceSettings,
  _w: WantedColumns,
  _g: AbortSignal | undefined,
): Promise<Opened> => {
  throw new FileProblem("not_a_workbook", { file: path });
};
