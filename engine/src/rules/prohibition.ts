// Clauses: C2.3, C1.2, C14.1
import { periodAt } from "../calendar/period.ts";
import { localDay, zonedText } from "../calendar/zone.ts";
import type { Party, ProhibitionRule } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { bindsAt, type Life } from "./life.ts";
import { actorOf, type People } from "./people.ts";
import type { Timetable } from "./schedule.ts";
import type { Draft } from "./settle.ts";

/** An act, and whether the rule's condition forbids it; what it allows is kept where the contract's end forbids it. */
interface Act {
  readonly event: Event;
  readonly forbidden: boolean;
}
/** Acts of one rule by their event's id. */
export type Offences = Map<string, Act>;

/** The condition must hold; one that cannot be read because a field is absent does not accuse anybody. */
export const feedOffences = (offences: Offences, rule: ProhibitionRule, fact: Fact, weight: Weight): void => {
  if (fact.event.kind !== rule.event) return;
  offences.delete(fact.event.id);
  if (weight === -1) return;
  const forbidden = rule.when === undefined || rule.when.evaluate(fact.view) === true;
  if (forbidden || rule.afterEnd) offences.set(fact.event.id, { event: fact.event, forbidden });
};
/** The acts that a rule forbids as long as it binds; with `after_end: all` each one once the contract is over. */
export const offendingOf = (offences: Offences, rule: ProhibitionRule, life: Life, table: Timetable): Event[] =>
  [...offences.values()]
    .filter(({ event, forbidden }) => (forbidden || event.at >= life.to) && bindsAt(rule, life, table, event))
    .map(({ event }) => event);
/**
 * Whom an act accuses: of those who are bound the one who did it, nobody where another party of the contract did, and all of
 * them where it names no party.
 */
export const doersOf = (people: People, rule: ProhibitionRule, event: Event): readonly Party[] => {
  const actor = actorOf(people, event);
  return actor === undefined || actor === "decider" ? rule.bearers : rule.bearers.filter((bearer) => bearer === actor);
};
/**
 * The acts that a rule forbids to those who did them: each, or with a limit those by which somebody goes beyond what it allows to each who is
 * bound, toward one customer in one period. An act that names no customer is beyond no limit; one that names no party counts for all of them.
 */
export const forbiddenOf = (
  people: People,
  rule: ProhibitionRule,
  { zone, term }: Timetable,
  acts: readonly Event[],
): Event[] => {
  const { limit } = rule;
  const inOrder = [...acts]
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id))
    .filter((event) => doersOf(people, rule, event).length > 0);
  if (!limit) return inOrder;
  const counted = new Map<string, number>();
  return inOrder.filter((event) => {
    const { at, customer } = event;
    if (customer === undefined) return false;
    const { label } = periodAt(zone, term, limit.every, localDay(zone, at));
    const counts = doersOf(people, rule, event).map((doer) => {
      const key = JSON.stringify([doer, customer, label]);
      const count = (counted.get(key) ?? 0) + 1;
      counted.set(key, count);
      return count;
    });
    return counts.some((count) => count > limit.atMost);
  });
};
/**
 * One missed instance for each offending event, in order of time.
 * @param over when the contract is over, which makes an act an offence where `after_end` says so
 */
export const prohibitionDrafts = (
  people: People,
  rule: ProhibitionRule,
  offences: readonly Event[],
  versionAt: (event: Event) => number,
  over: Instant,
): Draft[] =>
  offences.map((event) => ({
    rule: { ...rule, bearers: doersOf(people, rule, event) },
    version: versionAt(event),
    subject: event.id,
    openedAt: event.at,
    closedAt: event.at,
    state: () => "missed",
    changes: () => [],
    trace: (state) => ({
      what: rule.label ?? { zh: "禁止行为", en: "Prohibited act" },
      formula:
        rule.afterEnd && event.at >= over
          ? `≥ ${zonedText(people.table.zone, over)}`
          : (rule.when?.written ?? rule.event),
      value: state,
      inputs: [],
      clause: rule.clause,
      version: versionAt(event),
      evidence: { count: 1, hash: "", ids: [event.id] },
    }),
  }));
