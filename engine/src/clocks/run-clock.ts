// Clauses: C4.2, C8.1, C12.2
import { advance, countedTime, mergePauses, type ServiceCalendar } from "../calendar/counted-time.ts";
import { isLegalUnit, legalDue } from "../calendar/legal-time.ts";
import { endOfDay } from "../calendar/recurrence-time.ts";
import { countedBy, serviceDueWithPauses } from "../calendar/service-time.ts";
import type { Due, LegalDue, Pause, Step } from "../calendar/types.ts";
import { instantOf, localDay } from "../calendar/zone.ts";
import type { DeadlineRule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import { partOf } from "../values/rational.ts";
import type { Episode } from "./pairing.ts";
import type { Clock, ClockContext } from "./types.ts";

const dueAtEndOf = (context: ClockContext, legal: LegalDue): Due => ({
  due: endOfDay(context.zone, legal.due),
  estimated: legal.estimated,
  get steps(): readonly Step[] {
    return legal.steps.map((step) => ({
      ...step,
      from: instantOf(context.zone, step.from),
      to: instantOf(context.zone, step.to),
    }));
  },
});
/** A pause lengthens a legal period by the days it lasted, its first not counted, as the period itself is counted in days. */
export const legalDueWithPauses = (
  rule: Pick<DeadlineRule, "within">,
  context: Pick<ClockContext, "calendar" | "zone">,
  from: Instant,
  pauses: readonly Pause[],
): LegalDue => {
  const { calendar, zone } = context;
  const dueAfter = (pausedDays: number): LegalDue =>
    legalDue(calendar, localDay(zone, from), rule.within, { extendOverWeekends: true, pausedDays });
  let pausedDays = 0;
  let due = dueAfter(0);
  for (const pause of mergePauses(pauses)) {
    if (pause.from >= endOfDay(zone, due.due)) break;
    pausedDays += localDay(zone, pause.to) - localDay(zone, pause.from);
    due = dueAfter(pausedDays);
  }
  return due;
};
/** Moments at which the `warn_at` shares of the time are used up, of a clock that is due then. */
export const warningsOf = (
  rule: DeadlineRule,
  context: ServiceCalendar,
  from: Instant,
  due: Instant,
  pauses: readonly Pause[],
): readonly Instant[] => {
  const counted = rule.legal && isLegalUnit(rule.within) ? "wall" : countedBy(context, rule.within);
  const still = mergePauses(pauses);
  const allotted = countedTime(counted, from, due, still);
  return rule.warnAt.map((share) => advance(counted, from, partOf(allotted, share), still));
};
/** The clock of one episode as it stands at `asOf`; only a pause that still lasts makes it depend on that moment. */
export const runClock = (
  rule: DeadlineRule,
  context: ClockContext,
  key: string,
  episode: Episode,
  asOf: Instant,
): Clock => {
  const { calendar, zone, hours, version } = context;
  const { startedAt, startedBy, sequence } = episode;
  const pauses = mergePauses(episode.pauses.map(({ from, to }) => ({ from, to: to ?? asOf })));
  // CC 201 II: a legal period in hours runs on the clock from the agreed moment.
  const legal =
    rule.legal && isLegalUnit(rule.within) ? legalDueWithPauses(rule, context, startedAt, pauses) : undefined;
  const due = legal
    ? dueAtEndOf(context, legal)
    : serviceDueWithPauses(calendar, zone, hours, startedAt, rule.within, pauses);
  const counting = episode.pauses.filter((pause) => pause.from < due.due);
  return {
    rule,
    key,
    subject: sequence === 1 ? key : `${key}#${sequence}`,
    startedBy,
    startedAt,
    ...(episode.endedBy === undefined ? {} : { endedBy: episode.endedBy }),
    ...(episode.endedAt === undefined ? {} : { endedAt: episode.endedAt }),
    ...(episode.lifted ? { lifted: true } : {}),
    pauses: counting,
    paused: episode.endedAt === undefined && counting.some((pause) => pause.to === undefined),
    due,
    ...(legal === undefined ? {} : { legal }),
    warnings: warningsOf(rule, context, startedAt, due.due, pauses),
    version,
  };
};
