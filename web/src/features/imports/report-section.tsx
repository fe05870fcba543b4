// Clauses: C7.1
import { capital } from "@fealty/engine/messages/plain-words.ts";
import { useTranslation } from "react-i18next";
import { eventWord } from "../../i18n/event-words.ts";
import { type ImportReport, reportAddress } from "../../source/import-client.ts";
import { houseFormat } from "../../ui/house-format.ts";

type Refusal = ImportReport["refusals"][number];
const COUNTS = ["read", "new", "repeated", "refused", "unmatched", "leftOut", "blank"] as const;

/** How much of a row counts that was taken in with a warning. */
const COUNTED = ["none", "part", "whole"] as const;

/** What became of every row of a file, the contracts it touched, the rows that stayed out, and those that are in with a warning. */
export function ReportSection({ answer: { report, refusals, warnings, warned } }: { readonly answer: ImportReport }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const format = houseFormat(language, report.endedAt);
  const out = report.rows.refused + report.rows.unmatched;
  const warnedRows = COUNTED.map((counted) => ({
    counted,
    rows: warnings.filter((one) => one.counted === counted),
    count: warned[counted],
  })).filter(({ count }) => count > 0);
  return (
    <>
      <h1>{t("imports.report", { file: report.fileName })}</h1>
      <p className="quiet sha">
        {t("imports.reportAt", { at: format.time(report.endedAt), sha256: report.fileSha256 })}
      </p>
      <dl className="import-counts">
        {COUNTS.map((name) => (
          <div key={name}>
            <dt>{t(`imports.counts.${name}`)}</dt>
            <dd>{format.count(report.rows[name])}</dd>
          </div>
        ))}
        <div>
          <dt>{t("imports.counts.events")}</dt>
          <dd>{format.count(report.events)}</dd>
        </div>
      </dl>
      <p className="row">
        <a href={reportAddress(report.importRunId, "csv", language)} download>
          {t("imports.downloadCsv")}
        </a>
        <a href={reportAddress(report.importRunId, "json", language)} download>
          {t("imports.downloadJson")}
        </a>
        <a href="#/import">{t("imports.another")}</a>
      </p>
      <h2>{t("imports.touched")}</h2>
      {report.contracts.length === 0 ? <p className="empty">{t("imports.touchedNone")}</p> : null}
      <ul className="touched">
        {report.contracts.map(({ number, events }) => (
          <li key={number}>
            <a href={`#/contracts/${encodeURIComponent(number)}/timeline`}>
              {t("imports.touchedEvents", { number, events: format.count(events) })}
            </a>
          </li>
        ))}
      </ul>
      {out > 0 ? (
        <>
          <h2>{t("imports.refusedRows")}</h2>
          {out > refusals.length ? (
            <p className="quiet">{t("imports.refusedFirst", { count: refusals.length })}</p>
          ) : null}
          <Refusals refusals={refusals} title={t("imports.refusedRows")} />
        </>
      ) : null}
      {warnedRows.map(({ counted, rows, count }) => (
        <section key={counted}>
          <h2>{t(`imports.warnedRows.${counted}`)}</h2>
          {count > rows.length ? <p className="quiet">{t("imports.refusedFirst", { count: rows.length })}</p> : null}
          <Refusals refusals={rows} title={t(`imports.warnedRows.${counted}`)} />
        </section>
      ))}
    </>
  );
}
/** Refused for what stands under the same id already: `sale/E3`, the kind of event and what the mapping makes ids of. */
const FOR_ITS_ID: readonly string[] = [
  "key_conflict",
  "known_conflict",
  "source_id_conflict",
  "retracted",
  "id_too_long",
];
const shownValue = ({ code, value }: Refusal, language: "zh" | "en"): string => {
  const [, kind, rest] = (FOR_ITS_ID.includes(code) && /^([a-z_]+)\/(.*)$/s.exec(value)) || [];
  return kind === undefined ? value : `${capital(eventWord(kind, language))} ${rest}`;
};
function Refusals({ refusals, title }: { readonly refusals: readonly Refusal[]; readonly title: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the window is scrolled by keyboard too
    <section className="scroll-x refusals" tabIndex={0} aria-label={title}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col" className="n">
              {t("imports.row")}
            </th>
            <th scope="col">{t("imports.column")}</th>
            <th scope="col">{t("imports.value")}</th>
            <th scope="col">{t("imports.reason")}</th>
            <th scope="col">{t("imports.mending")}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row can be refused for two reasons, and the list is laid once
            <tr key={index}>
              <td className="n">{one.row}</td>
              <td>{one.column === "" || one.column === "id" ? "—" : one.column}</td>
              <td className="value">
                <span>{shownValue(one, language)}</span>
              </td>
              <td>{one.reason}</td>
              <td>{one.mend}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
