// Clauses: C6.3, B1

import { serviceDue } from "../calendar/service-time.ts";
import { zonedText } from "../calendar/zone.ts";
import type { EntitlementRule } from "../contract/model.ts";
import { allocationsOf } from "../facts/allocations.ts";
import type { Event } from "../facts/event.ts";
import { type Acts, actsOf } from "../rules/acts.ts";
import { justAfter } from "../rules/deadline.ts";
import { dueAfterEnd, type Timetable } from "../rules/schedule.ts";
import type { Draft } from "../rules/settle.ts";
import type { Instant } from "../values/brand.ts";
import type { Currency } from "../values/money.ts";
import type { Statement } from "./types.ts";

/**
 * The payer's own clocks for one statement (contract-format §3): to publish it by `publish_by` after the period's end, and to
 * pay it within `pay_by` of the earlier of publication and `publish_by`. They run as strictly as the agent's duties.
 */
export const payerDrafts = (
  rule: EntitlementRule,
  version: number,
  statement: Statement,
  acts: Acts,
  table: Timetable,
  currency: Currency,
  asOf: Instant,
): Draft[] => {
  const { period } = statement;
  if (asOf < period.to) return [];
  const owing: EntitlementRule = rule.bearers.length === 0 ? { ...rule, bearers: [rule.from] } : rule;
  const published = actsOf(acts, "statement_published").find(
    (event) => event.fields.period === statement.label && event.at <= asOf,
  );
  const publishDue = rule.publishBy && dueAfterEnd(table, period, rule.publishBy);
  const drafts: Draft[] = [];
  if (publishDue)
    drafts.push(
      duty(
        owing,
        version,
        statement,
        "publish",
        period.to,
        publishDue.due,
        publishDue.estimated,
        published,
        asOf,
        table,
      ),
    );
  if (rule.payBy && statement.payable > 0n) {
    const start = Math.min(published?.at ?? Number.POSITIVE_INFINITY, publishDue?.due ?? Number.POSITIVE_INFINITY);
    const from = (Number.isFinite(start) ? start : period.to) as Instant;
    const due = serviceDue(table.calendar, table.zone, table.hours, from, rule.payBy);
    drafts.push(
      duty(
        owing,
        version,
        statement,
        "pay",
        from,
        due.due,
        due.estimated,
        settledBy(statement, acts, currency, asOf),
        asOf,
        table,
      ),
    );
  }
  return drafts;
};

/** The payment with which what was recorded for the statement reached what is payable. */
const settledBy = (statement: Statement, acts: Acts, currency: Currency, asOf: Instant): Event | undefined => {
  const events = [...actsOf(acts, "payment_made"), ...actsOf(acts, "tax_withheld")]
    .filter((event) => event.at <= asOf && allocated(event, statement.label, currency) > 0n)
    .sort((a, b) => a.at - b.at);
  let left = statement.payable - statement.setOff;
  return events.find((event) => {
    left = (left - allocated(event, statement.label, currency)) as typeof left;
    return left <= 0n;
  });
};
/** What an event settles of a statement, in minor units. */
const allocated = (event: Event, label: string, currency: Currency): bigint =>
  allocationsOf(event, currency).reduce((sum, one) => (one.statement === label ? sum + one.amount : sum), 0n);

const duty = (
  rule: EntitlementRule,
  version: number,
  statement: Statement,
  subject: "publish" | "pay",
  openedAt: Instant,
  due: Instant,
  estimated: boolean,
  done: Event | undefined,
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
    formula: `≤ ${zonedText(table.zone, dueAt ?? due)}${done === undefined ? "" : `; ${zonedText(table.zone, done.at)}`}`,
    value: state,
    inputs: [],
    clause: rule.clause,
    version,
    evidence: { count: 0, hash: "", ids: done === undefined ? [] : [done.id] },
  }),
});
