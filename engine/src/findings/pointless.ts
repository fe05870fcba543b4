// Clauses: N2, C11.1
import type { Event } from "../facts/event.ts";
import type { FactBook } from "../facts/fold.ts";
import { type Acts, actsOf } from "../rules/acts.ts";
import { instanceName } from "../rules/settle.ts";
import type { Instance } from "../rules/types.ts";
import type { Finding } from "./types.ts";

const INSTANCE_ACTS = ["waived", "withheld", "suspended", "resumed", "force_majeure_from", "force_majeure_to"] as const;
const FINDING_ACTS = { cured: "finding", decided: "finding", objected: "to" } as const;

/**
 * Acts that name nothing there is: a mistyped instance, finding or event. They have no effect, and somebody should know. An act
 * that comes before what it names exists counts as naming nothing until then.
 */
export const pointlessActs = (
  facts: FactBook,
  acts: Acts,
  instances: readonly Instance[],
  findings: readonly Finding[],
): Event[] => {
  const known = new Set<string>();
  for (const { contract } of [facts]) {
    for (const version of contract.versions) {
      for (const clause of version.clauses) known.add(clause.id);
      for (const ref of version.rules.keys()) known.add(ref);
    }
  }
  for (const one of instances) known.add(instanceName(one.ref, one.period, one.subject));
  const found = new Set<string>(findings.flatMap((finding) => [finding.id, finding.id.split("~")[0]!]));
  for (const one of instances) {
    const name = instanceName(one.ref, one.period, one.subject);
    found.add(name).add(`${name}~${one.bearer ?? ""}`);
  }
  const named = (event: Event): readonly string[] => {
    const { instance, instances: several } = event.fields;
    return Array.isArray(several) ? (several as string[]) : typeof instance === "string" ? [instance] : [];
  };
  const onInstances = INSTANCE_ACTS.flatMap((kind) => actsOf(acts, kind)).filter(
    (event) => !named(event).some((name) => known.has(name)),
  );
  const onFindings = (Object.keys(FINDING_ACTS) as (keyof typeof FINDING_ACTS)[]).flatMap((kind) =>
    actsOf(acts, kind).filter((event) => {
      const target = event.fields[FINDING_ACTS[kind]];
      return typeof target === "string" && !found.has(target) && !known.has(target) && !facts.raw.has(target);
    }),
  );
  const onEvents = [...facts.corrections].flatMap(([target, events]) =>
    facts.raw.has(target) ? [] : events.filter(({ id }) => facts.facts.has(id)),
  );
  return [...onInstances, ...onFindings, ...onEvents];
};
