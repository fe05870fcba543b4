// Clauses: C8.1, N2
// Why a service clock runs out when it does: every piece of time between start and due with its reason.
import type { Day, Instant } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { type Counted, openSpansOf, type ServiceCalendar, withoutPauses } from "./counted-time.ts";
import type { Pause, Step, StepReason } from "./types.ts";
import { dayKind } from "./working-day.ts";
import { instantOf, localDay } from "./zone.ts";

interface Piece extends Pause {
  readonly counted: boolean;
  readonly reason: StepReason;
}
/** Lays `inner` spans into `outer`: what they cover counts for `reason`, what pauses cut out of them is paused, the rest is `between`. */
const layInto = (
  outer: Pause,
  inner: readonly Pause[],
  pauses: readonly Pause[],
  reason: StepReason,
  between: StepReason,
): Piece[] => {
  const pieces: Piece[] = [];
  let at = outer.from;
  const fill = (to: Instant, counted: boolean, why: StepReason): void => {
    if (to > at) pieces.push({ from: at, to, counted, reason: why });
    if (to > at) at = to;
  };
  for (const span of inner) {
    const cut = {
      from: Math.max(span.from, outer.from) as Instant,
      to: Math.min(span.to, outer.to) as Instant,
    };
    if (cut.from >= cut.to) continue;
    fill(cut.from, false, between);
    for (const part of withoutPauses(cut, pauses)) {
      fill(part.from, false, "paused");
      fill(part.to, true, reason);
    }
    fill(cut.to, false, "paused");
  }
  fill(outer.to, false, between);
  return pieces;
};
const overlaps = (spans: readonly Pause[], pause: Pause): Pause[] =>
  spans
    .map((span) => ({
      from: Math.max(span.from, pause.from) as Instant,
      to: Math.min(span.to, pause.to) as Instant,
    }))
    .filter((span) => span.from < span.to);
const dayWithin = ({ zone }: ServiceCalendar, day: Day, from: Instant, to: Instant): Pause => ({
  from: Math.max(instantOf(zone, day), from) as Instant,
  to: Math.min(instantOf(zone, addDays(day, 1)), to) as Instant,
});
const daysOf = ({ zone }: ServiceCalendar, from: Instant, to: Instant): Day[] => {
  const days: Day[] = [];
  if (to > from)
    for (let day = localDay(zone, from), last = localDay(zone, (to - 1) as Instant); day <= last; day = addDays(day, 1))
      days.push(day);
  return days;
};
/** Steps of a clock that counts hours, minutes or plain time. */
export const countedSteps = (
  service: ServiceCalendar,
  counted: Counted,
  from: Instant,
  due: Instant,
  pauses: readonly Pause[],
): Step[] => {
  const whole = { from, to: due };
  if (counted === "wall") return dated(service, layInto(whole, [whole], pauses, "elapsed", "elapsed"));
  return daysOf(service, from, due).flatMap((day) => {
    const { working, reason } = dayKind(service.calendar, day);
    const part = dayWithin(service, day, from, due);
    if (!working) return dated(service, [{ ...part, counted: false, reason }]);
    const counting = reason === "working_day" ? "working_hours" : reason;
    return dated(service, layInto(part, openSpansOf(service, day), pauses, counting, "outside_hours"));
  });
};
/** Steps of a clock that counts working days: days until `raw`, then the opening time by which pauses moved it on. */
export const businessDaySteps = (
  service: ServiceCalendar,
  from: Instant,
  raw: Instant,
  due: Instant,
  pauses: readonly Pause[],
): Step[] => {
  const first = localDay(service.zone, from);
  const days = daysOf(service, from, raw).flatMap((day) => {
    const kind = dayKind(service.calendar, day);
    const part = dayWithin(service, day, from, raw);
    const counted = kind.working && day !== first;
    const reason = day === first ? "first_day" : kind.reason;
    const open = openSpansOf(service, day);
    // Only opening time is paused, so that what is paused is what is added behind.
    const still = pauses.flatMap((pause) => overlaps(open, pause));
    return dated(
      service,
      layInto(part, [part], still, reason, reason).map((piece) =>
        piece.reason === "paused" ? piece : { ...piece, counted },
      ),
    );
  });
  return due > raw ? [...days, ...countedSteps(service, service, raw, due, pauses)] : days;
};
const dated = ({ zone }: ServiceCalendar, pieces: readonly Piece[]): Step[] =>
  pieces.map((piece) => ({ date: localDay(zone, piece.from), ...piece }));
