// Clauses: C7.1, N7

import { useTranslation } from "react-i18next";
import { May } from "../../ui/may.tsx";

const PARTS = ["requests", "retention", "processing", "incidents"] as const;
export type PrivacyPart = (typeof PARTS)[number];
export const isPrivacyPart = (part: string): part is PrivacyPart => PARTS.some((one) => one === part);
const VERBS = {
  requests: "list-requests",
  retention: "list-retention",
  processing: "read-register",
  incidents: "read-incidents",
} as const satisfies Readonly<Record<PrivacyPart, string>>;
const hrefOf = (part: PrivacyPart): string => (part === "requests" ? "#/privacy" : `#/privacy/${part}`);

/** The title of the page, and the way from one part to another. */
export function PrivacyNav({ part }: { readonly part: PrivacyPart }) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t("privacy.title")}</h1>
      <nav className="privacy-parts screen-only" aria-label={t("privacyParts.label")}>
        {PARTS.map((one) => (
          <May key={one} verb={VERBS[one]}>
            <a href={hrefOf(one)} aria-current={one === part ? "page" : undefined}>
              {t(`privacyParts.${one}`)}
            </a>
          </May>
        ))}
      </nav>
    </>
  );
}
