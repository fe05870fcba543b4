// Clauses: C1.1, C1.2
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { IntermediaryRead } from "../../source/house-client.ts";
import { useMay } from "../../ui/may.tsx";

/** Which firm is the intermediary and who coordinates for it today, or which person acts; with the way there for whoever keeps the register. */
export function IntermediaryLine({
  told: { firm, acting },
  byCompany,
}: {
  readonly told: IntermediaryRead;
  readonly byCompany: boolean;
}) {
  const { t, i18n } = useTranslation();
  const mayFirms = useMay("read-organisation") && byCompany;
  const mayPeople = useMay("read-person") && byCompany;
  const name = firm === null ? "" : (i18n.language === "en" && firm.name.en) || firm.name.zh;
  const people = acting.map(({ name: person, code }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two may bear one name, and the order is the answer's
    <Fragment key={index}>
      {index === 0 ? null : t("list")}
      {mayPeople && code !== undefined ? <a href={`#/people/${encodeURIComponent(code)}`}>{person}</a> : person}
    </Fragment>
  ));
  if (firm === null) {
    if (acting.length > 0)
      return (
        <div className="quiet acts-for">
          {t("intermediary.person")}
          {people}
        </div>
      );
    // That nobody signs in for it is for the company to know.
    return byCompany ? <div className="quiet acts-for">{t("intermediary.nobody")}</div> : null;
  }
  return (
    <div className="quiet acts-for">
      {t("intermediary.firm")}
      {mayFirms ? <a href="#/organisation">{name}</a> : name}
      {" · "}
      {acting.length === 0 ? (
        t("intermediary.nobodyToday")
      ) : (
        <>
          {t("intermediary.today")}
          {people}
        </>
      )}
      {firm.contact === undefined ? null : ` · ${t("intermediary.contact", { contact: firm.contact })}`}
    </div>
  );
}
