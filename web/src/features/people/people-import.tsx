// Clauses: C1.2
import Button from "antd/es/button";
import Checkbox from "antd/es/checkbox";
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { PeopleReport, RoleName } from "../../source/house-client.ts";
import { ROLES } from "../../ui/role-words.ts";
import { saveText } from "../../ui/save-text.ts";
import "./people.css";

/** How a list is to be read where it does not say so itself. */
export interface ListOptions {
  readonly role: RoleName;
  readonly rename: boolean;
}
export function ListChoices({
  options,
  set,
}: {
  readonly options: ListOptions;
  readonly set: (options: ListOptions) => void;
}) {
  const { t } = useTranslation();
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  return (
    <div className="row people-filter">
      <span className="row">
        <span aria-hidden="true">{t("peopleImport.role")}</span>
        <Select
          aria-label={t("peopleImport.role")}
          getPopupContainer={within}
          value={options.role}
          onChange={(role: RoleName) => set({ ...options, role })}
          options={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
        />
      </span>
      <Checkbox checked={options.rename} onChange={(event) => set({ ...options, rename: event.target.checked })}>
        {t("peopleImport.rename")}
      </Checkbox>
    </div>
  );
}
/** What becomes of each row, before or after it did. */
export function ListReport({ report, done }: { readonly report: PeopleReport; readonly done: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const { counts, columns, unread } = report;
  const { rows } = report;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const told = (["new", "role", "renamed", "same", "refused"] as const).filter((action) => counts[action] > 0);
  return (
    <section aria-label={t(done ? "peopleImport.report" : "peopleImport.preview")}>
      <h2>{t(done ? "peopleImport.report" : "peopleImport.preview")}</h2>
      <p aria-live="polite">
        {told.map((action) => t(`peopleImport.counts.${action}`, { count: counts[action] })).join(" · ")}
      </p>
      <p className="quiet">
        {Object.entries(columns)
          .map(([column, name]) =>
            t("peopleImport.column", { name, holds: t(`peopleImport.columns.${column as "code"}`) }),
          )
          .join(" · ")}
        {unread.length > 0 ? ` · ${t("peopleImport.unread", { names: unread.join(t("peopleImport.comma")) })}` : ""}
      </p>
      {counts.refused > 0 ? (
        <p>
          <Button onClick={() => saveText(t("peopleImport.refusedFile"), "text/csv", report.refused)}>
            {t("peopleImport.saveRefused")}
          </Button>
        </p>
      ) : null}
      <table className="data">
        <thead>
          <tr>
            <th scope="col" className="n row-number">
              {t("peopleImport.row")}
            </th>
            <th scope="col">{t("people.code")}</th>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("peopleImport.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, code, name, action, faults }) => (
            <tr key={row}>
              <td className="n row-number">{row}</td>
              <td>{code}</td>
              <td>{name}</td>
              <td>
                {t(`peopleImport.actions.${action}`)}
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
      {all > rows.length ? <p className="quiet">{t("peopleImport.most", { shown: rows.length, of: all })}</p> : null}
    </section>
  );
}
