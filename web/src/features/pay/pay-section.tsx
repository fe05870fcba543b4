// Clauses: C6.2, C6.3

import type { StatementView } from "@fealty/engine/views/view.ts";
import { type CSSProperties, lazy, type ReactNode, Suspense, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { loadTexts } from "../../i18n/setup.ts";
import { pagePart } from "../../source/page-part.ts";
import { citedClause } from "../../ui/cited-clause.ts";
import { ClaimTable } from "../../ui/claim-table.tsx";
import { ExportList } from "../../ui/export/export-list.tsx";
import { Explained, Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { statementOfRef, statementTitle } from "../../ui/statement-words.ts";
import { lineTable } from "./line-table.ts";
import { periodYears } from "./period-years.ts";
import { StatementTable } from "./statement-table.tsx";
import "./pay-section.css";

const PayChart = lazy(() => pagePart(() => import("./pay-chart.tsx")).then((part) => ({ default: part.PayChart })));

const PayScale = lazy(() => pagePart(() => import("./pay-chart.tsx")).then((part) => ({ default: part.PayScale })));

/** Seldom shown: it comes with its texts when there is something to tell. */
const HeldSales = lazy(() =>
  pagePart(async () => {
    const [part] = await Promise.all([import("./held-sales.tsx"), loadTexts("licences")]);
    return { default: part.HeldSales };
  }),
);

/** All statements of the contract: the run of amounts, then the one chosen. */
export function PaySection({ receivedOf }: { readonly receivedOf?: (statement: StatementView) => ReactNode }) {
  const { t } = useTranslation();
  const { view } = useReading();
  const rules = [...new Set(view.statements.map((statement) => statement.rule))];
  return (
    <div className="pay">
      <h2>{t("sections.pay")}</h2>
      {rules.length === 0 ? <p className="empty">{t("pay.none")}</p> : null}
      {view.heldSales === undefined ? null : (
        <Suspense fallback={null}>
          <HeldSales held={view.heldSales} />
        </Suspense>
      )}
      {rules.map((rule) => (
        <PayOfRule
          key={rule}
          statements={view.statements.filter((statement) => statement.rule === rule)}
          receivedOf={receivedOf}
        />
      ))}
      {view.claims.length > 0 ? (
        <section className="card" aria-label={t("claim.title")}>
          <h3>{t("claim.title")}</h3>
          <ClaimTable claims={view.claims} />
          <p className="quiet">{t("claim.notice")}</p>
        </section>
      ) : null}
    </div>
  );
}
/** Room for a month's name and for a finger, and beside the first and the last month, in pixels. */
const [LEAST_MONTH, BESIDE] = [31, 8];
/**
 * A row wider than its place begins at its end, and what is in sight there are whole months: a month is as wide as lets so many of them
 * fill the place.
 */
const toTheEnd = (row: HTMLElement | null): (() => void) | undefined => {
  if (!row) return undefined;
  const fit = (): void => {
    const fitsWhole = Number(row.style.getPropertyValue("--months")) * LEAST_MONTH + 2 * BESIDE <= row.clientWidth;
    const place = row.clientWidth - BESIDE;
    const shown = Math.max(1, Math.floor(place / LEAST_MONTH));
    row.style.setProperty("--month", `${fitsWhole ? LEAST_MONTH : place / shown}px`);
  };
  fit();
  row.scrollLeft = row.scrollWidth;
  const observer = new ResizeObserver(fit);
  observer.observe(row);
  return () => observer.disconnect();
};
/** The month that is shown stays in sight, whatever becomes of the width of its row. */
const keepInSight = (button: HTMLButtonElement | null): (() => void) | undefined => {
  const row = button?.closest(".pay-months");
  if (!button || !row) return undefined;
  const observer = new ResizeObserver(() => intoSight(button, row));
  observer.observe(row);
  return () => observer.disconnect();
};
/** One that is in sight stays where it is. */
const intoSight = (button: HTMLButtonElement, row: Element): void => {
  const { offsetLeft: left, offsetWidth: width } = button;
  if (left < row.scrollLeft) row.scrollLeft = left;
  // Out of sight on the right: as near the end, where the scale stands, as leaves it in sight.
  else if (left + width > row.scrollLeft + row.clientWidth)
    row.scrollLeft = Math.min(left, row.scrollWidth - row.clientWidth);
};
function PayOfRule({
  statements,
  receivedOf,
}: {
  readonly statements: readonly StatementView[];
  readonly receivedOf: ((statement: StatementView) => ReactNode) | undefined;
}) {
  const { t } = useTranslation();
  const { view, format, openClause, explaining } = useReading();
  const lastClosed = statements.findLast((statement) => statement.status === "closed");
  const [chosen, setChosen] = useState<string>();
  const [table, setTable] = useState(false);
  // A link to one line shows the statement that the line stands in, which stays when the explanation is closed.
  const linked = statementOfRef(statements, explaining)?.period;
  const [followed, setFollowed] = useState(linked);
  if (linked !== undefined && linked !== followed) setFollowed(linked);
  const of = (wanted: string | undefined): StatementView | undefined =>
    statements.find(({ period }) => period === wanted);
  const shown = of(chosen) ?? of(followed) ?? lastClosed ?? statements.at(-1);
  if (!shown) return null;
  const years = periodYears(statements.map(({ period }) => period));
  const clause = view.clauses[shown.clause];
  const totals = view.payTotals.find((one) => one.rule === shown.rule);
  return (
    <section>
      <SoFar statements={statements} />
      <p className="row">
        <span className="grow" />
        {statements.length > 1 ? (
          <button type="button" className="link small" aria-pressed={table} onClick={() => setTable(!table)}>
            {t(table ? "metric.chart" : "metric.table")}
          </button>
        ) : null}
        <ExportList title={`${view.number} ${t("pay.statements")}`} table={() => lineTable(statements, format, t)} />
      </p>
      {table ? <PeriodTable statements={statements} shown={shown} choose={setChosen} /> : null}
      {/* Bars and buttons stand in one row that scrolls as a whole, so that a month never leaves its bar. */}
      <div className="pay-months-and-scale">
        <div className="pay-months" ref={toTheEnd} style={{ "--months": statements.length } as CSSProperties}>
          <div className="pay-months-row">
            {statements.length > 1 && !table ? (
              <Suspense fallback={<div className="pay-chart" />}>
                <PayChart statements={statements} chosen={shown.period} choose={setChosen} />
              </Suspense>
            ) : null}
            <fieldset className={`row pay-periods ${years[0]?.year ? "with-years" : ""}`.trim()}>
              <legend className="hidden-word">{t("pay.choose")}</legend>
              {statements.map((statement, index) => (
                <button
                  key={statement.period}
                  type="button"
                  className="period"
                  aria-pressed={statement === shown}
                  ref={statement === shown ? keepInSight : undefined}
                  onClick={() => setChosen(statement.period)}
                >
                  {years[index]?.year ? (
                    <span className={years[index].shown ? "year" : "hidden-word"}>{years[index].year} </span>
                  ) : null}
                  <span>{format.periodShort(statement.period)}</span>
                </button>
              ))}
            </fieldset>
          </div>
        </div>
        {statements.length > 1 && !table ? (
          // Its place is kept from the first: what came later would cover the last month.
          <Suspense fallback={<div className="pay-scale" />}>
            <PayScale statements={statements} />
          </Suspense>
        ) : null}
      </div>
      <div className="card">
        <div className="row">
          <h3>{statementTitle(t, shown, format.period(shown.period))}</h3>
          <span className="quiet">{t(`pay.status.${shown.status}`)}</span>
          {shown.closesAt !== undefined && shown.status === "open" ? (
            <span className="quiet">{t("pay.closesAt", { at: format.time(shown.closesAt) })}</span>
          ) : null}
          <span className="grow" />
          {clause ? (
            <button type="button" className="link small" onClick={() => openClause(clause.id)}>
              {citedClause(t, clause.number)}
            </button>
          ) : null}
        </div>
        <StatementTable statement={shown} />
        {shown.status === "closed" ? receivedOf?.(shown) : null}
      </div>
      {totals ? (
        <p className="quiet">
          <Trans
            i18nKey="pay.totals"
            components={{
              payable: <Figure of={`${totals.ref}/payable`}>{format.money(totals.payable)}</Figure>,
              paid: <Figure of={`${totals.ref}/paid`}>{format.money(totals.paid)}</Figure>,
              open: <Figure of={`${totals.ref}/open`}>{format.money(totals.open)}</Figure>,
            }}
          />
        </p>
      ) : null}
    </section>
  );
}
/** The same figures as the bars, in a table. */
function PeriodTable({
  statements,
  shown,
  choose,
}: {
  readonly statements: readonly StatementView[];
  readonly shown: StatementView;
  readonly choose: (period: string) => void;
}) {
  const { t } = useTranslation();
  const { format } = useReading();
  return (
    <ScrollX label={t("pay.byMonth")}>
      <table className="data pay-table">
        <caption className="hidden-word">{t("pay.byMonth")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("metric.period")}</th>
            <th scope="col">{t("claim.status")}</th>
            {(["payable", "paid", "open"] as const).map((name) => (
              <th key={name} scope="col" className="n">
                {format.amountHead(t(`pay.${name}`))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statements.map((statement) => (
            <tr key={statement.period}>
              <td>
                <button
                  type="button"
                  className="link"
                  aria-pressed={statement === shown}
                  onClick={() => choose(statement.period)}
                >
                  {format.period(statement.period)}
                </button>
              </td>
              <td>{t(`pay.status.${statement.status}`)}</td>
              <td className="n">
                <Explained of={statement.lines.length > 0 ? statement.ref : undefined}>
                  {format.amount(statement.payable)}
                </Explained>
              </td>
              {(["paid", "open"] as const).map((name) => (
                <td key={name} className="n">
                  <Explained of={statement.refs[name]}>{format.amount(statement[name])}</Explained>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
/** What the running period has brought so far, and how far the next tier is. */
function SoFar({ statements }: { readonly statements: readonly StatementView[] }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const running = statements.findLast((statement) => statement.status === "open" && statement.lines.length > 0);
  if (!running) return null;
  const { nextTier } = running;
  return (
    <p className="so-far">
      {t(running.payers ? "pay.feeSoFar" : "pay.soFar", {
        period: format.period(running.period),
        party: t(`party.${running.holder}`, { ns: "words" }),
      })}{" "}
      <Figure of={running.ref}>{format.money(running.payable)}</Figure>
      {t("period")}{" "}
      {nextTier ? (
        <span className="quiet">
          {t("pay.nextTier", {
            credited: format.money(nextTier.credited),
            from: format.money(nextTier.from),
            rate: nextTier.rate,
            missing: format.money(nextTier.missing),
          })}
        </span>
      ) : null}
    </p>
  );
}
