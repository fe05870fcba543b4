// Clauses: C1.2
import { useTranslation } from "react-i18next";
import type { AlikePeople } from "../../source/house-client.ts";
import "../../ui/register.css";

/** Entries that may be one person, for those who may merge them; nothing where there are none. */
export function PeopleAlike({ alike: { total, groups } }: { readonly alike: AlikePeople }) {
  const { t } = useTranslation();
  if (total === 0) return null;
  return (
    <section className="register alike">
      <details>
        <summary>{t("people.alike", { count: total })}</summary>
        <p className="quiet">{t("people.alikeLead")}</p>
        <ul className="plain">
          {groups.map(({ by, people }) => (
            <li key={people.map(({ code }) => code).join(" ")} className="row">
              <span>{t(`people.alikeBy.${by}`)}</span>
              {people.map(({ code, name, roles }) => (
                <span key={code}>
                  <a href={`#/people/${encodeURIComponent(code)}`}>{`${name} ${code}`}</a>
                  {roles.length === 0 ? null : (
                    <span className="quiet"> {roles.map((role) => t(`people.roles.${role}`)).join(" · ")}</span>
                  )}
                </span>
              ))}
            </li>
          ))}
        </ul>
        {total > groups.length ? (
          <p className="quiet">{t("people.alikeMore", { count: total - groups.length })}</p>
        ) : null}
      </details>
    </section>
  );
}
