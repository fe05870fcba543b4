// Clauses: C1.2, C7.1
import { dayText } from "@fealty/engine/values/date.ts";
import { csvLine } from "@fealty/engine/values/safe-cell.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { readDate } from "../convert/date-text.ts";
import { Ambiguity, RowFault } from "../convert/fault.ts";
import { FileProblem } from "../convert/file-problem.ts";
import { SheetProblem } from "../convert/read-sheet.ts";
import { readTable, type SmallTable, type TableRow } from "../convert/read-table.ts";
import type { Branch } from "../store/organisation.ts";
import { type DemonstrationMark, inBothLanguages } from "./demonstration-mark.ts";
import type { FieldFault, FormFaults } from "./form-faults.ts";
import { Refusal } from "./refusal.ts";

/** What a list calls its columns: the usual names of each, the two that every list of its kind has first. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, readonly string[]>>;
export type Columns<Column extends string> = Partial<Record<Column, number>>;
/** What is read of a row, with every fault. */
export interface ListRow<Action extends string> {
  readonly row: number;
  readonly code: string;
  readonly action: Action | "refused";
  readonly faults: readonly FieldFault[];
}
export interface ListReport<Column extends string, Action extends string, Row extends ListRow<Action>> {
  /** The header's names by what they hold. */
  readonly columns: Partial<Record<Column, string>>;
  /** Names of columns that are not read. */
  readonly unread: readonly string[];
  readonly counts: Readonly<Record<Action | "refused", number>>;
  /** The first of them, refused ones before the others, since somebody has to mend them. */
  readonly rows: readonly Row[];
  /** All refused rows as a table for a spreadsheet, in Chinese and English. */
  readonly refused: string;
}
/** Which column of the table holds what; a column that nobody knows is not read. */
export const columnsIn = <Column extends string>(
  { header }: SmallTable,
  names: ColumnNames<Column>,
): Columns<Column> => {
  const known = header.map((name) => name.toLowerCase());
  const found: Columns<Column> = {};
  for (const column of Object.keys(names) as Column[]) {
    const at = names[column]
      .map((name) => known.indexOf(name))
      .find((index) => index >= 0 && !Object.values(found).includes(index));
    if (at !== undefined) found[column] = at;
  }
  return found;
};
/** @param kind what the list is of, in words. Refusal: `file_refused`. */
export const readList = async <Column extends string>(
  path: string,
  names: ColumnNames<Column>,
  needed: readonly [Column, Column],
  kind: Required<Text>,
): Promise<SmallTable> => {
  const [first, second] = needed.map((column) => ({ zh: names[column][0]!, en: englishName(names[column]) }));
  const table = await readTable(
    path,
    needed.flatMap((column) => names[column]),
  ).catch((problem: unknown) => {
    if (problem instanceof SheetProblem && problem.code === "too_large")
      throw fileRefused(
        "名单超过 16 MB 或 2 万行，不像手工维护的名单，请分成几份。",
        "The list is larger than 16 MB or 20,000 rows, which no list kept by hand is; divide it.",
      );
    if (problem instanceof FileProblem)
      throw fileRefused(
        `这个文件不是${kind.zh}：需要 CSV 或 XLSX 表格，表头里有“${first!.zh}”和“${second!.zh}”。`,
        `This file is no ${kind.en}: it needs to be a CSV or XLSX table whose header has “${first!.en}” and “${second!.en}”.`,
      );
    throw problem;
  });
  const columns = columnsIn(table, names);
  if (needed.every((column) => columns[column] !== undefined)) return table;
  const there = table.header.filter(Boolean);
  throw fileRefused(
    `表头需要“${first!.zh}”和“${second!.zh}”两列；现有：${there.join("、")}。`,
    `The header needs the columns “${first!.en}” and “${second!.en}”; it has ${there.join(", ")}.`,
  );
};
/** The first name in Latin letters, with a capital. */
const englishName = (names: readonly string[]): string => {
  const name = names.find((one) => /^[a-z]/.test(one)) ?? names[0]!;
  return `${name[0]!.toUpperCase()}${name.slice(1)}`;
};
const fileRefused = (zh: string, en: string): Refusal => new Refusal("file_refused", { zh, en });

/** A row whose cells are not those of the header stays out. */
export const addBroken = ({ broken }: TableRow, faults: FormFaults): void => {
  if (!broken) return;
  faults.add(
    "row",
    "这一行读不完整：列数与表头不符，或引号、编码有误。",
    "This row does not read whole: its cells are not those of the header, or a quote or its encoding is wrong.",
  );
};
/** The branch that a cell names by code or name; undefined where it is empty, or a fault tells why there is none. */
export const branchOfCell = (written: string, branches: readonly Branch[], faults: FormFaults): Branch | undefined => {
  if (written === "") return undefined;
  const named = branches.filter(({ code, name }) => [code, name.zh, name.en].includes(written));
  if (named.length === 0)
    faults.add(
      "branch",
      `没有机构“${written}”，请先在“机构”中登记。`,
      `There is no branch ${written}; add it under Organisation first.`,
    );
  if (named.length > 1)
    faults.add(
      "branch",
      `有 ${named.length} 个机构叫“${written}”，请写编号。`,
      `${named.length} branches are called ${written}; write the code.`,
    );
  return named[0];
};
/** The day of a cell, or so many days after it. The fault does not repeat what stands there: it may be personal. */
export const dayOfCell = (written: string, column: string, faults: FormFaults, after = 0): string | undefined => {
  if (written === "") return undefined;
  try {
    return dayText((readDate(written, undefined, 1900).day + after) as Parameters<typeof dayText>[0]);
  } catch (problem) {
    if (!(problem instanceof RowFault || problem instanceof Ambiguity)) throw problem;
    faults.add(
      column,
      "这一格读不成日期，请写成 2026-07-01。",
      "This cell does not read as a date; write it as 2026-07-01.",
    );
    return undefined;
  }
};

/** How many rows a report tells one by one. */
const MOST_TOLD = 200;
/**
 * @param extra a further column of the refused rows, after the code
 * @param mark of a demonstration
 */
export const listReport = <Column extends string, Action extends string, Row extends ListRow<Action>>(
  { header }: SmallTable,
  columns: Columns<Column>,
  rows: readonly Row[],
  actions: readonly Action[],
  mark: DemonstrationMark | undefined,
  extra?: { readonly title: string; readonly of: (row: Row) => string },
): ListReport<Column, Action, Row> => {
  const counts = Object.fromEntries([...actions, "refused"].map((action) => [action, 0])) as Record<
    Action | "refused",
    number
  >;
  for (const { action } of rows) counts[action] += 1;
  const read = Object.values(columns);
  const refused = rows.filter(({ action }) => action === "refused");
  const more = (text: string): string[] => (extra ? [text] : []);
  const marked = mark ? [inBothLanguages(mark)] : [];
  const lines = refused.map((row) =>
    csvLine([
      String(row.row),
      row.code,
      ...more(extra?.of(row) ?? ""),
      row.faults.map(({ text }) => text.zh).join(""),
      row.faults.map(({ text }) => text.en).join(" "),
      ...marked,
    ]),
  );
  return {
    columns: Object.fromEntries(
      (Object.entries(columns) as [Column, number][]).map(([column, index]) => [column, header[index]!]),
    ) as Partial<Record<Column, string>>,
    unread: header.filter((name, index) => name !== "" && !read.includes(index)),
    counts,
    rows: [...refused, ...rows.filter(({ action }) => action !== "refused")].slice(0, MOST_TOLD),
    refused: `\ufeff${csvLine(["行 row", "编号 code", ...more(extra?.title ?? ""), "原因", "reason", ...marked])}${lines.join("")}`,
  };
};
