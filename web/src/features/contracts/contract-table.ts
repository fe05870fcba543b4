// Clauses: N6
import type { TFunction } from "i18next";
import type { Company, ListedContract } from "../../source/house-client.ts";
import { type ListTable, numberCell } from "../../ui/export/table.ts";
import type { Format } from "../../ui/format.ts";

/** The list of contracts as a file has it. */
export const contractTable = (
  company: Company,
  rows: readonly ListedContract[],
  format: Format,
  t: TFunction,
): ListTable => {
  const { language } = format;
  const branchOf = new Map(company.branches.map(({ branchId, name }) => [branchId, name[language]]));
  return {
    columns: [
      t("contractList.number"),
      t("contractList.agent"),
      t("contractList.worst"),
      t("contractList.findings"),
      t("contractList.index"),
      t("metric.period"),
      t("metric.value"),
      t("metric.low"),
      t("metric.high"),
      t("metric.n"),
      t("contractList.pay"),
      t("contractList.currency"),
      t("contractList.payPeriod"),
      t("contractList.branch"),
      t("contractList.mode"),
    ],
    rows: rows.map(({ number, agentName, state, openFindings, figures: { index, pay }, branchId, mode }) => [
      number,
      agentName,
      state === null ? "" : t(`state.${state}`, { ns: "words" }),
      numberCell(openFindings),
      index?.title[language] ?? "",
      index === undefined ? "" : format.period(index.period),
      numberCell(index?.value),
      numberCell(index?.low),
      numberCell(index?.high),
      numberCell(index?.n),
      numberCell(pay?.payable),
      pay?.currency.code ?? "",
      pay === undefined ? "" : format.period(pay.period),
      (branchId === null ? undefined : branchOf.get(branchId)) ?? "",
      t(`mode.${mode}`, { ns: "words" }),
    ]),
  };
};
