import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { EXAMPLE_ID } from "../source/example.ts";
import { HouseContext } from "./house-context.tsx";

export function NotFound() {
  const { t } = useTranslation();
  const served = useContext(HouseContext) !== undefined;
  return (
    <main id="main" className="message" tabIndex={-1}>
      <h1>{t("error.notFound")}</h1>
      <p>{t(served ? "error.notFoundServed" : "error.notFoundNext")}</p>
      <p className="row">
        <a href="#/open">{t("openFiles")}</a>
        <ElsewhereLink />
      </p>
    </main>
  );
}
/** Where there are contracts to see: a house has a list of its own, and no example beside it. */
export function ElsewhereLink() {
  const { t } = useTranslation();
  return useContext(HouseContext) ? (
    <a href="#/contracts">{t("files.allContracts")}</a>
  ) : (
    <a href={`#/contracts/${EXAMPLE_ID}`}>{t("files.example")}</a>
  );
}
