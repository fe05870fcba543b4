// Clauses: C6.2

import type { Period } from "../../calendar/period.ts";
import { isMemberOn, memberName } from "../../contract/members.ts";
import { addDays } from "../../values/date.ts";
import { fromInteger, multiply, type Rational, ZERO } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import type { PayBook } from "../book.ts";
import type { PartCell } from "../cells.ts";
import { amountText, exactAmountText, percentText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { baseInput, type DraftLine, keptIds, type LineInput, sumOf } from "../line.ts";
import { linesOn, type Part, type PeriodRun } from "../run.ts";
import type { ComponentHandler, ComponentOf } from "./handler.ts";

type Override = ComponentOf<"override">;
const recipientOf = (book: PayBook, { to }: Override): string | undefined => to ?? book.lead;
/** The recipient who goes without: like shares, an override is for those who are members at the period's end. */
export const unpaidRecipient = (book: PayBook, component: Override, period: Period): string | undefined => {
  const recipient = recipientOf(book, component);
  if (recipient === undefined || isMemberOn(book.members, recipient, addDays(period.toDay, -1))) return undefined;
  return recipient;
};
/**
 * A line for each member below the recipient: on what the member sold (`members`) or on what the member is paid (`pay`); `own`
 * adds the recipient. Credit that other contracts pass up counts by its source. `member` is who is paid, `source` whose work.
 */
export const payOverride: ComponentHandler<"override"> = (run, parts) => {
  for (const part of parts) {
    if (unpaidRecipient(run.book, part.component, run.at.period) !== undefined) continue;
    if (part.component.of === "members") payOnSales(run, part);
    else if (part.slot === run.endSlot) payOnPay(run, part);
  }
};
const sourcesOf = (run: PeriodRun, component: Override): string[] => {
  const recipient = recipientOf(run.book, component);
  const ids = new Set(run.book.members.map(({ id }) => id));
  return [...ids].filter((id) => component.own || id !== recipient);
};
const payOnSales = (run: PeriodRun, { slot, component }: Part<Override>): void => {
  const cell = slot.cells.components.get(component.id);
  if (!cell) return;
  const { currency, parties } = run.book.plan.contract;
  const emitSold = (source: string, sold: PartCell | undefined): void => {
    const evidence = keptIds(sold?.ids);
    const basis = sold?.credited ?? ZERO;
    const figure = {
      what: LABELS.credited,
      formula: memberName(parties, source),
      value: exactAmountText(basis, currency),
    };
    emitOn(run, { slot, component }, source, basis, () => ({ ...figure, evidence: evidence() }), { evidence });
  };
  for (const source of sourcesOf(run, component)) emitSold(source, cell.members.get(source));
  for (const source of [...cell.sources.keys()].sort()) emitSold(source, cell.sources.get(source));
};
const payOnPay = (run: PeriodRun, part: Part<Override>): void => {
  const { currency } = run.book.plan.contract;
  const lines = linesOn(run, part.component);
  for (const source of sourcesOf(run, part.component)) {
    const own = lines.filter(({ member }) => member === source);
    const paid = sumOf(own);
    const figure = () => ({ ...baseInput(own, amountText(paid, currency)), what: LABELS.memberPay });
    emitOn(run, part, source, fromInteger(paid), figure, { row: "pay" });
  }
};
const emitOn = (
  run: PeriodRun,
  { slot, component }: Part<Override>,
  source: string,
  basis: Rational,
  figure: () => LineInput,
  kept: Pick<DraftLine, "evidence" | "row">,
): void => {
  const { currency, parties } = run.book.plan.contract;
  const recipient = recipientOf(run.book, component);
  run.emit(slot, {
    component: component.id,
    kind: component.kind,
    slot: slot.index,
    source,
    ...kept,
    ...(recipient === undefined ? {} : { member: recipient }),
    basis: round(basis, "half_up"),
    rate: component.rate,
    amount: round(multiply(basis, component.rate), "half_up"),
    formula: () =>
      `${memberName(parties, source)}: ${exactAmountText(basis, currency)} × ${percentText(component.rate)}`,
    inputs: () => [figure()],
  });
};
