// Clauses: C1.2
import { useTranslation } from "react-i18next";
import type { Permissions } from "../../source/house-client.ts";
import { ROLES } from "../../ui/role-words.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";
import "./access.css";
import "../../ui/register.css";

/** The table that every command asks. */
export function PermissionTable({
  permissions: { rows, withSecondFactor, ofCustomers, byCustomer },
}: {
  readonly permissions: Permissions;
}) {
  const { t } = useTranslation();
  return (
    <section className="register">
      <h1>{t("access.permissions")}</h1>
      <p>{t("access.permissionsLead")}</p>
      <ScrollX label={t("access.permissions")}>
        <table className="permission-table">
          <thead>
            <tr>
              <th scope="col">{t("access.permissionsAction")}</th>
              {ROLES.map((role) => (
                <th scope="col" key={role}>
                  {t(`people.roles.${role}`)}
                  {withSecondFactor.includes(role) ? (
                    <div className="quiet">{t("access.permissionsFactor")}</div>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ verb, roles, changes }) => (
              <tr key={verb}>
                <th scope="row">
                  {t(`access.verbs.${verb}`)}
                  {changes ? null : <span className="quiet"> {t("access.only")}</span>}
                </th>
                {ROLES.map((role) => (
                  <td key={role}>
                    {roles.includes(role) ? (
                      <span role="img" aria-label={t("access.mayDo")}>
                        ●
                      </span>
                    ) : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      <h2>{t("access.permissionsSight")}</h2>
      <p>{t("access.permissionsSightLead")}</p>
      <ul className="plain">
        {ofCustomers.map(({ field, roles }) => (
          <li key={field}>
            <b>{t(`access.sightOf.${field}`)}</b> {roles.map((role) => t(`people.roles.${role}`)).join(t("access.and"))}
          </li>
        ))}
      </ul>
      <h2>{t("access.permissionsCustomer")}</h2>
      <p>{t("access.permissionsCustomerLead")}</p>
      <ul className="plain">
        {byCustomer.map((verb) => (
          <li key={verb}>{t(`access.customerVerbs.${verb}`)}</li>
        ))}
      </ul>
    </section>
  );
}
