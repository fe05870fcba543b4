import { assert } from "../values/assert.ts";
import type { Day } from "../values/brand.ts";
import { addDays, addMonths } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";

/** Adds a span of whole calendar days, weeks, months or years; measures know no business time. */
export const addCalendar = (day: Day, span: Duration): Day => {
  assert(!span.business && span.unit !== "hours" && span.unit !== "minutes", "a measure's span is in calendar days");
  if (span.unit === "days") return addDays(day, span.count);
  if (span.unit === "weeks") return addDays(day, 7 * span.count);
  return addMonths(day, span.unit === "years" ? 12 * span.count : span.count);
};
