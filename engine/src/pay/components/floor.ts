// Clauses: C6.2

import { compare, fromInteger, subtract } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText, exactAmountText, lessText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { baseInput, sumOf } from "../line.ts";
import { dayWeighted, linesOn } from "../run.ts";
import type { ComponentHandler } from "./handler.ts";
import { weighedInput } from "./inputs.ts";

/** Tops the lines it works on up to the floor. */
export const payFloor: ComponentHandler<"floor"> = (run, parts) => {
  const component = parts.at(-1)?.component;
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const limits = parts.map((part) => ({ slot: part.slot, amount: part.component.at }));
  const at = dayWeighted(run, limits);
  const lines = linesOn(run, component);
  const basis = sumOf(lines);
  if (compare(fromInteger(basis), at) >= 0) return;
  run.emit(run.endSlot, {
    component: component.id,
    kind: component.kind,
    basis,
    amount: round(subtract(at, fromInteger(basis)), "half_up"),
    formula: () => lessText(exactAmountText(at, currency), amountText(basis, currency)),
    inputs: () => [baseInput(lines, amountText(basis, currency)), ...weighedInput(run, LABELS.floor, limits, at)],
  });
};
