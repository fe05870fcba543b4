// Clauses: N1, N2, S7

import type { Mark, PartyName, View } from "@fealty/engine/views/view.ts";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import Button from "antd/es/button";
import Segmented from "antd/es/segmented";
import { lazy, Suspense, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ClauseArticle } from "../features/clauses/clause-article.tsx";
import { ClauseTree } from "../features/clauses/clause-tree.tsx";
import { AsOfBar } from "../features/contract/as-of-bar.tsx";
import { ComingUp } from "../features/contract/coming-up.tsx";
import { ContractHeader } from "../features/contract/contract-header.tsx";
import { loadTexts } from "../i18n/setup.ts";
import type { ContractEntry, TimelineFilter, Viewpoint } from "../source/contract-source.ts";
import { pagePart } from "../source/page-part.ts";
import { BarSlot } from "../ui/bar-slot.tsx";
import { own } from "../ui/own.ts";
import { formatOf, type Reading, ReadingProvider } from "../ui/reading.tsx";
import { useMedia } from "../ui/use-media.ts";
import { metricOf, statementsOf } from "./clause-figures.tsx";
import { Failure } from "./failure-boundary.tsx";
import { HouseContext } from "./house-context.tsx";
import { IntermediaryBelow } from "./intermediary-below.tsx";
import { type LinkedMoment, readMoment, withMoment } from "./moment.ts";
import { MomentFailed } from "./moment-failed.tsx";
import { NotFound } from "./not-found.tsx";
import type { Section } from "./print-document.tsx";
import { receivedOf } from "./received-part.tsx";
import { type PageSearch, stringifySearch } from "./search.ts";
import { useEntry, useSource, useView } from "./source-context.tsx";
import { useFocusOfExplanation } from "./use-focus-of-explanation.ts";
import { useTitle } from "./use-title.ts";
import { Waiting } from "./waiting.tsx";
import "./contract-page.css";

/** A part of the drawer comes with its texts. */
const drawerPart = <Part,>(load: () => Promise<Part>): Promise<Part> =>
  pagePart(async () => (await Promise.all([load(), loadTexts("explain")]))[0]);
const ExplainPanel = lazy(() =>
  drawerPart(() => import("../features/explain/explain-panel.tsx")).then((part) => ({ default: part.ExplainPanel })),
);
const ParamPanel = lazy(() =>
  drawerPart(() => import("../features/explain/param-panel.tsx")).then((part) => ({ default: part.ParamPanel })),
);
const TermPanel = lazy(() =>
  drawerPart(() => import("../features/explain/term-panel.tsx")).then((part) => ({ default: part.TermPanel })),
);
const PrintDocument = lazy(() =>
  pagePart(() => import("./print-document.tsx")).then((part) => ({ default: part.PrintDocument })),
);
const PaySection = lazy(() =>
  pagePart(() => import("../features/pay/pay-section.tsx")).then((part) => ({ default: part.PaySection })),
);
const FindingSection = lazy(() =>
  pagePart(() => import("../features/findings/finding-section.tsx")).then((part) => ({ default: part.FindingSection })),
);
const TimelineSection = lazy(() =>
  pagePart(() => import("../features/timeline/timeline-section.tsx")).then((part) => ({
    default: part.TimelineSection,
  })),
);
const ContractRecord = lazy(() =>
  pagePart(async () => {
    const [part] = await Promise.all([import("./contract-record.tsx"), loadTexts("record")]);
    return part;
  }).then((part) => ({ default: part.ContractRecord })),
);
const Sheet = lazy(() => pagePart(() => import("../ui/sheet.tsx")).then((part) => ({ default: part.Sheet })));

const ContractLetters = lazy(() =>
  pagePart(async () => {
    const [part] = await Promise.all([import("./contract-letters.tsx"), loadTexts("letters")]);
    return part;
  }).then((part) => ({ default: part.ContractLetters })),
);

/** `letters`: of a contract that a house keeps. */
type Tab = Section | "letters";
const SECTIONS: readonly Tab[] = ["clauses", "pay", "findings", "timeline", "letters"];
const isSection = (name: string | undefined): name is Tab => SECTIONS.includes(name as Tab);

export function ContractPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { entry, failure, again } = useEntry(id);
  if (failure) return <Failure failure={failure} again={again} />;
  if (entry === undefined) return <Waiting id={id} />;
  return entry ? <OneContract key={id} entry={entry} /> : <NotFound again={again} />;
}
function OneContract({ entry }: { readonly entry: ContractEntry }) {
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  const { section } = useParams({ strict: false }) as { section?: string };
  const search = useSearch({ strict: false }) as PageSearch;
  const linked = useMemo(() => readMoment(search.asOf, entry), [search.asOf, entry]);
  const [dragged, setDragged] = useState<number>();
  const asOf = dragged ?? linked.at;
  const own = entry.parties.includes("company") ? "company" : (entry.parties[0] ?? "company");
  const party: PartyName = search.as && entry.parties.includes(search.as) ? search.as : own;
  const language = i18n.language === "en" ? "en" : "zh";
  const viewpoint = useMemo<Viewpoint>(() => ({ asOf, party, language }), [asOf, party, language]);
  const { view, busy, failure, again } = useView(entry.id, viewpoint);
  const stranger = search.as !== undefined && search.as !== party;
  const go = useCallback(
    (
      to: { readonly section?: string | undefined; readonly search?: (old: PageSearch) => PageSearch },
      replace = false,
    ) =>
      navigate({
        to: "/contracts/$id/{-$section}",
        params: { id: entry.id, section: to.section },
        search: (old: PageSearch) => (to.search ? to.search(old) : old),
        replace,
      }),
    [navigate, entry.id],
  );
  const failed = failure !== undefined;
  const moved = useRef("");
  const settle = useCallback(
    (moment: number) => {
      // What was asked in vain is asked again, though the address stays the same.
      if (failed && moment === linked.at) again();
      // The first move is a step that Back takes back; those that follow it change the same step.
      const sameStep = moved.current === location.hash;
      void go({ section, search: (old) => withMoment(old, moment, entry) }, sameStep).then(() => {
        moved.current = location.hash;
        setDragged(undefined);
      });
    },
    [go, section, entry, failed, linked.at, again],
  );
  if (failure && !view) return <Failure failure={failure} again={again} />;
  if (!view) return <Waiting id={entry.id} entry={entry} />;
  return (
    <Page
      entry={entry}
      view={view}
      busy={busy}
      // Where the new moment could not be had the old one stands there, and above it its own name.
      viewpoint={failed && dragged === undefined ? { ...viewpoint, asOf: view.asOf } : viewpoint}
      failed={failed ? { asked: viewpoint.asOf, failure, again } : undefined}
      section={section}
      search={search}
      go={go}
      drag={setDragged}
      settle={settle}
      trouble={dragged === undefined && !failed ? linked.trouble : undefined}
      stranger={stranger}
    />
  );
}
type Go = (
  to: { readonly section?: string | undefined; readonly search?: (old: PageSearch) => PageSearch },
  replace?: boolean,
) => Promise<void>;

function Page({
  entry,
  view,
  busy,
  viewpoint,
  section,
  search,
  go,
  drag,
  settle,
  trouble,
  stranger,
  failed,
}: {
  readonly entry: ContractEntry;
  readonly view: View;
  readonly busy: boolean;
  readonly viewpoint: Viewpoint;
  readonly section: string | undefined;
  readonly search: PageSearch;
  readonly go: Go;
  readonly drag: (moment: number) => void;
  readonly settle: (moment: number) => void;
  readonly trouble: LinkedMoment["trouble"];
  /** The link asks for the eyes of a party that this contract does not have. */
  readonly stranger: boolean;
  readonly failed: Pick<Parameters<typeof MomentFailed>[0], "asked" | "failure" | "again"> | undefined;
}) {
  const { t } = useTranslation();
  const source = useSource();
  const wide = useMedia("(min-width: 1180px)");
  const withTree = useMedia("(min-width: 861px)");
  const [contents, setContents] = useState(false);
  const isKept = useContext(HouseContext) !== undefined && !view.id.startsWith("local-");
  const tabs = SECTIONS.filter((name) => name !== "letters" || isKept);
  const shown: Tab = isSection(section) && tabs.includes(section) ? section : "clauses";
  const clauseId = isSection(section) ? undefined : (section ?? firstClause(view));
  const clause = clauseId === undefined ? undefined : own(view.clauses, clauseId);
  const format = useMemo(() => formatOf(view), [view]);
  const digest = useDigest(view);
  const marks = useMarks(entry.id, viewpoint);
  const main = useRef<HTMLElement>(null);
  const aside = useRef<HTMLElement>(null);
  useFocusOfExplanation(search.explain, aside);

  // Closing an explanation takes the step back that opened it; one that a link or another explanation opened is left in place.
  const opened = useRef("");
  // On a phone the sheet and the page both hear Escape, and the address changes only after both.
  const closing = useRef("");
  useEffect(() => {
    if (search.explain === undefined) closing.current = "";
  }, [search.explain]);
  const closeExplanation = useCallback(() => {
    if (closing.current === location.hash) return;
    closing.current = location.hash;
    if (opened.current === location.hash) history.back();
    else void go({ section, search: withoutExplanation }, true);
  }, [go, section]);
  const reading = useMemo<Reading>(
    () => ({
      view,
      format,
      digest,
      explaining: search.explain,
      explain: (ref) =>
        search.explain === ref
          ? closeExplanation()
          : void go({ section, search: (old) => ({ ...old, explain: ref }) }).then(() => {
              opened.current = search.explain === undefined ? location.hash : "";
            }),
      explainHref: (ref) => `#/contracts/${view.id}/${section ?? ""}${stringifySearch({ ...search, explain: ref })}`,
      openClause: (id) => {
        setContents(false);
        void go({ section: id, search: withoutExplanation }).then(() => {
          scrollTo({ top: Math.min(scrollY, main.current?.offsetTop ?? 0) });
          main.current?.focus({ preventScroll: true });
        });
      },
    }),
    [view, format, digest, search, go, section, closeExplanation],
  );
  const showFindings = () => void go({ section: "findings", search: withoutExplanation });
  const load = useCallback((ref: string) => source.explain(view.id, viewpointOf(view), ref), [source, view]);
  const recompute = useCallback((ref: string) => source.recompute(view.id, viewpointOf(view), ref), [source, view]);
  const timeline = useCallback(
    (filter: TimelineFilter) => source.timeline(view.id, viewpointOf(view), filter),
    [source, view],
  );
  const explains = search.explain !== undefined;
  useEffect(() => {
    if (!explains) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) closeExplanation();
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [explains, closeExplanation]);
  useTitle(`${clause ? `${clause.number} ${clause.title}` : t(`sections.${shown}`)} · ${view.number}`);

  const explained = search.explain?.startsWith("term:") ? (
    <TermPanel id={search.explain.slice(5)} close={closeExplanation} />
  ) : search.explain?.startsWith("param:") ? (
    <ParamPanel id={search.explain.slice(6)} close={closeExplanation} />
  ) : search.explain ? (
    <ExplainPanel reference={search.explain} load={load} recompute={recompute} close={closeExplanation} />
  ) : undefined;
  // On a phone the head stays low.
  const acting = isKept ? <IntermediaryBelow view={view} /> : null;
  const tree = (
    <ClauseTree
      current={clauseId ?? ""}
      hrefOf={(id) => `#/contracts/${view.id}/${id}${location.hash.match(/\?.*$/)?.[0] ?? ""}`}
    />
  );
  return (
    <ReadingProvider value={reading}>
      <BarSlot>
        {entry.parties.length > 1 ? (
          <Segmented
            size="small"
            className="as-party"
            aria-label={t("viewAs")}
            name="seen-as"
            tabIndex={-1}
            value={view.party}
            onChange={(as) => void go({ section, search: (old) => ({ ...withoutExplanation(old), as }) })}
            options={entry.parties.map((party) => ({ value: party, label: t(`party.${party}`, { ns: "words" }) }))}
          />
        ) : null}
        <Button size="small" className="print-button" onClick={() => print()}>
          {t("print")}
        </Button>
      </BarSlot>
      <div className="page screen-only" aria-busy={busy} data-digest={digest} data-as-of={view.asOf}>
        <ContractHeader showFindings={showFindings}>{withTree ? acting : null}</ContractHeader>
        <AsOfBar
          from={entry.from}
          until={entry.until}
          now={entry.opensAt}
          asOf={viewpoint.asOf}
          marks={marks}
          busy={busy}
          nextChangeAt={view.nextChangeAt}
          format={format}
          move={drag}
          settle={settle}
          troubles={[
            ...(stranger ? [t("noIntermediary")] : []),
            ...(trouble ? [t(`asOf.${trouble}`, { asked: search.asOf, at: format.time(view.asOf) })] : []),
          ]}
        />
        {failed ? <MomentFailed {...failed} format={format} shown={view.asOf} /> : null}
        <nav className="sections" aria-label={view.title}>
          {withTree ? null : (
            <Button size="small" className="contents-button" onClick={() => setContents(true)}>
              <span className="words">{t("tree.open")}</span>
            </Button>
          )}
          {tabs.map((name) => (
            <a
              key={name}
              href={`#/contracts/${view.id}/${name}${stringifySearch({ ...withoutExplanation(search) })}`}
              aria-current={name === shown ? "page" : undefined}
              onClick={(event) => {
                event.preventDefault();
                void go({ section: name === "clauses" ? undefined : name, search: withoutExplanation });
              }}
            >
              {t(`sections.${name}`)}
            </a>
          ))}
        </nav>
        <div className={`columns ${withTree ? "with-tree" : ""} ${wide ? "with-aside" : ""}`}>
          {withTree ? <div className="left">{tree}</div> : null}
          <main id="main" ref={main} tabIndex={-1}>
            <Suspense
              fallback={
                <p className="quiet pad" data-waits="">
                  {t("asOf.evaluating")}
                </p>
              }
            >
              {shown === "pay" ? <PaySection {...(isKept ? { receivedOf } : {})} /> : null}
              {shown === "findings" ? <FindingSection /> : null}
              {shown === "timeline" ? <TimelineSection load={timeline} /> : null}
              {shown === "timeline" ? <ContractRecord /> : null}
              {shown === "letters" ? <ContractLetters /> : null}
              {shown === "clauses" && !wide ? (
                // Where nothing stands beside the text, what is due comes before it; on the way to a clause, folded.
                <details key={clauseId} className="today" open={section === undefined}>
                  <summary>{t("aside.today")}</summary>
                  <ComingUp showFindings={showFindings} />
                  {withTree ? null : acting}
                </details>
              ) : null}
              {shown === "clauses" && clause ? (
                <ClauseArticle
                  clause={clause}
                  metricOf={(rule) => metricOf(view, rule)}
                  statementsOf={(rule) => statementsOf(view, rule)}
                />
              ) : null}
              {shown === "clauses" && !clause ? (
                <p className="pad quiet">{t("clause.notFound", { number: clauseId })}</p>
              ) : null}
            </Suspense>
          </main>
          {wide ? (
            <aside
              className="right"
              ref={aside}
              tabIndex={-1}
              aria-label={t(explained ? "explain.title" : "aside.title")}
            >
              <Suspense
                fallback={
                  <p className="quiet pad" data-waits="">
                    {t("explain.loading")}
                  </p>
                }
              >
                {explained ?? <ComingUp showFindings={showFindings} />}
              </Suspense>
            </aside>
          ) : null}
        </div>
      </div>
      {wide ? null : (
        <Suspense>
          {explained || contents ? (
            <Sheet
              side={explained ? "bottom" : "start"}
              label={t(explained ? "explain.title" : "tree.label")}
              close={explained ? closeExplanation : () => setContents(false)}
            >
              {explained ?? tree}
            </Sheet>
          ) : null}
        </Suspense>
      )}
      <Suspense fallback={<span data-waits="" />}>
        <PrintDocument section={shown === "letters" ? "clauses" : shown} source={source} now={entry.opensAt} />
      </Suspense>
    </ReadingProvider>
  );
}
const withoutExplanation = ({ explain: _, ...rest }: PageSearch): PageSearch => rest;
const viewpointOf = (view: View): Viewpoint => ({ asOf: view.asOf, party: view.party, language: view.language });
/** Opens on the clause that asks most for attention: the worst open state, in reading order. */
const firstClause = (view: View): string | undefined => {
  const order = view.chapters.flatMap((chapter) => chapter.clauses);
  for (const state of ["at_risk", "missed", "running"] as const) {
    const found = order.find((id) => view.clauses[id]?.state === state);
    if (found) return found;
  }
  return order[0];
};
const useDigest = (view: View): string | undefined => {
  const source = useSource();
  const [known, setKnown] = useState<{ readonly view: View; readonly digest: string }>();
  useEffect(() => {
    let current = true;
    // A hand that drags passes many moments; the digest is for the one it rests on.
    const timer = setTimeout(() => {
      void source.digest(view.id, viewpointOf(view)).then((digest) => current && setKnown({ view, digest }));
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [source, view]);
  return known?.view === view ? known.digest : undefined;
};
const useMarks = (id: string, viewpoint: Viewpoint): readonly Mark[] => {
  const source = useSource();
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const { party, language } = viewpoint;
  useEffect(() => {
    let current = true;
    void source.marks(id, { asOf: 0, party, language }).then((answer) => current && setMarks(answer));
    return () => {
      current = false;
    };
  }, [source, id, party, language]);
  return marks;
};
