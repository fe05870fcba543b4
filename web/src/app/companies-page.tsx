// Clauses: C1.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import { CompanyList } from "../features/companies/company-list.tsx";
import { beginAnew } from "../source/present-company.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";
import "../features/access/access.css";
import "../ui/register.css";

/** The companies of one's own login, and what waits in each. */
export function CompaniesPage() {
  const { t } = useTranslation();
  useTitle(t("companies.own"));
  const house = useHouse();
  const { answer, failure, again } = useAsked("companies", (one) => one.door.companies());
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (!answer) return <Loading />;
  return (
    <main id="main" tabIndex={-1}>
      <section className="register">
        <h1>{t("companies.own")}</h1>
        <p className="quiet">{t("companies.ownLead")}</p>
        <CompanyList
          house={house}
          companies={answer}
          entered={() => {
            location.hash = "#/";
            beginAnew(false);
          }}
        />
        <p>
          <Button href="#/further">{t("companies.toFurther")}</Button>
        </p>
      </section>
    </main>
  );
}
