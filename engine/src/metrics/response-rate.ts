// Clauses: C3.2, C7.3

import { invitationKey, SURVEY_ANSWERED } from "./answers.ts";
import { EXCLUDED } from "./cells.ts";
import { countOf, exclusionsOf, shareResult } from "./figures.ts";
import { type Entry, placed } from "./placed.ts";
import type { Reading } from "./reading.ts";
import { holds, readingMark, readValue } from "./reading.ts";

const SURVEY_SENT = "survey_sent";
interface Sending extends Entry {
  readonly what: "delivered" | "undelivered" | "complete" | "incomplete";
}
/**
 * Answered ÷ delivered, by invitation, counted on the day the invitation was first sent, whenever the answer comes. Reminders are
 * the same invitation. Undelivered ones and answers without an invitation are out. Where the definition names a `value`, only an
 * answer that has it is complete.
 */
export const responseRate = placed<Sending>({
  kinds: ({ event }) => [event ?? SURVEY_SENT, SURVEY_ANSWERED],
  entryOf: (fact, { definition }) => {
    const { id, at, kind, fields } = fact.event;
    const key = invitationKey(fact);
    if (kind !== SURVEY_ANSWERED) {
      if (!holds(definition.when, fact)) return undefined;
      const what = fields.delivered === false ? "undelivered" : "delivered";
      return { key, entry: { id, at, day: fact.day, mark: what, what } };
    }
    const reading: Reading | undefined | true = definition.value ? readValue(definition.value, fact) : true;
    const what = reading === undefined ? "incomplete" : "complete";
    const mark = reading === true ? "" : readingMark(reading);
    return { key, entry: { id, at, day: fact.day, mark: `${what} ${mark}`, what } };
  },
  place: (entries) => {
    const sent = entries.filter(({ what }) => what === "delivered" || what === "undelivered");
    const first = sent[0];
    const answers = entries.filter(({ what }) => what === "complete");
    if (!first) return answers.map(({ day }) => ({ day, counts: { [`${EXCLUDED}not_invited`]: 1n } }));
    const { day } = first;
    if (!sent.some(({ what }) => what === "delivered")) return [{ day, counts: { [`${EXCLUDED}undelivered`]: 1n } }];
    const answer = answers[0];
    return answer
      ? [{ day, counts: { n: 1n, answered: 1n }, ids: [first.id, answer.id] }]
      : [{ day, counts: { n: 1n }, ids: [first.id] }];
  },
  result: (total, { definition }) =>
    shareResult(countOf(total, "answered"), countOf(total, "n"), definition.confidence, exclusionsOf(total)),
});
