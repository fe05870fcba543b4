// Clauses: N1, N7
import { useTranslation } from "react-i18next";
import { houseFormat } from "../ui/house-format.ts";
import { useCompany } from "./house-context.tsx";
import "./print-head.css";

/** On paper, above the company's own lists: whose they are, of what moment, and that the data are invented. */
export function PrintHead({ shown }: { readonly shown: boolean }) {
  const { t, i18n } = useTranslation();
  const company = useCompany();
  if (!company || !shown) return null;
  const language = i18n.language === "en" ? "en" : "zh";
  const at = houseFormat(language, company.now).time(company.now);
  return (
    <p className="print-only print-head">
      <b>{company.name[language]}</b>
      {company.demonstration ? <span className="mark">{t("house.demo")}</span> : null}
      <span>{t("house.now", { at })}</span>
    </p>
  );
}
