// Clauses: C1.2

import { csvLine } from "@fealty/engine/values/safe-cell.ts";
import { FileProblem } from "../convert/file-problem.ts";
import { SheetProblem } from "../convert/read-sheet.ts";
import { readTable, type SmallTable } from "../convert/read-table.ts";
import { listBranches, lockOrganisation } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, type RoleHolding, type RoleName, updatePerson } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { type Done, doOnce } from "./do-once.ts";
import { type FieldFault, FormFaults } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { columnsOf, HEADER_NAMES, type PeopleColumn, type PersonRow, personOfRow } from "./people-sheet.ts";
import { Refusal } from "./refusal.ts";
import { roleContext } from "./role-context.ts";
import { checkedRole } from "./role-rules.ts";

export interface PeopleFile {
  readonly path: string;
  /** Of whoever has none in the table. */
  readonly role: RoleName;
  /** Whether a known code with another name gives the person that name; else such a row is refused. */
  readonly rename: boolean;
}
/** What becomes of a row: somebody new, a further role, another name, nothing, or refused with every fault. */
export type RowAction = "new" | "role" | "renamed" | "same" | "refused";
export interface ReadRow {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly action: RowAction;
  readonly faults: readonly FieldFault[];
}
export interface PeopleReport {
  /** The header's names by what they hold. */
  readonly columns: Partial<Record<PeopleColumn, string>>;
  /** Names of columns that are not read. */
  readonly unread: readonly string[];
  readonly counts: Readonly<Record<RowAction, number>>;
  /** The first of them, refused ones before the others, since somebody has to mend them. */
  readonly rows: readonly ReadRow[];
  /** All refused rows as a table for a spreadsheet, in Chinese and English. */
  readonly refused: string;
}
/** What would become of each row; nothing is written. Refusals: `not_for_this_party`, `file_refused`. */
export const previewPeople = async (house: House, caller: Caller, file: PeopleFile): Promise<PeopleReport> => {
  authorise(caller, "import-people");
  const table = await tableOf(file.path);
  return house.store.withCompany(
    caller.companyId,
    { personId: caller.personId, snapshot: true },
    async (tx) => (await readRows(house, tx, table, file)).report,
  );
};
/**
 * Takes a list of people in: who is known by the code stays and gets what is new, who is not comes in. Rows with a fault are left out and
 * told; a second import of the same list changes nothing. Refusals: `not_for_this_party`, `file_refused`, `key_reused`.
 */
export const importPeople = async (
  house: House,
  caller: Caller,
  file: PeopleFile,
  key: string,
): Promise<PeopleReport> => {
  authorise(caller, "import-people");
  const table = await tableOf(file.path);
  const { role, rename } = file;
  return doOnce(house, caller, "import-people", { key, role, rename, table } as { key: string }, async (doing) => {
    await lockOrganisation(doing.tx);
    const { report, people, holdings, renamed } = await readRows(house, doing.tx, table, file);
    await addPeople(doing.tx, people);
    await addRoleHoldings(doing.tx, holdings);
    for (const { before: _, ...person } of renamed) await updatePerson(doing.tx, person);
    await doing.tell(...doneTo(people, holdings, renamed));
    return report;
  });
};
interface Listed {
  readonly personId: string;
  readonly code: string;
  readonly name: string;
}
const doneTo = (
  people: readonly Listed[],
  holdings: readonly RoleHolding[],
  renamed: readonly (Listed & { readonly before: string })[],
): Done[] => {
  const newcomers = new Map(people.map((person) => [person.personId, person]));
  const named = renamed.map(
    ({ personId, code, name, before }): Done => ({
      subjectKind: "person",
      subjectId: personId,
      detail: { before: { code, name: before }, after: { code, name } },
    }),
  );
  const given = holdings.map(({ personId, role, fromOn, beforeOn }): Done => {
    const { code, name } = newcomers.get(personId) ?? {};
    return { subjectKind: "person", subjectId: personId, detail: { after: { code, name, role, fromOn, beforeOn } } };
  });
  return [...named, ...given];
};
const readRows = async (house: House, tx: Tx, table: SmallTable, { role, rename }: PeopleFile) => {
  const columns = columnsOf(table);
  if (columns.code === undefined || columns.name === undefined) throw withoutColumns(table);
  const branches = await listBranches(tx);
  const day = await companyDay(house, tx);
  const context = await roleContext(tx);
  const byCode = new Map(context.people.map((person) => [person.code, person]));
  const [people, renamed]: [Listed[], (Listed & { readonly before: string })[]] = [[], []];
  const holdings: RoleHolding[] = [];
  /** Of each person, those of the rows above among them. */
  const rolesOf = groupedBy(context.holdings, ({ personId }) => personId);
  const rows: ReadRow[] = [];
  for (const tableRow of table.rows) {
    const faults = new FormFaults();
    const given = personOfRow(tableRow, columns, { branches, role, day }, faults);
    if (tableRow.broken)
      faults.add(
        "row",
        "这一行读不完整：列数与表头不符，或引号、编码有误。",
        "This row does not read whole: its cells are not those of the header, or a quote or its encoding is wrong.",
      );
    const known = byCode.get(given.code);
    const person = known ?? { personId: newUuid(), code: given.code, name: given.name };
    if (known && known.name !== given.name && !rename)
      faults.add(
        "name",
        `工号 ${given.code} 已是${known.name}的；确是改名，请选“按名单更新姓名”。`,
        `The code ${given.code} is ${known.name}'s; if the name has changed choose to take names from the list.`,
      );
    const roles = rolesOf.get(person.personId) ?? [];
    const isKnown = hasRole(roles, given, context.tree.coded(given.branch ?? "")?.branchId);
    const own = { personId: person.personId, roleHoldingId: newUuid() };
    const holding = isKnown ? undefined : checkedRole(given, "", own, { ...context, holdings: roles }, faults);
    const isRenamed = known !== undefined && known.name !== given.name;
    const refused = faults.list.length > 0;
    const action = refused ? "refused" : !known ? "new" : holding ? "role" : isRenamed ? "renamed" : "same";
    rows.push({ row: tableRow.row, code: given.code, name: given.name, action, faults: faults.list });
    if (refused) continue;
    if (!known) people.push(person);
    if (isRenamed) renamed.push({ ...person, name: given.name, before: known.name });
    byCode.set(given.code, { ...person, name: given.name });
    if (!holding) continue;
    holdings.push(holding);
    rolesOf.set(person.personId, [...roles, holding]);
  }
  return { report: reportOf(table, columns, rows), people, holdings, renamed };
};
/** Whether the person has that role there already, on the row's first day. */
const hasRole = (
  holdings: readonly RoleHolding[],
  { role, fromOn, beforeOn }: PersonRow,
  branchId: string | undefined,
): boolean =>
  holdings.some(
    (one) =>
      one.role === role &&
      // A list that says no branch means whichever it is.
      (branchId === undefined || one.branchId === branchId) &&
      one.deputyForPersonId === undefined &&
      one.fromOn <= fromOn &&
      (one.beforeOn === beforeOn || (beforeOn === undefined && one.beforeOn !== undefined && one.beforeOn > fromOn)),
  );
/** How many rows a report tells one by one. */
const MOST_TOLD = 200;
const reportOf = (
  { header }: SmallTable,
  columns: Partial<Record<PeopleColumn, number>>,
  rows: readonly ReadRow[],
): PeopleReport => {
  const counts: Record<RowAction, number> = { new: 0, role: 0, renamed: 0, same: 0, refused: 0 };
  for (const { action } of rows) counts[action] += 1;
  const read = Object.values(columns);
  const refused = rows.filter(({ action }) => action === "refused");
  const lines = refused.map(({ row, code, name, faults }) =>
    csvLine([
      String(row),
      code,
      name,
      faults.map(({ text }) => text.zh).join(""),
      faults.map(({ text }) => text.en).join(" "),
    ]),
  );
  return {
    columns: Object.fromEntries(Object.entries(columns).map(([column, index]) => [column, header[index]!])),
    unread: header.filter((name, index) => name !== "" && !read.includes(index)),
    counts,
    rows: [...refused, ...rows.filter(({ action }) => action !== "refused")].slice(0, MOST_TOLD),
    refused: `\ufeff${csvLine(["行 row", "工号 code", "姓名 name", "原因", "reason"])}${lines.join("")}`,
  };
};
const tableOf = (path: string): Promise<SmallTable> =>
  readTable(path, HEADER_NAMES).catch((problem: unknown) => {
    if (problem instanceof SheetProblem && problem.code === "too_large")
      throw fileRefused(
        "名单超过 16 MB 或 2 万行，不像手工维护的名单，请分成几份。",
        "The list is larger than 16 MB or 20,000 rows, which no list kept by hand is; divide it.",
      );
    if (problem instanceof FileProblem)
      throw fileRefused(
        "这个文件不是名单：需要 CSV 或 XLSX 表格，表头里有“工号”和“姓名”。",
        "This file is no list of people: it needs to be a CSV or XLSX table whose header has “Code” and “Name”.",
      );
    throw problem;
  });
const withoutColumns = ({ header }: SmallTable): Refusal =>
  fileRefused(
    `表头需要“工号”和“姓名”两列；现有：${header.filter(Boolean).join("、")}。`,
    `The header needs the columns “Code” and “Name”; it has ${header.filter(Boolean).join(", ")}.`,
  );
const fileRefused = (zh: string, en: string): Refusal => new Refusal("file_refused", { zh, en });
