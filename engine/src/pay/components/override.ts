// Clauses: C6.2

import { fromInteger, multiply, type Rational, ZERO } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { exactAmountText, percentText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { keptIds, sumOf } from "../line.ts";
import { linesOn, type Part, type PeriodRun } from "../run.ts";
import type { ComponentHandler, ComponentOf } from "./handler.ts";

type Override = ComponentOf<"override">;
/**
 * A line for each member below the recipient: on what the member sold (`members`) or on what the member is paid (`pay`); `own`
 * adds the recipient. Credit that other contracts pass up counts by its source. `member` is who is paid, `source` whose work.
 */
export const payOverride: ComponentHandler<"override"> = (run, parts) => {
  for (const part of parts) {
    if (part.component.of === "members") payOnSales(run, part);
    else if (part.slot === run.endSlot) payOnPay(run, part);
  }
};
const sourcesOf = (run: PeriodRun, component: Override): string[] => {
  const recipient = component.to ?? run.book.lead;
  const ids = new Set(run.book.members.map(({ id }) => id));
  return [...ids].filter((id) => component.own || id !== recipient);
};
const payOnSales = (run: PeriodRun, { slot, component }: Part<Override>): void => {
  const cell = slot.cells.components.get(component.id);
  if (!cell) return;
  const evidence = keptIds(cell.ids);
  for (const source of sourcesOf(run, component)) {
    emitOn(run, { slot, component }, source, cell.members.get(source) ?? ZERO, evidence);
  }
  for (const source of [...cell.sources.keys()].sort()) {
    emitOn(run, { slot, component }, source, cell.sources.get(source) ?? ZERO, evidence);
  }
};
const payOnPay = (run: PeriodRun, part: Part<Override>): void => {
  const lines = linesOn(run, part.component);
  for (const source of sourcesOf(run, part.component)) {
    const paid = sumOf(lines.filter(({ member }) => member === source));
    emitOn(run, part, source, fromInteger(paid), keptIds(), "pay");
  }
};
const emitOn = (
  run: PeriodRun,
  { slot, component }: Part<Override>,
  source: string,
  basis: Rational,
  evidence: () => readonly string[],
  row?: string,
): void => {
  const { currency } = run.book.plan.contract;
  const recipient = component.to ?? run.book.lead;
  run.emit(slot, {
    component: component.id,
    kind: component.kind,
    slot: slot.index,
    source,
    ...(row === undefined ? {} : { row }),
    ...(recipient === undefined ? {} : { member: recipient }),
    basis: round(basis, "half_up"),
    rate: component.rate,
    amount: round(multiply(basis, component.rate), "half_up"),
    formula: () => `${source}: ${exactAmountText(basis, currency)} × ${percentText(component.rate)}`,
    inputs: () => [
      { what: LABELS.credited, formula: source, value: exactAmountText(basis, currency), evidence: evidence() },
    ],
    evidence,
  });
};
