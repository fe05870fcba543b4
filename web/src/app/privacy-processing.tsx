// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { ProcessingSection } from "../features/privacy/processing-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** The register of what is done with personal data. */
export function PrivacyProcessing() {
  const { t } = useTranslation();
  useTitle(t("processing.title"));
  const house = useHouse();
  const { answer, failure, again } = useAsked("register", (one) => one.privacy.register({ party: "company" }));
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? <ProcessingSection house={house} register={answer} changed={again} /> : failure ? null : <Loading />}
    </main>
  );
}
