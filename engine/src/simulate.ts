// Clauses: N4, C6.3

import { localDay } from "./calendar/zone.ts";
import type { Diagnostic } from "./contract/diagnostic.ts";
import { loadContract } from "./contract/load.ts";
import type { Contract } from "./contract/model.ts";
import type { Evaluation } from "./evaluation.ts";
import { instanceName } from "./rules/settle.ts";
import type { Instance, State } from "./rules/types.ts";
import type { Day, Money } from "./values/brand.ts";
import { addDays, addMonths, dayOf, parseDay } from "./values/date.ts";
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
 * The same contract with other parameters, from its start to its end: what the past would have been under them. An amendment or a
 * one-sided power that set one of them meanwhile leaves it as it is asked for. The file itself is not touched; it becomes the template of
 * one that sets the parameters.
 */
export const contractWith = (
  main: string,
  read: (file: string) => string | undefined,
  set: Readonly<Record<string, string>>,
): { readonly contract?: Contract; readonly diagnostics: readonly Diagnostic[] } => {
  const name = `${main.replace(/[^/\\]*$/, "")}simulated.json`;
  const own = JSON.stringify({ fealty: "1", template: main, set });
  return loadContract(name, (file) => (file === name ? own : read(file)), [], undefined, Object.keys(set));
};

const LABEL = /^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?(?:\/\d+)?$/;
/** First day and first day after of what a label names: `2026`, `2026-H1`, `2026-Q2`, `2026-06`, `2026-06-15`; undefined for others. */
const daysOf = (label: string): { readonly from: Day; readonly to: Day } | undefined => {
  const match = LABEL.exec(label);
  if (!match) return undefined;
  const [, year = "", month, day, quarter, half] = match;
  if (day !== undefined) {
    const at = parseDay(`${year}-${month}-${day}`);
    return at === undefined ? undefined : { from: at, to: addDays(at, 1) };
  }
  const first = month ? +month : quarter ? +quarter * 3 - 2 : half ? +half * 6 - 5 : 1;
  const months = month ? 1 : quarter ? 3 : half ? 6 : 12;
  if (first < 1 || first > 12) return undefined;
  const from = dayOf({ year: +year, month: first, day: 1 });
  return { from, to: addMonths(from, months) };
};
/** Days from the first of `from` to the last of `to`; undefined when either is no period or they stand the wrong way round. */
export const simulatedDays = (over: {
  readonly from: string;
  readonly to: string;
}): { readonly from: Day; readonly to: Day } | undefined => {
  const first = daysOf(over.from);
  const last = daysOf(over.to);
  return first && last && first.from < last.to ? { from: first.from, to: last.to } : undefined;
};

/**
 * Compares two evaluations of the same facts, period by period and instance by instance. `over` keeps what ends in its days.
 * Duties to publish and pay are left out: nobody could pay what is only supposed.
 */
export const compareEvaluations = (
  before: Evaluation,
  after: Evaluation,
  over?: { readonly from: string; readonly to: string },
): Simulation => {
  const days = over && simulatedDays(over);
  const holds = (last: Day): boolean => !days || (last >= days.from && last < days.to);
  /** A period counts where its last day does; what has none, where it began. */
  const inside = (one: Instance): boolean => {
    const label = one.period === undefined ? undefined : daysOf(one.period);
    const term = before.contract.term.until;
    const last = label ? (Math.min(addDays(label.to, -1), term) as Day) : localDay(before.zone, one.openedAt);
    return holds(last);
  };
  const keys = new Map<string, { rule: string; period: string }>();
  for (const one of [...before.statements, ...after.statements]) {
    if (holds(addDays(one.period.toDay, -1)))
      keys.set(`${one.rule} ${one.label}`, { rule: one.rule, period: one.label });
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
  for (const clause of after.clauses) for (const one of clause.instances) states.set(keyOf(one), one.state);
  const changed = before.clauses
    .flatMap((clause) => clause.instances)
    .filter((one) => one.kind !== "entitlement" && inside(one))
    .flatMap((one) => {
      const name = instanceName(one.ref, one.period, one.subject);
      const now = states.get(keyOf(one));
      return now === undefined || now === one.state ? [] : [{ name, before: one.state, after: now }];
    });
  return { periods, states: changed };
};
/** A duty that several bear has an instance for each. */
const keyOf = (one: Instance): string => `${instanceName(one.ref, one.period, one.subject)}~${one.bearer ?? ""}`;
