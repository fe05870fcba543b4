// Clauses: N2
import { openBook } from "./book.ts";
import type { CalendarData } from "./calendar/types.ts";
import type { Zone } from "./calendar/zone.ts";
import type { Contract } from "./contract/model.ts";
import { evaluate, evaluateBook, replay } from "./evaluate.ts";
import type { EvaluateOptions } from "./evaluation.ts";
import type { Event } from "./facts/event.ts";
import { knownEvents, learnedAt, nextFactAt } from "./facts/fold.ts";
import { digestOf, evaluationJson } from "./output.ts";
import type { Instant } from "./values/brand.ts";
import { differences } from "./verify.ts";

export interface Diagnosis {
  readonly asOf: Instant;
  readonly events: number;
  /** Figures that the event-by-event book and the whole recomputation give differently; none is the only good answer. */
  readonly differences: readonly string[];
}
/**
 * Keeps one book event by event, as a running system does, and at each of several moments recomputes the whole from an empty
 * one: both must give the same digest.
 * @param moments how many checks, spread over the facts; the last is at `asOf`. Without a fact by then there is none.
 */
export const diagnose = (
  contract: Contract,
  events: readonly Event[],
  given: EvaluateOptions & { readonly zone: Zone; readonly calendar: CalendarData },
  moments: number,
): Diagnosis[] => {
  const { tell, ...options } = given;
  const own = knownEvents(events, options.asOf, options.knownAt ?? options.asOf);
  if (own.length === 0) return [];
  const book = openBook(contract, options.zone, options.calendar);
  const diagnoses: Diagnosis[] = [];
  let fed = 0;
  for (let check = 1; check <= moments; check += 1) {
    tell?.("checks", check - 1, moments);
    const upTo = Math.floor((own.length * check) / moments);
    const asOf = check === moments ? options.asOf : learnedAt(own[Math.max(upTo - 1, 0)]!);
    let next = fed;
    while (next < own.length && learnedAt(own[next]!) <= asOf) next += 1;
    replay(book, own.slice(fed, next), asOf);
    fed = next;
    const ahead = nextFactAt(own.slice(fed), asOf, asOf);
    const kept = evaluateBook(book, { ...options, asOf, knownAt: asOf, nextFactAt: ahead });
    const whole = evaluate(contract, own, { ...options, asOf, knownAt: asOf });
    const same = digestOf(kept) === digestOf(whole);
    diagnoses.push({
      asOf,
      events: fed,
      differences: same ? [] : differences(evaluationJson(kept), evaluationJson(whole), "").slice(0, 20),
    });
  }
  return diagnoses;
};
