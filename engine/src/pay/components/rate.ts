// Clauses: C6.2

import { fromInteger, multiply, ZERO } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { exactAmountText, percentText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { baseInput, keptIds, sumOf } from "../line.ts";
import { linesOn } from "../run.ts";
import type { ComponentHandler } from "./handler.ts";

/** One rate on what the component credits, rounded once; on named lines instead where `on` says so. */
export const payRate: ComponentHandler<"rate"> = (run, parts) => {
  const { currency } = run.book.plan.contract;
  for (const { slot, component } of parts) {
    const cell = slot.cells.components.get(component.id);
    if (component.on !== undefined && slot !== run.endSlot) continue;
    const lines = component.on === undefined ? undefined : linesOn(run, component);
    const basis = lines === undefined ? (cell?.credited ?? ZERO) : fromInteger(sumOf(lines));
    const evidence = keptIds(lines === undefined ? cell?.ids : undefined);
    const value = exactAmountText(basis, currency);
    run.emit(slot, {
      component: component.id,
      kind: component.kind,
      slot: slot.index,
      basis: round(basis, "half_up"),
      rate: component.rate,
      amount: round(multiply(basis, component.rate), "half_up"),
      formula: () => `${exactAmountText(basis, currency)} × ${percentText(component.rate)}`,
      inputs: () => [
        lines === undefined
          ? { what: component.basisLabel ?? LABELS.credited, value, evidence: evidence() }
          : baseInput(lines, value),
      ],
      evidence,
    });
  }
};
