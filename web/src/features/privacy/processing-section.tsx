// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { ActivityList } from "./activity-list.tsx";
import { AssessmentList } from "./assessment-list.tsx";
import { PrivacyNav } from "./privacy-nav.tsx";
import { ProcessorList } from "./processor-list.tsx";
import type { RegisterProps } from "./register-props.ts";
import "../../ui/register.css";
import "./privacy.css";

/** What is done with personal data, by whom on the company's behalf, and what was thought of it beforehand. */
export function ProcessingSection(props: RegisterProps) {
  const { t } = useTranslation();
  return (
    <section className="register privacy">
      <PrivacyNav part="processing" />
      <p className="quiet">{t("processing.lead")}</p>
      <ActivityList {...props} />
      <ProcessorList {...props} />
      <AssessmentList {...props} />
    </section>
  );
}
