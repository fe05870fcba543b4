import { useRouterState } from "@tanstack/react-router";
import { useContext, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { EXAMPLE_ID } from "../source/example.ts";
import { HouseContext, useCompany } from "./house-context.tsx";
import { useTitle } from "./use-title.ts";

/** A link to a contract that is not there. */
export function NotFound({ again }: { readonly again: () => void }) {
  return useContext(HouseContext) ? <NotFoundServed again={again} /> : <NoSuchContract next="error.notFoundNext" />;
}
/** While a demonstration is founded its contracts come one after the other: each that comes may be this one. */
function NotFoundServed({ again }: { readonly again: () => void }) {
  const company = useCompany();
  const count = company && `${company.contracts} ${company.founding ?? ""}`;
  const before = useRef(count);
  useEffect(() => {
    if (before.current !== undefined && count !== before.current) again();
    before.current = count;
  }, [count, again]);
  if (company === undefined) return <main id="main" className="message" tabIndex={-1} />;
  return company.founding === undefined ? (
    <NoSuchContract next="error.notFoundServed" />
  ) : (
    <NoSuchContract title="error.notYet" next="error.notFoundYet" />
  );
}
function NoSuchContract({ title = "error.notFound", next }: { readonly title?: string; readonly next: string }) {
  const { t } = useTranslation();
  useTitle(t(title));
  return (
    <main id="main" className="message" tabIndex={-1}>
      <h1>{t(title)}</h1>
      <p>{t(next)}</p>
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
