// Clauses: N7
import {
  type BundleHead,
  DEMONSTRATION,
  DUTIES,
  DUTY_HEADS,
  type DutyWords,
  scopeWords,
  TIMELINE_HEADS,
  type TimelineWords,
} from "./bundle-html.ts";

/** Rows that are set as pages; the page beside them and the facts have more. */
const MOST_ROWS = 2000;
/** What the template of the timeline shows, as JSON; both languages everywhere. */
export const timelineData = (
  head: BundleHead,
  rows: readonly TimelineWords[],
  total: number,
  invented: boolean,
  duties: readonly DutyWords[],
): string => {
  const { number } = head.contract;
  const shown = rows.slice(0, MOST_ROWS);
  const made = new Date(Date.parse(head.madeAt));
  return JSON.stringify({
    title: `时间线 · ${number}`,
    heading: { zh: `时间线 · ${number}`, en: `Timeline · ${number}` },
    head: number,
    mark: invented ? `${DEMONSTRATION.zh} ${DEMONSTRATION.en}` : "",
    made: head.madeAt,
    // In UTC, as a PDF without an offset is read.
    date: {
      year: made.getUTCFullYear(),
      month: made.getUTCMonth() + 1,
      day: made.getUTCDate(),
      hour: made.getUTCHours(),
      minute: made.getUTCMinutes(),
      second: made.getUTCSeconds(),
    },
    scope: scopeWords(head),
    count:
      shown.length < total
        ? {
            zh: `共 ${total} 项，这里列出最近的 ${shown.length} 项；全部在 facts.ndjson 中。`,
            en: `The latest ${shown.length} of ${total}; all of them are in facts.ndjson.`,
          }
        : { zh: `共 ${total} 项`, en: `${total} in all` },
    heads: TIMELINE_HEADS,
    rows: shown.map(({ at, recordedAt, id, zh, en }) => ({
      at: spaced(at),
      recordedAt: spaced(recordedAt),
      id: breakable(id),
      zh: breakable(zh),
      en: breakable(en),
    })),
    dutiesHeading: DUTIES,
    dutyHeads: DUTY_HEADS,
    duties: duties.map(({ zh, en, state, dueAt = "–", closedAt = "–" }) => ({
      zh,
      en,
      state,
      dueAt: spaced(dueAt),
      closedAt: spaced(closedAt),
    })),
  });
};
/** Day, time and offset may stand below each other. */
const spaced = (moment: string): string => moment.replace("T", " ").replace(/(?=[+-]\d\d:\d\d$)/, " ");
/** Long numbers may go on in the next line: a zero-width space within what has no other place to break. */
const breakable = (text: string): string => text.replaceAll(/[!-~]{18}(?=[!-~])/g, "$&\u200b");
