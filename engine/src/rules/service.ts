// Clauses: C1.3

import { instantOf, type Zone } from "../calendar/zone.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";

export const SERVICE_KINDS = ["customer_joined", "customer_left", "served_by"] as const;
interface Mark {
  readonly id: string;
  readonly at: Instant;
  readonly starts: boolean;
}
/** Stretches in which each customer is served under this contract, built from its own joining, leaving and hand-over events. */
export type Service = ReadonlyMap<string, () => { readonly from: Instant; readonly to?: Instant }[]>;
export type ServiceBook = Map<string, Map<string, Mark[]>>;

export const feedService = (book: ServiceBook, zone: Zone, fact: Fact, weight: Weight): void => {
  const { event } = fact;
  if (event.customer === undefined || !(SERVICE_KINDS as readonly string[]).includes(event.kind)) return;
  const marks = book.get(event.customer) ?? new Map<string, Mark[]>();
  book.set(event.customer, marks);
  if (weight === -1) marks.delete(event.id);
  else marks.set(event.id, marksOf(fact, zone));
};
const marksOf = ({ event }: Fact, zone: Zone): Mark[] => {
  if (event.kind !== "served_by") return [{ id: event.id, at: event.at, starts: event.kind === "customer_joined" }];
  const from = event.fields.from as Day | undefined;
  const until = event.fields.until as Day | undefined;
  const marks: Mark[] = [{ id: event.id, at: from === undefined ? event.at : instantOf(zone, from), starts: true }];
  if (until !== undefined) marks.push({ id: event.id, at: instantOf(zone, (until + 1) as Day), starts: false });
  return marks;
};
/** A stretch of time in which a customer is served under the contract; no `to`: until further notice. */
export interface ServedStretch {
  readonly customer: string;
  readonly from: Instant;
  readonly to?: Instant;
}
/** All of them that are known, those to come too, by customer and beginning. */
export const servedStretches = (book: ServiceBook): ServedStretch[] =>
  [...serviceOf(book)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([customer, spans]) => spans().map((span) => ({ customer, ...span })));
export const serviceOf = (book: ServiceBook): Service =>
  new Map([...book].map(([customer, marks]) => [customer, () => spansOf([...marks.values()].flat())]));
const spansOf = (marks: readonly Mark[]): { from: Instant; to?: Instant }[] => {
  const spans: { from: Instant; to?: Instant }[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id))) {
    const last = spans.at(-1);
    if (mark.starts && (!last || last.to !== undefined)) spans.push({ from: mark.at });
    else if (!mark.starts && last && last.to === undefined) spans[spans.length - 1] = { from: last.from, to: mark.at };
  }
  return spans;
};
