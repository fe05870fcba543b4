// Clauses: C1.3
import { instantOf, localDay, type Zone } from "../calendar/zone.ts";
import type { Event } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { byCodeUnit } from "../values/text.ts";
import type { Mark, ServiceEntry } from "./pairing.ts";

/** Kinds that say beside `served_by` whether a customer is served already. */
export const BESIDE_ASSIGNMENT: readonly string[] = ["customer_joined", "customer_left"];

/** What an event says of the service to its customer; undefined where it says nothing of it. */
export const serviceEntryOf = ({ kind, at, fields }: Event, zone: Zone): ServiceEntry | undefined => {
  if (kind === "customer_joined") return { enteredAt: at, from: at, assigned: false };
  if (kind === "customer_left") return { enteredAt: at, to: at, assigned: false };
  if (kind !== "served_by") return undefined;
  const from = fields.from as Day | undefined;
  const until = fields.until as Day | undefined;
  return {
    enteredAt: at,
    from: from === undefined ? at : instantOf(zone, from),
    ...(until === undefined ? {} : { to: instantOf(zone, addDays(until, 1)) }),
    assigned: true,
  };
};
/**
 * The marks without the starts of assignments that begin no service: a customer who is assigned already is assigned once more, or the end of a
 * service is dated that began by joining (a hand-over writes its first and last day). Only the dates of service change by that.
 */
export const withoutRedating = (marks: readonly Mark[], zone: Zone): readonly Mark[] => {
  if (!marks.some(({ serves }) => serves !== undefined)) return marks;
  const redating = new Set<Mark>();
  let open: { readonly from: Instant; readonly to?: Instant; readonly assigned: boolean } | undefined;
  const entered = marks.filter((mark): mark is Mark & { serves: ServiceEntry } => mark.serves !== undefined);
  for (const mark of entered.sort((a, b) => a.serves.enteredAt - b.serves.enteredAt || byCodeUnit(a.id, b.id))) {
    const { enteredAt, from, to, assigned } = mark.serves;
    if (from === undefined) {
      open = undefined;
      continue;
    }
    if (open?.to !== undefined && open.to <= Math.max(from, enteredAt)) open = undefined;
    const isLater = localDay(zone, enteredAt) > localDay(zone, from);
    const ends = to !== undefined && isLater && localDay(zone, from) <= localDay(zone, open?.from ?? from);
    if (assigned && open && (open.assigned || ends)) redating.add(mark);
    open = {
      from: open?.from ?? from,
      ...(to === undefined ? {} : { to }),
      assigned: assigned || open?.assigned === true,
    };
  }
  return marks.map((mark) =>
    redating.has(mark) ? { ...mark, roles: mark.roles.filter((role) => role !== "start") } : mark,
  );
};
