// Clauses: N2
import { useTranslation } from "react-i18next";
import type { Company } from "../source/house-client.ts";
import { houseFormat } from "../ui/house-format.ts";

/** A demonstration's clock can be moved past its data; without this its missed duties would read as people's failures. */
export function NoFactsSince({ company, told }: { readonly company: Company; readonly told: "shortly" | "whole" }) {
  const { t, i18n } = useTranslation();
  if (company.factsUntil === undefined) return null;
  const at = houseFormat(i18n.language === "en" ? "en" : "zh", company.now).time(company.factsUntil);
  return told === "shortly" ? (
    <span className="quiet">{t("house.dataUntil", { at })}</span>
  ) : (
    <p className="quiet pad">{t("house.noFactsSince", { at })}</p>
  );
}
