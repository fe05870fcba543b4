// Clauses: C8.3, N2
import { zonedText } from "../calendar/zone.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import type { Hold } from "./acts.ts";
import type { People } from "./people.ts";

const TITLES: Readonly<Record<Hold["kind"], Text>> = {
  force_majeure: { zh: "不可抗力期间，不计入期限", en: "Force majeure, does not count towards the time" },
  withheld: { zh: "暂停履行期间，不计入期限", en: "Performance withheld, does not count towards the time" },
  suspended: { zh: "中止期间，不计入期限", en: "Suspended, does not count towards the time" },
};
/** What stood still on the way to a due time, each stretch with the events that began and ended it. */
export const standstillTraces = (holds: readonly Hold[], of: Trace, { table: { zone } }: People): Trace[] =>
  holds.map(({ kind, from, to, ids }) => ({
    what: TITLES[kind],
    formula: "",
    value: `${zonedText(zone, from)} – ${to === undefined ? "" : zonedText(zone, to)}`.trim(),
    inputs: [],
    clause: of.clause,
    version: of.version,
    evidence: { count: 0, hash: "", ids },
  }));
