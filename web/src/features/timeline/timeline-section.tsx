// Clauses: N1, N2

import { FEWEST_SHOWN } from "@fealty/engine/views/fewest-shown.ts";
import type { TimelinePage } from "@fealty/engine/views/view.ts";
import Button from "antd/es/button";
import Input from "antd/es/input";
import Select from "antd/es/select";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { eventWord } from "../../i18n/event-words.ts";
import type { TimelineFilter } from "../../source/contract-source.ts";
import { EventTable } from "../../ui/event-table.tsx";
import { ExportList } from "../../ui/export/export-list.tsx";
import { HouseMessage } from "../../ui/house-message.tsx";
import { useReading } from "../../ui/reading.tsx";
import { allEvents, eventTable } from "./event-list.ts";
import "./timeline-section.css";

const PAGE = 50;

/** Every event up to the moment shown, newest first, a page at a time. `load` asks the source. */
export function TimelineSection({ load }: { readonly load: (filter: TimelineFilter) => Promise<TimelinePage> }) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [words, setWords] = useState("");
  const [page, setPage] = useState(0);
  const [shown, setShown] = useState<TimelinePage>();
  const [failure, setFailure] = useState<unknown>();
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks once more
  useEffect(() => {
    let current = true;
    setFailure(undefined);
    load({ kinds, words, offset: page * PAGE, limit: PAGE }).then(
      (answer) => current && setShown(answer),
      (error: unknown) => current && setFailure(error),
    );
    return () => {
      current = false;
    };
  }, [load, kinds, words, page, times]);
  const pages = Math.max(1, Math.ceil((shown?.total ?? 0) / PAGE));
  const filtered = kinds.length > 0 || words !== "";
  return (
    <div className="timeline">
      <div className="row">
        <h2>{t("timeline.title")}</h2>
        <span className="quiet" aria-live="polite">
          {shown ? t("timeline.total", { shown: format.count(shown.total) }) : null}
        </span>
        <span className="grow" />
        <ExportList
          title={`${view.number} ${t("timeline.title")}`}
          table={async () => eventTable(await allEvents(load, { kinds, words }), format, t)}
        />
      </div>
      <div className="row timeline-filter">
        <Select
          mode="multiple"
          aria-label={t("timeline.kinds")}
          placeholder={t("timeline.allKinds")}
          className="kinds"
          getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
          maxTagCount="responsive"
          allowClear
          value={[...kinds]}
          onChange={(value) => {
            setKinds(value);
            setPage(0);
          }}
          optionFilterProp="label"
          options={(shown?.kinds ?? []).map(({ kind, count }) => ({
            value: kind,
            label: `${eventWord(kind, view.language)} ${format.count(count)}`,
          }))}
        />
        <Input
          className="words"
          allowClear
          aria-label={t("timeline.search")}
          placeholder={t("timeline.search")}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setPage(0);
          }}
        />
      </div>
      {shown?.unlisted === undefined ? null : (
        <p className="quiet few">{t("explain.few", { shown: format.count(shown.unlisted), fewest: FEWEST_SHOWN })}</p>
      )}
      {shown?.withheld === undefined ? null : (
        <p className="quiet few">{t("explain.withheld", { shown: format.count(shown.withheld) })}</p>
      )}
      {failure === undefined ? null : <HouseMessage failure={failure} again={() => setTimes(times + 1)} />}
      {shown && shown.events.length === 0 ? (
        <p className="empty">{t(filtered ? "timeline.noneFound" : "timeline.none")}</p>
      ) : null}
      {shown && shown.events.length > 0 ? <EventTable events={shown.events} withKind /> : null}
      {pages > 1 ? (
        <div className="row timeline-pages">
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t("timeline.newer")}
          </Button>
          <span className="quiet">{t("timeline.page", { page: page + 1, pages })}</span>
          <Button disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
            {t("timeline.older")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
