// Clauses: C11.1, B1, B2, B3, B4, B5
import { serviceDue } from "../calendar/service-time.ts";
import type { Rule, RuleKind } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { type Acts, actsOf } from "../rules/acts.ts";
import type { Timetable } from "../rules/schedule.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import type { Instant } from "../values/brand.ts";
import type { Duration } from "../values/duration.ts";
import type { Finding } from "./types.ts";

/** Stable: the same occasion and party give the same id on every run. */
export const findingId = (instance: Pick<Instance, "ref" | "period" | "subject" | "bearer">): string =>
  `${instanceName(instance.ref, instance.period, instance.subject)}~${instance.bearer ?? ""}`;

const names = (event: Event, field: string, id: string): boolean =>
  event.fields[field] === id || event.fields[field] === id.split("~")[0];

/** Every missed instance of a rule that somebody owes is a finding: a proposal until a person has decided. */
export const findingsOf = (
  instances: readonly Instance[],
  rules: ReadonlyMap<string, Rule>,
  acts: Acts,
  table: Timetable,
  asOf: Instant,
): Finding[] =>
  instances.flatMap((instance) => {
    const { bearer } = instance;
    if (instance.state !== "missed" || bearer === undefined) return [];
    const id = findingId(instance);
    const since = SINCE[instance.kind](instance);
    const cure = cureOf(rules.get(instance.ref));
    const cured = actsOf(acts, "cured").find((event) => names(event, "finding", id) && event.at <= asOf);
    const decided = actsOf(acts, "decided")
      .filter((event) => names(event, "finding", id) && event.at <= asOf)
      .at(-1);
    const answered = actsOf(acts, "objected").find((event) => names(event, "to", id) && event.at <= asOf);
    const finding: Finding = {
      id,
      ref: instance.ref,
      clause: instance.clause,
      breach: instance.breach,
      bearer,
      ...(instance.period === undefined ? {} : { period: instance.period }),
      ...(instance.subject === undefined ? {} : { subject: instance.subject }),
      since,
      ...(instance.lateness === undefined ? {} : { lateness: instance.lateness }),
      status: decided ? "decided" : cured ? "cured" : answered ? "answered" : "proposed",
      ...(decided
        ? {
            decision: {
              breach: decided.fields.breach === true,
              reasons: (decided.fields.reasons as string | undefined) ?? "",
              ...(decided.by === undefined ? {} : { by: decided.by }),
            },
          }
        : {}),
      ...(cure === undefined ? {} : { cureBy: serviceDue(table.calendar, table.zone, table.hours, since, cure).due }),
      trace: instance.trace,
    };
    return [finding];
  });

const cureOf = (rule: Rule | undefined): Duration | undefined => (rule && "cure" in rule ? rule.cure : undefined);
/** From when it counts: acts from their own time, duties from the moment they were due. */
const dueOr = (instance: Instance): Instant => instance.dueAt ?? instance.closedAt ?? instance.openedAt;
const SINCE = {
  definition: dueOr,
  threshold: dueOr,
  deadline: dueOr,
  recurrence: dueOr,
  entitlement: dueOr,
  procedure: dueOr,
  prohibition: (instance) => instance.openedAt,
  power: (instance) => instance.openedAt,
} satisfies Record<RuleKind, (instance: Instance) => Instant>;
