// Clauses: C10.3
import { legalDue } from "@fealty/engine/calendar/legal-time.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { type Zone, zonedText } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addMonths, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { readCompany } from "../store/companies.ts";
import { type ContractRemains, listRemains } from "../store/lasting-views.ts";
import type { Tx } from "../store/transaction.ts";
import { zoneNamed } from "../world.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";

/** Three years (CC 188). */
const LIMITATION_MONTHS = 36;
/**
 * Why somebody who was a party still sees a contract: it is in force; a finding waits for a decision, and so a claim may be pending (CC 195);
 * something falls due on `dueOn`, a holdback or a closing; or claims may still be raised until the limitation has run.
 */
export type LastingWhy = "in_force" | "finding_open" | "falls_due" | "limitation";
export interface LastingView {
  readonly contractId: string;
  readonly number: string;
  readonly title: ContractRemains["title"];
  readonly why: LastingWhy;
  /** Of `falls_due`: the day. */
  readonly dueOn?: string;
  /** Of `limitation`: from which day it is counted, and the last day of the view. */
  readonly countedFrom?: string;
  readonly untilOn?: string;
}
/**
 * Until when one contract may be looked at by somebody who was its party. The limitation is counted from the last of: end of the term, closing of the last
 * statement, last event, since a demand or an acknowledgement begins it anew (CC 188, 189, 195).
 * @param day the company's day, `2026-07-01`
 */
export const lastingOf = (one: ContractRemains, zone: Zone, day: string, calendar?: CalendarData): LastingView => {
  const { contractId, number, title, status, termUntil, openFindings, nextChangeAt } = one;
  const named = { contractId, number, title };
  if (status !== "ended") return { ...named, why: "in_force" };
  if (openFindings > 0) return { ...named, why: "finding_open" };
  const dayAt = (at: Instant): string => zonedText(zone, at).slice(0, 10);
  if (nextChangeAt !== undefined && dayAt(nextChangeAt) >= day)
    return { ...named, why: "falls_due", dueOn: dayAt(nextChangeAt) };
  const lasts = [one.lastCloseAt, one.lastEventAt].flatMap((at) => (at === undefined ? [] : [dayAt(at)]));
  // A contract that ended before its term has no day of its own in the register: what last happened says it.
  const countedFrom = [...lasts, ...(termUntil <= day || lasts.length === 0 ? [termUntil] : [])].sort().at(-1)!;
  return { ...named, why: "limitation", countedFrom, untilOn: limitationEnd(countedFrom, calendar) };
};
/**
 * The last day of the limitation: one that falls on a holiday moves to the next working day (CC 203), as weekends do in practice. Of a year whose holidays
 * are not published yet weekends alone are known; once they are, the day is theirs.
 */
const limitationEnd = (countedFrom: string, calendar: CalendarData | undefined): string => {
  const from = parseDay(countedFrom)!;
  if (calendar === undefined) return dayText(addMonths(from, LIMITATION_MONTHS));
  const limitation = { count: LIMITATION_MONTHS, unit: "months", business: false } as const;
  return dayText(legalDue(calendar, from, limitation, { extendOverWeekends: true }).due);
};
/** The holidays of the law that the limitation is counted by. */
const LAW = "CN";
export const lasts = ({ untilOn }: LastingView, day: string): boolean => untilOn === undefined || day <= untilOn;
/** Of every contract in which the person was a party. */
export const lastingViews = async (
  { threads }: Pick<House, "threads">,
  tx: Tx,
  personId: string,
  day: string,
): Promise<LastingView[]> => {
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  assert(zone, "the company's time zone is known");
  const calendar = threads.calendars.find(({ id }) => id === LAW);
  return (await listRemains(tx, personId)).map((one) => lastingOf(one, zone, day, calendar));
};
/** What somebody who holds no role any more still sees, and until when; of whoever holds one, nothing. Refusal: `not_for_this_party`. */
export const readLastingViews = (house: House, caller: Caller) => {
  authorise(caller, "list-contracts");
  const { companyId, personId, actor } = caller;
  return house.store.withCompany(companyId, { ...relationOf(caller, "list-contracts"), snapshot: true }, async (tx) => {
    const day = await companyDay(house, tx);
    const all = personId === undefined || actor?.former !== true ? [] : await lastingViews(house, tx, personId, day);
    return { day, views: all.map(({ contractId: _, ...one }) => one) };
  });
};
