// Clauses: C1.2
import type { SmallTable } from "../convert/read-table.ts";
import { listBranches, lockOrganisation } from "../store/organisation.ts";
import {
  addPeople,
  addRoleHoldings,
  type Person,
  type RoleHolding,
  type RoleName,
  updatePerson,
} from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { demonstrationMark } from "./demonstration-mark.ts";
import { type Done, doOnce } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { addBroken, columnsIn, type ListReport, type ListRow, listReport, readList } from "./list-file.ts";
import { PEOPLE_COLUMNS, type PeopleColumn, type PersonRow, personOfRow } from "./people-sheet.ts";
import { roleContext } from "./role-context.ts";
import { checkedRole } from "./role-rules.ts";

export interface PeopleFile {
  readonly path: string;
  /** Of whoever has none in the table. */
  readonly role: RoleName;
  /** Whether a known code with another name gives the person that name; else such a row is refused. */
  readonly rename: boolean;
}
/** What becomes of a row that is not refused: somebody new, a further role, another name, or nothing. */
const ACTIONS = ["new", "role", "renamed", "same"] as const;
export type RowAction = (typeof ACTIONS)[number] | "refused";
export interface ReadRow extends ListRow<(typeof ACTIONS)[number]> {
  readonly name: string;
}
export type PeopleReport = ListReport<PeopleColumn, (typeof ACTIONS)[number], ReadRow>;
/** What would become of each row; nothing is written. Refusals: `not_for_this_party`, `file_refused`. */
export const previewPeople = async (house: House, caller: Caller, file: PeopleFile): Promise<PeopleReport> => {
  authorise(caller, "import-people");
  const table = await tableOf(file.path);
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "import-people"), snapshot: true },
    async (tx) => (await readRows(house, caller, tx, table, file)).report,
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
    const { report, people, holdings, renamed } = await readRows(house, caller, doing.tx, table, file);
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
const readRows = async (house: House, caller: Caller, tx: Tx, table: SmallTable, { role, rename }: PeopleFile) => {
  const columns = columnsIn(table, PEOPLE_COLUMNS);
  const branches = await listBranches(tx);
  const day = await companyDay(house, tx);
  const context = await roleContext(tx, caller, "import-people");
  const byCode = new Map<string, Person>(context.people.map((person) => [person.code, person]));
  const [people, renamed]: [Listed[], (Listed & { readonly before: string })[]] = [[], []];
  const holdings: RoleHolding[] = [];
  /** Of each person, those of the rows above among them. */
  const rolesOf = groupedBy(context.holdings, ({ personId }) => personId);
  const rows: ReadRow[] = [];
  for (const tableRow of table.rows) {
    const faults = new FormFaults();
    const given = personOfRow(tableRow, columns, { branches, role, day }, faults);
    addBroken(tableRow, faults);
    const known = byCode.get(given.code);
    const person = known ?? { personId: newUuid(), code: given.code, name: given.name };
    if (known)
      faults.merged(
        "code",
        known,
        context.people.find((one) => one.personId === known.mergedIntoId),
      );
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
  return {
    report: listReport(table, columns, rows, ACTIONS, await demonstrationMark(tx), {
      title: "姓名 name",
      of: ({ name }) => name,
    }),
    people,
    holdings,
    renamed,
  };
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
const tableOf = (path: string): Promise<SmallTable> =>
  readList(path, PEOPLE_COLUMNS, ["code", "name"], { zh: "人员名单", en: "list of people" });
