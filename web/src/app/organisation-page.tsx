// Clauses: C1.1
import { useTranslation } from "react-i18next";
import { OrganisationSection } from "../features/organisation/organisation-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import { useTitle } from "./use-title.ts";

/** Branches, teams, intermediary firms and legal entities. */
export function OrganisationPage() {
  const { t } = useTranslation();
  useTitle(t("organisation.title"));
  const company = useCompany();
  const house = useHouse();
  const { answer, failure, again } = useAsked(`organisation ${company?.now ?? ""}`, (one) =>
    one.organisation.read({ party: "company" }),
  );
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? (
        <OrganisationSection house={house} organisation={answer} changed={again} />
      ) : failure ? null : (
        <p className="quiet pad" data-waits="">
          {t("contractList.loading")}
        </p>
      )}
    </main>
  );
}
