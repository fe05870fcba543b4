// Clauses: C6.2, C7.1
import type { SmallTable } from "../convert/read-table.ts";
import type { LicenceKind, LicenceVersion } from "../store/licences.ts";
import { peopleByCode } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { overlap } from "./company-day.ts";
import { demonstrationMark } from "./demonstration-mark.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { keepLicences, knownLicences, versionBy } from "./keep-licence.ts";
import { checkedLicence, sayAlike } from "./licence-rules.ts";
import { LICENCE_COLUMNS, type LicenceColumn, type LicenceRow, licenceOfRow } from "./licence-sheet.ts";
import { addBroken, columnsIn, type ListReport, type ListRow, listReport, readList } from "./list-file.ts";
import { isSameName } from "./name-match.ts";
import type { HeldLicence } from "./tell-licences.ts";

export interface LicencesFile {
  readonly path: string;
  /** Of rows that name none. */
  readonly kind: LicenceKind;
  /** Whether what a list says of a licence that is there corrects it; else such a row is refused. */
  readonly overwrite: boolean;
}
/** What becomes of a row that is not refused: a licence that was not there, one corrected by the list, or nothing. */
const ACTIONS = ["new", "changed", "same"] as const;
type Action = (typeof ACTIONS)[number];
export interface LicenceReportRow extends ListRow<Action> {
  readonly name: string;
  readonly number: string;
}
export type LicencesReport = ListReport<LicenceColumn, Action, LicenceReportRow>;
/** What would become of each row; nothing is written. Refusals: `not_permitted`, `file_refused`. */
export const previewLicences = async (house: House, caller: Caller, file: LicencesFile): Promise<LicencesReport> => {
  authorise(caller, "import-licences");
  const table = await tableOf(file.path);
  const options = { ...relationOf(caller, "import-licences"), snapshot: true };
  return house.store.withCompany(
    caller.companyId,
    options,
    async (tx) => (await readRows(house, caller, tx, table, file)).report,
  );
};
/**
 * Takes a list of licences in: what is there is corrected where that was chosen, what is not is recorded, and each contract is told once. Rows with a fault are
 * left out and told; a second import of the same list changes nothing. Refusals: `not_permitted`, `file_refused`, `key_reused`.
 */
export const importLicences = async (
  house: House,
  caller: Caller,
  file: LicencesFile,
  key: string,
): Promise<LicencesReport> => {
  authorise(caller, "import-licences");
  const table = await tableOf(file.path);
  const { kind, overwrite } = file;
  const given = { key, kind, overwrite, table } as { key: string };
  return keepLicences(house, caller, "import-licences", given, async ({ tx }) => {
    const { report, kept } = await readRows(house, caller, tx, table, file);
    return { kept, answer: () => report };
  });
};
const readRows = async (house: House, caller: Caller, tx: Tx, table: SmallTable, { kind, overwrite }: LicencesFile) => {
  const columns = columnsIn(table, LICENCE_COLUMNS);
  const known = await knownLicences(tx);
  const codes = peopleByCode([...known.people.values()]);
  const by = await versionBy(house, tx, caller);
  // As they stand after the rows above, and which row said so.
  const licences = new Map(known.licences.filter(({ takenBack }) => !takenBack).map((one) => [one.licenceId, one]));
  const saidIn = new Map<string, number>();
  const kept: HeldLicence[] = [];
  const rows: LicenceReportRow[] = [];
  for (const tableRow of table.rows) {
    const faults = new FormFaults();
    const given = licenceOfRow(tableRow, columns, kind, faults);
    addBroken(tableRow, faults);
    const person = codes.get(given.code);
    const { personId = "", name = given.name } = person ?? {};
    if (!person && !faults.has("code")) faults.nobody("code", given.code);
    if (person && given.name !== "" && !isSameName(name, given.name))
      faults.add(
        "name",
        `工号 ${given.code} 是${name}的，不是${given.name}的。`,
        `The code ${given.code} is ${name}'s, not ${given.name}'s.`,
      );
    const before = sameLicence([...licences.values()], personId, given);
    const against = { licences: [...licences.values()], people: known.people };
    const content = checkedLicence(against, personId, given, faults, before?.licenceId);
    const isSame = before !== undefined && sayAlike(before, content);
    if (before && !isSame && faults.list.length === 0)
      refuseChange(before, saidIn.get(before.licenceId), overwrite, faults);
    const refused = faults.list.length > 0;
    const action = refused ? "refused" : !before ? "new" : isSame ? "same" : "changed";
    rows.push({ row: tableRow.row, code: given.code, name, number: given.licenceNumber, action, faults: faults.list });
    if (refused) continue;
    const licenceId = before?.licenceId ?? newUuid();
    saidIn.set(licenceId, tableRow.row);
    if (action === "same") continue;
    const version: LicenceVersion = {
      ...content,
      ...by,
      licenceId,
      version: (before?.version ?? 0) + 1,
      personId,
      takenBack: false,
      reason: before ? BY_LIST : "",
    };
    licences.set(licenceId, version);
    kept.push({ ...version, code: given.code, name });
  }
  const extra = { title: "执业登记号 licence", of: ({ number }: LicenceReportRow) => number };
  return { report: listReport(table, columns, rows, ACTIONS, await demonstrationMark(tx), extra), kept };
};
/** Why a list's change of a known licence stands in its history. */
const BY_LIST = "名单导入 / by a list";
/** The one that a row is about: of its number and holder, from the same day on or on days that cross; another span of it is a further licence. */
const sameLicence = (
  licences: readonly LicenceVersion[],
  personId: string,
  { licenceNumber, fromOn, beforeOn }: LicenceRow,
): LicenceVersion | undefined => {
  const own = licences.filter((one) => one.personId === personId && one.number === licenceNumber);
  const days = { fromOn, ...(beforeOn === undefined ? {} : { beforeOn }) };
  return own.find((one) => one.fromOn === fromOn) ?? own.find((one) => overlap(one, days));
};
const refuseChange = (
  { number, fromOn, beforeOn }: LicenceVersion,
  row: number | undefined,
  overwrite: boolean,
  faults: FormFaults,
): void => {
  const days = {
    zh: beforeOn === undefined ? `${fromOn} 起` : `${fromOn} 起，${beforeOn} 起失效`,
    en: beforeOn === undefined ? `from ${fromOn} on` : `from ${fromOn}, no longer on ${beforeOn}`,
  };
  if (row !== undefined)
    faults.add(
      "licenceNumber",
      `与第 ${row} 行说的是同一登记，内容却不同；只留一行。`,
      `Row ${row} is about the same licence and says otherwise; leave one of them.`,
    );
  else if (!overwrite)
    faults.add(
      "licenceNumber",
      `执业登记 ${number} 已登记（${days.zh}），名单所写不同；确要更正，请选“按名单更正已有登记”。`,
      `Licence ${number} is recorded otherwise (${days.en}); to correct it choose to correct by the list.`,
    );
};
const tableOf = (path: string): Promise<SmallTable> =>
  readList(path, LICENCE_COLUMNS, ["code", "licenceNumber"], { zh: "执业登记名单", en: "list of licences" });
