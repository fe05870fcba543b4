// Clauses: C14.3, N7

import type { EventView } from "@fealty/engine/views/view.ts";
import { memo, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { eventPages } from "../features/timeline/event-list.ts";
import { eventWord, fieldWord } from "../i18n/event-words.ts";
import type { ContractSource } from "../source/contract-source.ts";
import type { Format } from "../ui/format.ts";
import { useReading } from "../ui/reading.tsx";

/** Up to here the rows for paper are fetched without asking: a browser prints what stands in the page and waits for nothing. */
const UNASKED = 20_000;

interface Fetched {
  readonly pages: readonly (readonly EventView[])[];
  readonly count: number;
  /** Absent until the first page is here. */
  readonly total?: number;
}
const NONE: Fetched = { pages: [], count: 0 };

/** The index of evidence on paper, whole: it is fetched page after page while its section is open, and the screen tells how far it is. */
export function EventsPrinted({ source }: { readonly source: ContractSource }) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const [{ pages, count, total }, setFetched] = useState(NONE);
  const [asked, setAsked] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    const fetchAll = async (): Promise<void> => {
      const seen = { asOf: view.asOf, party: view.party, language: view.language };
      let fetched = NONE;
      for await (const page of eventPages((filter) => source.timeline(view.id, seen, filter), {
        kinds: [],
        words: "",
      })) {
        if (!current) return;
        fetched = {
          pages: [...fetched.pages, page.events],
          count: fetched.count + page.events.length,
          total: page.total,
        };
        setFetched(fetched);
        if (page.total > UNASKED && !asked) return;
      }
    };
    setFailed(false);
    fetchAll().catch(() => current && setFailed(true));
    return () => {
      current = false;
    };
  }, [source, view, asked]);
  const figures = { count: format.count(count), total: total === undefined ? "…" : format.count(total) };
  const whole = count === total;
  const asks = !failed && total !== undefined && total > UNASKED && !asked;
  const onScreen = asks ? (
    <button type="button" className="link" onClick={() => setAsked(true)}>
      {t("printed.fetchAll", figures)}
    </button>
  ) : (
    t(failed ? "printed.stopped" : "printed.fetching", figures)
  );
  return (
    <>
      {whole ? null : (
        <>
          {createPortal(
            <p className="print-fetching screen-only quiet">{onScreen}</p>,
            document.getElementById("main") ?? document.body,
          )}
          {asks || failed ? null : <span data-waits="" />}
          <p className="warning">{t("printed.more", figures)}</p>
        </>
      )}
      <table className="data">
        <thead>
          <tr>
            <th>{t("printed.item")}</th>
            <th>{t("timeline.at")}</th>
            <th>{t("timeline.what")}</th>
            <th>{t("timeline.customer")}</th>
            <th>{t("timeline.details")}</th>
          </tr>
        </thead>
        {pages.map((events, index) => (
          <EventRows
            key={events[0]?.id ?? index}
            events={events}
            after={pages.slice(0, index).reduce((sum, one) => sum + one.length, 0)}
            format={format}
          />
        ))}
      </table>
    </>
  );
}
/** A page of rows, drawn once: what is fetched after it does not draw it again. */
const EventRows = memo(
  ({
    events,
    after,
    format,
  }: {
    readonly events: readonly EventView[];
    readonly after: number;
    readonly format: Format;
  }) => (
    <tbody>
      {events.map((event, index) => (
        <tr key={event.id}>
          <td>{after + index + 1}</td>
          <td className="time">{format.time(event.at)}</td>
          <td className="time">{eventWord(event.kind, format.language)}</td>
          <td className="time">{event.customer ?? ""}</td>
          <td>{event.details.map(({ name, text }) => `${fieldWord(name, format.language)} ${text}`).join(" · ")}</td>
        </tr>
      ))}
    </tbody>
  ),
);
