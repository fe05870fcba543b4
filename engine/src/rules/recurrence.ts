// Clauses: C5.3, C7.3, C8.1, C9.3, S3, S5, S8
import type { Period } from "../calendar/period.ts";
import type { Due } from "../calendar/types.ts";
import { instantOf, localDay, zonedText } from "../calendar/zone.ts";
import { membershipsOf } from "../contract/members.ts";
import type { PartyDetails, RecurrenceRule } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import { performs } from "../facts/performs.ts";
import type { Day, Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { justAfter } from "./deadline.ts";
import { dueAfterEnd, dueOfPeriod, openedPeriods, type Reign, type Timetable } from "./schedule.ts";
import type { Service } from "./service.ts";
import type { Dated, Draft, DueUnderHolds } from "./settle.ts";

interface Done {
  readonly id: string;
  readonly at: Instant;
  /** The period that the event names itself (`report_submitted {period}`), if any. */
  readonly period?: string;
  /** What tells it apart from others of its period, where the rule does. */
  readonly about?: unknown;
}
/** Acts of performance by subject (customer, member, or "" for the contract) and event id. */
export type Performances = Map<string, Map<string, Done>>;

export const feedPerformances = (state: Performances, rule: RecurrenceRule, fact: Fact, weight: Weight): void => {
  const { event } = fact;
  if (event.kind !== rule.doneBy || !performs(rule.bearers, fact)) return;
  const subject = rule.per === "customer" ? event.customer : rule.per === "member" ? memberOf(fact) : "";
  if (subject === undefined) return;
  const done = state.get(subject) ?? new Map<string, Done>();
  state.set(subject, done);
  if (weight === -1) done.delete(event.id);
  else if (rule.when === undefined || rule.when.evaluate(fact.view) === true) {
    const period = event.fields.period;
    done.set(event.id, {
      id: event.id,
      at: event.at,
      ...(typeof period === "string" ? { period } : {}),
      ...(rule.each === undefined ? {} : { about: event.fields[rule.each] }),
    });
  }
};
const memberOf = (fact: Fact): string | undefined => {
  const member = fact.event.fields.member ?? fact.event.by;
  return typeof member === "string" ? member : undefined;
};

/** A rule as one version words it, in that version's own time, with the acts that these words know. */
export interface Wording {
  readonly rule: RecurrenceRule;
  readonly reign: Reign;
  readonly state: Performances;
  /** Ids of acts that perform another duty and therefore not this one. */
  readonly others: ReadonlySet<string>;
}
/**
 * One instance for each begun period and subject, over all wordings of one rule: what was done once is handed out once, whatever
 * amendments lie between the periods. An act counts for the period it names; else, where the work is done after a period's end,
 * for the oldest ended period still owing, however late (CC 560); else for the earliest period still owing whose time it falls
 * in; else for the period that it falls in.
 * @param wordings of one rule, in order of their time
 */
export const recurrenceDrafts = (
  table: Timetable,
  wordings: readonly Wording[],
  service: Service,
  agent: PartyDetails | undefined,
  dueOf: DueUnderHolds,
  asOf: Instant,
): Draft[] => {
  const slots = wordings.flatMap((wording) =>
    slotsUnder(table, wording, subjectsOf(wording.rule, service, agent, table, asOf), dueOf, asOf),
  );
  handOut(slots, asOf);
  return slots.map((slot) => draftOf(table, slot, asOf));
};

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

/** One period that is owed about one subject, and what was done for it. */
interface Slot extends Wording {
  readonly subject: Subject;
  readonly period: Period;
  readonly due: Due;
  readonly dated: Dated;
  /** The due time under what holds the duty. */
  readonly limit: Instant;
  readonly done: Done[];
}
const slotsUnder = (
  table: Timetable,
  wording: Wording,
  subjects: readonly Subject[],
  dueOf: DueUnderHolds,
  asOf: Instant,
): Slot[] => {
  const { rule, reign } = wording;
  const today = localDay(table.zone, asOf);
  // Somebody who comes back within a period that he left in is owed that period once.
  const slots = new Map<string, Slot>();
  for (const subject of subjects) {
    const start = rule.everyDays === undefined ? table.term.from : subject.from;
    for (const period of openedPeriods(table, rule, reign, today, start)) {
      // A customer taken over within a calendar period is owed from the next one on: nobody can do a quarter's work on its last day.
      if (period.fromDay < subject.from && subject.id !== "") continue;
      if (subject.until !== undefined && period.from >= subject.until) continue;
      const due = dueOfPeriod(table, period, rule.due);
      const dated = datedSlot(table, rule, subject, period, due.due);
      const slot = { ...wording, subject, period, due, dated, limit: dueOf(dated), done: [] };
      slots.set(JSON.stringify([subject.id, period.label]), slot);
    }
  }
  return [...slots.values()];
};
/** What is due some time after a period's end runs from that end: what was held before moves nothing. */
const datedSlot = (table: Timetable, rule: RecurrenceRule, { id }: Subject, period: Period, dueAt: Instant): Dated => {
  const after = rule.due.kind === "after_end" && rule.due.after.count > 0 ? rule.due.after : undefined;
  return {
    rule,
    period: period.label,
    ...(id === "" ? {} : { subject: id }),
    openedAt: period.from,
    dueAt,
    ...(after ? { heldFrom: period.to } : {}),
    ...(after?.business ? { held: (holds) => dueAfterEnd(table, period, after, holds).due } : {}),
  };
};
/** Gives each act to one period among those whose wording knows it. */
const handOut = (slots: readonly Slot[], asOf: Instant): void => {
  const owed = new Map<Performances, Map<string, Slot[]>>();
  for (const slot of slots) {
    const bySubject = owed.get(slot.state) ?? new Map<string, Slot[]>();
    owed.set(slot.state, bySubject);
    const own = bySubject.get(slot.subject.id);
    if (own) own.push(slot);
    else bySubject.set(slot.subject.id, [slot]);
  }
  const acts = new Map<string, { readonly act: Done; readonly open: readonly Slot[] }>();
  for (const [state, bySubject] of owed) {
    for (const [subject, own] of bySubject) {
      for (const act of state.get(subject)?.values() ?? []) {
        if (act.at > asOf || own.some(({ others }) => others.has(act.id))) continue;
        const open = [...(acts.get(act.id)?.open ?? []), ...own].sort((a, b) => a.period.from - b.period.from);
        acts.set(act.id, { act, open });
      }
    }
  }
  const inOrder = [...acts.values()].sort((a, b) => a.act.at - b.act.at || byCodeUnit(a.act.id, b.act.id));
  for (const { act, open } of inOrder) {
    const slot = slotFor(act, open);
    if (slot && !isRepeat(slot, act)) slot.done.push(act);
  }
};
/** A second invitation to the same survey round is no second round (7.3.1). */
const isRepeat = ({ rule, done }: Slot, act: Done): boolean =>
  rule.each !== undefined && done.some(({ about }) => about === act.about);
const slotFor = (act: Done, known: readonly Slot[]): Slot | undefined => {
  if (act.period !== undefined) return known.find(({ period }) => period.label === act.period);
  const open = known.filter((slot) => !endedBefore(slot, act));
  const overdue = open.find((slot) => isReport(slot.rule) && slot.period.to <= act.at && owes(slot));
  const owing = open.filter((slot) => slot.period.from <= act.at && act.at <= slot.limit && owes(slot));
  // A period is [from, to): at the midnight between two the act belongs to the one that begins, where there is one.
  const own = owing.find(({ rule, period, limit }) => isReport(rule) || act.at < period.to || period.to < limit);
  return overdue ?? own ?? open.find(({ period }) => period.from <= act.at && act.at < period.to) ?? owing[0];
};
const isReport = ({ due }: RecurrenceRule): boolean => due.kind === "after_end" && due.after.count > 0;
/** A duty whose customer or member left before it was due is over then: what is done later is done for another. */
const endedBefore = ({ subject: { until }, limit }: Slot, act: Done): boolean =>
  until !== undefined && until < limit && act.at >= until;
const owes = ({ rule, done }: Slot): boolean => done.length < rule.count;

const draftOf = (table: Timetable, slot: Slot, asOf: Instant): Draft => {
  const { rule, reign, subject, period, due, done } = slot;
  const last = done[rule.count - 1];
  const left = last === undefined ? subject.until : undefined;
  return {
    ...slot.dated,
    version: reign.version.number,
    ...(last === undefined ? {} : { closedAt: last.at }),
    estimated: due.estimated,
    late: done
      .slice(0, rule.count)
      .filter((act) => act.at > slot.limit)
      .map(({ id }) => id),
    progress: { done: Math.min(done.length, rule.count), of: rule.count },
    state: (dueAt) => {
      const limit = dueAt ?? due.due;
      if (last !== undefined && last.at <= limit) return "met";
      if (left !== undefined && left < limit && left <= asOf) return "ended";
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
};
/** A new period opens a new instance: the set of instances changes then without any event. */
const nextPeriodStart = (period: Period, table: Timetable): Instant | undefined =>
  period.toDay <= table.term.until ? period.to : undefined;
