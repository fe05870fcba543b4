// Clauses: C2.3, C1.2, C14.1
import { periodAt } from "../calendar/period.ts";
import { localDay } from "../calendar/zone.ts";
import type { Party, ProhibitionRule } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import { byCodeUnit } from "../values/text.ts";
import { actorOf, type People } from "./people.ts";
import type { Timetable } from "./schedule.ts";
import type { Draft } from "./settle.ts";

/** Offending events of one rule by id. */
export type Offences = Map<string, Event>;

/** The condition must hold; one that cannot be read because a field is absent does not accuse anybody. */
export const feedOffences = (offences: Offences, rule: ProhibitionRule, fact: Fact, weight: Weight): void => {
  if (fact.event.kind !== rule.event) return;
  if (weight === -1) offences.delete(fact.event.id);
  else if (rule.when === undefined || rule.when.evaluate(fact.view) === true) offences.set(fact.event.id, fact.event);
};
/**
 * Whom an act accuses: of those who are bound the one who did it, nobody where another party of the contract did, and all of
 * them where it names no party.
 */
export const doersOf = (people: People, rule: ProhibitionRule, event: Event): readonly Party[] => {
  const actor = actorOf(people, event);
  return actor === undefined || actor === "decider" ? rule.bearers : rule.bearers.filter((bearer) => bearer === actor);
};
/**
 * The acts that a rule forbids: each, or with a limit those that go beyond what it allows toward one customer in one period.
 * An act that names no customer is beyond no limit.
 */
export const forbiddenOf = ({ limit }: ProhibitionRule, { zone, term }: Timetable, acts: readonly Event[]): Event[] => {
  const inOrder = [...acts].sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  if (!limit) return inOrder;
  const counted = new Map<string, number>();
  return inOrder.filter(({ at, customer }) => {
    if (customer === undefined) return false;
    const key = JSON.stringify([customer, periodAt(zone, term, limit.every, localDay(zone, at)).label]);
    const count = (counted.get(key) ?? 0) + 1;
    counted.set(key, count);
    return count > limit.atMost;
  });
};
/** One missed instance for each offending event, in order of time. */
export const prohibitionDrafts = (
  people: People,
  rule: ProhibitionRule,
  offences: readonly Event[],
  versionAt: (event: Event) => number,
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
      formula: rule.when?.written ?? rule.event,
      value: state,
      inputs: [],
      clause: rule.clause,
      version: versionAt(event),
      evidence: { count: 1, hash: "", ids: [event.id] },
    }),
  }));
