// Clauses: C7.1, N7
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reasonOf } from "../../source/reason.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { OwnConsents } from "./own-consents.tsx";
import { OwnData } from "./own-data.tsx";
import { OwnLooks } from "./own-looks.tsx";
import type { OwnProps } from "./own-props.ts";
import { OwnRequests } from "./own-requests.tsx";
import { OwnServing } from "./own-serving.tsx";
import "../../ui/register.css";
import "../../ui/field.css";
import "./own-page.css";

/** A customer's own page: one column that a thumb walks down. */
export function OwnSection(props: OwnProps & { readonly left: () => void }) {
  const { house, page, changed, left } = props;
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [problem, setProblem] = useState<string>();
  const { company, demonstration, until, byGuardian, wards } = page;
  const ask = (asked: Promise<unknown>, then: () => void): void => {
    setProblem(undefined);
    asked.then(then, (failure: unknown) => setProblem(reasonOf(failure, language)));
  };
  return (
    <section className="register own-page">
      <div className="row">
        <h1>{t("ownPage.title")}</h1>
        <span className="grow" />
        <Button onClick={() => ask(house.ownPage.leave(), left)}>{t("ownPage.leave")}</Button>
      </div>
      <p className="row">
        <b>{company[language] || company.zh}</b>
        {demonstration ? <span className="demo-mark">{t("house.demo")}</span> : null}
      </p>
      <p className="quiet">{keptDates(t("ownPage.until", { until: houseFormat(language, until).time(until) }))}</p>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {byGuardian ? (
        <p className="row">
          <span>{t("ownPage.ofWard")}</span>
          <Button onClick={() => ask(house.ownPage.turnTo({}), changed)}>{t("ownPage.toOwn")}</Button>
        </p>
      ) : null}
      <OwnData {...props} />
      {wards.length === 0 ? null : (
        <>
          <h2>{t("ownPage.wards")}</h2>
          <p className="row">
            {wards.map(({ code, name }) => (
              <Button key={code} onClick={() => ask(house.ownPage.turnTo({ customer: code }), changed)}>
                {t("ownPage.toWard", { name })}
              </Button>
            ))}
          </p>
        </>
      )}
      <OwnServing {...props} />
      <OwnConsents {...props} />
      <OwnRequests {...props} />
      <OwnLooks {...props} />
    </section>
  );
}
