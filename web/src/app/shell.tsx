import { Outlet, useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import Button from "antd/es/button";
import Segmented from "antd/es/segmented";
import { lazy, Suspense, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { filesOfDrop } from "../features/files/read-dropped.ts";
import { changeLanguage, keepLanguage, type ReaderLanguage } from "../i18n/setup.ts";
import type { DroppedFile } from "../source/contract-source.ts";
import { pagePart } from "../source/page-part.ts";
import { BroughtFiles } from "./brought-files.ts";
import { FailureBoundary } from "./failure-boundary.tsx";
import { HouseContext, MomentContext } from "./house-context.tsx";
import { InventedData } from "./invented-data.tsx";
import type { PageSearch } from "./search.ts";
import "./shell.css";

/** They stand outside the boundary of a page's failures: where they cannot be fetched there is nothing in their place. */
const Nothing = () => null;
const PrintHead = lazy(() =>
  pagePart(() => import("./print-head.tsx")).then(
    (part) => ({ default: part.PrintHead }),
    () => ({ default: Nothing }),
  ),
);
const HouseBar = lazy(() =>
  pagePart(() => import("./house-bar.tsx")).then(
    (part) => ({ default: part.HouseBar }),
    () => ({ default: Nothing }),
  ),
);

/** Brand, language, the way to open files; the page below. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as PageSearch;
  const path = useRouterState({ select: (state) => state.location.pathname });
  // Asked for and shown: while the one becomes the other the old page stands there still.
  const address = useRouterState({
    select: ({ location, resolvedLocation }) => `${location.href} ${resolvedLocation?.href ?? ""}`,
  });
  const language = i18n.language as ReaderLanguage;
  const served = useContext(HouseContext) !== undefined;
  /** How often the house's present moment was moved, see `MomentContext`. */
  const [moment, setMoment] = useState(0);
  useEffect(() => {
    if (search.lang && search.lang !== i18n.language) void changeLanguage(search.lang);
  }, [search.lang, i18n]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const [brought, setBrought] = useState<Promise<readonly DroppedFile[]>>();
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
      setBrought(filesOfDrop(event.dataTransfer));
      void navigate({ to: "/open", search: {} });
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [navigate]);
  const choose = (chosen: ReaderLanguage) => {
    keepLanguage(chosen);
    void changeLanguage(chosen);
    void navigate({
      to: ".",
      search: (old: PageSearch) => ({ ...old, ...(old.lang ? { lang: chosen } : {}) }),
      replace: true,
    });
  };
  const outlet = <Outlet />;
  return (
    <>
      <button type="button" className="skip screen-only" onClick={() => document.getElementById("main")?.focus()}>
        {t("skip")}
      </button>
      <header className="bar screen-only">
        <a className="brand" href="#/">
          {language === "zh" ? "忠约 Fealty" : "Fealty 忠约"}
        </a>
        {served ? (
          <nav className="house-nav" aria-label={t("house.pages")}>
            <a href="#/" aria-current={path === "/" ? "page" : undefined}>
              {t("today.title")}
            </a>
            <a href="#/contracts" aria-current={path === "/contracts" ? "page" : undefined}>
              {t("contracts")}
            </a>
            <a href="#/people" aria-current={path.startsWith("/people") ? "page" : undefined}>
              {t("house.people")}
            </a>
            <a href="#/customers" aria-current={path.startsWith("/customers") ? "page" : undefined}>
              {t("house.customers")}
            </a>
            <a href="#/privacy" aria-current={path.startsWith("/privacy") ? "page" : undefined}>
              {t("house.privacy")}
            </a>
            <a href="#/organisation" aria-current={path === "/organisation" ? "page" : undefined}>
              {t("house.organisation")}
            </a>
            <a href="#/import" aria-current={path.startsWith("/import") ? "page" : undefined}>
              {t("house.import")}
            </a>
          </nav>
        ) : null}
        <span className="grow" />
        <span id="bar-slot" className="slot" />
        {path === "/open" ? null : (
          <Button
            size="small"
            onClick={() =>
              void navigate({ to: "/open", search: (old: PageSearch) => (old.lang ? { lang: old.lang } : {}) })
            }
          >
            {t("openFiles")}
          </Button>
        )}
        <Segmented
          size="small"
          aria-label={t("language.label")}
          name="language"
          tabIndex={-1}
          value={language}
          onChange={choose}
          options={[
            { value: "zh" as const, label: t("language.zh") },
            { value: "en" as const, label: t("language.en") },
          ]}
        />
      </header>
      {served ? (
        <>
          <Suspense fallback={<div className="house-bar" />}>
            <HouseBar changed={() => setMoment((before) => before + 1)} />
          </Suspense>
          <Suspense>
            {/* A contract has a document of its own for paper, and a file that was opened here is not the company's. */}
            <PrintHead key={moment} shown={!path.startsWith("/contracts/") && path !== "/open"} />
          </Suspense>
        </>
      ) : null}
      {/* A contract is read whole at another moment; on any other page something may be half filled in. */}
      <FailureBoundary
        key={`${path.split("/")[2] ?? path} ${path.startsWith("/contracts/") ? moment : ""}`}
        address={address}
      >
        <MomentContext value={moment}>
          <BroughtFiles value={brought}>{served ? <InventedData>{outlet}</InventedData> : outlet}</BroughtFiles>
        </MomentContext>
      </FailureBoundary>
    </>
  );
}
