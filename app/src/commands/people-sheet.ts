// Clauses: C1.2
import { dayText } from "@fealty/engine/values/date.ts";
import { readDate } from "../convert/date-text.ts";
import { Ambiguity, RowFault } from "../convert/fault.ts";
import type { SmallTable, TableRow } from "../convert/read-table.ts";
import type { Branch } from "../store/organisation.ts";
import type { RoleName } from "../store/people.ts";
import type { FormFaults } from "./form-faults.ts";
import { ROLE_WORDS } from "./role-words.ts";

/** What a column of a list of people can hold, and what it is called in such lists. */
const NAMES = {
  code: ["工号", "员工号", "员工编号", "人员编号", "编号", "代码", "code", "staff no", "employee id", "id"],
  name: ["姓名", "名字", "代理人", "员工姓名", "name", "full name"],
  role: ["职务", "角色", "岗位", "职能", "role", "position"],
  branch: ["机构", "分公司", "所属机构", "部门", "网点", "branch", "office"],
  fromOn: ["第一天", "任职日期", "入职日期", "入司日期", "开始日期", "起始日期", "first day", "from", "joined"],
  lastOn: ["最后一天", "离职日期", "结束日期", "截止日期", "last day", "until", "left"],
} as const;
export type PeopleColumn = keyof typeof NAMES;
export const HEADER_NAMES: readonly string[] = [...NAMES.code, ...NAMES.name];
/** Which column of the table holds what; a column that nobody knows is not read. */
export const columnsOf = ({ header }: SmallTable): Partial<Record<PeopleColumn, number>> => {
  const known = header.map((name) => name.toLowerCase());
  const found: Partial<Record<PeopleColumn, number>> = {};
  for (const column of Object.keys(NAMES) as PeopleColumn[]) {
    const at = (NAMES[column] as readonly string[])
      .map((name) => known.indexOf(name))
      .find((index) => index >= 0 && !Object.values(found).includes(index));
    if (at !== undefined) found[column] = at;
  }
  return found;
};

const ROLES = new Map<string, RoleName>(
  Object.entries(ROLE_WORDS).flatMap(([role, { zh, en }]) =>
    [role, zh, en.toLowerCase()].map((word): [string, RoleName] => [word, role as RoleName]),
  ),
);
/** A row as it was understood; what was not stands in the faults under the column's name. */
export interface PersonRow {
  readonly code: string;
  readonly name: string;
  readonly role: RoleName;
  readonly branch?: string;
  readonly fromOn: string;
  readonly beforeOn?: string;
}
export const personOfRow = (
  { cells }: TableRow,
  columns: Partial<Record<PeopleColumn, number>>,
  { branches, role, day }: { readonly branches: readonly Branch[]; readonly role: RoleName; readonly day: string },
  faults: FormFaults,
): PersonRow => {
  const cell = (column: PeopleColumn): string => cells[columns[column] ?? -1] ?? "";
  const written = cell("branch");
  const named = (written === "" ? [] : branches).filter(({ code, name }) => [code, name.zh, name.en].includes(written));
  if (written !== "" && named.length === 0)
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
  const called = cell("role");
  const known = called === "" ? role : ROLES.get(called.toLowerCase());
  if (known === undefined) {
    const all = Object.values(ROLE_WORDS);
    faults.add(
      "role",
      `没有职务“${called}”，可写：${all.map(({ zh }) => zh).join("、")}。`,
      `There is no role ${called}; there are ${all.map(({ en }) => en).join(", ")}.`,
    );
  }
  const [first] = named;
  const fromOn = dayOfCell(cell("fromOn"), "fromOn", faults) ?? day;
  const lastOn = dayOfCell(cell("lastOn"), "lastOn", faults, 1);
  return {
    code: faults.text("code", cell("code"), 40),
    name: faults.text("name", cell("name"), 100),
    role: known ?? role,
    fromOn,
    ...(first ? { branch: first.code } : {}),
    ...(lastOn === undefined ? {} : { beforeOn: lastOn }),
  };
};
/** The day of a cell, or so many days after it. */
const dayOfCell = (written: string, column: PeopleColumn, faults: FormFaults, after = 0): string | undefined => {
  if (written === "") return undefined;
  try {
    return dayText((readDate(written, undefined, 1900).day + after) as Parameters<typeof dayText>[0]);
  } catch (problem) {
    if (!(problem instanceof RowFault || problem instanceof Ambiguity)) throw problem;
    faults.add(
      column,
      `“${written}”读不成日期，请写成 2026-07-01。`,
      `“${written}” does not read as a date; write it as 2026-07-01.`,
    );
    return undefined;
  }
};
