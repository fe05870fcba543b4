// Clauses: C7.1
import { useTranslation } from "react-i18next";
import type { PastImport } from "../../source/import-client.ts";
import { houseFormat } from "../../ui/house-format.ts";

/** The company's imports, latest first, each with its report. */
export function PastImports({ past, now }: { readonly past: readonly PastImport[]; readonly now: number }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", now);
  return (
    <section className="past">
      <h2>{t("imports.past")}</h2>
      {past.length === 0 ? <p className="empty">{t("imports.pastNone")}</p> : null}
      {past.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the window is scrolled by keyboard too
        <section className="scroll-x" tabIndex={0} aria-label={t("imports.past")}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t("imports.pastFile")}</th>
                <th scope="col">{t("imports.pastAt")}</th>
                <th scope="col" className="n">
                  {t("imports.counts.read")}
                </th>
                <th scope="col" className="n">
                  {t("imports.counts.new")}
                </th>
                <th scope="col" className="n">
                  {t("imports.counts.repeated")}
                </th>
                <th scope="col" className="n">
                  {t("imports.counts.refused")}
                </th>
              </tr>
            </thead>
            <tbody>
              {past.map((one) => (
                <tr key={one.importRunId}>
                  <td>
                    <a href={`#/import/${one.importRunId}`}>{one.fileName}</a>
                  </td>
                  <td className="time">{format.time(one.endedAt)}</td>
                  <td className="n">{format.count(one.rows.read)}</td>
                  <td className="n">{format.count(one.rows.new)}</td>
                  <td className="n">{format.count(one.rows.repeated)}</td>
                  <td className="n">{format.count(one.rows.refused + one.rows.unmatched)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </section>
  );
}
