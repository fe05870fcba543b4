// Clauses: C5.3, C7.3, C8.1, C9.3, S3, S5, S8
import type { Period } from "../calendar/period.ts";
import { serviceDueWithPauses } from "../calendar/service-time.ts";
import { instantOf, localDay, zonedText } from "../calendar/zone.ts";
import { membershipsOf } from "../contract/members.ts";
import type { PartyDetails, RecurrenceRule } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { justAfter } from "./deadline.ts";
import { dueOfPeriod, openedPeriods, type Reign, type Timetable } from "./schedule.ts";
import type { Service } from "./service.ts";
import type { Draft } from "./settle.ts";

interface Done {
  readonly id: string;
  readonly at: Instant;
  /** The period that the event names itself (`report_submitted {period}`), if any. */
  readonly period?: string;
}
/** Acts of performance by subject (customer, member, or "" for the contract) and event id. */
export type Performances = Map<string, Map<string, Done>>;

export const feedPerformances = (state: Performances, rule: RecurrenceRule, fact: Fact, weight: Weight): void => {
  const { event } = fact;
  if (event.kind !== rule.doneBy) return;
  const subject = rule.per === "customer" ? event.customer : rule.per === "member" ? memberOf(fact) : "";
  if (subject === undefined) return;
  const done = state.get(subject) ?? new Map<string, Done>();
  state.set(subject, done);
  if (weight === -1) done.delete(event.id);
  else if (rule.when === undefined || rule.when.evaluate(fact.view) === true) {
    const period = event.fields.period;
    done.set(event.id, { id: event.id, at: event.at, ...(typeof period === "string" ? { period } : {}) });
  }
};
const memberOf = (fact: Fact): string | undefined => {
  const member = fact.event.fields.member ?? fact.event.by;
  return typeof member === "string" ? member : undefined;
};

/**
 * One instance for each begun period and subject. An act counts for the period it names; else, where the work is done after a
 * period's end, for the oldest ended period still owing, however late (CC 560); else for the earliest period still owing whose
 * time it falls in; else for the period that it falls in.
 */
export const recurrenceDrafts = (
  table: Timetable,
  rule: RecurrenceRule,
  reign: Reign,
  state: Performances,
  service: Service,
  agent: PartyDetails | undefined,
  asOf: Instant,
): Draft[] =>
  subjectsOf(rule, service, agent, table, asOf).flatMap((subject) =>
    draftsFor(table, rule, reign, state, subject, asOf),
  );

interface Subject {
  readonly id: string;
  readonly from: Day;
  /** Last day on which the duty can exist, when it stops before the term does. */
  readonly until?: Instant;
}
const subjectsOf = (
  rule: RecurrenceRule,
  service: Service,
  agent: PartyDetails | undefined,
  table: Timetable,
  asOf: Instant,
): Subject[] => {
  if (rule.per === "contract") return [{ id: "", from: table.term.from }];
  if (rule.per === "member") return membersOf(agent, table);
  return [...service]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([id, spans]) =>
      spans().map((span) => ({
        id,
        from: localDay(table.zone, span.from),
        ...(span.to === undefined ? {} : { until: span.to }),
      })),
    )
    .filter((subject) => subject.from <= localDay(table.zone, asOf));
};

/** A member owes for as long as he is one; who stays to the end of the term owes what falls due after it, too. */
const membersOf = (agent: PartyDetails | undefined, { term, zone }: Timetable): Subject[] => {
  const members = agent?.members ?? [];
  return [...new Set(members.map(({ id }) => id))].flatMap((id) =>
    membershipsOf(members, id).map(({ from = term.from, until = term.until }) => ({
      id,
      from,
      ...(until >= term.until ? {} : { until: instantOf(zone, (until + 1) as Day) }),
    })),
  );
};

const draftsFor = (
  table: Timetable,
  rule: RecurrenceRule,
  reign: Reign,
  state: Performances,
  subject: Subject,
  asOf: Instant,
): Draft[] => {
  const today = localDay(table.zone, asOf);
  const start = rule.everyDays === undefined ? table.term.from : subject.from;
  // A customer taken over within a calendar period is owed from the next one on: nobody can do a quarter's work on its last day.
  const periods = openedPeriods(table, rule, reign, today, start).filter(
    (period) => period.fromDay >= subject.from || subject.id === "",
  );
  const open = periods
    .map((period) => ({ period, due: dueOfPeriod(table, period, rule.due), done: [] as Done[] }))
    .filter(({ period }) => subject.until === undefined || period.from < subject.until);
  const acts = [...(state.get(subject.id)?.values() ?? [])]
    .filter((done) => done.at <= asOf)
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const reports = rule.due.kind === "after_end" && rule.due.after.count > 0;
  for (const act of acts) {
    const named = act.period === undefined ? undefined : open.find(({ period }) => period.label === act.period);
    const overdue = reports
      ? open.find(({ period, done }) => period.to <= act.at && done.length < rule.count)
      : undefined;
    const owing = open.find(
      ({ period, due, done }) => period.from <= act.at && act.at <= due.due && done.length < rule.count,
    );
    const within = open.find(({ period }) => period.from <= act.at && act.at < period.to);
    (act.period !== undefined ? named : (overdue ?? owing ?? within))?.done.push(act);
  }
  const after = rule.due.kind === "after_end" ? rule.due.after : undefined;
  return open.map(({ period, due, done }) => {
    const last = done[rule.count - 1];
    const left =
      subject.until !== undefined && subject.until < due.due && last === undefined ? subject.until : undefined;
    return {
      rule,
      version: reign.version.number,
      period: period.label,
      ...(subject.id === "" ? {} : { subject: subject.id }),
      openedAt: period.from,
      dueAt: due.due,
      ...(last === undefined ? {} : { closedAt: last.at }),
      estimated: due.estimated,
      ...(after?.business
        ? {
            held: (holds) =>
              serviceDueWithPauses(table.calendar, table.zone, table.hours, (period.to - 1) as Instant, after, holds)
                .due,
          }
        : {}),
      progress: { done: Math.min(done.length, rule.count), of: rule.count },
      state: (dueAt) => {
        const limit = dueAt ?? due.due;
        if (last !== undefined && last.at <= limit) return "met";
        if (left !== undefined && left <= asOf) return "ended";
        if (asOf <= limit) return "running";
        return due.estimated ? "running" : "missed";
      },
      changes: (dueAt) =>
        last === undefined
          ? [justAfter(dueAt ?? due.due), nextPeriodStart(period, table)]
          : [nextPeriodStart(period, table)],
      trace: (result, dueAt) => ({
        what: rule.label ?? { zh: "定期义务", en: "Recurring duty" },
        formula: `${done.length} / ${rule.count}; ≤ ${zonedText(table.zone, dueAt ?? due.due)}`,
        value: result,
        inputs: [],
        clause: rule.clause,
        version: reign.version.number,
        evidence: { count: done.length, hash: "", ids: done.map((act) => act.id) },
      }),
    };
  });
};
/** A new period opens a new instance: the set of instances changes then without any event. */
const nextPeriodStart = (period: Period, table: Timetable): Instant | undefined =>
  period.toDay <= table.term.until ? period.to : undefined;
