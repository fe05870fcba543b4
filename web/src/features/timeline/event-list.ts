// Clauses: N1, N6
import type { EventView, TimelinePage } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import { eventWord, fieldWord } from "../../i18n/event-words.ts";
import type { TimelineFilter } from "../../source/contract-source.ts";
import type { ListTable } from "../../ui/export/table.ts";
import type { Format } from "../../ui/format.ts";

/** As many as one answer brings. */
const AT_ONCE = 500;

/** Every event that the filter finds, page after page. */
export const allEvents = async (
  load: (filter: TimelineFilter) => Promise<TimelinePage>,
  filter: Pick<TimelineFilter, "kinds" | "words">,
): Promise<readonly EventView[]> => {
  const events: EventView[] = [];
  for (;;) {
    const page = await load({ ...filter, offset: events.length, limit: AT_ONCE });
    events.push(...page.events);
    if (page.events.length === 0 || events.length >= page.total) return events;
  }
};
/** Events as a file has them, with the words and the masks of the screen. */
export const eventTable = (events: readonly EventView[], format: Format, t: TFunction): ListTable => ({
  columns: [
    t("timeline.at"),
    t("timeline.recordedAt"),
    t("timeline.what"),
    t("timeline.customer"),
    t("timeline.details"),
  ],
  rows: events.map(({ at, recordedAt, kind, customer, details }) => [
    format.time(at),
    format.time(recordedAt),
    eventWord(kind, format.language),
    customer ?? "",
    details.map(({ name, text }) => `${fieldWord(name, format.language)} ${text}`).join(" · "),
  ]),
});
