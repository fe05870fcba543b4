// Clauses: C6.2, C6.3, N6
import type { StatementView } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import { type ListTable, numberCell } from "../../ui/export/table.ts";
import type { Format } from "../../ui/format.ts";

/** Every line of a plan's statements, as a file has it: exact amounts, rates as decimals. */
export const lineTable = (statements: readonly StatementView[], format: Format, t: TFunction): ListTable => ({
  columns: [
    t("metric.period"),
    t("claim.status"),
    t("pay.item"),
    t("pay.ofPeriod"),
    t("pay.member"),
    t("pay.quantity"),
    t("pay.basis"),
    t("pay.rate"),
    format.amountHead(t("pay.amount")),
  ],
  rows: statements.flatMap(({ period, status, lines }) =>
    lines.map((line) => [
      format.period(period),
      t(`pay.status.${status}`),
      line.kind === "true_up" && line.ofPeriod !== undefined
        ? `${t("pay.trueUp", { period: format.period(line.ofPeriod) })} · ${line.label}`
        : line.label,
      line.ofPeriod === undefined ? "" : format.period(line.ofPeriod),
      line.member ?? "",
      numberCell(line.quantity),
      numberCell(line.basis),
      line.rate?.includes("/") ? line.rate : numberCell(line.rate),
      numberCell(line.amount),
    ]),
  ),
});
