// Clauses: C8.1, C11.1
import type { CalendarData } from "../calendar/types.ts";
import type { Instant } from "../values/brand.ts";
import type { Timetable } from "./schedule.ts";

/** The calendar under which an item was over, or decided, before a paper came that would give it another due time. */
export interface Dating {
  readonly calendar: CalendarData;
  readonly openedAt: Instant;
  /** When it was over; absent for one that was decided. */
  readonly closedAt?: Instant;
}
/** By the item's name, `C8.3/first_response@case-17`. */
export type Datings = ReadonlyMap<string, Dating>;

/**
 * Items under the calendar as it is known now, save those that were over or decided before a paper came: they keep the due time
 * under which they were. One that later facts begin or end at another moment is dated anew.
 * @param kept how an item is shown that an estimate had settled: it waits for no paper
 */
export const datedAsThen = <Item>(
  datings: Datings,
  table: Timetable,
  make: (table: Timetable) => readonly Item[],
  faceOf: (item: Item) => { readonly name: string; readonly openedAt: Instant; readonly closedAt: Instant | undefined },
  kept: (item: Item) => Item,
): readonly Item[] => {
  const items = make(table);
  if (datings.size === 0) return items;
  const then = new Map<string, Item>();
  for (const calendar of new Set([...datings.values()].map((one) => one.calendar))) {
    for (const item of make({ ...table, calendar })) {
      const { name, openedAt, closedAt } = faceOf(item);
      const dating = datings.get(name);
      if (dating?.calendar !== calendar || dating.openedAt !== openedAt) continue;
      if (dating.closedAt === undefined || dating.closedAt === closedAt) then.set(name, kept(item));
    }
  }
  return items.map((item) => then.get(faceOf(item).name) ?? item);
};
