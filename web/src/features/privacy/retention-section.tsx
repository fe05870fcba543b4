// Clauses: C7.1, N7, N8
import { useTranslation } from "react-i18next";
import { PrivacyNav } from "./privacy-nav.tsx";
import { RetentionDue } from "./retention-due.tsx";
import type { RetentionProps } from "./retention-props.ts";
import { RetentionPurges } from "./retention-purges.tsx";
import { RetentionRules } from "./retention-rules.tsx";
import "../../ui/register.css";
import "./privacy.css";

/** How long data is kept for each purpose, what falls due, and what was deleted. */
export function RetentionSection(props: RetentionProps) {
  const { t } = useTranslation();
  return (
    <section className="register privacy">
      <PrivacyNav part="retention" />
      <RetentionRules {...props} />
      <RetentionDue {...props} />
      <h2>{t("retention.purges")}</h2>
      <RetentionPurges purges={props.retention.purges} />
    </section>
  );
}
