import { useTranslation } from "react-i18next";
import type { EventView } from "../source/view.ts";
import { eventWord, fieldWord } from "../source/words-of.ts";
import { useReading } from "./reading.tsx";
import "./event-table.css";

/** Events as rows: when, what, about whom, and what was said. `withKind` where kinds are mixed. */
export function EventTable({
  events,
  withKind,
}: {
  readonly events: readonly EventView[];
  readonly withKind?: boolean;
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const persons = events.some((event) => event.customer !== undefined);
  const details = (event: EventView): string =>
    event.details.map(({ name, text }) => `${fieldWord(name, view.language)} ${text}`).join(" · ");
  return (
    <div className="scroll-x">
      <table className="data events">
        <thead>
          <tr>
            <th scope="col">{t("timeline.at")}</th>
            {withKind ? <th scope="col">{t("timeline.what")}</th> : null}
            {persons ? <th scope="col">{t("timeline.customer")}</th> : null}
            <th scope="col">{t("timeline.details")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td className="time">
                {format.time(event.at)}
                {event.recordedAt - event.at > 60_000_000 ? (
                  <div className="quiet late">{t("timeline.recorded", { at: format.time(event.recordedAt) })}</div>
                ) : null}
              </td>
              {withKind ? <td className="kind">{eventWord(event.kind, view.language)}</td> : null}
              {persons ? <td className="person">{event.customer ?? ""}</td> : null}
              <td>{details(event)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
