// Clauses: C1.1, C1.2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, type OwnCompany, reasonOf } from "../../source/house-client.ts";
import "./companies.css";

/** The companies that one's login opens, with what waits in each; the one acted in last stands first. */
export function CompanyList({
  house,
  companies,
  entered,
}: {
  readonly house: HouseClient;
  readonly companies: readonly OwnCompany[];
  readonly entered: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [busy, setBusy] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const enter = (companyId: number): void => {
    if (busy !== undefined) return;
    setBusy(companyId);
    house.door.enter({ companyId }).then(entered, (failure: unknown) => {
      setProblem(reasonOf(failure, language));
      setBusy(undefined);
    });
  };
  return (
    <>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      <ul className="own-companies">
        {companies.map((one, place) => {
          const name = one.name[language] || one.name.zh;
          return (
            <li key={one.companyId}>
              <h2 className="company-name">{name}</h2>
              <p className="quiet">
                {t("companies.as", {
                  name: one.person.name,
                  code: one.person.code,
                  roles: one.former
                    ? t("companies.former")
                    : one.roles.map((role) => t(`people.roles.${role}`)).join(t("list")),
                })}
              </p>
              <Figures company={one} />
              {one.present ? (
                <p className="quiet">{t("companies.present")}</p>
              ) : (
                <Button
                  type={place === 0 ? "primary" : "default"}
                  aria-label={t("companies.enterNamed", { name })}
                  aria-busy={busy === one.companyId}
                  onClick={() => enter(one.companyId)}
                >
                  {t("companies.enter")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
function Figures({ company: { waiting, lacksSecondFactor } }: { readonly company: OwnCompany }) {
  const { t } = useTranslation();
  if (lacksSecondFactor) return <p>{t("companies.needsFactor")}</p>;
  if (waiting === undefined) return <p className="quiet">{t("companies.noFigures")}</p>;
  const figures = [
    ["contracts", waiting.contracts],
    ["findings", waiting.findings],
    ["due", waiting.due],
    ["atRisk", waiting.atRisk],
  ] as const;
  return (
    <dl>
      {figures.map(([of, figure]) => (
        <div key={of} className="figure-line">
          <dt>{t(`companies.${of}`)}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
