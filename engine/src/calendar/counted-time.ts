// Clauses: C8.1
// The two measures of time that a service clock can run on, opening hours and plain elapsed time, behind one walk.
import { assert } from "../values/assert.ts";
import type { Day, Instant } from "../values/brand.ts";
import { addDays, MICROS_PER_MINUTE } from "../values/date.ts";
import type { CalendarData, Hours, Pause } from "./types.ts";
import { isWorkingDay } from "./working-day.ts";
import { instantOf, localDay, type Zone } from "./zone.ts";

/** When a party is open: a country's working days, the zone they stand in and the hours of a working day. */
export interface ServiceCalendar {
  readonly calendar: CalendarData;
  readonly zone: Zone;
  readonly hours: Hours;
}
/** `wall`: every moment counts. Otherwise only opening hours do. */
export type Counted = "wall" | ServiceCalendar;

const FOR_EVER = Number.MAX_SAFE_INTEGER as Instant;
/** Opening spans of one local day, empty on a day off. An hour that the zone skips is not open time. */
export const openSpansOf = ({ calendar, zone, hours }: ServiceCalendar, day: Day): Pause[] =>
  isWorkingDay(calendar, day)
    ? hours
        .map((span) => ({
          from: instantOf(zone, day, span.from * MICROS_PER_MINUTE),
          to: instantOf(zone, day, span.to * MICROS_PER_MINUTE),
        }))
        .filter((span) => span.from < span.to)
    : [];

function* countedSpans(counted: Counted, from: Instant): Generator<Pause> {
  if (counted === "wall") {
    yield { from, to: FOR_EVER };
    return;
  }
  assert(counted.hours.length > 0, "opening hours without a span");
  let closedDays = 0;
  for (let day = localDay(counted.zone, from); ; day = addDays(day, 1)) {
    closedDays += 1;
    assert(closedDays < 4000, "a calendar without working days");
    for (const span of openSpansOf(counted, day)) {
      closedDays = 0;
      if (span.to > from) yield { from: Math.max(span.from, from) as Instant, to: span.to };
    }
  }
}
/** Sorted, merged, empty ones dropped: pauses may come in any order and overlap. */
export const mergePauses = (pauses: readonly Pause[]): Pause[] => {
  const merged: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of pauses.filter((pause) => pause.from < pause.to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to) as Instant;
    else merged.push({ from, to });
  }
  return merged;
};
/** What is left of a span when the (merged) pauses are cut out. */
export const withoutPauses = (span: Pause, pauses: readonly Pause[]): Pause[] => {
  const parts: Pause[] = [];
  let from = span.from;
  for (const pause of pauses) {
    if (pause.to <= from) continue;
    if (pause.from >= span.to) break;
    if (pause.from > from) parts.push({ from, to: pause.from });
    from = pause.to;
  }
  if (from < span.to) parts.push({ from, to: span.to });
  return parts;
};
/**
 * The first moment at which `amount` microseconds have been counted since `from`. A span that is used up exactly at its end gives
 * that end, not the next opening. Nothing to count gives `from`.
 * @param pauses merged
 */
export const advance = (counted: Counted, from: Instant, amount: number, pauses: readonly Pause[] = []): Instant => {
  if (amount <= 0) return from;
  let left = amount;
  for (const span of countedSpans(counted, from))
    for (const part of withoutPauses(span, pauses)) {
      const length = part.to - part.from;
      if (length >= left) return (part.from + left) as Instant;
      left -= length;
    }
  throw new RangeError("unreachable: counted time never ends");
};
/** Microseconds counted in [from, to), pauses (merged) left out. */
export const countedTime = (counted: Counted, from: Instant, to: Instant, pauses: readonly Pause[] = []): number => {
  let sum = 0;
  for (const span of countedSpans(counted, from)) {
    if (span.from >= to) break;
    const cut = { from: span.from, to: Math.min(span.to, to) as Instant };
    for (const part of withoutPauses(cut, pauses)) sum += part.to - part.from;
    if (span.to >= to) break;
  }
  return sum;
};
