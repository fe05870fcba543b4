// Clauses: C10.2, C12.2, S9
import { serviceDue, serviceDueWithPauses } from "../calendar/service-time.ts";
import { zonedText } from "../calendar/zone.ts";
import type { Party, ProcedureRule, ProcedureStage } from "../contract/model.ts";
import type { Event, Fact, Weight } from "../facts/event.ts";
import type { Instant } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import { justAfter } from "./deadline.ts";
import type { Timetable } from "./schedule.ts";
import type { Dated, Draft, DueUnderHolds } from "./settle.ts";

/** One event of a case, and the stages whose completing it would be and which it takes the whole case with. */
interface Step {
  readonly event: Event;
  readonly ends: readonly string[];
}
/** Steps of each case of one procedure, by the matched field and event id; under "" what names no case and moves the open ones. */
export type Cases = Map<string, Map<string, Step>>;

const opens = (rule: ProcedureRule): string => rule.stages[0]?.starts ?? `${rule.name}_opened`;
const completes = (stage: ProcedureStage): string => stage.ends ?? `${stage.id}_done`;
/** Kinds of events that move a case of this procedure. */
export const procedureKinds = (rule: ProcedureRule): string[] => [
  ...new Set([
    opens(rule),
    ...rule.stages.flatMap((stage) => [completes(stage), ...(stage.starts === undefined ? [] : [stage.starts])]),
  ]),
];
export const feedCases = (cases: Cases, rule: ProcedureRule, fact: Fact, weight: Weight): void => {
  const { event, view } = fact;
  const key = event.kind === "executed" ? "" : event.fields[rule.match];
  if (typeof key !== "string" || !procedureKinds(rule).includes(event.kind)) return;
  const steps = cases.get(key) ?? new Map<string, Step>();
  cases.set(key, steps);
  if (weight === -1) steps.delete(event.id);
  else {
    const ending = rule.stages.filter(
      (stage) => completes(stage) === event.kind && stage.over?.evaluate(view) === true,
    );
    steps.set(event.id, { event, ends: ending.map(({ id }) => id) });
  }
};

/**
 * The stages a case has reached, one instance each. A stage ends with its own event, and the whole case with one that satisfies
 * its `over`; when its time runs out in silence and the contract says what silence means, the case goes on there and nobody is
 * late; without that it is missed. Nobody is silent for as long as the stage is held (CC 590).
 */
export const procedureDrafts = (
  rule: ProcedureRule,
  versionAt: (event: Event) => number,
  cases: Cases,
  table: Timetable,
  dueOf: DueUnderHolds,
  asOf: Instant,
): Draft[] =>
  [...cases]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([key, steps]) => {
      const all = new Map([...steps, ...(cases.get("") ?? [])]);
      return key === "" ? [] : caseDrafts(rule, versionAt, key, all, table, dueOf, asOf);
    });

const caseDrafts = (
  rule: ProcedureRule,
  versionAt: (event: Event) => number,
  key: string,
  steps: ReadonlyMap<string, Step>,
  table: Timetable,
  dueOf: DueUnderHolds,
  asOf: Instant,
): Draft[] => {
  const sorted = [...steps.values()]
    .map(({ event }) => event)
    .filter((event) => event.at <= asOf)
    .sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const start = sorted.find((event) => event.kind === opens(rule));
  if (!start) return [];
  const drafts: Draft[] = [];
  const passed = new Set<string>();
  let openedAt = start.at;
  let openedBy = start.id;
  let stage: ProcedureStage | undefined = rule.stages[0];
  while (stage && !passed.has(stage.id)) {
    passed.add(stage.id);
    const done = sorted.find(
      (event) => event.kind === completes(stage!) && event.at >= openedAt && event.id !== openedBy,
    );
    const timed = timedStage(rule, key, stage, openedAt, table);
    const limit = timed && dueOf(timed);
    const silent =
      limit !== undefined && stage.onSilence !== undefined && (done === undefined ? asOf > limit : done.at > limit);
    const silentAt = silent ? limit : undefined;
    drafts.push(stageDraft(rule, versionAt(start), key, stage, openedAt, openedBy, done, timed, silentAt, table, asOf));
    const over = done !== undefined && steps.get(done.id)?.ends.includes(stage.id);
    const following: string | undefined = silent
      ? stage.onSilence
      : done && !over
        ? (stage.next ?? nextInList(rule, stage))
        : undefined;
    if (following === undefined) break;
    openedAt = silentAt ?? done!.at;
    openedBy = silent ? openedBy : done!.id;
    stage = rule.stages.find((candidate) => candidate.id === following);
  }
  return drafts;
};
const nextInList = (rule: ProcedureRule, stage: ProcedureStage): string | undefined =>
  rule.stages[rule.stages.indexOf(stage) + 1]?.id;

interface TimedStage extends Dated {
  readonly estimated: boolean;
}
const bearersOf = (rule: ProcedureRule, { by }: ProcedureStage): readonly Party[] =>
  by === undefined || by === "either" ? rule.bearers : [by];
/** A stage for which the contract gives a time, with how it is counted. */
const timedStage = (
  rule: ProcedureRule,
  key: string,
  stage: ProcedureStage,
  openedAt: Instant,
  { calendar, zone, hours }: Timetable,
): TimedStage | undefined => {
  const { within } = stage;
  if (within === undefined) return undefined;
  const { due, estimated } = serviceDue(calendar, zone, hours, openedAt, within);
  return {
    rule: { ...rule, bearers: bearersOf(rule, stage) },
    subject: `${key}/${stage.id}`,
    openedAt,
    dueAt: due,
    held: (holds) => serviceDueWithPauses(calendar, zone, hours, openedAt, within, holds).due,
    estimated,
  };
};
/** @param silentAt when its time ran out in silence that the contract gives a meaning */
const stageDraft = (
  rule: ProcedureRule,
  version: number,
  key: string,
  stage: ProcedureStage,
  openedAt: Instant,
  openedBy: string,
  done: Event | undefined,
  timed: TimedStage | undefined,
  silentAt: Instant | undefined,
  table: Timetable,
  asOf: Instant,
): Draft => {
  const closedAt = silentAt ?? done?.at;
  const estimated = timed?.estimated ?? false;
  return {
    rule: { ...rule, bearers: bearersOf(rule, stage) },
    subject: `${key}/${stage.id}`,
    openedAt,
    ...timed,
    version,
    ...(closedAt === undefined ? {} : { closedAt }),
    estimated,
    state: (dueAt) => {
      if (silentAt !== undefined) return "ended";
      if (done) return dueAt === undefined || done.at <= dueAt ? "met" : "missed";
      return dueAt !== undefined && asOf > dueAt && !estimated ? "missed" : "running";
    },
    changes: (dueAt) => (done || dueAt === undefined ? [] : [justAfter(dueAt)]),
    trace: (state, dueAt) => ({
      what: stage.title ?? { zh: stage.id, en: stage.id },
      formula: `${zonedText(table.zone, openedAt)} → ${dueAt === undefined ? "–" : zonedText(table.zone, dueAt)}`,
      value: state,
      inputs: [],
      clause: rule.clause,
      version,
      evidence: { count: 0, hash: "", ids: done ? [openedBy, done.id] : [openedBy] },
    }),
  };
};
