// Clauses: C6.2

import { type Period, periodAt, slidingPeriod, type Window } from "../../calendar/period.ts";
import { versionOn } from "../../rules/schedule.ts";
import type { Money } from "../../values/brand.ts";
import { addDays } from "../../values/date.ts";
import { NOTHING } from "../../values/money.ts";
import { round } from "../../values/round.ts";
import { exactAmountText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { dayWeighted, type PeriodRun } from "../run.ts";
import type { ComponentHandler } from "./handler.ts";

/** The threshold's window that ended inside the pay period, if one did: a quarter's target pays once, in its last month. */
const windowEnded = (run: PeriodRun, every: Window): Period | undefined => {
  const { contract, zone } = run.book.plan;
  const { fromDay, toDay } = run.at.period;
  const lastDay = addDays(toDay, -1);
  if (typeof every === "object") return slidingPeriod(zone, contract.term, every, lastDay);
  const current = periodAt(zone, contract.term, every, lastDay);
  if (current.toDay <= toDay) return current;
  if (current.fromDay <= fromDay || current.fromDay <= contract.term.from) return undefined;
  return periodAt(zone, contract.term, every, addDays(current.fromDay, -1));
};
const everyOf = (run: PeriodRun, ref: string): Window => {
  const rule = versionOn(run.book.plan.contract.versions, run.at.period.fromDay).rules.get(ref);
  return rule?.kind === "threshold" ? rule.every : run.book.plan.window;
};

/** A fixed amount when the threshold was met; a wording that ended inside the period pays by its days. */
export const payBonus: ComponentHandler<"bonus"> = (run, parts) => {
  const component = parts.at(-1)?.component;
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const window = windowEnded(run, everyOf(run, component.rule));
  const state = window && run.readings.threshold(component.rule, window);
  const amount = dayWeighted(
    run,
    parts.map((part) => ({ slot: part.slot, amount: part.component.amount })),
  );
  const due: Money = state === "met" ? round(amount, "half_up") : NOTHING;
  run.emit(run.endSlot, {
    component: component.id,
    kind: component.kind,
    amount: due,
    formula: () => `${component.rule}@${window?.label ?? ""} = ${state ?? ""}: ${exactAmountText(amount, currency)}`,
    inputs: () => [{ what: LABELS.threshold, formula: `${component.rule}@${window?.label ?? ""}`, value: state ?? "" }],
  });
};
