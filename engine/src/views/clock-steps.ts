// Clauses: C8.1, N2
import { calendarStages } from "../calendar/calendar-stages.ts";
import { dueAfterPeriodEnd } from "../calendar/recurrence-time.ts";
import { serviceDueWithPauses } from "../calendar/service-time.ts";
import type { CalendarData, Due, Step } from "../calendar/types.ts";
import { localDay, offsetAt, type Zone } from "../calendar/zone.ts";
import type { Rule } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import { exactLengthWords } from "../messages/period-words.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance, Standstill } from "../rules/types.ts";
import type { Instant } from "../values/brand.ts";
import type { Duration } from "../values/duration.ts";
import { durationWords } from "./figures.ts";
import type { ClockStep, Language } from "./view.ts";
import { stepWords } from "./words-of.ts";

const reasonWords = (reason: string, language: Language): string => {
  const { what, which } = stepWords(reason, language);
  return which === undefined ? what : language === "zh" ? `${which}（${what}）` : `${what} (${which})`;
};
/** Why time stood still: an act or event of this name; what the rule itself pauses on needs no other word than that. */
const causeOf = ({ from }: Step, still: readonly Standstill[]): string => {
  const cause = still.find((one) => one.from <= from && (one.to ?? from) > from && one.kind !== "waiting");
  return cause?.kind ?? "paused";
};
const inClockTime = ({ business, unit }: Duration): boolean => business || unit === "hours" || unit === "minutes";
/** Days are days of the wall clock, also over a change to summer time. */
const onTheClock = (zone: Zone, at: Instant): number => at + offsetAt(zone, at) * 1_000_000;
type Piece = Omit<Step, "reason"> & { readonly reason: string };
/** Pieces that follow each other for the same reason are one: ten days of a holiday are one line. */
const joined = (evaluation: Evaluation, steps: readonly Piece[], within: Duration, language: Language): ClockStep[] => {
  const lines: { from: Instant; to: Instant; counted: boolean; reason: string }[] = [];
  for (const step of steps) {
    const reason = reasonWords(step.reason, language);
    const last = lines.at(-1);
    if (last && last.to === step.from && last.counted === step.counted && last.reason === reason) last.to = step.to;
    else lines.push({ from: step.from, to: step.to, counted: step.counted, reason });
  }
  const { zone } = evaluation;
  // A working day counts whole, whichever part of it stands in the line: the last one ends at closing time.
  const days = ({ from, to }: { readonly from: Instant; readonly to: Instant }): number =>
    localDay(zone, (to - 1) as Instant) - localDay(zone, from) + 1;
  const inDays = within.business && within.unit === "days";
  return lines.map((line) => ({
    ...line,
    length: !line.counted
      ? ""
      : inDays
        ? durationWords({ ...within, count: days(line) }, language)
        : exactLengthWords(
            inClockTime(within) ? line.to - line.from : onTheClock(zone, line.to) - onTheClock(zone, line.from),
            language,
          ),
  }));
};
/**
 * Why a case's time runs out when it does: each piece of time between start and due, counted or skipped, with its reason, and
 * what stood still by the name of its cause. Only where this clock gives the very due time that the engine found.
 */
export const clockStepsOf = (
  evaluation: Evaluation,
  ref: string,
  calendars: readonly CalendarData[],
  language: Language,
): ClockStep[] => {
  const instance = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .find((one) => instanceName(one.ref, one.period, one.subject) === ref);
  const rule = instance && ruleOf(evaluation, instance);
  const calendar = calendars.find((one) => one.id === evaluation.contract.calendar.id);
  const within = rule && withinOf(rule, instance.subject);
  if (!instance || !within || !calendar || instance.dueAt === undefined) return [];
  const { zone, contract } = evaluation;
  const { hours } = contract.calendar;
  const afterEnd = rule.kind === "entitlement" && instance.subject === "publish";
  const still = (instance.standstills ?? []).map((one) => ({ ...one, to: one.to ?? evaluation.asOf }));
  const dueBy = (calendar: CalendarData): Due =>
    afterEnd
      ? dueAfterPeriodEnd(calendar, zone, hours, localDay(zone, instance.openedAt), within, still)
      : serviceDueWithPauses(calendar, zone, hours, instance.openedAt, within, still);
  // What was over before a paper came is dated by the calendar of its own time.
  const stages = calendarStages(calendar).filter(({ from }) => from <= evaluation.knownAt);
  const due = stages.map((stage) => dueBy(stage.calendar)).findLast((one) => one.due === instance.dueAt);
  if (!due) return [];
  const steps = due.steps.map((step) => (step.reason === "paused" ? { ...step, reason: causeOf(step, still) } : step));
  return joined(evaluation, steps, within, language);
};
/** How much time the rule gives from the instance's beginning: a deadline, a payer's duty, a stage of a procedure. */
export const withinOf = (rule: Rule, subject: string | undefined): Duration | undefined => {
  if (rule.kind === "deadline") return rule.legal ? undefined : rule.within;
  if (rule.kind === "entitlement") return subject === "pay" ? rule.payBy : rule.publishBy;
  if (rule.kind !== "procedure") return undefined;
  return rule.stages.find((stage) => stage.id === subject?.split("/").at(-1))?.within;
};
const ruleOf = (evaluation: Evaluation, instance: Instance) =>
  evaluation.contract.versions.find((version) => version.number === instance.version)?.rules.get(instance.ref);
