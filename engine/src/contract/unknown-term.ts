import type { Term } from "../calendar/period.ts";
import type { Day } from "../values/brand.ts";

/** Stands in for a term that is missing or wrong. It holds every date, so that nothing is said of it that its author did not write. */
export const UNKNOWN_TERM: Term = { from: -100_000_000 as Day, until: 100_000_000 as Day } as Term;
