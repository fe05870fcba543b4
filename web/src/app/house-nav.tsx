// Clauses: C1.2, N1
import { useNavigate, useRouterState } from "@tanstack/react-router";
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { Who } from "../source/house-client.ts";
import { useHouse } from "./house-context.tsx";

/** The pages of the house, each with what somebody has to be allowed for it to be of use. */
const PAGES = [
  ["#/", "today.title", "read-today", (path: string) => path === "/"],
  ["#/contracts", "contracts", "list-contracts", (path: string) => path === "/contracts"],
  ["#/people", "house.people", "list-people", (path: string) => /^\/(people|outbox|licences)/.test(path)],
  ["#/customers", "house.customers", "list-customers", (path: string) => path.startsWith("/customers")],
  ["#/own-customers", "house.customers", "list-own-customers", (path: string) => path.startsWith("/own-customers")],
  ["#/privacy", "house.privacy", "list-requests", (path: string) => path.startsWith("/privacy")],
  ["#/organisation", "house.organisation", "read-organisation", (path: string) => path === "/organisation"],
  ["#/rules", "house.rules", "read-rules", (path: string) => path === "/rules"],
  ["#/activity", "house.activity", "list-activity", (path: string) => path === "/activity"],
  ["#/group", "house.group", "read-group-figures", (path: string) => path === "/group"],
  ["#/import", "house.import", "import-table", (path: string) => path.startsWith("/import")],
] as const;
/** On a phone the ways stand in one row that scrolls: the one that was taken stands whole in it. */
const showWhole = (here: HTMLElement | null): void => here?.scrollIntoView({ block: "nearest", inline: "nearest" });
export function HouseNav({ who }: { readonly who: Who }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className="house-nav" aria-label={t("house.pages")}>
      {PAGES.filter(([, , verb]) => who.may.includes(verb)).map(([href, text, , isHere]) => (
        <a
          key={href}
          ref={isHere(path) ? showWhole : null}
          href={href}
          aria-current={isHere(path) ? "page" : undefined}
        >
          {t(text)}
        </a>
      ))}
    </nav>
  );
}
/** Who is signed in, the way to one's own login, and out. */
export function Self({ who, out }: { readonly who: Who; readonly out: () => void }) {
  const { t } = useTranslation();
  const house = useHouse();
  const navigate = useNavigate();
  const { name } = who.person;
  const leave = (): void =>
    void house.door.signOut().then(async () => {
      // Whoever comes next begins at the beginning, not on the page of the one before.
      await navigate({ to: "/", search: {} });
      out();
    });
  return (
    <span className="row self">
      <a href="#/login" title={t("house.login")}>
        {who.former ? t("house.former", { name }) : name}
      </a>
      <Button size="small" onClick={leave}>
        {t("house.signOut")}
      </Button>
    </span>
  );
}
