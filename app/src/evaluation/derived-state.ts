// Clauses: N2, N6

import { instantOf, localDay, zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { isWaiting } from "@fealty/engine/findings/waiting.ts";
import { statementJson } from "@fealty/engine/output.ts";
import { STATES, type State } from "@fealty/engine/rules/types.ts";
import type { Day, Instant } from "@fealty/engine/values/brand.ts";
import { dayText } from "@fealty/engine/values/date.ts";
import type { ContractBook } from "@fealty/engine/views/contract-book.ts";
import { isSound, mainFigure } from "@fealty/engine/views/main-figure.ts";
import type { ClauseOutline, FindingView, InstanceView, Outline, RuleView } from "@fealty/engine/views/view.ts";
import type { ServedDays } from "../store/customer-service.ts";
import type { ClauseState, ContractState, Derived, DerivedFinding, DerivedStatement } from "../store/derived.ts";
import { customerMarks } from "./customer-marks.ts";
import type { ClauseDuty, FindingDetail, Headline } from "./derived-details.ts";
import { derivedLicensing } from "./derived-licensing.ts";

/** What lists need of a contract at a moment. Version, sequence and time of computing are the caller's. */
export interface DerivedState extends Omit<Derived, "state"> {
  readonly state: Omit<ContractState, "version" | "eventSequence" | "engine" | "computedAt">;
  readonly status: "draft" | "in_force" | "ended";
  /** What the engine warns of the events that were asked about. */
  readonly warnings: Evaluation["warnings"];
}
/** Ids of events whose warnings are wanted, or every event's. */
export type About = readonly string[] | "all";
/** How many open duties of a clause a list shows. */
const DUTIES = 6;

/** Everything that lists and filters ask of a contract, from one evaluation; the book has it at hand. */
export const derivedState = (book: ContractBook, evaluation: Evaluation, about: About = []): DerivedState => {
  const { asOf } = evaluation;
  // What is kept holds no name: whoever reads a list puts in the one that the register then has.
  const names = customerMarks(evaluation.events);
  const zh = book.outline({ asOf, party: "company", language: "zh", names });
  const en = book.outline({ asOf, party: "company", language: "en", names });
  const clauses = zh.clauses.map((clause, index) => clauseState(clause, en.clauses[index]!));
  const open = evaluation.findings.filter(isWaiting);
  const states = clauses.flatMap(({ state }) => state ?? []);
  const status = statusOf(evaluation);
  return {
    status,
    state: {
      asOf,
      knownAt: evaluation.knownAt,
      nextChangeAt: evaluation.nextChangeAt,
      digest: book.digest({ asOf, party: "company", language: "zh" }),
      state: worstOf(states, status),
      // What is foreseen, which can still be averted; what was missed already waits as a finding. A clause tells of its worst alone.
      atRisk: evaluation.clauses.some(({ instances }) => instances.some((one) => one.state === "at_risk")),
      openFindings: open.length,
      clauseCounts: countsOf(states),
      figures: headlineOf(zh, en),
      licensing: derivedLicensing(evaluation),
    },
    clauses,
    findings: zh.findings.map((finding, index) => findingOf(finding, en.findings[index]!)),
    statements: evaluation.statements.map((statement) => statementOf(evaluation, statement)),
    served: servedDays(evaluation),
    warnings: warningsAbout(evaluation, about),
  };
};
/**
 * Stretches as days of the contract's zone, the last one until its end: the days on which one begins and ends count, but an end at midnight is that of the day before.
 * Of two that begin on one day the one that lasts longer stands.
 */
const servedDays = (evaluation: Evaluation): DerivedState["served"] => {
  const { zone, contract } = evaluation;
  const dayAt = (at: Instant): Day => localDay(zone, at);
  // Nobody is served under a contract that is over.
  const over = evaluation.endedAt ?? instantOf(zone, (contract.term.until + 1) as Day);
  const days: ServedDays[] = [];
  for (const { customer, from, to: until } of evaluation.served()) {
    const toEnd = until === undefined || until >= over;
    const end = toEnd ? over : until;
    if (from >= end) continue;
    const fromOn = dayText(dayAt(from));
    const last = days.at(-1);
    if (last?.customer === customer && last.fromOn === fromOn) days.pop();
    days.push({ customer, fromOn, beforeOn: dayText((dayAt((end - 1) as Instant) + 1) as Day), toEnd });
  }
  return days;
};
const warningsAbout = (evaluation: Evaluation, about: About): Evaluation["warnings"] => {
  if (about.length === 0) return [];
  const asked = about === "all" ? undefined : new Set(about);
  return [...evaluation.warnings, ...evaluation.uncounted()].filter(
    ({ args }) => args.event !== undefined && (asked === undefined || asked.has(args.event)),
  );
};
const statusOf = (evaluation: Evaluation): DerivedState["status"] => {
  if (evaluation.draft) return "draft";
  return evaluation.endedAt !== undefined || dayOf(evaluation) > dayText(evaluation.contract.term.until)
    ? "ended"
    : "in_force";
};
const dayOf = ({ zone, asOf }: Evaluation): string => zonedText(zone, asOf).slice(0, 10);
/** What still runs after the end, a settlement, does not make the contract run: only what somebody owes goes before its end. */
const worstOf = (states: readonly string[], status: DerivedState["status"]): State | null => {
  const worst = STATES.find((state) => states.includes(state)) ?? null;
  return status !== "ended" || worst === "missed" || worst === "at_risk" ? worst : "ended";
};
const countsOf = (states: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

const isOpen = (instance: InstanceView): boolean =>
  instance.closedAt === undefined && !["waived", "ended", "met", "excused"].includes(instance.state);
const clauseState = (zh: ClauseOutline, en: ClauseOutline): ClauseState => {
  const english = new Map(en.rules.map((rule) => [rule.ref, rule]));
  const open = zh.rules.flatMap((rule) =>
    rule.instances.filter(isOpen).map((instance) => dutyOf(rule, english.get(rule.ref)!, instance)),
  );
  const due = open.flatMap(({ dueAt }) => dueAt ?? []);
  return {
    clauseId: zh.id,
    state: zh.state ?? null,
    dueAt: due.length === 0 ? null : (Math.min(...due) as Instant),
    openInstances: zh.rules.reduce((sum, rule) => sum + rule.counts.open, 0),
    instances: open.sort(worstFirst).slice(0, DUTIES),
  };
};
const worstFirst = (a: ClauseDuty, b: ClauseDuty): number =>
  STATES.indexOf(a.state) - STATES.indexOf(b.state) || (a.dueAt ?? 0) - (b.dueAt ?? 0);
const dutyOf = (zh: RuleView, en: RuleView, instance: InstanceView): ClauseDuty => {
  const twin = en.instances.find(
    (one) => one.ref === instance.ref && one.bearer === instance.bearer && one.openedAt === instance.openedAt,
  );
  const { ref, bearer, dueAt, state, subject, probability } = instance;
  return {
    ref,
    title: { zh: zh.title, en: en.title },
    state,
    ...(bearer === undefined ? {} : { bearer }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(subject === undefined ? {} : { subject: { zh: subject, en: twin?.subject ?? subject } }),
    ...(probability === undefined ? {} : { probability }),
  };
};
const findingOf = (zh: FindingView, en: FindingView): DerivedFinding => ({
  findingId: zh.id,
  clauseId: zh.clause,
  ref: zh.ref,
  breach: zh.breach ?? null,
  bearer: zh.bearer,
  period: zh.period ?? null,
  subject: zh.subject ?? null,
  status: zh.status,
  since: zh.since as Instant,
  cureBy: (zh.cureBy as Instant | undefined) ?? null,
  detail: {
    title: { zh: zh.title, en: en.title },
    ...(zh.subject === undefined ? {} : { subject: { zh: zh.subject, en: en.subject ?? zh.subject } }),
    ...(zh.late === undefined ? {} : { late: zh.late }),
    ...(zh.decision === undefined ? {} : { breach: zh.decision.breach }),
  } satisfies FindingDetail,
});
const statementOf = (evaluation: Evaluation, statement: Evaluation["statements"][number]): DerivedStatement => {
  const { period, rule, label, status, closesAt, earned, held, payable, paid, open } = statement;
  const whole = statementJson(statement, (at) => zonedText(evaluation.zone, at), evaluation.money);
  return {
    rule,
    period: label,
    from: dayText(period.fromDay),
    until: dayText((period.toDay - 1) as typeof period.toDay),
    status,
    closesAt: closesAt ?? null,
    currency: evaluation.contract.currency.code,
    earnedMinor: earned,
    heldMinor: held,
    payableMinor: payable,
    paidMinor: paid,
    openMinor: open,
    content: JSON.stringify(whole, (key, value) => (key === "trace" ? undefined : value)),
  };
};
/** The two figures one looks for first: an index or a metric with a target, and what was last stated. */
const headlineOf = (zh: Outline, en: Outline): Headline => {
  const figure = mainFigure(zh.metrics);
  // A figure that rests on too few is no figure to compare people by.
  const { metric, point } = figure && isSound(figure.point) ? figure : {};
  const statement = zh.stated;
  return {
    ...(metric && point && point.value !== null
      ? {
          index: {
            ref: point.ref,
            title: { zh: metric.title, en: en.metrics[metric.ref]?.title ?? metric.title },
            unit: metric.unit,
            period: point.period,
            value: point.value,
            low: point.low,
            high: point.high,
            n: point.n,
          },
        }
      : {}),
    ...(statement
      ? {
          pay: {
            ref: statement.ref,
            period: statement.period,
            status: statement.status,
            payable: statement.payable,
            currency: zh.currency,
          },
        }
      : {}),
  };
};
