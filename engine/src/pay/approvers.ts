// Clauses: C6.3
import type { Event } from "../facts/event.ts";

/** One person is one, however his name is spaced or written in capitals. */
const personOf = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
/** The different persons who approved something. */
export const approversOf = ({ fields }: Event): ReadonlySet<string> =>
  new Set(
    (Array.isArray(fields.approved_by) ? fields.approved_by : []).flatMap((one) =>
      typeof one === "string" && personOf(one) !== "" ? [personOf(one)] : [],
    ),
  );
/** Whether who made something is among those who approved it. */
export const approvesOwn = (event: Event): boolean =>
  event.by !== undefined && approversOf(event).has(personOf(event.by));
