// Clauses: C2.3, C1.2, C14.1
import type { Party, ProhibitionRule } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import { byCodeUnit } from "../values/text.ts";
import { actorOf, type People } from "./people.ts";
import type { Draft } from "./settle.ts";

/** Offending events of one rule by id. */
export type Offences = Map<string, Event>;

/** The condition must hold; one that cannot be read because a field is absent does not accuse anybody. */
export const feedOffences = (offences: Offences, rule: ProhibitionRule, fact: Fact, weight: Weight): void => {
  if (fact.event.kind !== rule.event) return;
  if (weight === -1) offences.delete(fact.event.id);
  else if (rule.when === undefined || rule.when.evaluate(fact.view) === true) offences.set(fact.event.id, fact.event);
};
/** Who did it, where the event names one of those who are bound or somebody of his; else everybody who is bound. */
const doersOf = (people: People, rule: ProhibitionRule, event: Event): readonly Party[] => {
  const actor = actorOf(people, event);
  const doer = rule.bearers.find((bearer) => bearer === actor);
  return doer === undefined ? rule.bearers : [doer];
};
/** One missed instance for each offending event, in order of time. */
export const prohibitionDrafts = (
  people: People,
  rule: ProhibitionRule,
  offences: Offences,
  versionAt: (event: Event) => number,
): Draft[] =>
  [...offences.values()]
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id))
    .map((event) => ({
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
