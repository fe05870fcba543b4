// Clauses: C10.1, C10.3, C11.1, C11.2, C11.3
import type { Party } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { type ActRefusal, actorOf, ownHoldFrom, type People, refusalOf } from "./people.ts";
import type { Standstill } from "./types.ts";

/** Kinds by which people act on instances and on the contract itself rather than perform it. */
export const ACT_KINDS = [
  "waived",
  "withheld",
  "force_majeure_from",
  "force_majeure_to",
  "suspended",
  "resumed",
  "effective",
  "executed",
  "ended",
  "power_used",
  "objected",
  "decided",
  "cured",
  "loss_proved",
  "statement_published",
  "payment_made",
  "tax_withheld",
  "set_off_notice",
] as const;
export type ActKind = (typeof ACT_KINDS)[number];
/** Acts by kind and event id. */
export type Acts = Map<string, Map<string, Event>>;

/** @param others kinds beside the acts that a power of the contract waits for */
export const emptyActs = (others: readonly string[] = []): Acts =>
  new Map([...ACT_KINDS, ...others].map((kind) => [kind, new Map<string, Event>()]));
export const feedActs = (acts: Acts, fact: Fact, weight: Weight): void => {
  const events = acts.get(fact.event.kind);
  if (weight === 1) events?.set(fact.event.id, fact.event);
  else events?.delete(fact.event.id);
};
/** Acts of one kind in order of time. */
export const actsOf = (acts: Acts, kind: ActKind): Event[] => heldOf(acts, kind);
/** The same of any kind that is held, also of one that a power waits for. */
export const heldOf = (acts: Acts, kind: string): Event[] =>
  [...(acts.get(kind)?.values() ?? [])].sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));

/** A stretch of time in which an instance cannot or need not be performed. */
export interface Hold extends Standstill {
  readonly kind: Exclude<Standstill["kind"], "waiting">;
  /** Whether the debtor holds back himself, under a power to withhold. */
  readonly own: boolean;
}
const OPENS = { force_majeure_from: "force_majeure", withheld: "withheld", suspended: "suspended" } as const;
const CLOSES = { force_majeure_to: ["force_majeure"], resumed: ["suspended", "withheld"] } as const;
const HOLDING = ["force_majeure_from", "withheld", "suspended", "force_majeure_to", "resumed"] as const;

export const namesIn = (event: Event): readonly string[] => {
  const { instances, instance } = event.fields;
  return Array.isArray(instances) ? (instances as string[]) : typeof instance === "string" ? [instance] : [];
};
/** An act names an instance by its full name, by its rule, or by its whole clause. */
const touches = (event: Event, called: readonly string[]): boolean =>
  namesIn(event).some((name) => called.includes(name));

/**
 * Why an act that waives, holds or resumes says nothing about what somebody owes. Force majeure is a fact that anybody may
 * record, but the debtor's word alone does not prove it (CC 590); an end of it, and a duty taken up again, may come from him.
 */
export const refusalOfAct = (people: People, event: Event, bearer: Party | undefined): ActRefusal | undefined => {
  const { kind } = event;
  const actor = actorOf(people, event);
  if (kind.startsWith("force_majeure")) {
    return kind === "force_majeure_from" && actor !== undefined && actor === bearer ? "act_of_debtor" : undefined;
  }
  const refusal = refusalOf(people, event, bearer);
  if (refusal !== "act_of_debtor" || kind === "waived" || bearer === undefined) return refusal;
  return kind === "resumed" || ownHoldFrom(people, event, bearer) !== undefined ? undefined : refusal;
};

/** Holds on an instance of a bearer, by the names it answers to, in order of time. */
export const holdsOn = (acts: Acts, people: People, called: readonly string[], bearer: Party | undefined): Hold[] => {
  const events = HOLDING.flatMap((kind) => [...(acts.get(kind)?.values() ?? [])])
    .filter((event) => touches(event, called) && refusalOfAct(people, event, bearer) === undefined)
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const holds: Hold[] = [];
  for (const event of events) {
    const opens = OPENS[event.kind as keyof typeof OPENS];
    const own = bearer !== undefined && actorOf(people, event) === bearer;
    if (opens) {
      const from = own ? (ownHoldFrom(people, event, bearer) ?? event.at) : event.at;
      holds.push({ kind: opens, from, own, ids: [event.id] });
      continue;
    }
    const closes: readonly string[] = CLOSES[event.kind as keyof typeof CLOSES];
    for (let i = 0; i < holds.length; i += 1) {
      const hold = holds[i]!;
      // Nobody else takes from the debtor the defence that the contract gives him.
      const may = !hold.own || own || actorOf(people, event) === "decider";
      if (hold.to === undefined && may && closes.includes(hold.kind)) {
        const to = Math.max(event.at, hold.from) as Instant;
        holds[i] = { ...hold, to, ids: [...hold.ids, event.id] };
      }
    }
  }
  return holds.sort((a, b) => a.from - b.from);
};
/** The act that waived an instance, if any. Only another party than the one that owes it can let it go. */
export const waiverOf = (
  acts: Acts,
  people: People,
  called: readonly string[],
  bearer: Party | undefined,
): Event | undefined =>
  actsOf(acts, "waived").find((event) => touches(event, called) && refusalOfAct(people, event, bearer) === undefined);

/** When the contract came into force: by its `effective` event, else (for files without one) at the start of its term. */
export const effectiveAt = (acts: Acts): Instant | undefined => actsOf(acts, "effective")[0]?.at;
/** When a notice of the end arrived; without a word of it, when it was given. */
export const arrivalOf = ({ fields, at }: Event): Instant => (fields.arrived as Instant | undefined) ?? at;
/** When the contract ended before its term: on arrival of the notice (CC 565); of several, of the one that arrives first. */
export const endedAt = (acts: Acts): Instant | undefined => {
  const arrivals = actsOf(acts, "ended").map(arrivalOf);
  return arrivals.length === 0 ? undefined : (Math.min(...arrivals) as Instant);
};
