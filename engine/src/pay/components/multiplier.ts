// Clauses: C6.2, C3.3

import { fromInteger, multiply, ONE, subtract, toDecimalText } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText } from "../figures.ts";
import { baseInput, sumOf } from "../line.ts";
import { linesOn } from "../run.ts";
import { atEnd, type ComponentHandler } from "./handler.ts";
import { decidingValue, readingInput, rowReached } from "./reading.ts";

/**
 * The difference that a factor makes to the lines it works on. A reading that is not `ok`, and a value below the first row, take
 * the `indeterminate` factor.
 */
export const payMultiplier: ComponentHandler<"multiplier"> = (run, parts) => {
  const component = atEnd<"multiplier">(run, parts);
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const reading = run.readings.metric(component.metric);
  const value = decidingValue(reading);
  const factor = (value && rowReached(component.table, value, currency)?.times) ?? component.indeterminate;
  const lines = linesOn(run, component);
  const basis = sumOf(lines);
  run.emit(run.endSlot, {
    component: component.id,
    kind: component.kind,
    basis,
    rate: factor,
    amount: round(multiply(fromInteger(basis), subtract(factor, ONE)), "half_up"),
    formula: () => `${amountText(basis, currency)} × (${toDecimalText(factor)} − 1)`,
    inputs: () => [baseInput(lines, amountText(basis, currency)), readingInput(component.metric, reading)],
  });
};
