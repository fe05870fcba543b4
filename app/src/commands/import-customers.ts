// Clauses: C7.1, N7
import type { SmallTable } from "../convert/read-table.ts";
import {
  addCustomers,
  type Customer,
  type CustomerData,
  findCustomers,
  type KeptCustomer,
  updateCustomer,
} from "../store/customers.ts";
import { listBranches, lockOrganisation } from "../store/organisation.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay } from "./company-day.ts";
import { checkedCustomer } from "./customer-rules.ts";
import { CUSTOMER_COLUMNS, type CustomerColumn, customerOfRow } from "./customer-sheet.ts";
import { demonstrationMark } from "./demonstration-mark.ts";
import { type Done, doOnce } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { changedFields, changesOf } from "./keep-customer.ts";
import { addBroken, columnsIn, type ListReport, type ListRow, listReport, readList } from "./list-file.ts";

export interface CustomersFile {
  readonly path: string;
  /** Whether what a list says of a known customer takes the place of what is known; else such a row is refused. */
  readonly overwrite: boolean;
}
/** What becomes of a row that is not refused. */
const ACTIONS = ["new", "changed", "same"] as const;
type Action = (typeof ACTIONS)[number];
/** Rows, reasons and counts; never what the list says of anybody. */
export type CustomersReport = ListReport<CustomerColumn, Action, ListRow<Action>>;

/** What would become of each row; nothing is written. Refusals: `not_for_this_party`, `file_refused`, those of the master key. */
export const previewCustomers = async (house: House, caller: Caller, file: CustomersFile): Promise<CustomersReport> => {
  authorise(caller, "import-customers");
  const table = await tableOf(file.path);
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "import-customers"), snapshot: true },
    async (tx) => (await readRows(house, tx, table, file)).report,
  );
};
/**
 * Takes a list of customers in by their codes. Rows with a fault are left out and told; a second import of the same list changes nothing.
 * Refusals: `not_for_this_party`, `file_refused`, `key_reused`, those of the master key.
 */
export const importCustomers = async (
  house: House,
  caller: Caller,
  file: CustomersFile,
  key: string,
): Promise<CustomersReport> => {
  authorise(caller, "import-customers");
  const table = await tableOf(file.path);
  const request = { key, overwrite: file.overwrite, table };
  return doOnce(
    house,
    caller,
    "import-customers",
    request,
    async ({ tx, tell }) => {
      await lockOrganisation(tx);
      const { report, added, changed } = await readRows(house, tx, table, file);
      await addCustomers(tx, added);
      for (const { before: _, ...customer } of changed) await updateCustomer(tx, customer);
      await tell(...added.map((one) => doneTo(one)), ...changed.map((one) => doneTo(one, one.before)));
      return report;
    },
    { personal: true },
  );
};
type Whole = Customer & { readonly data: CustomerData };
const doneTo = (after: Whole, before?: KeptCustomer): Done => ({
  subjectKind: "customer",
  subjectId: after.customerId,
  detail: changesOf(before, after),
});
const tableOf = (path: string): Promise<SmallTable> =>
  readList(path, CUSTOMER_COLUMNS, ["code", "name"], { zh: "客户名单", en: "list of customers" });

const readRows = async (house: House, tx: Tx, table: SmallTable, { overwrite }: CustomersFile) => {
  const columns = columnsIn(table, CUSTOMER_COLUMNS);
  const branches = await listBranches(tx);
  const tree = new BranchTree(branches);
  const day = await companyDay(house, tx);
  const cell = (cells: readonly string[], column: CustomerColumn): string => cells[columns[column] ?? -1] ?? "";
  const codes = [...new Set(table.rows.flatMap(({ cells }) => [cell(cells, "code"), cell(cells, "guardian")]))];
  const listed = await findCustomers(tx, { codes });
  const guardians = await findCustomers(tx, {
    ids: [...new Set(listed.flatMap(({ guardianId }) => guardianId ?? []))],
  });
  const byCode = new Map<string, KeptCustomer>([...guardians, ...listed].map((one) => [one.code, one]));
  const codeOf = new Map([...byCode.values()].map(({ customerId, code }) => [customerId, code]));
  const [added, changed]: [Whole[], (Whole & { readonly before: KeptCustomer })[]] = [[], []];
  const rows: ListRow<Action>[] = [];
  const seen = new Set<string>();
  const context = { day, tree, customerOf: async (code: string) => byCode.get(code) };
  // A minor may stand above its guardian in the list: whoever has none of its own is read first.
  const order = [...table.rows].sort(
    (a, b) => Number(cell(a.cells, "guardian") !== "") - Number(cell(b.cells, "guardian") !== ""),
  );
  for (const tableRow of order) {
    const faults = new FormFaults();
    const code = cell(tableRow.cells, "code");
    const before = byCode.get(code);
    const known = before && {
      ...before,
      branch: tree.get(before.branchId ?? "")?.code,
      guardian: codeOf.get(before.guardianId ?? ""),
    };
    const given = customerOfRow(tableRow, columns, { branches, known, day }, faults);
    addBroken(tableRow, faults);
    if (seen.has(code))
      faults.add(
        "code",
        `编号 ${code} 在名单里出现了不止一次。`,
        `The code ${code} stands in the list more than once.`,
      );
    seen.add(code);
    if (before && before.data === undefined)
      faults.add(
        "code",
        `客户 ${code} 的个人信息已按要求删除。`,
        `The personal data of customer ${code} has been erased.`,
      );
    const own = { ...context, customerId: before?.customerId ?? newUuid() };
    const customer = await checkedCustomer(given, before, own, faults);
    const isChanged = before !== undefined && changedFields(before, customer).length > 0;
    if (isChanged && !overwrite)
      faults.add(
        "code",
        `客户 ${code} 已登记，内容与名单不同；确要按名单更改，请选“按名单更新已有客户”。`,
        `The customer ${code} is known with other data; choose to take it from the list if that is right.`,
      );
    const refused = faults.list.length > 0;
    rows.push({
      row: tableRow.row,
      code,
      action: refused ? "refused" : !before ? "new" : isChanged ? "changed" : "same",
      faults: faults.list,
    });
    if (refused) continue;
    byCode.set(code, customer);
    codeOf.set(customer.customerId, code);
    if (!before) added.push(customer);
    else if (isChanged) changed.push({ ...customer, before });
  }
  rows.sort((a, b) => a.row - b.row);
  return {
    report: listReport<CustomerColumn, Action, ListRow<Action>>(
      table,
      columns,
      rows,
      ACTIONS,
      await demonstrationMark(tx),
    ),
    added,
    changed,
  };
};
