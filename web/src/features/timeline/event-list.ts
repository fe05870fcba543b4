// Clauses: N1, N6
import type { EventView, TimelinePage } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import { eventWord, fieldWord } from "../../i18n/event-words.ts";
import type { TimelineFilter } from "../../source/contract-source.ts";
import type { ListTable } from "../../ui/export/table.ts";
import type { Format } from "../../ui/format.ts";

/** As many as one answer brings. */
const AT_ONCE = 500;

/** What the filter finds, page after page, newest first. */
export async function* eventPages(
  load: (filter: TimelineFilter) => Promise<TimelinePage>,
  filter: Pick<TimelineFilter, "kinds" | "words">,
): AsyncGenerator<TimelinePage> {
  for (let offset = 0; ; ) {
    const page = await load({ ...filter, offset, limit: AT_ONCE });
    yield page;
    offset += page.events.length;
    if (page.events.length === 0 || offset >= page.total) return;
  }
}
/** Every event that the filter finds. */
export const allEvents = async (
  load: (filter: TimelineFilter) => Promise<TimelinePage>,
  filter: Pick<TimelineFilter, "kinds" | "words">,
): Promise<readonly EventView[]> => {
  const events: EventView[] = [];
  for await (const page of eventPages(load, filter)) events.push(...page.events);
  return events;
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
