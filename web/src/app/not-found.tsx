import { useRouterState } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { EXAMPLE_ID } from "../source/example.ts";
import { HouseContext } from "./house-context.tsx";
import { useTitle } from "./use-title.ts";

/** A link to a contract that is not there. */
export function NotFound() {
  const { t } = useTranslation();
  const served = useContext(HouseContext) !== undefined;
  useTitle(t("error.notFound"));
  return (
    <main id="main" className="message" tabIndex={-1}>
      <h1>{t("error.notFound")}</h1>
      <p>{t(served ? "error.notFoundServed" : "error.notFoundNext")}</p>
      <WaysOn />
    </main>
  );
}
/** An address that is no page's; where it begins with a contract's, that contract may well be there. */
export function NoSuchPage() {
  const { t } = useTranslation();
  const number = useRouterState({ select: ({ location }) => /^\/contracts\/([^/]+)/.exec(location.pathname)?.[1] });
  useTitle(t("error.noSuchPage"));
  return (
    <main id="main" className="message" tabIndex={-1}>
      <h1>{t("error.noSuchPage")}</h1>
      <p>{t("error.noSuchPageNext")}</p>
      {number === undefined ? null : (
        <p>
          <a href={`#/contracts/${number}`}>{t("error.toContract", { number: plain(number) })}</a>
        </p>
      )}
      <WaysOn />
    </main>
  );
}
const plain = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
function WaysOn() {
  const { t } = useTranslation();
  return (
    <p className="row">
      <a href="#/open">{t("openFiles")}</a>
      <ElsewhereLink />
    </p>
  );
}
/** Where there are contracts to see: a house has a list of its own, and no example beside it. */
export function ElsewhereLink() {
  const { t } = useTranslation();
  return useContext(HouseContext) ? (
    <a href="#/contracts">{t("error.allContracts")}</a>
  ) : (
    <a href={`#/contracts/${EXAMPLE_ID}`}>{t("error.example")}</a>
  );
}
