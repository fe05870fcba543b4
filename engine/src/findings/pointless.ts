// Clauses: N2, C11.1
import { localDay } from "../calendar/zone.ts";
import type { Event } from "../facts/event.ts";
import type { FactBook } from "../facts/fold.ts";
import { type Acts, actsOf, namesIn, refusalOfAct } from "../rules/acts.ts";
import type { ActRefusal, People } from "../rules/people.ts";
import { isLateObjection, powersUsed } from "../rules/power.ts";
import { versionOn } from "../rules/schedule.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import { cureByOf, demandedCures, refusalOfJudgment } from "./find.ts";

const INSTANCE_ACTS = ["waived", "withheld", "suspended", "resumed", "force_majeure_from", "force_majeure_to"] as const;
const FINDING_ACTS = { cured: "finding", decided: "finding", loss_proved: "finding", objected: "to" } as const;

export interface PointlessAct {
  readonly event: Event;
  readonly code: "names_nothing" | ActRefusal;
}
/**
 * Acts that have no effect: they name nothing there is, or come from somebody who cannot do it, or before there was anything to
 * judge. Somebody should know. An act that comes before what it names exists counts as naming nothing until then.
 */
export const pointlessActs = (
  facts: FactBook,
  acts: Acts,
  people: People,
  instances: readonly Instance[],
): PointlessAct[] => {
  const known = new Set<string>();
  for (const version of people.contract.versions) {
    for (const clause of version.clauses) known.add(clause.id);
    for (const ref of version.rules.keys()) known.add(ref);
  }
  const demanded = demandedCures(people, instances);
  const called = new Map<string, Instance[]>();
  const call = (name: string, instance: Instance): void => {
    const list = called.get(name);
    if (list) list.push(instance);
    else called.set(name, [instance]);
  };
  for (const one of instances) {
    const name = instanceName(one.ref, one.period, one.subject);
    for (const each of new Set([name, `${name}~${one.bearer ?? ""}`, one.ref, one.clause])) call(each, one);
  }
  /** An act that says nothing about anything it names is told with the first reason. */
  const told = (
    event: Event,
    names: readonly string[],
    refusal: (instance: Instance) => ActRefusal | undefined,
  ): PointlessAct[] => {
    const touched = names.flatMap((name) => called.get(name) ?? []);
    if (touched.length === 0) return names.some((name) => known.has(name)) ? [] : [{ event, code: "names_nothing" }];
    const refusals = touched.map(refusal);
    const code = refusals.every((one) => one !== undefined) ? refusals[0] : undefined;
    return code === undefined ? [] : [{ event, code }];
  };
  /** The use of a power that an act names, by its event or by its instance. */
  const usedIn = (name: string): Event | undefined => {
    const power = called.get(name)?.find(({ kind }) => kind === "power");
    return acts.get("power_used")?.get(power?.subject ?? name);
  };
  const onInstances = INSTANCE_ACTS.flatMap((kind) => actsOf(acts, kind)).flatMap((event) =>
    told(event, namesIn(event), ({ bearer }) => refusalOfAct(people, event, bearer)),
  );
  const onFindings = (Object.keys(FINDING_ACTS) as (keyof typeof FINDING_ACTS)[]).flatMap((kind) =>
    actsOf(acts, kind).flatMap((event) => {
      const target = event.fields[FINDING_ACTS[kind]];
      if (typeof target !== "string") return [];
      const used = usedIn(target);
      if (kind === "objected" && used && isLateObjection(people, event, used))
        return [{ event, code: "objection_out_of_time" as const }];
      if (facts.raw.has(target)) return [];
      // A finding is named whole or without who bears it; a name of the parties' own is no concern of ours.
      return told(event, [target], (instance) =>
        kind === "objected" || kind === "loss_proved"
          ? undefined
          : refusalOfJudgment(people, event, instance, cureByOf(people, instance, demanded)),
      );
    }),
  );
  const onEvents = [...facts.corrections].flatMap(([target, events]) =>
    facts.raw.has(target) ? [] : events.filter(({ id }) => facts.facts.has(id)),
  );
  const onPowers = actsOf(acts, "power_used").filter((event) => {
    const version = versionOn(people.contract.versions, localDay(people.table.zone, event.at));
    return powersUsed(people, event, version).length === 0;
  });
  return [
    ...onInstances,
    ...onFindings,
    ...[...onPowers, ...onEvents].map((event) => ({ event, code: "names_nothing" as const })),
  ];
};
