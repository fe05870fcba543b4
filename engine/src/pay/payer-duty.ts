// Clauses: C6.3, B1

import { serviceDue, serviceDueWithPauses } from "../calendar/service-time.ts";
import type { Pause } from "../calendar/types.ts";
import { localDay, zonedText } from "../calendar/zone.ts";
import type { EntitlementRule } from "../contract/model.ts";
import { learnedAt } from "../facts/fold.ts";
import { justAfter } from "../rules/deadline.ts";
import { dueAfterEnd, type Timetable } from "../rules/schedule.ts";
import type { Draft, DueUnderHolds } from "../rules/settle.ts";
import type { Instant } from "../values/brand.ts";
import { addDays } from "../values/date.ts";
import { moneyText } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import type { PayBook } from "./book.ts";
import { settledAt } from "./settled-at.ts";
import type { Statement } from "./types.ts";

/**
 * The payer's own clocks for one statement (contract-format §3): to publish it by `publish_by` after the period's end, and to
 * pay it within `pay_by` of the earlier of publication and `publish_by`, each as far as holds have moved it. They run as strictly
 * as the agent's duties. Of periods that were over before the contract came into force they run from that day, which is not
 * counted.
 * @param inForce when it came into force, where an event says so
 */
export const payerDrafts = (
  book: PayBook,
  { rule, version }: { readonly rule: EntitlementRule; readonly version: number },
  statement: Statement,
  statements: readonly Statement[],
  table: Timetable,
  inForce: Instant | undefined,
  dueOf: DueUnderHolds,
  asOf: Instant,
): Draft[] => {
  const { period } = statement;
  if (asOf < period.to) return [];
  const opens = Math.max(period.to, inForce ?? period.to) as Instant;
  const counted = opens === period.to ? period : { ...period, toDay: addDays(localDay(table.zone, opens), 1) };
  const owing: EntitlementRule = rule.bearers.length === 0 ? { ...rule, bearers: [rule.from] } : rule;
  const published = publicationOf(book, statement, asOf);
  const drafts: Draft[] = [];
  const { publishBy, payBy } = rule;
  let publishLimit: Instant | undefined;
  if (publishBy) {
    const { due, estimated } = dueAfterEnd(table, counted, publishBy);
    const held = (holds: readonly Pause[]): Instant => dueAfterEnd(table, counted, publishBy, holds).due;
    const clock = { openedAt: opens, startedBy: undefined, due, estimated, held, done: published };
    const draft = duty(book, owing, version, statement, "publish", clock, asOf, table);
    publishLimit = dueOf({ ...draft, dueAt: due });
    drafts.push(draft);
  }
  if (payBy && statement.payable > 0n) {
    const earlier =
      published === undefined ? (publishLimit ?? opens) : Math.min(published.at, publishLimit ?? published.at);
    const from = Math.max(earlier, opens) as Instant;
    const { due, estimated } = serviceDue(table.calendar, table.zone, table.hours, from, payBy);
    const clock = {
      openedAt: from,
      startedBy: published?.at === from ? published.id : undefined,
      due,
      estimated,
      held: (holds: readonly Pause[]): Instant =>
        serviceDueWithPauses(table.calendar, table.zone, table.hours, from, payBy, holds).due,
      done: settledAt(book, statement, statements),
    };
    drafts.push(duty(book, owing, version, statement, "pay", clock, asOf, table));
  }
  return drafts;
};
/** The publication that counts: of this statement, once its period was over. One before that publishes nothing. */
const publicationOf = (book: PayBook, statement: Statement, asOf: Instant): { at: Instant; id: string } | undefined => {
  const told = [...(book.publications.get(statement.label)?.values() ?? [])]
    .map((fact) => ({ at: learnedAt(fact.event), id: fact.event.id }))
    .filter(({ at }) => at >= statement.period.to && at <= asOf)
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  return told[0];
};

interface DutyClock {
  readonly openedAt: Instant;
  /** The event that began it; absent where the calendar did. */
  readonly startedBy: string | undefined;
  readonly due: Instant;
  readonly estimated: boolean;
  /** The due time when the given stretches do not count. */
  readonly held: (pauses: readonly Pause[]) => Instant;
  readonly done: { readonly at: Instant; readonly id?: string } | undefined;
}
const duty = (
  book: PayBook,
  rule: EntitlementRule,
  version: number,
  statement: Statement,
  subject: "publish" | "pay",
  { openedAt, startedBy, due, estimated, held, done }: DutyClock,
  asOf: Instant,
  table: Timetable,
): Draft => ({
  rule,
  version,
  period: statement.label,
  subject,
  openedAt,
  dueAt: due,
  ...(done === undefined ? {} : { closedAt: done.at }),
  estimated,
  held,
  state: (dueAt) => {
    const limit = dueAt ?? due;
    if (done !== undefined) return done.at <= limit ? "met" : "missed";
    return asOf > limit && !estimated ? "missed" : "running";
  },
  changes: (dueAt) => (done === undefined ? [justAfter(dueAt ?? due)] : []),
  trace: (state, dueAt) => ({
    what:
      subject === "publish"
        ? { zh: "结算单公布期限", en: "Publishing the statement" }
        : { zh: "报酬支付期限", en: "Paying the statement" },
    formula: `${zonedText(table.zone, openedAt)} → ${zonedText(table.zone, dueAt ?? due)}${done === undefined ? "" : `; ${zonedText(table.zone, done.at)}`}`,
    value: state,
    inputs: [
      {
        what: { zh: "结算单应付额", en: "Payable by the statement" },
        formula: `statement/${statement.rule}/${statement.label}`,
        value: moneyText(statement.payable, book.plan.contract.currency),
        inputs: [],
        clause: rule.clause,
        version,
      },
    ],
    clause: rule.clause,
    version,
    evidence: { count: 0, hash: "", ids: [startedBy, done?.id].filter((id) => id !== undefined) },
  }),
});
