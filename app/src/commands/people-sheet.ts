// Clauses: C1.2
import type { TableRow } from "../convert/read-table.ts";
import type { Branch } from "../store/organisation.ts";
import type { RoleName } from "../store/people.ts";
import type { FormFaults } from "./form-faults.ts";
import { branchOfCell, type Columns, dayOfCell } from "./list-file.ts";
import { ROLE_WORDS } from "./role-words.ts";

/** What a column of a list of people can hold, and what it is called in such lists. */
export const PEOPLE_COLUMNS = {
  code: ["工号", "员工号", "员工编号", "人员编号", "编号", "代码", "code", "staff no", "employee id", "id"],
  name: ["姓名", "名字", "代理人", "员工姓名", "name", "full name"],
  role: ["职务", "角色", "岗位", "职能", "role", "position"],
  branch: ["机构", "分公司", "所属机构", "部门", "网点", "branch", "office"],
  fromOn: ["第一天", "任职日期", "入职日期", "入司日期", "开始日期", "起始日期", "first day", "from", "joined"],
  lastOn: ["最后一天", "离职日期", "结束日期", "截止日期", "last day", "until", "left"],
} as const;
export type PeopleColumn = keyof typeof PEOPLE_COLUMNS;

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
  columns: Columns<PeopleColumn>,
  { branches, role, day }: { readonly branches: readonly Branch[]; readonly role: RoleName; readonly day: string },
  faults: FormFaults,
): PersonRow => {
  const cell = (column: PeopleColumn): string => cells[columns[column] ?? -1] ?? "";
  const branch = branchOfCell(cell("branch"), branches, faults);
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
  const fromOn = dayOfCell(cell("fromOn"), "fromOn", faults) ?? day;
  const lastOn = dayOfCell(cell("lastOn"), "lastOn", faults, 1);
  return {
    code: faults.text("code", cell("code"), 40),
    name: faults.text("name", cell("name"), 100),
    role: known ?? role,
    fromOn,
    ...(branch ? { branch: branch.code } : {}),
    ...(lastOn === undefined ? {} : { beforeOn: lastOn }),
  };
};
