// Clauses: C3.1, C4.1
import type { DefinitionRule, Rule } from "./model.ts";
import type { Report } from "./report.ts";

/** What can be told only when all rules of a version are read: cycles between metrics, and samples of the metrics that matter. */
export const checkReferences = (rules: ReadonlyMap<string, Rule>, report: Report): void => {
  const definitions = new Map<string, DefinitionRule>();
  for (const rule of rules.values()) if (rule.kind === "definition") definitions.set(rule.ref, rule);
  checkCycles(definitions, report);
  const used = new Map<string, string>();
  for (const rule of rules.values())
    for (const metric of metricsOf(rule)) if (!used.has(metric)) used.set(metric, rule.ref);
  const queue = [...used];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [ref, by] = next;
    const definition = definitions.get(ref);
    if (!definition) continue;
    // An index has no answers of its own: its parts have.
    if (definition.metric.measure !== "index") {
      if (definition.metric.minN === undefined)
        report.of(definition.clause).error("metric_without_min_n", definition.place, { metric: ref, rule: by });
      continue;
    }
    for (const part of definition.metric.parts ?? [])
      if (!used.has(part.metric)) {
        used.set(part.metric, by);
        queue.push([part.metric, by]);
      }
  }
};
/** Metrics that decide a state or money. */
const metricsOf = (rule: Rule): string[] => {
  if (rule.kind === "threshold") return [rule.metric];
  if (rule.kind !== "entitlement" || rule.grant.kind !== "plan") return [];
  return rule.grant.plan.components.flatMap((component) =>
    component.kind === "multiplier"
      ? [component.metric]
      : component.kind === "holdback" && component.release.metric !== undefined
        ? [component.release.metric]
        : [],
  );
};
const checkCycles = (definitions: ReadonlyMap<string, DefinitionRule>, report: Report): void => {
  const done = new Set<string>();
  const visit = (ref: string, path: readonly string[]): void => {
    const rule = definitions.get(ref);
    if (!rule || done.has(ref)) return;
    if (path.includes(ref)) {
      const cycle = [...path.slice(path.indexOf(ref)), ref];
      report.of(rule.clause).error("metric_cycle", rule.place, { path: cycle.join(" → ") });
      for (const member of cycle) done.add(member);
      return;
    }
    for (const part of rule.metric.parts ?? []) visit(part.metric, [...path, ref]);
    done.add(ref);
  };
  for (const ref of definitions.keys()) visit(ref, []);
};
