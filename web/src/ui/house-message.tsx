import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import { codeOf, reasonOf } from "../source/reason.ts";

const WAYS_ON: Readonly<Record<string, { readonly href: string; readonly label: string }>> = {
  SECOND_FACTOR_NEEDED: { href: "#/login", label: "house.login" },
  LOGIN_OF_ONES_OWN: { href: "#/", label: "house.toStart" },
};

/** The house did not answer, or refused: what it said, and the way on. */
export function HouseMessage({ failure, again }: { readonly failure: unknown; readonly again: () => void }) {
  const { t, i18n } = useTranslation();
  const reason = reasonOf(failure, i18n.language === "en" ? "en" : "zh");
  // Trying again helps nothing: what helps stands behind the button. The first is what a new owner sees before anything else.
  const elsewhere = WAYS_ON[codeOf(failure) ?? ""];
  if (elsewhere)
    return (
      <div className="message pad" role="status">
        <p>{reason}</p>
        <Button type="primary" href={elsewhere.href}>
          {t(elsewhere.label)}
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
