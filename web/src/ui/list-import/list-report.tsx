// Clauses: C1.2, C7.1
import Button from "antd/es/button";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { InventedContext } from "../export/invented.ts";
import { saveText } from "../save-text.ts";

/** What the house says of a list: what becomes, or became, of each row. */
export interface ListAnswer {
  readonly columns: Readonly<Record<string, string>>;
  readonly unread: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly {
    readonly row: number;
    readonly code: string;
    /** Only in lists of those whose names may stand in a report. */
    readonly name?: string;
    readonly action: string;
    readonly faults: readonly { readonly field: string; readonly text: Readonly<Record<"zh" | "en", string>> }[];
  }[];
  readonly refused: string;
}
/** Of whom lists are taken in; the texts of each stand under its name. */
export type Listed = "people" | "customers" | "licences";

export function ListReport({
  of,
  report,
  done,
}: {
  readonly of: Listed;
  readonly report: ListAnswer;
  readonly done: boolean;
}) {
  const { t, i18n } = useTranslation();
  const invented = useContext(InventedContext);
  const tell = t as unknown as (key: string, words?: object) => string;
  const language = i18n.language === "en" ? "en" : "zh";
  const { counts, columns, unread, rows } = report;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const isNamed = rows.some(({ name }) => name !== undefined);
  return (
    <section aria-label={t(done ? "listImport.report" : "listImport.preview")}>
      <h2>{t(done ? "listImport.report" : "listImport.preview")}</h2>
      <p aria-live="polite">
        {Object.entries(counts)
          .filter(([, count]) => count > 0)
          .map(([action, count]) => tell(`${of}Import.counts.${action}`, { count }))
          .join(" · ")}
      </p>
      <p className="quiet">
        {Object.entries(columns)
          .map(([column, name]) => t("listImport.column", { name, holds: tell(`${of}Import.columns.${column}`) }))
          .join(" · ")}
        {unread.length > 0 ? ` · ${t("listImport.unread", { names: unread.join(t("listImport.comma")) })}` : ""}
      </p>
      {(counts.refused ?? 0) > 0 ? (
        <p>
          <Button
            onClick={() =>
              saveText(
                `${invented ? t("house.demoFile") : ""}${t("listImport.refusedFile")}`,
                "text/csv",
                report.refused,
              )
            }
          >
            {t("listImport.saveRefused")}
          </Button>
        </p>
      ) : null}
      <table className="data">
        <thead>
          <tr>
            <th scope="col" className="n row-number">
              {t("listImport.row")}
            </th>
            <th scope="col">{tell(`${of}.code`)}</th>
            {isNamed ? <th scope="col">{tell(`${of}.name`)}</th> : null}
            <th scope="col">{t("listImport.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, code, name, action, faults }) => (
            <tr key={row}>
              <td className="n row-number">{row}</td>
              <td>{code}</td>
              {isNamed ? <td>{name}</td> : null}
              <td>
                {tell(`${of}Import.actions.${action}`)}
                {faults.map(({ field, text }) => (
                  <div key={`${field} ${text.zh}`} className="fault">
                    {text[language]}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > rows.length ? <p className="quiet">{t("listImport.most", { shown: rows.length, of: all })}</p> : null}
    </section>
  );
}
