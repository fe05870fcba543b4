// Clauses: C1.1, N1
import { useTranslation } from "react-i18next";
import { Facts } from "../../ui/facts.tsx";
import { Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import "./contract-header.css";

/** Number, mode, version, term, parties, and the three figures one looks for first. */
export function ContractHeader({ showFindings }: { readonly showFindings: () => void }) {
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
      </div>
      <IndexFigure />
      <PayFigure />
      <div className="kpi">
        <b>
          <button type="button" className="figure" onClick={showFindings}>
            {format.count(
              view.findings.filter((finding) => finding.status === "proposed" || finding.status === "answered").length,
            )}
          </button>
        </b>
        <span>{t("header.decisions")}</span>
      </div>
    </section>
  );
}
/** The index of the contract, else the first metric that a target decides. */
function IndexFigure() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const metrics = Object.values(view.metrics).filter((metric) => metric.points.some((point) => point.value !== null));
  const metric =
    metrics.find((one) => one.unit === "score" && one.method === "none" && one.target === undefined) ??
    metrics.find((one) => one.target !== undefined) ??
    metrics[0];
  const point = metric?.points.findLast((one) => one.value !== null);
  if (!metric || !point || point.value === null) return null;
  return (
    <div className="kpi">
      <b>
        <Figure of={point.ref}>{format.metric(point.value, metric.unit)}</Figure>
        {point.low !== null && point.high !== null ? (
          <small>
            {t("intervalOnly", {
              low: format.metric(point.low, metric.unit),
              high: format.metric(point.high, metric.unit),
            })}
          </small>
        ) : metric.unit === "score" ? (
          <small title={t("explain.noInterval")}>{t("header.noInterval")}</small>
        ) : null}
      </b>
      <span>{t("header.index", { metric: metric.title, period: format.period(point.period) })}</span>
    </div>
  );
}
function PayFigure() {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const statement = view.statements.findLast((one) => one.status === "closed") ?? view.statements.at(-1);
  if (!statement) return null;
  const amount = format.money(statement.payable);
  return (
    <div className="kpi">
      <b>{statement.lines.length > 0 ? <Figure of={statement.ref}>{amount}</Figure> : amount}</b>
      <span>
        {t("header.pay", { period: format.period(statement.period), status: t(`pay.status.${statement.status}`) })}
      </span>
    </div>
  );
}
