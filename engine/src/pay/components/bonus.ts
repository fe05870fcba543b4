// Clauses: C6.2

import { type Period, periodAt, slidingPeriod, type Window } from "../../calendar/period.ts";
import { versionOn } from "../../rules/schedule.ts";
import { addDays } from "../../values/date.ts";
import { type Rational, rational, sum, ZERO } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { exactAmountText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import type { Slot } from "../pay-periods.ts";
import type { PeriodRun } from "../run.ts";
import type { ComponentHandler } from "./handler.ts";
import { weighedInput } from "./inputs.ts";

/** The threshold's windows that ended inside the pay period, in order: a quarter's target pays once, in its last month. */
const windowsEnded = (run: PeriodRun, every: Window): Period[] => {
  const { contract, zone } = run.book.plan;
  const { fromDay, toDay } = run.at.period;
  const lastDay = addDays(toDay, -1);
  if (typeof every === "object") return [slidingPeriod(zone, contract.term, every, lastDay)];
  const ended: Period[] = [];
  let window = periodAt(zone, contract.term, every, lastDay);
  for (;;) {
    if (window.toDay > fromDay && window.toDay <= toDay) ended.unshift(window);
    if (window.fromDay <= fromDay || window.fromDay <= contract.term.from) return ended;
    window = periodAt(zone, contract.term, every, addDays(window.fromDay, -1));
  }
};
const everyOf = (run: PeriodRun, ref: string): Window => {
  const rule = versionOn(run.book.plan.contract.versions, run.at.period.fromDay).rules.get(ref);
  return rule?.kind === "threshold" ? rule.every : run.book.plan.window;
};

/** Days of a window that a stretch of the pay period has. A sliding window is a look at the period's last day: its days are the period's. */
const sharedDays = (window: Pick<Period, "fromDay" | "toDay">, { fromDay, toDay }: Slot): number =>
  Math.max(0, Math.min(window.toDay, toDay) - Math.max(window.fromDay, fromDay));

/** A fixed amount for each window in which the threshold was met; a wording that ended inside the window pays by its days. */
export const payBonus: ComponentHandler<"bonus"> = (run, parts) => {
  const component = parts.at(-1)?.component;
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const every = everyOf(run, component.rule);
  const amounts = parts.map((part) => ({ slot: part.slot, amount: part.component.amount }));
  const amountOver = (weighed: Pick<Period, "fromDay" | "toDay">): Rational => {
    const days = run.at.slots.reduce((all, slot) => all + sharedDays(weighed, slot), 0);
    return sum(amounts.map(({ slot, amount }) => rational(amount * BigInt(sharedDays(weighed, slot)), BigInt(days))));
  };
  const ended = windowsEnded(run, every).map((window) => {
    const weighed = typeof every === "object" ? run.at.period : window;
    const reading = run.readings.threshold(component.rule, window);
    const name = `${component.rule}@${window.label}`;
    return { name, state: reading?.state ?? "", trace: reading?.trace, weighed, amount: amountOver(weighed) };
  });
  const whole = run.at.period;
  const none = { name: `${component.rule}@`, state: "", trace: undefined, weighed: whole, amount: amountOver(whole) };
  const windows = ended.length === 0 ? [none] : ended;
  const due = sum(windows.map(({ state, amount }) => (state === "met" ? amount : ZERO)));
  run.emit(run.endSlot, {
    component: component.id,
    kind: component.kind,
    amount: round(due, "half_up"),
    formula: () =>
      windows.map(({ name, state, amount }) => `${name} = ${state}: ${exactAmountText(amount, currency)}`).join("; "),
    inputs: () =>
      windows.flatMap(({ name, state, trace, weighed, amount }) => [
        {
          what: LABELS.threshold,
          formula: name,
          value: state,
          ...(trace === undefined ? {} : { traces: [trace()] }),
        },
        ...weighedInput(run, LABELS.bonus, amounts, amount, (slot) => sharedDays(weighed, slot)),
      ]),
  });
};
