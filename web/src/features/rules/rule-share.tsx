// Clauses: C2.3
import { useTranslation } from "react-i18next";
import type { RuleBook } from "../../source/house-client.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import type { Format } from "../../ui/format.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { isOpen } from "./rules-words.ts";

/** Who acknowledged the present version and who has not, those first; with the share drawn. */
export function RuleShare({ book, format }: { readonly book: RuleBook; readonly format: Format }) {
  const { t } = useTranslation();
  const { addressed, current } = book;
  const version = current ?? 0;
  const of = addressed.length;
  const done = addressed.filter((one) => !isOpen(one)).length;
  if (of === 0) return <p className="quiet">{t("rules.nobody")}</p>;
  const rows = [...addressed].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  const columns = [t("rules.contract"), t("rules.party"), t("rules.name"), t("rules.person"), t("rules.acknowledged")];
  const words = t("rules.share", { done, of, version });
  return (
    <section className="rule-share">
      <div className="row">
        <h3>{t("rules.acknowledgements")}</h3>
        <span className="grow" />
        <ExportList
          title={`${t("rules.acknowledgements")} ${book.code} ${t("rules.version", { version })}`}
          table={() => ({
            columns,
            rows: rows.map((one) => [
              one.contract,
              t(`rules.parties.${one.party}`),
              one.name,
              one.person ?? one.firm ?? "",
              one.acknowledgedAt === null ? t("rules.notYet") : format.time(one.acknowledgedAt),
            ]),
          })}
        />
      </div>
      <div className="rule-bar" role="img" aria-label={words}>
        <i style={{ inlineSize: `${(100 * done) / of}%` }} />
      </div>
      <p>{words}</p>
      {done < of ? <p className="quiet">{t("rules.remind")}</p> : null}
      <details open={done < of && of <= 20}>
        <summary>{t("rules.byContract")}</summary>
        <ScrollX label={`${t("rules.acknowledgements")} ${book.code}`}>
          <table className="data">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={`${one.contract} ${one.party}`}>
                  <td>
                    <a href={`#/contracts/${encodeURIComponent(one.contract)}`}>{one.contract}</a>
                  </td>
                  <td>{t(`rules.parties.${one.party}`)}</td>
                  <td>{one.name}</td>
                  <td>
                    {one.firm !== null ? (
                      <a href="#/organisation">{one.firm}</a>
                    ) : one.person === null ? (
                      t("rules.noPerson")
                    ) : (
                      <a href={`#/people/${encodeURIComponent(one.person)}`}>{one.person}</a>
                    )}
                  </td>
                  <td className="time">
                    {one.acknowledgedAt === null ? (
                      <StateMark state="running" words={t("rules.notYet")} />
                    ) : (
                      format.time(one.acknowledgedAt)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      </details>
    </section>
  );
}
