// Clauses: C10.1, C10.3, C11.1, C11.2, C11.3
import type { Party } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";

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
  "statement_published",
  "payment_made",
  "tax_withheld",
  "set_off_notice",
] as const;
export type ActKind = (typeof ACT_KINDS)[number];
/** Acts by kind and event id. */
export type Acts = Map<string, Map<string, Event>>;

export const emptyActs = (): Acts => new Map(ACT_KINDS.map((kind) => [kind, new Map<string, Event>()]));
export const feedActs = (acts: Acts, fact: Fact, weight: Weight): void => {
  const events = acts.get(fact.event.kind);
  if (weight === 1) events?.set(fact.event.id, fact.event);
  else events?.delete(fact.event.id);
};
/** Acts of one kind in order of time. */
export const actsOf = (acts: Acts, kind: ActKind): Event[] =>
  [...(acts.get(kind)?.values() ?? [])].sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));

/** A stretch of time in which an instance cannot or need not be performed. */
export interface Hold {
  readonly kind: "force_majeure" | "withheld" | "suspended";
  readonly from: Instant;
  /** Absent while it lasts. */
  readonly to?: Instant;
  readonly ids: readonly string[];
}
const OPENS = { force_majeure_from: "force_majeure", withheld: "withheld", suspended: "suspended" } as const;
const CLOSES = { force_majeure_to: ["force_majeure"], resumed: ["suspended", "withheld"] } as const;

const names = (event: Event): readonly string[] => {
  const { instances, instance } = event.fields;
  return Array.isArray(instances) ? (instances as string[]) : typeof instance === "string" ? [instance] : [];
};
/** An act names an instance by its full name, by its rule, or by its whole clause. */
const touches = (event: Event, called: readonly string[]): boolean =>
  names(event).some((name) => called.includes(name));

/** Holds on an instance, by the names it answers to, in order of time. */
export const holdsOn = (acts: Acts, called: readonly string[]): Hold[] => {
  const events = (["force_majeure_from", "withheld", "suspended", "force_majeure_to", "resumed"] as const)
    .flatMap((kind) => [...(acts.get(kind)?.values() ?? [])])
    .filter((event) => touches(event, called))
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const holds: Hold[] = [];
  for (const event of events) {
    const opens = OPENS[event.kind as keyof typeof OPENS];
    if (opens) {
      holds.push({ kind: opens, from: event.at, ids: [event.id] });
      continue;
    }
    const closes: readonly string[] = CLOSES[event.kind as keyof typeof CLOSES];
    for (let i = 0; i < holds.length; i += 1) {
      const hold = holds[i]!;
      if (hold.to === undefined && closes.includes(hold.kind))
        holds[i] = { ...hold, to: event.at, ids: [...hold.ids, event.id] };
    }
  }
  return holds;
};
/** The act that waived an instance, if any. Nobody lets himself off: a party that owes it cannot waive it. */
export const waiverOf = (acts: Acts, called: readonly string[], bearers: readonly Party[]): Event | undefined =>
  actsOf(acts, "waived").find((event) => touches(event, called) && !bearers.some((bearer) => bearer === event.by));

/** When the contract came into force: by its `effective` event, else (for files without one) at the start of its term. */
export const effectiveAt = (acts: Acts): Instant | undefined => actsOf(acts, "effective")[0]?.at;
/** When the contract ended before its term: on arrival of the notice (CC 565). */
export const endedAt = (acts: Acts): Instant | undefined => {
  const ended = actsOf(acts, "ended")[0];
  return ended && ((ended.fields.arrived as Instant | undefined) ?? ended.at);
};
