// Clauses: C6.2

import { periodAt } from "../../calendar/period.ts";
import { businessDaysBetween, yearsKnown } from "../../calendar/working-day.ts";
import type { Bound } from "../../contract/model.ts";
import { evidenceOfFact } from "../../facts/event.ts";
import type { Day, Money } from "../../values/brand.ts";
import { addDays } from "../../values/date.ts";
import { type Currency, lesser, minus, NOTHING, total } from "../../values/money.ts";
import {
  add,
  compare,
  fromInteger,
  multiply,
  ONE,
  type Rate,
  type Rational,
  rational,
  subtract,
  ZERO,
} from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText, exactAmountText, lessText, percentText, sumText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { type ComputedLine, keptIds, type LineInput } from "../line.ts";
import { openingAmount, returnedWithin, takenBack } from "../opening.ts";
import { openingIds } from "../opening-facts.ts";
import { periodIndexOf } from "../pay-periods.ts";
import type { Part, PeriodRun } from "../run.ts";
import { atEnd, type ComponentHandler, type ComponentOf } from "./handler.ts";

type Tiers = ComponentOf<"tiers">;
/** Part of the credited amount that one row of the table pays: [from, to) under `rate`. */
export interface Slice {
  readonly index: number;
  readonly amount: Rational;
  readonly rate: Rate;
}
interface Row {
  readonly from: Rational;
  readonly rate: Rate;
}

/**
 * The slices of an amount, each under its own rate. What lies under the first row earns nothing; a negative amount takes back
 * under the first row.
 */
export const marginalSlices = (amount: Rational, rows: readonly Row[]): Slice[] =>
  rows.flatMap(({ from, rate }, index) => {
    const next = rows[index + 1]?.from;
    const top = next && compare(amount, next) > 0 ? next : amount;
    const part = subtract(top, from);
    const counts = compare(part, ZERO) > 0 || (index === 0 && compare(amount, ZERO) < 0 && compare(from, ZERO) <= 0);
    return counts ? [{ index, amount: part, rate }] : [];
  });
/** The whole amount under the rate of the row that it reaches. */
export const retroactiveSlice = (amount: Rational, rows: readonly Row[]): Slice[] => {
  const index = rows.findLastIndex(({ from }) => compare(from, amount) <= 0);
  const row = rows[index] ?? (compare(amount, ZERO) < 0 ? rows[0] : undefined);
  return row ? [{ index: Math.max(index, 0), amount, rate: row.rate }] : [];
};
const slicesOf = (component: Tiers, amount: Rational, rows: readonly Row[]): Slice[] =>
  component.method === "marginal" ? marginalSlices(amount, rows) : retroactiveSlice(amount, rows);
const pay = ({ amount, rate }: Slice): Money => round(multiply(amount, rate), "half_up");

const boundAmount = (run: PeriodRun, bound: Bound, quota: Rational, fixed: Rational): Rational => {
  if (bound.of === "quota") return multiply(quota, bound.share);
  if (bound.of === "money") return multiply(fromInteger(bound.amount), fixed);
  const scale = 10n ** BigInt(run.book.plan.contract.currency.decimals);
  return multiply(multiply(bound.value, rational(scale)), fixed);
};
const rowsOf = (run: PeriodRun, component: Tiers, quota: Rational, fixed: Rational): Row[] =>
  component.table.map(({ from, rate }) => ({ from: boundAmount(run, from, quota, fixed), rate }));

interface Span {
  readonly fromDay: Day;
  readonly toDay: Day;
}
const share = (part: number, whole: number): Rational => (whole > 0 ? rational(BigInt(part), BigInt(whole)) : ONE);
const days = ({ fromDay, toDay }: Span): number => toDay - fromDay;
/** The fraction of the quota that falls on a span: never rounded on its own. */
const quotaShare = (run: PeriodRun, component: Tiers, span: Span, cut: Span, whole: Span): Rational => {
  if (component.prorate === "calendar_days") return share(days(span), days(whole));
  if (component.prorate !== "business_days") return share(days(span), days(cut));
  const { calendar } = run.book.plan;
  // A span that is the whole has all of its days, whichever of them are worked.
  if (days(span) !== days(whole)) run.estimated ||= !yearsKnown(calendar, whole.fromDay, addDays(whole.toDay, -1));
  const count = ({ fromDay, toDay }: Span): number => businessDaysBetween(calendar, fromDay, toDay);
  return share(count(span), count(whole));
};
const wholeOf = (period: { readonly wholeFromDay: Day; readonly wholeToDay: Day }): Span => ({
  fromDay: period.wholeFromDay,
  toDay: period.wholeToDay,
});

/** Tiers on the credited amount: by stretch of the period, or accumulated over a quarter or year. Contract-format §5, §9. */
export const payTiers: ComponentHandler<"tiers"> = (run, parts) => {
  const last = parts.at(-1)?.component;
  if (last?.accumulate === "period") {
    for (const part of parts) payStretch(run, part);
    return;
  }
  const component = atEnd<"tiers">(run, parts);
  if (component) payAccumulated(run, component);
};

const payStretch = (run: PeriodRun, { slot, component }: Part<Tiers>): void => {
  const { currency } = run.book.plan.contract;
  const { period, slots } = run.at;
  const cell = slot.cells.components.get(component.id);
  const credited = cell?.credited ?? ZERO;
  const fraction = quotaShare(run, component, slot, period, wholeOf(period));
  const quota = multiply(fromInteger(component.quota ?? NOTHING), fraction);
  const fixed = slots.length === 1 ? ONE : share(days(slot), days(period));
  const evidence = keptIds(cell?.ids);
  const inputs = (): LineInput[] => [
    { what: LABELS.credited, value: exactAmountText(credited, currency), evidence: evidence() },
    ...quotaInput(run, component, quota, fraction),
  ];
  for (const slice of slicesOf(component, credited, rowsOf(run, component, quota, fixed))) {
    run.emit(slot, {
      component: component.id,
      kind: component.kind,
      slot: slot.index,
      row: String(slice.index),
      basis: round(slice.amount, "half_up"),
      rate: slice.rate,
      amount: pay(slice),
      formula: () => `${exactAmountText(slice.amount, currency)} × ${percentText(slice.rate)}`,
      inputs,
      evidence,
    });
  }
};
const quotaInput = (run: PeriodRun, component: Tiers, quota: Rational, fraction: Rational): LineInput[] => {
  if (component.quota === undefined) return [];
  const { currency } = run.book.plan.contract;
  const value = exactAmountText(quota, currency);
  return fraction.n === fraction.d
    ? [{ what: LABELS.quota, value }]
    : [
        {
          what: LABELS.quota,
          value,
          formula: `${exactAmountText(fromInteger(component.quota), currency)} × ${fraction.n}/${fraction.d}`,
        },
      ];
};

const earlierInput = (
  before: Money,
  last: ComputedLine | undefined,
  opening: readonly string[],
  currency: Currency,
): LineInput => {
  const value = amountText(before, currency);
  if (last === undefined) return { what: LABELS.earlier, value, evidence: opening };
  const rest = minus(before, last.amount);
  const formula = rest === 0n ? value : sumText([rest, last.amount].map((one) => amountText(one, currency)));
  return { what: LABELS.earlier, value, formula, lines: [last] };
};

/**
 * The whole window so far under the table, less what its earlier periods paid as they are known now; marginal tables subtract
 * slice by slice. A window that goes on from an earlier contract, or from before go-live, brings its amount and its whole quota,
 * less what came back of it since: both of the amount and of what that had been paid.
 */
const payAccumulated = (run: PeriodRun, component: Tiers): void => {
  const { contract, zone } = run.book.plan;
  const { currency } = contract;
  const window = periodAt(zone, contract.term, component.accumulate as "quarter" | "year", run.at.period.fromDay);
  const first = periodIndexOf(run.book.plan, window.fromDay);
  const inWindow = run.book.periods.slice(first, run.at.index + 1).filter(({ opening }) => !opening);
  const brought = openingAmount(run.book, "accumulator", component.id, window);
  const cells = inWindow.flatMap(({ slots }) => slots.map((slot) => slot.cells.components.get(component.id)));
  const gone = brought > 0n ? returnedWithin(run.book, component.id, window) : [];
  const kept = minus(brought, lesser(total(gone.map(({ returned }) => returned.amount)), brought));
  const credited = cells.reduce((sum, cell) => add(sum, cell?.credited ?? ZERO), fromInteger(kept));
  const fraction = brought > 0n ? ONE : quotaShare(run, component, window, window, wholeOf(window));
  const quota = multiply(fromInteger(component.quota ?? NOTHING), fraction);
  const rows = rowsOf(run, component, quota, ONE);
  const paid = new Map<string, Money>();
  /** The latest line of each row: it leads on to those before it. */
  const latest = new Map<string, ComputedLine>();
  const rowName = (index: number): string => (component.method === "marginal" ? String(index) : "0");
  const note = (row: string, amount: Money): void => {
    paid.set(row, ((paid.get(row) ?? 0n) + amount) as Money);
  };
  for (const slice of slicesOf(component, fromInteger(brought), rows)) note(rowName(slice.index), pay(slice));
  takeOff(paid, total(gone.map((one) => takenBack(one, component.id))));
  for (const earlier of inWindow.slice(0, -1)) {
    for (const line of run.earlier(earlier.index)?.lines ?? []) {
      if (line.component !== component.id) continue;
      const row = component.method === "marginal" ? (line.row ?? "0") : "0";
      note(row, line.amount);
      latest.set(row, line);
    }
  }
  const slices = new Map(slicesOf(component, credited, rows).map((slice) => [rowName(slice.index), slice]));
  const goneIds = gone.flatMap(({ credit, returned }) => [...evidenceOfFact(credit.fact), ...returned.by]);
  const evidence = keptIds(...cells.map((cell) => cell?.ids), new Map(goneIds.map((id) => [id, 1])));
  const opening = brought === 0n ? [] : openingIds(run.book, "accumulator", component.id);
  for (const row of [...new Set([...slices.keys(), ...paid.keys()])].sort((a, b) => +a - +b)) {
    const slice = slices.get(row);
    const before = paid.get(row) ?? NOTHING;
    const last = latest.get(row);
    run.emit(run.endSlot, {
      component: component.id,
      kind: component.kind,
      row,
      basis: slice ? round(slice.amount, "half_up") : NOTHING,
      ...(slice ? { rate: slice.rate } : {}),
      amount: minus(slice ? pay(slice) : NOTHING, before),
      formula: () => {
        const due = slice ? `${exactAmountText(slice.amount, currency)} × ${percentText(slice.rate)}` : "0";
        return before === 0n ? due : lessText(due, amountText(before, currency));
      },
      inputs: () => [
        { what: LABELS.credited, value: exactAmountText(credited, currency), evidence: [...opening, ...evidence()] },
        ...quotaInput(run, component, quota, fraction),
        ...(before === 0n ? [] : [earlierInput(before, last, opening, currency)]),
      ],
      evidence,
    });
  }
};
/** Takes a sum off what was paid, from the highest row down. */
const takeOff = (paid: Map<string, Money>, sum: Money): void => {
  let left = sum;
  for (const [row, amount] of [...paid].reverse()) {
    const taken = row === "0" ? left : lesser(left, amount);
    paid.set(row, minus(amount, taken));
    left = minus(left, taken);
  }
};
