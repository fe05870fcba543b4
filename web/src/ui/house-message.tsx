import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import { reasonOf } from "../source/reason.ts";

/** The house did not answer, or refused: what it said, and the way on. */
export function HouseMessage({ failure, again }: { readonly failure: unknown; readonly again: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="message pad" role="alert">
      <p>{t("house.failed", { reason: reasonOf(failure, i18n.language === "en" ? "en" : "zh") })}</p>
      <Button onClick={again}>{t("house.again")}</Button>
    </div>
  );
}
