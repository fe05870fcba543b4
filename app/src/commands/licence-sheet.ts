// Clauses: C6.2, C7.1
import type { TableRow } from "../convert/read-table.ts";
import type { LicenceKind } from "../store/licences.ts";
import type { FormFaults } from "./form-faults.ts";
import { LICENCE_KIND_WORDS, type LicenceGiven } from "./licence-rules.ts";
import { type Columns, dayOfCell } from "./list-file.ts";

/** What a column of a list of licences can hold, and what it is called in such lists. */
export const LICENCE_COLUMNS = {
  code: ["工号", "员工号", "员工编号", "人员编号", "代理人编号", "编号", "code", "staff no", "employee id", "id"],
  licenceNumber: [
    "执业登记号",
    "执业证编号",
    "执业证号",
    "执业登记编号",
    "资格证号",
    "证号",
    "licence number",
    "licence",
    "license number",
    "license",
  ],
  name: ["姓名", "名字", "代理人", "name", "full name"],
  kind: ["类别", "人员类别", "登记类别", "执业类别", "kind", "type"],
  insurer: ["所属机构", "保险公司", "登记机构", "承保公司", "insurer", "registered with", "company"],
  fromOn: ["起始日期", "有效期起", "生效日期", "登记日期", "第一天", "开始日期", "first day", "from", "valid from"],
  lastOn: ["截止日期", "有效期止", "到期日期", "失效日期", "最后一天", "结束日期", "last day", "until", "valid until"],
} as const;
export type LicenceColumn = keyof typeof LICENCE_COLUMNS;
const KINDS = new Map<string, LicenceKind>(
  Object.entries(LICENCE_KIND_WORDS).flatMap(([kind, { zh, en }]) =>
    [kind, zh, en].map((word): [string, LicenceKind] => [word.toLowerCase(), kind as LicenceKind]),
  ),
);
export interface LicenceRow extends LicenceGiven {
  readonly code: string;
  /** Empty where the list has none. */
  readonly name: string;
}
/** A row as it was understood; what was not stands in the faults under the column's name. @param kind of whoever has none in the list */
export const licenceOfRow = (
  { cells }: TableRow,
  columns: Columns<LicenceColumn>,
  kind: LicenceKind,
  faults: FormFaults,
): LicenceRow => {
  const cell = (column: LicenceColumn): string => (cells[columns[column] ?? -1] ?? "").normalize("NFC").trim();
  const called = cell("kind");
  const known = called === "" ? kind : KINDS.get(called.toLowerCase());
  if (known === undefined) {
    const all = Object.values(LICENCE_KIND_WORDS);
    faults.add(
      "kind",
      `没有类别“${called}”，可写：${all.map(({ zh }) => zh).join("、")}。`,
      `There is no kind “${called}”; there are: ${all.map(({ en }) => en).join(", ")}.`,
    );
  }
  const missing = (column: "licenceNumber" | "insurer" | "fromOn", zh: string, en: string): void => {
    if (cell(column) === "") faults.add(column, `缺少${zh}。`, `The ${en} is missing.`);
  };
  missing("licenceNumber", "执业登记号", "licence number");
  missing("insurer", "所属机构", "insurer, agency or broker");
  missing("fromOn", "起始日期", "first day");
  const fromOn = dayOfCell(cell("fromOn"), "fromOn", faults);
  const beforeOn = dayOfCell(cell("lastOn"), "lastOn", faults, 1);
  return {
    code: faults.text("code", cell("code"), 40),
    name: cell("name"),
    licenceNumber: cell("licenceNumber"),
    kind: known ?? kind,
    insurer: cell("insurer"),
    fromOn: fromOn ?? "",
    ...(beforeOn === undefined ? {} : { beforeOn }),
  };
};
