// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { IncidentSection } from "../features/privacy/incident-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** What went wrong with personal data, and what was done about it. */
export function PrivacyIncidents() {
  const { t, i18n } = useTranslation();
  useTitle(t("incidents.title"));
  const house = useHouse();
  const company = useCompany();
  const { answer, failure, again } = useAsked("incidents", (one) => one.privacy.incidents({ party: "company" }));
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer && company ? (
        <IncidentSection
          house={house}
          company={company.name[i18n.language === "en" ? "en" : "zh"]}
          told={answer}
          changed={again}
        />
      ) : failure ? null : (
        <Loading />
      )}
    </main>
  );
}
