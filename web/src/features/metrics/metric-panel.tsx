// Clauses: C3.2, N3

import type { MetricPoint, MetricView } from "@fealty/engine/views/view.ts";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { pagePart } from "../../source/page-part.ts";
import { Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import "./metric-panel.css";

const MetricChart = lazy(() =>
  pagePart(() => import("./metric-chart.tsx")).then((part) => ({ default: part.MetricChart })),
);

/** A metric through its periods, with interval and target; the table of the same data is one click away. */
export function MetricPanel({ metric }: { readonly metric: MetricView }) {
  const { t } = useTranslation();
  const [table, setTable] = useState(false);
  const drawn = metric.points.filter((point) => point.value !== null);
  const last = metric.points.at(-1);
  if (!last) return <p className="quiet">{t("metric.none")}</p>;
  return (
    <div className="metric">
      {drawn.length > 1 && !table ? (
        <Suspense fallback={<div className="metric-chart quiet">{t("metric.loading")}</div>}>
          <MetricChart metric={metric} points={metric.points} />
        </Suspense>
      ) : null}
      {table ? <MetricTable metric={metric} /> : null}
      <MetricStanding metric={metric} point={last} />
      <ClosedOn metric={metric} />
      {metric.points.length > 1 ? (
        <button type="button" className="link small" aria-pressed={table} onClick={() => setTable(!table)}>
          {t(table ? "metric.chart" : "metric.table")}
        </button>
      ) : null}
    </div>
  );
}
/** `现在 24.1（7.9–40.4，n = 87）` and what follows from it under the contract. */
function MetricStanding({ metric, point }: { readonly metric: MetricView; readonly point: MetricPoint }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const crosses =
    point.status === "ok" &&
    point.value !== null &&
    point.low !== null &&
    point.high !== null &&
    metric.target?.atLeast !== undefined &&
    point.value < metric.target.atLeast &&
    point.high >= metric.target.atLeast;
  const missing = point.missing ?? [];
  const excluded = point.excluded
    .filter(({ reason }) => reason !== "part_missing")
    .reduce((sum, one) => sum + one.count, 0);
  return (
    <p className="standing">
      {t("rule.now")} <Figure of={point.ref}>{pointWords(t, format, metric, point)}</Figure>
      {t("period")}
      {point.status === "not_enough_data" && metric.minN !== undefined
        ? t("rule.notEnough", { count: point.n ?? 0, n: count(format, point.n ?? 0), min: count(format, metric.minN) })
        : null}
      {point.n === 1 && point.value !== null && point.low === null && metric.unit === "score"
        ? t("metric.oneAnswer")
        : null}
      {crosses && point.closed ? t("rule.crosses") : null}
      {missing.length > 0 ? t("metric.missing", { parts: missing.join(t("list")) }) : null}
      {excluded > 0 ? ` ${t("rule.excluded", { count: format.count(excluded) })}${t("period")}` : null}{" "}
      <Figure of={point.ref} label={`${t("rule.why")} ${metric.title}`}>
        {t("rule.why")}
      </Figure>
    </p>
  );
}
/** `2026年1月按 100.0 结账（2026-02-01 00:00）`: what was paid on, where late facts have changed the figure since. */
function ClosedOn({ metric }: { readonly metric: MetricView }) {
  const { t } = useTranslation();
  const { format } = useReading();
  return metric.points.flatMap((point) =>
    (point.closedOn ?? []).map(({ statement, at, value, status }) => (
      <p className="standing" key={`${point.ref} ${statement}`}>
        <Figure of={point.ref}>
          {t("metric.closedOn", {
            period: format.period(point.period),
            statement: format.period(statement),
            value: [
              ...(value === null ? [] : [format.metric(value, metric.unit)]),
              ...(status === "ok" ? [] : [t(`state.${status}`, { ns: "words" })]),
            ].join(" · "),
            time: format.time(at),
          })}
        </Figure>
      </p>
    )),
  );
}
const pointWords = (
  t: ReturnType<typeof useTranslation>["t"],
  format: ReturnType<typeof useReading>["format"],
  metric: MetricView,
  point: MetricPoint,
): string => {
  if (point.hidden === "value") return t("metric.hidden");
  if (point.hidden === "running") return t("metric.hiddenRunning");
  if (point.value === null) return t("state.not_enough_data", { ns: "words" });
  const value = format.metric(point.value, metric.unit);
  if (point.low === null || point.high === null)
    return point.n === null ? value : `${value}${t("metric.onlyN", { n: count(format, point.n) })}`;
  const bare = (text: string): string => (metric.unit === "percent" ? text.replace("%", "") : text);
  return t("interval", {
    value,
    low: bare(format.metric(point.low, metric.unit)),
    high: format.metric(point.high, metric.unit),
    n: count(format, point.n),
  });
};
function MetricTable({ metric }: { readonly metric: MetricView }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? "–" : format.metric(value, metric.unit);
  return (
    <ScrollX label={metric.title}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("metric.period")}</th>
            <th scope="col" className="n">
              {t("metric.value")}
            </th>
            <th scope="col" className="n">
              {t("metric.interval")}
            </th>
            <th scope="col" className="n">
              {t("metric.n")}
            </th>
            <th scope="col" className="n">
              {t("metric.target")}
            </th>
          </tr>
        </thead>
        <tbody>
          {metric.points.map((point) => (
            <tr key={point.ref}>
              <td>
                {format.period(point.period)}
                {point.closed ? "" : ` · ${t("metric.running")}`}
              </td>
              <td className="n">
                {point.hidden === "value" || point.hidden === "running" ? (
                  t(point.hidden === "value" ? "metric.hidden" : "metric.hiddenRunning")
                ) : point.value === null ? (
                  "–"
                ) : (
                  <Figure of={point.ref}>{number(point.value)}</Figure>
                )}
              </td>
              <td className="n">
                {point.low === null || point.high === null
                  ? "–"
                  : t("intervalOnly", { low: number(point.low), high: number(point.high) })}
              </td>
              <td className="n">{point.hidden === "counts" ? t("metric.hidden") : count(format, point.n)}</td>
              <td className="n">{number(point.target)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
const count = (format: ReturnType<typeof useReading>["format"], n: number | null): string =>
  n === null ? "–" : format.count(n);
