// Clauses: N3, C6.2
import { periodWords } from "@fealty/engine/messages/period-words.ts";
import type { RuleView, View } from "@fealty/engine/views/view.ts";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { pagePart } from "../source/page-part.ts";
import { statementTitle } from "../ui/statement-words.ts";

// Most clauses have neither a measure nor a statement.
const MetricPanel = lazy(() =>
  pagePart(() => import("../features/metrics/metric-panel.tsx")).then((part) => ({ default: part.MetricPanel })),
);
const StatementTable = lazy(() =>
  pagePart(() => import("../features/pay/statement-table.tsx")).then((part) => ({ default: part.StatementTable })),
);

/** The measure that a rule goes by, drawn in the clause. */
export const metricOf = (view: View, rule: RuleView) => {
  const metric = rule.metric === undefined ? undefined : view.metrics[rule.metric];
  return metric ? (
    <Suspense fallback={<span data-waits="" />}>
      <MetricPanel metric={metric} />
    </Suspense>
  ) : null;
};
/** The last closed statement and the one now running stand in the clause; all of them under Pay. */
export const statementsOf = (view: View, rule: RuleView) => {
  if (!rule.statements) return null;
  const all = view.statements.filter((statement) => statement.rule === rule.ref);
  const shown = all.findLast((statement) => statement.status === "closed") ?? all.at(-1);
  return shown ? <StatementOf statement={shown} /> : null;
};
function StatementOf({ statement }: { readonly statement: View["statements"][number] }) {
  const { t, i18n } = useTranslation();
  const label = periodWords(statement.period, i18n.language === "en" ? "en" : "zh");
  return (
    <div className="in-clause">
      <p className="row">
        <b>{statementTitle(t, statement, label)}</b>
        <span className="quiet">{t(`pay.status.${statement.status}`)}</span>
      </p>
      <Suspense fallback={<span data-waits="" />}>
        <StatementTable statement={statement} />
      </Suspense>
    </div>
  );
}
