// Clauses: C6.2

import { lesser, minus, NOTHING, opposite, plus } from "../../values/money.ts";
import { compare, fromInteger, subtract } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText, exactAmountText, lessText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { baseInput, sumOf } from "../line.ts";
import { dayWeighted, linesOn } from "../run.ts";
import { atEnd, type ComponentHandler } from "./handler.ts";
import { balanceInput, weighedInput } from "./inputs.ts";

/**
 * Takes off what is over the cap: forfeited, or carried and paid in later periods as far as their cap has room. What is carried
 * at the end of the term is paid in the last statement unless `at_end: lapse`.
 */
export const payCap: ComponentHandler<"cap"> = (run, parts) => {
  const component = atEnd<"cap">(run, parts);
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const weighed = run.at.slots.length === parts.length ? parts : parts.slice(-1);
  const limits = weighed.map((part) => ({ slot: part.slot, amount: part.component.at }));
  const cut = limits.length === run.at.slots.length;
  const at = cut ? dayWeighted(run, limits) : fromInteger(component.at);
  const lines = linesOn(run, component);
  const basis = sumOf(lines);
  const over = round(subtract(fromInteger(basis), at), "half_up");
  const carried = run.carry.get(component.id) ?? NOTHING;
  const balance = balanceInput(run, "carry", component.id, carried);
  const inputs = () => [
    baseInput(lines, amountText(basis, currency)),
    ...(cut ? weighedInput(run, LABELS.cap, limits, at) : []),
    ...balance(),
  ];
  let left = carried;
  if (compare(fromInteger(basis), at) > 0) {
    left = component.excess === "carry" ? plus(carried, over) : carried;
    run.emit(run.endSlot, {
      component: component.id,
      kind: component.kind,
      basis,
      amount: -over as typeof over,
      formula: () => lessText(exactAmountText(at, currency), amountText(basis, currency)),
      inputs,
    });
  } else if (carried > 0n) {
    const paid = lesser(carried, opposite(over));
    left = minus(carried, paid);
    run.emit(run.endSlot, {
      component: component.id,
      kind: component.kind,
      basis,
      amount: paid,
      formula: () =>
        `min(${amountText(carried, currency)}, ${lessText(exactAmountText(at, currency), amountText(basis, currency))})`,
      inputs,
    });
  }
  if (run.at.last && left > 0n) {
    const due = left;
    const moved = run.lines.filter((line) => line.component === component.id);
    left = NOTHING;
    if (component.atEnd !== "lapse") {
      run.emit(run.endSlot, {
        component: component.id,
        kind: component.kind,
        label: LABELS.carryAtEnd,
        amount: due,
        formula: () => amountText(due, currency),
        inputs: () =>
          moved.length === 0 ? balance() : [{ what: LABELS.balance, value: amountText(due, currency), lines: moved }],
      });
    }
  }
  run.carry.set(component.id, left);
};
