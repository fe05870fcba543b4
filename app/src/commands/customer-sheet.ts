// Clauses: C7.1
import type { TableRow } from "../convert/read-table.ts";
import type { Customer } from "../store/customers.ts";
import type { Branch } from "../store/organisation.ts";
import type { CustomerGiven } from "./customer-rules.ts";
import type { FormFaults } from "./form-faults.ts";
import { branchOfCell, type Columns, dayOfCell } from "./list-file.ts";

/** What a column of a list of customers can hold, and what it is called in such lists. */
export const CUSTOMER_COLUMNS = {
  code: ["客户编号", "客户号", "编号", "代码", "customer no", "customer id", "code", "id"],
  name: ["姓名", "名称", "客户姓名", "客户名称", "单位名称", "name", "full name"],
  kind: ["类别", "客户类别", "客户类型", "类型", "kind", "type"],
  phone: ["手机", "手机号", "手机号码", "电话", "联系电话", "phone", "mobile"],
  identity: ["证件号码", "证件号", "身份证号", "身份证号码", "统一社会信用代码", "identity number", "id number"],
  bornOn: ["出生日期", "生日", "date of birth", "born"],
  branch: ["机构", "分公司", "所属机构", "网点", "branch", "office"],
  guardian: ["监护人编号", "监护人", "guardian"],
  fromOn: ["建档日期", "开户日期", "开始日期", "第一天", "customer since", "from", "since"],
  lastOn: ["最后一天", "结束日期", "销户日期", "last day", "until"],
} as const;
export type CustomerColumn = keyof typeof CUSTOMER_COLUMNS;
const KINDS: Readonly<Record<string, Customer["kind"]>> = {
  个人: "person",
  自然人: "person",
  person: "person",
  individual: "person",
  单位: "organisation",
  企业: "organisation",
  公司: "organisation",
  团体: "organisation",
  organisation: "organisation",
  organization: "organisation",
  company: "organisation",
};
/**
 * A row as it was understood; what was not stands in the faults under the column's name. An empty cell says nothing: of a known customer it
 * changes nothing. No fault repeats what a cell with personal data holds.
 */
export const customerOfRow = (
  { cells }: TableRow,
  columns: Columns<CustomerColumn>,
  {
    branches,
    known,
    day,
  }: { readonly branches: readonly Branch[]; readonly known: Known | undefined; readonly day: string },
  faults: FormFaults,
): CustomerGiven => {
  const cell = (column: CustomerColumn): string => cells[columns[column] ?? -1] ?? "";
  const some = (column: CustomerColumn): string | undefined => cell(column) || undefined;
  const called = cell("kind");
  const kind = called === "" ? (known?.kind ?? "person") : KINDS[called.toLowerCase()];
  if (kind === undefined)
    faults.add(
      "kind",
      `没有客户类别“${called}”，请写“个人”或“单位”。`,
      `There is no kind of customer ${called}; write person or organisation.`,
    );
  const branch = branchOfCell(cell("branch"), branches, faults)?.code ?? known?.branch;
  const lastOn = dayOfCell(cell("lastOn"), "lastOn", faults, 1) ?? known?.beforeOn;
  return {
    code: cell("code"),
    kind: kind ?? "person",
    name: some("name"),
    phone: some("phone"),
    identity: some("identity"),
    bornOn: dayOfCell(cell("bornOn"), "bornOn", faults),
    fromOn: dayOfCell(cell("fromOn"), "fromOn", faults) ?? known?.fromOn ?? day,
    ...(branch === undefined ? {} : { branch }),
    ...(lastOn === undefined ? {} : { beforeOn: lastOn }),
    guardian: some("guardian") ?? known?.guardian,
  };
};
/** What is known of the customer with the row's code. */
export type Known = Pick<CustomerGiven, "kind" | "branch" | "guardian" | "fromOn" | "beforeOn">;
