// Clauses: C1.1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reasonOf, type Who } from "../source/house-client.ts";
import { beginAnew, wasSwitched } from "../source/present-company.ts";
import { useHouse } from "./house-context.tsx";

/** In the bar of somebody whose login opens several companies: the way to each other one. */
export function CompanySwitch({ who }: { readonly who: Who }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const house = useHouse();
  const [problem, setProblem] = useState<string>();
  const [told] = useState(wasSwitched);
  if (who.companies.length < 2) return null;
  const enter = (companyId: number): void => {
    house.door.enter({ companyId }).then(
      () => {
        location.hash = "#/";
        beginAnew(false);
      },
      (failure: unknown) => setProblem(reasonOf(failure, language)),
    );
  };
  return (
    <details className="company-switch">
      <summary>{t("companies.switch")}</summary>
      <span className="row">
        {who.companies
          .filter(({ companyId }) => companyId !== who.companyId)
          .map(({ companyId, name }) => (
            <Button key={companyId} size="small" onClick={() => enter(companyId)}>
              {name[language] || name.zh}
            </Button>
          ))}
        <a href="#/companies">{t("companies.own")}</a>
      </span>
      {told ? <p role="status">{t("companies.switched")}</p> : null}
      {problem === undefined ? null : <p role="alert">{problem}</p>}
    </details>
  );
}
