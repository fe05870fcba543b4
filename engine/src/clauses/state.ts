// Clauses: N1
import type { Clause } from "../contract/model.ts";
import { type Instance, STATES, type State } from "../rules/types.ts";
import type { Instant } from "../values/brand.ts";
import type { ClauseResult } from "./types.ts";

const rank = (state: State): number => STATES.indexOf(state);
export const worstOf = (states: readonly State[]): State | undefined =>
  states.reduce<State | undefined>(
    (worst, state) => (worst === undefined || rank(state) < rank(worst) ? state : worst),
    undefined,
  );

/** An instance is open while nobody has performed it and it is neither decided nor lifted: an overdue duty stays open. */
export const isOpen = (instance: Instance): boolean =>
  instance.closedAt === undefined && !["waived", "ended"].includes(instance.state);

/**
 * A clause shows the worst of its open instances, then the worst of the last closed period (contract-format §3): of each rule
 * the instances that closed last, a rule without periods those of its last case.
 */
export const clauseState = (instances: readonly Instance[]): State | undefined => {
  const open = worstOf(instances.filter(isOpen).map((instance) => instance.state));
  if (open !== undefined) return open;
  const latest = new Map<string, { at: Instant; states: State[] }>();
  for (const instance of instances) {
    const at = (instance.dueAt ?? instance.closedAt ?? instance.openedAt) as Instant;
    const last = latest.get(instance.ref);
    if (!last || at > last.at) latest.set(instance.ref, { at, states: [instance.state] });
    else if (at === last.at) last.states.push(instance.state);
  }
  return worstOf([...latest.values()].flatMap((last) => last.states));
};
/** One result for each clause of the version in force, in the order of the contract. */
export const clauseResults = (clauses: readonly Clause[], instances: readonly Instance[]): ClauseResult[] => {
  const byClause = new Map<string, Instance[]>();
  for (const instance of instances) {
    const list = byClause.get(instance.clause);
    if (list) list.push(instance);
    else byClause.set(instance.clause, [instance]);
  }
  return clauses.map((clause) => {
    const own = byClause.get(clause.id) ?? [];
    return { id: clause.id, state: clauseState(own), instances: own };
  });
};
