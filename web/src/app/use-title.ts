import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** The window's name: what the page shows, then the brand. */
export const useTitle = (shown: string): void => {
  const { t } = useTranslation();
  const brand = t("brand");
  useEffect(() => {
    document.title = `${shown} · ${brand}`;
  }, [shown, brand]);
};
