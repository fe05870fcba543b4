import { capital } from "@fealty/engine/messages/plain-words.ts";
import type { EventView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { eventWord, fieldWord } from "../i18n/event-words.ts";
import { useReading } from "./reading.tsx";
import { ScrollX } from "./scroll-x.tsx";
import { useMedia } from "./use-media.ts";
import "./event-table.css";

/**
 * Events as rows: when, what, about whom, and what was said. With `fields`, a narrow table that shows only these, a column
 * each: the evidence of a figure that reads them. Where a window is too narrow for what was said beside the rest, a list.
 */
export function EventTable({
  events,
  withKind,
  fields,
}: {
  readonly events: readonly EventView[];
  readonly withKind?: boolean;
  readonly fields?: readonly string[];
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const persons = events.some((event) => event.customer !== undefined);
  const narrow = fields !== undefined;
  const columns = fields ?? [];
  const shownIn = (event: EventView, field: string): string =>
    event.details.find((one) => one.name === field)?.text ?? "";
  const details = (event: EventView): string =>
    event.details.map(({ name, text }) => `${fieldWord(name, view.language)} ${text}`).join(" · ");
  const late = (event: EventView): string | undefined =>
    event.recordedAt - event.at > 60_000_000
      ? t("timeline.recorded", { at: format.shortTime(event.recordedAt) })
      : undefined;
  const room = useMedia("(min-width: 641px)");
  if (!room && columns.length === 0)
    return (
      <ol className="event-list">
        {events.map((event) => (
          <li key={event.id}>
            <p className="row">
              <span className="time">{format.time(event.at)}</span>
              {withKind ? <span className="kind">{eventWord(event.kind, view.language)}</span> : null}
            </p>
            {late(event) === undefined ? null : <p className="quiet late">{late(event)}</p>}
            {event.customer === undefined ? null : <p className="person">{event.customer}</p>}
            {event.details.length === 0 ? null : <p className="details">{details(event)}</p>}
          </li>
        ))}
      </ol>
    );
  return (
    <ScrollX label={t("timeline.title")}>
      <table className={narrow ? "data events narrow" : "data events"}>
        <thead>
          <tr>
            <th scope="col">{t("timeline.at")}</th>
            {withKind ? <th scope="col">{t("timeline.what")}</th> : null}
            {persons ? <th scope="col">{t("timeline.customer")}</th> : null}
            {columns.map((field) => (
              <th key={field} scope="col" className="n">
                {capital(fieldWord(field, view.language))}
              </th>
            ))}
            {columns.length === 0 ? <th scope="col">{t("timeline.details")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td className="time">
                {narrow ? format.shortTime(event.at) : format.time(event.at)}
                {late(event) === undefined ? null : <div className="quiet late">{late(event)}</div>}
              </td>
              {withKind ? <td className="kind">{eventWord(event.kind, view.language)}</td> : null}
              {persons ? <td className="person">{event.customer ?? ""}</td> : null}
              {columns.map((field) => (
                <td key={field} className="n">
                  {shownIn(event, field)}
                </td>
              ))}
              {columns.length === 0 ? <td>{details(event)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
