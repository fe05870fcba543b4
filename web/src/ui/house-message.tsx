import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import { codeOf, reasonOf } from "../source/reason.ts";

/** The house did not answer, or refused: what it said, and the way on. */
export function HouseMessage({ failure, again }: { readonly failure: unknown; readonly again: () => void }) {
  const { t, i18n } = useTranslation();
  const reason = reasonOf(failure, i18n.language === "en" ? "en" : "zh");
  // The first thing that a new owner sees: trying again helps nothing.
  if (codeOf(failure) === "SECOND_FACTOR_NEEDED")
    return (
      <div className="message pad" role="status">
        <p>{reason}</p>
        <Button type="primary" href="#/login">
          {t("house.login")}
        </Button>
      </div>
    );
  return (
    <div className="message pad" role="alert">
      <p>{t("house.failed", { reason })}</p>
      <Button onClick={again}>{t("house.again")}</Button>
    </div>
  );
}
