// Clauses: C1.1
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { UseCode } from "../features/access/use-code.tsx";
import { useHouse } from "./house-context.tsx";
import { useTitle } from "./use-title.ts";
import "../features/access/access.css";

/** Where somebody who is signed in types the code of a slip, or one that founds a company. */
export function FurtherPage() {
  const { t } = useTranslation();
  useTitle(t("companies.another"));
  const house = useHouse();
  const navigate = useNavigate();
  return (
    <main id="main" className="door" tabIndex={-1}>
      <h1>{t("companies.another")}</h1>
      <p className="quiet">{t("companies.anotherLead")}</p>
      <UseCode
        house={house}
        good={(code) => void navigate({ to: "/slip/$code", params: { code }, search: {} })}
        stop="#/login"
      />
    </main>
  );
}
