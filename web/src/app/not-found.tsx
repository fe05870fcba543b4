import { useTranslation } from "react-i18next";
import { EXAMPLE_ID } from "../source/example.ts";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main id="main" className="message" tabIndex={-1}>
      <h1>{t("error.notFound")}</h1>
      <p>{t("error.notFoundNext")}</p>
      <p className="row">
        <a href="#/open">{t("openFiles")}</a>
        <a href={`#/contracts/${EXAMPLE_ID}`}>{t("files.example")}</a>
      </p>
    </main>
  );
}
