// Clauses: C1.1, C10.3, C14.1
import type { Term } from "../calendar/period.ts";
import { serviceDue } from "../calendar/service-time.ts";
import { instantOf, localDay, type Zone } from "../calendar/zone.ts";
import type { ContractEnd } from "../clocks/clocks.ts";
import type { ProhibitionRule } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { type Acts, actsOf, arrivalOf, effectiveAt, endedAt } from "./acts.ts";
import type { Timetable } from "./schedule.ts";

/** The time in which something can come to be owed under a contract, [from, to). */
export interface Life {
  readonly from: Instant;
  readonly to: Instant;
}
/** From its coming into force, inside its term, until its term is over or it has ended before. */
export const lifeOf = (acts: Acts, { zone, term }: Timetable): Life => {
  const [begins, over] = [instantOf(zone, term.from), instantOf(zone, addDays(term.until, 1))];
  const from = Math.max(effectiveAt(acts) ?? begins, begins) as Instant;
  return { from, to: Math.min(endedAt(acts) ?? over, over) as Instant };
};
/** The term as far as the contract lived: an early end makes its own day the last one. */
export const termUntil = (zone: Zone, { from, until }: Term, end: Instant | undefined): Term => {
  const last = end === undefined ? until : localDay(zone, (end - 1) as Instant);
  return { from, until: Math.max(from, Math.min(until, last)) as Day };
};
/** What is measured is measured in the contract's life: an end that has come cuts the window under way and opens no other. */
export const livedTable = (acts: Acts, table: Timetable, asOf: Instant): Timetable => {
  const end = endedAt(acts);
  return end === undefined || end > asOf ? table : { ...table, term: termUntil(table.zone, table.term, end) };
};
/** How the contract came to its end: by the notice that arrived first, else with its term; undefined where it never came into force. */
export const endOf = (acts: Acts, table: Timetable, match: string): ContractEnd | undefined => {
  const life = lifeOf(acts, table);
  if (life.from >= life.to) return undefined;
  const notice = actsOf(acts, "ended").find((event) => arrivalOf(event) === life.to);
  const key = notice?.fields[match];
  return {
    at: life.to,
    ...(notice ? { by: notice.id } : {}),
    ...(typeof key === "string" && key !== "" ? { key } : {}),
  };
};
const LIFE_KINDS: readonly string[] = ["effective", "executed", "ended", "signing_opened"];
/** Only what happens in that time is judged by the contract; its own making and ending are what they are. */
export const happensIn = (life: Life, kind: string, at: Instant): boolean =>
  LIFE_KINDS.includes(kind) || (at >= life.from && at < life.to);

/** Whether a prohibition binds whoever does something at that moment: in the contract's life, and as long as it survives its end. */
export const bindsAt = (rule: ProhibitionRule, life: Life, table: Timetable, { kind, at }: Event): boolean =>
  happensIn(life, kind, at) || (at >= life.from && at < survivesUntil(rule, life, table));
const survivesUntil = ({ survives }: ProhibitionRule, { to }: Life, { calendar, zone, hours }: Timetable): number => {
  if (survives === undefined) return to;
  return survives === "always" ? Number.POSITIVE_INFINITY : serviceDue(calendar, zone, hours, to, survives).due;
};
