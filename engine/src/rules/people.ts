// Clauses: C11.1, C11.3
import { serviceDue } from "../calendar/service-time.ts";
import { localDay } from "../calendar/zone.ts";
import { partyNamed } from "../contract/members.ts";
import type { Contract, Party, PowerRule } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { type Timetable, versionOn } from "./schedule.ts";

/** Who acts: a party of the contract, or a third person whom the contract lets decide. */
export type Actor = Party | "decider";
/** What decides who may do what under a contract. */
export interface People {
  readonly contract: Contract;
  readonly table: Timetable;
}
/** Why an act has no effect on an item: codes of the warnings that tell it. */
export type ActRefusal =
  | "act_by_nobody"
  | "act_of_debtor"
  | "act_before_finding"
  | "act_out_of_time"
  | "objection_out_of_time";

/**
 * For whom somebody acted: the `party` that the event names, else its `by`: a party, its name, its representative or one of its
 * members; undefined for anybody else and for an event that says nothing.
 */
export const actorOf = ({ contract }: Pick<People, "contract">, event: Event): Actor | undefined => {
  const { party } = event.fields;
  const named = typeof party === "string" ? party : event.by;
  if (named === undefined) return undefined;
  const decides = contract.deciders.some((one) => one.trim() === named.trim());
  return partyNamed(contract.parties, named) ?? (decides ? "decider" : undefined);
};

/**
 * Whether an act by which a debtor is let off counts: it takes another party of the contract. What is `decided` may also come
 * from a third person whom the contract lets decide.
 */
export const refusalOf = (people: People, event: Event, bearer: Party | undefined): ActRefusal | undefined => {
  const actor = actorOf(people, event);
  if (actor === undefined || (actor === "decider" && !DECIDERS_DO.includes(event.kind))) return "act_by_nobody";
  return actor === bearer ? "act_of_debtor" : undefined;
};
const DECIDERS_DO: readonly string[] = ["decided", "cured", "suspended", "resumed"];

/**
 * From when somebody's own performance may rest: he holds back only under a power to withhold that the contract gives him, and
 * once its notice has run.
 */
export const ownHoldFrom = ({ contract, table }: People, event: Event, bearer: Party): Instant | undefined => {
  const version = versionOn(contract.versions, localDay(table.zone, event.at));
  const power = [...version.rules.values()].find(
    (rule): rule is PowerRule => rule.kind === "power" && rule.may === "withhold" && rule.holder === bearer,
  );
  if (!power) return undefined;
  return power.notice === undefined
    ? event.at
    : serviceDue(table.calendar, table.zone, table.hours, event.at, power.notice).due;
};
