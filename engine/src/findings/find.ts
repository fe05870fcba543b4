// Clauses: C11.1, B1, B2, B3, B4, B5
import { serviceDue } from "../calendar/service-time.ts";
import type { Rule, RuleKind } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { type Acts, actsOf } from "../rules/acts.ts";
import { isCure } from "../rules/cure.ts";
import { type ActRefusal, type People, refusalOf } from "../rules/people.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import type { Instant } from "../values/brand.ts";
import type { Duration } from "../values/duration.ts";
import type { Finding } from "./types.ts";

/** Stable: the same occasion and party give the same id on every run. */
export const findingId = (instance: Pick<Instance, "ref" | "period" | "subject" | "bearer">): string =>
  `${instanceName(instance.ref, instance.period, instance.subject)}~${instance.bearer ?? ""}`;

/** Whether an act names a finding by this field: whole, or without who bears it. */
export const namesFinding = (event: Event, field: string, id: string): boolean =>
  event.fields[field] === id || event.fields[field] === id.split("~")[0];

/**
 * Why a decision or a cure says nothing about an instance. It takes another party than the one concerned, or a third person whom
 * the contract lets decide; the party concerned can own up to a breach. Neither can come before there was anything to find.
 */
export const refusalOfJudgment = (
  people: People,
  event: Event,
  instance: Instance,
  cureBy?: Instant,
): ActRefusal | undefined => {
  const refusal = refusalOf(people, event, instance.bearer);
  const ownsUp = refusal === "act_of_debtor" && event.kind === "decided" && event.fields.breach === true;
  if (refusal !== undefined && !ownsUp) return refusal;
  if (event.at < SINCE[instance.kind](instance)) return "act_before_finding";
  return event.kind === "cured" && cureBy !== undefined && event.at > cureBy ? "act_out_of_time" : undefined;
};
/** An instance's rule in the version to which it belongs: amendments that come later leave it as it began (case-Q13). */
const ruleOf = ({ contract }: People, { ref, version }: Instance): Rule | undefined =>
  contract.versions.find(({ number }) => number === version)?.rules.get(ref);
/** Until when a demand wants a finding cured, by the name under which it calls the finding. */
export type DemandedCures = ReadonlyMap<string, Instant>;
export const demandedCures = (people: People, instances: readonly Instance[]): DemandedCures =>
  new Map(
    instances.flatMap((instance) => {
      const { subject, dueAt } = instance;
      const rule = ruleOf(people, instance);
      return rule && isCure({ rule }) && subject !== undefined && dueAt !== undefined ? [[subject, dueAt]] : [];
    }),
  );
/** Until when an instance that was missed can be cured: as a demand that names it says, else where its rule gives a time for it. */
export const cureByOf = (people: People, instance: Instance, demanded: DemandedCures): Instant | undefined => {
  const id = findingId(instance);
  const asked = demanded.get(id) ?? demanded.get(id.split("~")[0]!);
  if (asked !== undefined) return asked;
  const rule = ruleOf(people, instance);
  const { table } = people;
  const cure: Duration | undefined = rule && "cure" in rule ? rule.cure : undefined;
  return cure && serviceDue(table.calendar, table.zone, table.hours, SINCE[instance.kind](instance), cure).due;
};

/**
 * Every missed instance of a rule that somebody owes is a finding: a proposal until a person has decided. One that was decided
 * and that later facts no longer bear out stays, as withdrawn, with the decision that was made on the old facts.
 */
export const findingsOf = (instances: readonly Instance[], acts: Acts, people: People, asOf: Instant): Finding[] => {
  const demanded = demandedCures(people, instances);
  return instances.flatMap((instance) => {
    const { bearer } = instance;
    if (bearer === undefined) return [];
    const id = findingId(instance);
    const cureBy = cureByOf(people, instance, demanded);
    const judged = (kind: "decided" | "cured"): Event[] =>
      actsOf(acts, kind)
        .filter((event) => namesFinding(event, "finding", id) && event.at <= asOf)
        .filter((event) => refusalOfJudgment(people, event, instance, cureBy) === undefined);
    const decided = judged("decided").at(-1);
    const missed = instance.state === "missed";
    if (!missed && decided?.fields.breach !== true) return [];
    const since = missed ? SINCE[instance.kind](instance) : decided!.at;
    const cured = judged("cured")[0];
    const answered = actsOf(acts, "objected").find((event) => namesFinding(event, "to", id) && event.at <= asOf);
    const finding: Finding = {
      id,
      ref: instance.ref,
      clause: instance.clause,
      version: instance.version,
      breach: instance.breach,
      bearer,
      ...(instance.period === undefined ? {} : { period: instance.period }),
      ...(instance.subject === undefined ? {} : { subject: instance.subject }),
      since,
      ...(instance.lateness === undefined ? {} : { lateness: instance.lateness }),
      status: !missed ? "withdrawn" : decided ? "decided" : cured ? "cured" : answered ? "answered" : "proposed",
      ...(decided ? { decision: decisionOf(decided) } : {}),
      ...(cured === undefined || !missed ? {} : { curedAt: cured.at }),
      ...(cureBy === undefined || !missed ? {} : { cureBy }),
      trace: instance.trace,
    };
    return [finding];
  });
};
const decisionOf = (event: Event): NonNullable<Finding["decision"]> => ({
  breach: event.fields.breach === true,
  reasons: typeof event.fields.reasons === "string" ? event.fields.reasons : "",
  ...(event.by === undefined ? {} : { by: event.by }),
});

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
