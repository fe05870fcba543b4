// Clauses: C11.2
import { localDay, type Zone } from "../calendar/zone.ts";
import type { OpenStep } from "../pay/settled-at.ts";
import type { Instant, Money } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { NOTHING } from "../values/money.ts";

/** Days of delay in a row on which damages accrue from the same sum. */
export interface LateDays {
  readonly base: Money;
  readonly days: number;
}
/**
 * What was outstanding on each day of delay. A part payment lessens the days after its own: what had accrued by then remains
 * (CC 583), so that the sum never falls. The first day is the one after the due day (CC 201); what is due at 24:00 of a day is
 * due on it.
 * @param owed before the first payment
 * @param steps payments until `end`, in order of time
 */
export const lateDaysOf = (
  owed: Money,
  steps: readonly OpenStep[],
  zone: Zone,
  since: Instant,
  end: Instant,
): LateDays[] => {
  const stretches: LateDays[] = [];
  let day = localDay(zone, (since - 1) as Instant);
  let base = owed;
  const until = (at: Instant): void => {
    const days = at > since ? localDay(zone, at) - day : 0;
    if (days <= 0) return;
    stretches.push({ base, days });
    day = addDays(day, days);
  };
  for (const { at, open } of steps) {
    until(at);
    base = open > 0n ? open : NOTHING;
  }
  until(end);
  return stretches;
};
