// Clauses: C6.2, N2
import type { Money } from "../../values/brand.ts";
import { minus, NOTHING } from "../../values/money.ts";
import type { Rational } from "../../values/rational.ts";
import type { Text } from "../../values/text.ts";
import { amountText, exactAmountText, sumText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import type { LineInput } from "../line.ts";
import { openingCarried } from "../opening.ts";
import { openingIds } from "../opening-facts.ts";
import type { Slot } from "../pay-periods.ts";
import { daysOf, type PeriodRun } from "../run.ts";

/**
 * What a draw or a cap brings along from earlier periods as they are known now: the lines that moved it last, which lead on to
 * those before, else what was handed over at the start. Periods are looked up at once: they are computed anew as facts come in.
 */
export const balanceInput = (
  run: PeriodRun,
  what: "draw" | "carry",
  component: string,
  balance: Money,
): (() => LineInput[]) => {
  if (balance === 0n) return () => [];
  const after = (index: number): Money =>
    (run.earlier(index)?.after ?? openingCarried(run.book))[what].get(component) ?? NOTHING;
  let index = run.at.index - 1;
  while (index >= 0 && after(index) === after(index - 1)) index -= 1;
  const lines = run.earlier(index)?.lines.filter((line) => line.component === component) ?? [];
  const before = index < 0 ? NOTHING : after(index - 1);
  const opening = openingIds(run.book, what, component);
  const { currency } = run.book.plan.contract;
  const text = (amount: Money): string => amountText(amount, currency);
  return () => [
    {
      what: LABELS.balance,
      value: text(balance),
      ...(before === 0n ? {} : { formula: sumText([text(before), text(minus(balance, before))]) }),
      ...(lines.length > 0 ? { lines } : { evidence: opening }),
    },
  ];
};

/** A fixed amount of a period that amendments cut: each wording's amount by its days, `9,000.00 × 15/30 + 6,000.00 × 15/30`. */
export const weighedInput = (
  run: PeriodRun,
  what: Text,
  parts: readonly { readonly slot: Slot; readonly amount: Money }[],
  sum: Rational,
  days: (slot: Slot) => number = daysOf,
): LineInput[] => {
  const { currency } = run.book.plan.contract;
  if (run.at.slots.length === 1 || parts.length === 0) return [];
  const whole = run.at.slots.reduce((all, slot) => all + days(slot), 0);
  return [
    {
      what,
      formula: parts.map(({ slot, amount }) => `${amountText(amount, currency)} × ${days(slot)}/${whole}`).join(" + "),
      value: exactAmountText(sum, currency),
    },
  ];
};
