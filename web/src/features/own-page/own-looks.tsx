// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { OwnPage } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { ROLES } from "../../ui/role-words.ts";
import type { OwnProps } from "./own-props.ts";

type Look = OwnPage["looks"][number];
/** Who looked at the data in clear, when and why, and who came in here; the latest first. */
export function OwnLooks({ page: { looks, kind } }: OwnProps) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", looks[0]?.at ?? 0);
  const fieldName = (field: NonNullable<Look["fields"]>[number]): string =>
    field === "name"
      ? t(`customers.names.${kind}`)
      : field === "identity"
        ? t(`customers.identities.${kind}`)
        : t(`customers.${field}`);
  const what = ({ verb, fields = [], reason = "", way = "link" }: Look): string => {
    if (verb === "reveal-customer")
      return t("ownPage.what.revealed", { fields: fields.map(fieldName).join(t("customers.comma")), reason });
    if (verb === "enter-own-page") return t(`ownPage.what.entered.${way}`);
    if (verb === "copy-own-data") return t("ownPage.what.copied");
    if (verb === "give-customer-link") return t("ownPage.what.linked");
    return t(verb === "send-customer-code" ? "ownPage.what.coded" : "ownPage.what.exported");
  };
  const who = ({ bySelf, actor, roles = [], verb }: Look): string => {
    if (bySelf) return t("ownPage.self");
    if (verb === "send-customer-code") return t("ownPage.system");
    if (actor === undefined) return t("ownPage.somebody");
    const known = ROLES.filter((role) => roles.includes(role)).map((role) => t(`people.roles.${role}`));
    return [t("ownPage.whoOf", actor), known.join(t("list"))].filter(Boolean).join(" · ");
  };
  return (
    <>
      <h2>{t("ownPage.looks")}</h2>
      <p className="quiet">{t("ownPage.looksLead")}</p>
      {looks.length === 0 ? <p>{t("ownPage.noLooks")}</p> : null}
      <ul className="plain">
        {looks.map((look, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one moment are told apart by their place alone
          <li key={`${look.at} ${index}`}>
            <div>{what(look)}</div>
            <div className="quiet">
              <span className="date">{format.time(look.at)}</span> · {who(look)}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
