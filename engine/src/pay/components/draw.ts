// Clauses: C6.2

import { lesser, NOTHING, opposite, plus } from "../../values/money.ts";
import { fromInteger, subtract } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText, exactAmountText, lessText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { baseInput, sumOf } from "../line.ts";
import { dayWeighted, linesOn } from "../run.ts";
import type { ComponentHandler } from "./handler.ts";
import { balanceInput, weighedInput } from "./inputs.ts";

/**
 * Tops pay up to the draw. A recoverable one is earned back from what exceeds the draw in later periods, so that pay never falls
 * below it. At the end of the term `forgive` wipes the balance, `owe` leaves it standing and is never set off silently.
 */
export const payDraw: ComponentHandler<"draw"> = (run, parts) => {
  const component = parts.at(-1)?.component;
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const amounts = parts.map((part) => ({ slot: part.slot, amount: part.component.amount }));
  const amount = dayWeighted(run, amounts);
  const lines = linesOn(run, component);
  const basis = sumOf(lines);
  const short = round(subtract(amount, fromInteger(basis)), "half_up");
  const before = component.recoverable ? (run.draw.get(component.id) ?? NOTHING) : NOTHING;
  const back = lesser(opposite(short), before);
  const line = short > 0n ? short : opposite(back);
  const balance = balanceInput(run, "draw", component.id, before);
  run.emit(run.endSlot, {
    component: component.id,
    kind: component.kind,
    basis,
    amount: line,
    formula: () =>
      short > 0n
        ? lessText(exactAmountText(amount, currency), amountText(basis, currency))
        : `−min(${amountText(before, currency)}, ${amountText(basis, currency)} − ${exactAmountText(amount, currency)})`,
    inputs: () => [
      baseInput(lines, amountText(basis, currency)),
      ...weighedInput(run, LABELS.draw, amounts, amount),
      ...balance(),
    ],
  });
  const after = component.recoverable ? plus(before, line) : before;
  run.draw.set(component.id, run.at.last && component.atEnd === "forgive" ? NOTHING : after);
};
