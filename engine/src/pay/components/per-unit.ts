// Clauses: C6.2
import { fromInteger, multiply, toDecimalText } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { keptIds } from "../line.ts";
import type { ComponentHandler } from "./handler.ts";

/** Each unit at its amount, by the wording of the day on which it came about. */
export const payPerUnit: ComponentHandler<"per_unit"> = (run, parts) => {
  const { currency } = run.book.plan.contract;
  for (const { slot, component } of parts) {
    const cell = slot.cells.components.get(component.id);
    if (!cell) continue;
    const { units } = cell;
    const evidence = keptIds(cell.ids);
    run.emit(slot, {
      component: component.id,
      kind: component.kind,
      slot: slot.index,
      quantity: units,
      basis: component.each,
      amount: round(multiply(fromInteger(component.each), units), "half_up"),
      formula: () => `${toDecimalText(units)} × ${amountText(component.each, currency)}`,
      inputs: () => [{ what: LABELS.units, value: toDecimalText(units), evidence: evidence() }],
      evidence,
    });
  }
};
