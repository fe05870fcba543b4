// Clauses: C6.2

import { dueAfterPeriodEnd } from "../../calendar/recurrence-time.ts";
import { localDay } from "../../calendar/zone.ts";
import type { Day, Instant, Money } from "../../values/brand.ts";
import { addDays, addMonths } from "../../values/date.ts";
import type { Duration } from "../../values/duration.ts";
import { lesser, minus, NOTHING, opposite, plus } from "../../values/money.ts";
import { compare, fromInteger, multiply, ONE, type Rational, sum, ZERO } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { amountText, percentText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { baseInput, type Hold, type LineInput, sumOf } from "../line.ts";
import { openingIds } from "../opening-facts.ts";
import type { PeriodPlan } from "../pay-periods.ts";
import { linesOn, type PeriodRun } from "../run.ts";
import type { MetricReading } from "../types.ts";
import { atEnd, type ComponentHandler } from "./handler.ts";
import { decidingValue, readingInput, rowReached } from "./reading.ts";

/** The day on which what was held in a period falls due: `after` counted from the period's last day (CC 201-202). */
export const releaseDay = (plan: PeriodPlan, toDay: Day, after: Duration): Day => {
  const lastDay = addDays(toDay, -1);
  if (after.unit === "months" || after.unit === "years") {
    return addMonths(lastDay, after.count * (after.unit === "years" ? 12 : 1));
  }
  if (!after.business && (after.unit === "days" || after.unit === "weeks")) {
    return addDays(lastDay, after.count * (after.unit === "weeks" ? 7 : 1));
  }
  const { due } = dueAfterPeriodEnd(plan.calendar, plan.zone, plan.contract.calendar.hours, toDay, after);
  return localDay(plan.zone, (due - 1) as Instant);
};

/**
 * Holds back a share of what is positive, lets go of as large a share of what is negative (pay that was taken back holds nothing),
 * and gives earlier holds on as their release table says. */
export const payHoldback: ComponentHandler<"holdback"> = (run, parts) => {
  const component = atEnd<"holdback">(run, parts);
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const lines = linesOn(run, component);
  const basis = sumOf(lines);
  const held = round(multiply(fromInteger(basis), component.rate), "half_up");
  if (held > 0n) {
    run.emit(run.endSlot, {
      component: component.id,
      kind: component.kind,
      basis,
      rate: component.rate,
      amount: opposite(held),
      formula: () => `−${amountText(basis, currency)} × ${percentText(component.rate)}`,
      inputs: () => [baseInput(lines, amountText(basis, currency))],
    });
    const dueDay = releaseDay(run.book.plan, run.at.period.toDay, component.release.after);
    run.holds.push({ component, label: run.at.period.label, amount: held, dueDay, line: run.lines.at(-1)! });
  }
  if (held < 0n) letGo(run, component.id, opposite(held), () => [baseInput(lines, amountText(basis, currency))]);
  releaseHolds(run, component.id, "early");
};

/** Releases as much of a component's holds in full, the oldest first. */
const letGo = (run: PeriodRun, id: string, most: Money, inputs: () => LineInput[]): void => {
  let left = most;
  run.holds = run.holds.flatMap((hold) => {
    const part = hold.component.id === id ? lesser(left, hold.amount) : NOTHING;
    if (part <= 0n) return [hold];
    left = minus(left, part);
    release(run, { ...hold, amount: part }, ONE, inputs);
    return part === hold.amount ? [] : [{ ...hold, amount: minus(hold.amount, part) }];
  });
};
const orderIn = (run: PeriodRun): readonly string[] => (run.endSlot.plan?.components ?? []).map(({ id }) => id);
const worksOn = (order: readonly string[], component: Hold["component"], id: string): boolean =>
  component.on?.includes(id) ?? order.indexOf(id) < order.indexOf(component.id);
/** How much of a hold was on pay that a claw-back has taken back since and that it has not let go of; one that its own lines count lets go by itself. */
const heldOfTakenBack = (run: PeriodRun, { component, label, amount, freed = NOTHING }: Hold): Money => {
  const order = orderIn(run);
  const taken = run.takenBack.filter(
    (one) =>
      one.label === label && worksOn(order, component, one.component) && !worksOn(order, component, one.clawback),
  );
  const held = minus(round(multiply(sum(taken.map((one) => one.amount)), component.rate), "half_up"), freed);
  return held > 0n ? lesser(held, amount) : NOTHING;
};
/** Whether a claw-back outside its lines has still to run: what it takes back in this period decides what is let go of. */
const awaitsClawback = (run: PeriodRun, component: Hold["component"]): boolean => {
  const order = orderIn(run);
  return (run.endSlot.plan?.components ?? []).some(
    ({ kind, id }) =>
      kind === "clawback" && order.indexOf(id) > order.indexOf(component.id) && !worksOn(order, component, id),
  );
};
/** Releases what waited at its place for the claw-backs of the period, once the last of them has run. */
export const releaseAfterClawback = (run: PeriodRun, id: string): void => {
  const components = run.endSlot.plan?.components ?? [];
  if (components.findLast(({ kind }) => kind === "clawback")?.id !== id) return;
  for (const one of components.slice(0, orderIn(run).indexOf(id)))
    if (one.kind === "holdback") releaseHolds(run, one.id);
};

/**
 * Releases what fell due by the period's end. The metric decides by the latest window at the release; as long as its reading is
 * not `ok` the hold waits. Below the first row nothing is released, and the hold is gone. What is held of pay that was taken back
 * goes back in full when it falls due, whatever the metric says.
 * @param id one component's holds, or all that are left
 * @param early whether claw-backs of this period have still to run: what is not released in full waits for them
 */
export const releaseHolds = (run: PeriodRun, id?: string, early?: "early"): void => {
  const kept: Hold[] = [];
  for (const hold of run.holds) {
    const due = (id === undefined || hold.component.id === id) && hold.dueDay < run.at.period.toDay;
    const { metric } = hold.component.release;
    const reading = due && metric !== undefined ? run.readings.metric(metric) : undefined;
    const share = due ? releaseShare(run, hold, reading) : undefined;
    const isWhole = share !== undefined && compare(share, ONE) >= 0;
    if (!due || (early && !isWhole && awaitsClawback(run, hold.component))) {
      kept.push(hold);
      continue;
    }
    const back = isWhole ? NOTHING : heldOfTakenBack(run, hold);
    if (back > 0n) release(run, { ...hold, amount: back }, ONE, () => []);
    const rest = { ...hold, amount: minus(hold.amount, back), freed: plus(hold.freed ?? NOTHING, back) };
    if (share !== undefined)
      release(run, rest, share, () => (metric === undefined ? [] : [readingInput(metric, reading)]));
    else if (rest.amount > 0n) kept.push(back > 0n ? rest : hold);
  }
  run.holds = kept;
};
const releaseShare = (
  run: PeriodRun,
  { component }: Hold,
  reading: MetricReading | undefined,
): Rational | undefined => {
  const { metric, table } = component.release;
  if (metric === undefined) return table[0]?.share ?? ONE;
  const value = decidingValue(reading);
  return value && (rowReached(table, value, run.book.plan.contract.currency)?.share ?? ZERO);
};
const release = (
  run: PeriodRun,
  { component, label, amount, line }: Hold,
  share: Rational,
  inputs: () => LineInput[],
): void => {
  const { currency } = run.book.plan.contract;
  run.emit(run.endSlot, {
    component: component.id,
    kind: component.kind,
    label: LABELS.release,
    ofPeriod: label,
    basis: amount,
    rate: share,
    amount: round(multiply(fromInteger(amount), share), "half_up"),
    formula: () => `${label}: ${amountText(amount, currency)} × ${percentText(share)}`,
    inputs: () => [
      {
        what: LABELS.held,
        formula: line?.id ?? label,
        value: amountText(amount, currency),
        ...(line === undefined ? { evidence: openingIds(run.book, "holdback", component.id) } : { lines: [line] }),
      },
      ...inputs(),
    ],
  });
};
