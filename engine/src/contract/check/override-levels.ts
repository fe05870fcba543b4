// Clauses: C6.2
import type { Component, Contract, EntitlementRule, Plan, Version } from "../model.ts";

type Override = Extract<Component, { kind: "override" }>;
/** Generations of shared credit that are tried: a condition may let in any of them. */
const TRIED = [3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 99];
/** Whether credit of other contracts comes in from a generation. */
const lets = ({ credit }: Plan, generation: number): boolean =>
  credit.some(
    ({ event, when }) =>
      event === "credit_from" &&
      when?.evaluate({ event: { generation: { n: BigInt(generation), d: 1n } }, customer: {}, agent: {} }) !== false,
  );
const overridesOf = ({ components }: Plan): Override[] =>
  components.filter((component): component is Override => component.kind === "override");
/** Whoever gets an override stands above those who got one before, and reaches down as many generations from there. */
const depthOf = (reach: Iterable<number>): number =>
  Math.max(0, ...[...reach].sort((a, b) => b - a).map((generations, above) => above + generations));

/**
 * Entitlements by which the contract pays from the third level down: credit of a third generation, or overrides that go as deep when all of
 * them are taken together, in whatever plan they stand. Overrides for one person, on other products or at another rate, are one level; each
 * further person who gets one is a level more.
 */
export const overridesTooDeep = ({ parties }: Contract, version: Version): EntitlementRule[] => {
  const reach = new Map<string, number>();
  return [...version.rules.values()].flatMap((rule) => {
    if (rule.kind !== "entitlement" || rule.grant.kind !== "plan") return [];
    const { plan } = rule.grant;
    const overrides = overridesOf(plan);
    const allThatComeIn = lets(plan, 2) ? 2 : 1;
    for (const { to = parties.agent?.lead ?? "", generations = allThatComeIn } of overrides)
      reach.set(to, Math.max(reach.get(to) ?? 0, generations));
    const deep = overrides.length > 0 && depthOf(reach.values()) > 2;
    return deep || TRIED.some((generation) => lets(plan, generation)) ? [rule] : [];
  });
};
