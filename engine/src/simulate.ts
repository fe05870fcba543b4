// Clauses: N4, C6.3

import type { Diagnostic } from "./contract/diagnostic.ts";
import { loadContract } from "./contract/load.ts";
import type { Contract } from "./contract/model.ts";
import type { Evaluation } from "./evaluation.ts";
import { instanceName } from "./rules/settle.ts";
import type { State } from "./rules/types.ts";
import type { Money } from "./values/brand.ts";
import { NOTHING } from "./values/money.ts";

/** One pay period before and after a change of parameters; amounts in minor units. */
export interface SimulatedPeriod {
  readonly rule: string;
  readonly period: string;
  readonly before: Money;
  readonly after: Money;
}
export interface SimulatedState {
  readonly name: string;
  readonly before: State;
  readonly after: State;
}
export interface Simulation {
  readonly periods: readonly SimulatedPeriod[];
  /** Instances whose state the change would have altered. */
  readonly states: readonly SimulatedState[];
}

/**
 * The same contract with other parameters, from its start: what the past would have been under them. The file itself is not
 * touched; it becomes the template of one that sets the parameters.
 */
export const contractWith = (
  main: string,
  read: (file: string) => string | undefined,
  set: Readonly<Record<string, string>>,
): { readonly contract?: Contract; readonly diagnostics: readonly Diagnostic[] } => {
  const name = `${main.replace(/[^/\\]*$/, "")}simulated.json`;
  const own = JSON.stringify({ fealty: "1", template: main, set });
  return loadContract(name, (file) => (file === name ? own : read(file)));
};

/** Compares two evaluations of the same facts, period by period and instance by instance. */
export const compareEvaluations = (
  before: Evaluation,
  after: Evaluation,
  over?: { readonly from: string; readonly to: string },
): Simulation => {
  const inside = (label: string): boolean =>
    !over || (label.slice(0, over.from.length) >= over.from && label.slice(0, over.to.length) <= over.to);
  const keys = new Map<string, { rule: string; period: string }>();
  for (const one of [...before.statements, ...after.statements]) {
    if (inside(one.label)) keys.set(`${one.rule} ${one.label}`, { rule: one.rule, period: one.label });
  }
  const payable = (evaluation: Evaluation, rule: string, period: string): Money =>
    evaluation.statements.find((one) => one.rule === rule && one.label === period)?.payable ?? NOTHING;
  const periods = [...keys.values()].map(({ rule, period }) => ({
    rule,
    period,
    before: payable(before, rule, period),
    after: payable(after, rule, period),
  }));
  const states = new Map<string, State>();
  for (const clause of after.clauses)
    for (const one of clause.instances) states.set(instanceName(one.ref, one.period, one.subject), one.state);
  const changed = before.clauses
    .flatMap((clause) => clause.instances)
    .filter((one) => one.period === undefined || inside(one.period))
    .flatMap((one) => {
      const name = instanceName(one.ref, one.period, one.subject);
      const now = states.get(name);
      return now === undefined || now === one.state ? [] : [{ name, before: one.state, after: now }];
    });
  return { periods, states: changed };
};
