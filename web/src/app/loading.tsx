import { useTranslation } from "react-i18next";

/** Until the house has answered. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="quiet pad" data-waits="">
      {t("contractList.loading")}
    </p>
  );
}
