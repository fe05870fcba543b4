// Clauses: C8.1
import { assert } from "../values/assert.ts";
import type { Instant } from "../values/brand.ts";
import { parseInstant } from "../values/date.ts";
import type { CalendarData, EarlierYears, HolidayYear } from "./types.ts";

/** What a calendar said from a moment on, until the next paper was taken in. */
export interface CalendarStage {
  readonly from: Instant;
  readonly calendar: CalendarData;
}
const ALWAYS = Number.NEGATIVE_INFINITY as Instant;
const momentOf = ({ until }: EarlierYears): Instant => {
  const at = parseInstant(until);
  assert(at !== undefined, `${until} is no moment`);
  return at;
};
/** The calendar as it stood before its last paper. */
const withoutLastPaper = ({ earlier, ...now }: CalendarData, { source, years }: EarlierYears): CalendarData => {
  const kept = Object.fromEntries(
    Object.entries({ ...now.years, ...years }).filter((entry): entry is [string, HolidayYear] => entry[1] !== null),
  );
  const rest = earlier?.slice(0, -1) ?? [];
  return { ...now, source, years: kept, ...(rest.length === 0 ? {} : { earlier: rest }) };
};
const known = new WeakMap<CalendarData, readonly CalendarStage[]>();
/**
 * A calendar as it stood from each moment on, in order of time: the first before any paper was taken in, the last as it is. What
 * it says of a moment never changes with a paper that comes later, and neither does the object.
 */
export const calendarStages = (calendar: CalendarData): readonly CalendarStage[] => {
  const before = known.get(calendar);
  if (before) return before;
  const stages: CalendarStage[] = [];
  let stage = calendar;
  for (const paper of [...(calendar.earlier ?? [])].reverse()) {
    stages.unshift({ from: momentOf(paper), calendar: stage });
    stage = withoutLastPaper(stage, paper);
  }
  stages.unshift({ from: ALWAYS, calendar: stage });
  known.set(calendar, stages);
  return stages;
};
