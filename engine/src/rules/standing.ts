// Clauses: C1.5, C2.3

import { instantOf } from "../calendar/zone.ts";
import type { Rule } from "../contract/model.ts";
import type { Instant } from "../values/brand.ts";
import type { Life } from "./life.ts";
import type { Timetable } from "./schedule.ts";
import type { Draft } from "./settle.ts";

/**
 * A rule that nobody has touched yet stands until the contract is over, by its term or before it: a prohibition is being kept, a
 * power or right is there to use.
 * @param kept the state once it is over
 */
export const standingDraft = (
  rule: Rule,
  version: number,
  { zone, term }: Timetable,
  life: Life,
  kept: "met" | "ended",
  asOf: Instant,
): Draft => {
  const from = instantOf(zone, term.from);
  const to = Math.max(from, life.to) as Instant;
  const over = asOf >= to;
  return {
    rule,
    version,
    period: "term",
    openedAt: from,
    ...(over ? { closedAt: to } : {}),
    state: () => (over ? kept : asOf < from ? "not_started" : "running"),
    changes: () => [over ? undefined : asOf < from ? from : to],
    trace: (state) => ({
      what: rule.label ?? { zh: "合同期内持续有效", en: "Stands for the whole term" },
      formula: rule.kind,
      value: state,
      inputs: [],
      clause: rule.clause,
      version,
    }),
  };
};
