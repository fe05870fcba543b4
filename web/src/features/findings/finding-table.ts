// Clauses: C11.1, N6
import type { FindingView, View } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import type { ListTable } from "../../ui/export/table.ts";
import type { Format } from "../../ui/format.ts";

/** Findings as a file has them. */
export const findingTable = (
  findings: readonly FindingView[],
  clauses: View["clauses"],
  format: Format,
  t: TFunction,
): ListTable => ({
  columns: [
    t("finding.clause"),
    t("finding.matter"),
    t("finding.bearer"),
    t("metric.period"),
    t("finding.about"),
    t("finding.sinceTime"),
    t("finding.lateness"),
    t("finding.cureUntil"),
    t("finding.status"),
    t("finding.decision"),
    t("finding.grounds"),
  ],
  rows: findings.map((one) => [
    clauses[one.clause]?.number ?? one.clause,
    one.title,
    t(`party.${one.bearer}`, { ns: "words" }),
    one.period === undefined ? "" : format.period(one.period),
    one.subject ?? "",
    format.time(one.since),
    one.late === undefined ? "" : format.length(one.late),
    one.cureBy === undefined ? "" : format.due(one.cureBy),
    t(`findingStatus.${one.status}`, { ns: "words" }),
    one.decision === undefined ? "" : t(one.decision.breach ? "finding.breached" : "finding.notBreached"),
    one.decision?.reasons ?? "",
  ]),
});
