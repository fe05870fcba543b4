import { Outlet, useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import Button from "antd/es/button";
import Segmented from "antd/es/segmented";
import { lazy, Suspense, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { filesOfDrop } from "../features/files/read-dropped.ts";
import { changeLanguage, keepLanguage, loadTexts, type ReaderLanguage } from "../i18n/setup.ts";
import type { DroppedFile } from "../source/contract-source.ts";
import { pagePart } from "../source/page-part.ts";
import { MayContext } from "../ui/may.tsx";
import { BroughtFiles } from "./brought-files.ts";
import { FailureBoundary } from "./failure-boundary.tsx";
import { HouseContext, MomentContext } from "./house-context.tsx";
import { InventedData } from "./invented-data.tsx";
import type { PageSearch } from "./search.ts";
import { useDoor, WhoContext } from "./who-context.tsx";
import "./shell.css";

/** They stand outside the boundary of a page's failures: where they cannot be fetched there is nothing in their place. */
const Nothing = () => null;
const PrintHead = lazy(() =>
  pagePart(() => import("./print-head.tsx")).then(
    (part) => ({ default: part.PrintHead }),
    () => ({ default: Nothing }),
  ),
);
const AtTheDoor = lazy(() =>
  pagePart(
    async () =>
      (
        await Promise.all([
          import("./at-the-door.tsx"),
          loadTexts("people"),
          loadTexts("access"),
          loadTexts("outbox"),
          loadTexts("companies"),
        ])
      )[0],
  ).then((part) => ({ default: part.AtTheDoor })),
);
const HouseNav = lazy(() => pagePart(() => import("./house-nav.tsx")).then((part) => ({ default: part.HouseNav })));
const Self = lazy(() => pagePart(() => import("./house-nav.tsx")).then((part) => ({ default: part.Self })));
const HouseBar = lazy(() =>
  pagePart(async () => (await Promise.all([import("./house-bar.tsx"), loadTexts("companies")]))[0]).then(
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
  const asked = useDoor();
  const who = asked.door?.who;
  const isBrought = path.startsWith("/contracts/local-");
  /** Of a letter of authority, and of a customer: neither has a login here. */
  const isPublic = /^\/(?:letter|me)(?:\/|$)/.test(path);
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
        <div className="ways">
          <Suspense fallback={<span className="house-nav" />}>{who ? <HouseNav who={who} /> : null}</Suspense>
          <span className="grow" />
          <span id="bar-slot" className="slot" />
          <Suspense>{who ? <Self who={who} out={asked.again} /> : null}</Suspense>
          {path === "/open" || isPublic ? null : (
            <Button
              size="small"
              onClick={() =>
                void navigate({ to: "/open", search: (old: PageSearch) => (old.lang ? { lang: old.lang } : {}) })
              }
            >
              {t("openFiles")}
            </Button>
          )}
        </div>
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
      {/* A contract that was opened here as a file may be another company's: neither name nor clock of this one is its. */}
      {who && !isBrought ? (
        <WhoContext value={who}>
          <Suspense fallback={<div className="house-bar screen-only" />}>
            <HouseBar changed={() => setMoment((before) => before + 1)} />
          </Suspense>
          <Suspense>
            {/* A contract has a document of its own for paper, and a file that was opened here is not the company's. */}
            <PrintHead key={moment} shown={!path.startsWith("/contracts/") && path !== "/open"} />
          </Suspense>
        </WhoContext>
      ) : null}
      {/* A contract is read whole at another moment; on any other page something may be half filled in. */}
      <FailureBoundary
        key={`${path.split("/")[2] ?? path} ${path.startsWith("/contracts/") ? moment : ""}`}
        address={address}
      >
        <MomentContext value={moment}>
          <BroughtFiles value={brought}>
            {!served || path === "/open" || isBrought || isPublic ? (
              outlet
            ) : who ? (
              <WhoContext value={who}>
                <MayContext value={who.may}>
                  <InventedData>{outlet}</InventedData>
                </MayContext>
              </WhoContext>
            ) : (
              <Suspense fallback={<span data-waits="" />}>
                <AtTheDoor asked={asked} path={path} />
              </Suspense>
            )}
          </BroughtFiles>
        </MomentContext>
      </FailureBoundary>
    </>
  );
}
