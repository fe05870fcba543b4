// Clauses: C6.2, C7.1
import type { TFunction } from "i18next";
import type { ListedLicence } from "../../source/house-client.ts";
import { lastDay } from "../../ui/day-span.ts";
import { type ListTable, numberCell } from "../../ui/export/table.ts";

/** The register as a file has it; it can be taken in again as a list. */
export const licenceTable = (rows: readonly ListedLicence[], t: TFunction): ListTable => ({
  columns: [
    t("licences.code"),
    t("licences.name"),
    t("licences.number"),
    t("licences.kind"),
    t("licences.insurer"),
    t("licences.from"),
    t("licences.until"),
    t("licences.state"),
    t("licences.heldSales"),
    t("contracts"),
  ],
  rows: rows.map((one) => [
    one.person ?? "",
    one.name,
    one.number ?? "",
    one.kind === null ? "" : t(`licences.kinds.${one.kind}`),
    one.insurer ?? "",
    one.fromOn ?? "",
    one.beforeOn === null ? "" : lastDay(one.beforeOn),
    t(`licences.states.${one.state}`),
    one.held === null ? "" : numberCell(one.held.sales),
    one.contracts.join(t("list")),
  ]),
});
