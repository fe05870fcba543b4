// Clauses: C1.1, N1
import { isSound, mainFigure } from "@fealty/engine/views/main-figure.ts";
import { mainStatement } from "@fealty/engine/views/main-statement.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "../../ui/facts.tsx";
import { Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import { isWaiting } from "../../ui/waiting.ts";
import "./contract-header.css";

/** Number, mode, version, term, parties, and the three figures one looks for first. */
export function ContractHeader({
  showFindings,
  children,
}: {
  readonly showFindings: () => void;
  /** Stands below the parties. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const names = view.parties.map((party) => party.name);
  const facts = [
    view.number,
    t(`mode.${view.mode}`, { ns: "words" }),
    t("header.version", { number: view.version }),
    t("header.term", view.term),
    ...(view.draft ? [t("header.draft")] : []),
  ];
  return (
    <section className="head" aria-label={view.number}>
      <div className="who">
        <Facts list={facts} />
        <h1>{view.title}</h1>
        <p className="quiet">{names.join(` ${t("header.and")} `)}</p>
        {children}
      </div>
      <div className="kpis">
        <IndexFigure />
        <PayFigure />
        <div className="kpi">
          <b>
            <button type="button" className="figure" onClick={showFindings}>
              {format.count(view.findings.filter(isWaiting).length)}
            </button>
          </b>
          <span>{t("header.decisions")}</span>
        </div>
      </div>
    </section>
  );
}
/** The contract's main figure with its interval and sample; of too few observations it is only said that they are. */
function IndexFigure() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const figure = mainFigure(view.metrics);
  if (!figure) return null;
  const { metric, point } = figure;
  // A count is its own sample.
  const sample = point.n === null || point.n === point.value ? [] : [t("header.sample", { n: format.count(point.n) })];
  const interval =
    point.low !== null && point.high !== null
      ? [
          t("intervalOnly", {
            low: format.metric(point.low, metric.unit),
            high: format.metric(point.high, metric.unit),
          }),
        ]
      : metric.unit === "score"
        ? [t("header.noInterval")]
        : [];
  const sound = isSound(point) && point.value !== null;
  const missing = point.missing ?? [];
  const without = missing.length > 0 ? [t("header.without", { parts: missing.join(t("list")) })] : [];
  const beside = [...(sound ? interval : []), ...sample, ...without].join(t("list"));
  return (
    <div className="kpi">
      <b>
        <Figure of={point.ref}>
          {sound ? format.metric(point.value, metric.unit) : t("state.not_enough_data", { ns: "words" })}
        </Figure>
        {beside ? (
          <small {...(sound && point.low === null ? { title: t("explain.noInterval") } : {})}>{beside}</small>
        ) : null}
      </b>
      <span>{t("header.index", { metric: metric.title, period: format.period(point.period) })}</span>
    </div>
  );
}
function PayFigure() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const statement = mainStatement(view.statements, view.party);
  if (!statement) return null;
  const amount = format.money(statement.payable);
  return (
    <div className="kpi">
      <b>{statement.lines.length > 0 ? <Figure of={statement.ref}>{amount}</Figure> : amount}</b>
      <span>
        {t(statement.payers ? "header.fee" : "header.pay", {
          period: format.period(statement.period),
          party: t(`party.${statement.holder}`, { ns: "words" }),
          status: t(`pay.status.${statement.status}`),
        })}
      </span>
    </div>
  );
}
