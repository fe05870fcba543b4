// Clauses: C6.3

import type { Period } from "../calendar/period.ts";
import { localDay } from "../calendar/zone.ts";
import { learnedAt } from "../facts/fold.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import { minus, NOTHING, plus } from "../values/money.ts";
import { earliestOpen } from "./adjustment.ts";
import { type PayBook, periodOf } from "./book.ts";
import { computeThrough } from "./compute.ts";
import { correctionsIn, setOffsOf } from "./corrected.ts";
import { excludedIn, excludedLate } from "./excluded.ts";
import type { FrozenReadings } from "./frozen.ts";
import { indexNamed, offCycleOf } from "./label.ts";
import { sumOf } from "./line.ts";
import { type PayPeriod, periodIndexOf, stretchOn } from "./pay-periods.ts";
import type { Readings } from "./run.ts";
import { accountNow, keepAccounts, maySetOff, setOffArrival, settledBy } from "./settle.ts";
import { amountsOf, commitTrueUps } from "./true-up.ts";
import type { MetricReading, PayReadings, ThresholdReading } from "./types.ts";

const thresholdKey = (ref: string, window: Period): string => `${ref}@${window.label}`;

/** What each period reads: a closed one what was frozen at its close, an open one the figures so far. */
export const readingsFor =
  (book: PayBook, live: PayReadings, freezing?: { readonly index: number; readonly into: FrozenReadings }) =>
  (at: PayPeriod): Readings => {
    const frozen = book.closed.get(at.index)?.readings;
    if (frozen) {
      return {
        metric: (ref) => frozen.metrics.get(ref) ?? frozen.spare.get(ref),
        threshold: (ref, window) => frozen.thresholds.get(thresholdKey(ref, window)),
      };
    }
    const into = freezing?.index === at.index ? freezing.into : undefined;
    return {
      metric: (ref) => {
        if (into?.metrics.has(ref)) return into.metrics.get(ref);
        const reading = live.metricAt(ref, at.period.to);
        if (!into) return reading;
        const kept = reading && keepTrace(reading);
        into.metrics.set(ref, kept);
        return kept;
      },
      threshold: (ref, window) => {
        const reading = live.thresholdAt(ref, window);
        if (!into) return reading;
        const kept = reading && keepTrace(reading);
        into.thresholds.set(thresholdKey(ref, window), kept);
        return kept;
      },
    };
  };
/** What a closed statement read stays explained as it was. */
const keepTrace = <Reading extends MetricReading | ThresholdReading>(reading: Reading): Reading => {
  const trace = reading.trace?.();
  return trace === undefined ? reading : { ...reading, trace: () => trace };
};

/**
 * When the book next wants to be closed after a moment. Timed plans close at each period's end plus `closes_after`; published
 * ones at the recording of their `statement_published`, and after the term an empty month closes by itself.
 */
export const nextCloseAt = (book: PayBook, after: Instant): Instant => {
  const timed = book.plan.contract.close === "timed";
  let index = timed ? earliestOpen(book) : firstAfterTerm(book);
  while (periodOf(book, index).closesAt <= after) index += 1;
  let next = periodOf(book, index).closesAt;
  for (const told of timed ? [] : book.publications.values()) {
    for (const { event } of told.values()) {
      const at = learnedAt(event);
      if (at > after && at < next) next = at;
    }
  }
  return next;
};
/**
 * When pay can change without a new fact: at the end of the running period, which begins the next one's statement and the payer's
 * duties, at the next close, and when a notice of set-off arrives; after the term, only while something waits.
 */
export const payChanges = (book: PayBook, after: Instant): readonly Instant[] => {
  const arrivals = [...book.setOffNotices.values()].map(setOffArrival);
  const open = earliestOpen(book);
  const running = periodOf(book, Math.max(periodIndexOf(book.plan, localDay(book.plan.zone, after)), 0));
  const whileItRuns = (): readonly Instant[] => [...arrivals, running.period.to, nextCloseAt(book, after)];
  if (running.inTerm || periodOf(book, open).inTerm) return whileItRuns();
  const due = (book.computed[open] ?? book.computed[open - 1])?.after.holds.map(({ dueDay }) => dueDay) ?? [];
  const lines = (book.computed[open]?.lines.length ?? 0) + (book.pending.get(open)?.length ?? 0);
  const ended = (book.ends.get(open)?.size ?? 0) > 0;
  if (lines > 0 || (due.length === 0 && ended)) return whileItRuns();
  if (due.length === 0) return arrivals;
  const release = periodOf(book, periodIndexOf(book.plan, Math.min(...due) as Day));
  return [...arrivals, release.period.from, nextCloseAt(book, Math.max(after, release.closesAt - 1) as Instant)];
};
const firstAfterTerm = (book: PayBook): number => {
  let index = 0;
  while (periodOf(book, index).inTerm) index += 1;
  return index;
};

/**
 * Closes what is due to close at `at`: true-ups of closed periods go to the earliest open one, then the statement is frozen with
 * what is known. The replay calls it in order of time, before it feeds facts recorded at that moment or later (recorded before
 * the close means strictly before).
 */
export const closePay = (book: PayBook, at: Instant, readings: PayReadings): void => {
  keepAccounts(book, at);
  for (const index of dueToClose(book, at)) closePeriod(book, index, at, readings);
  for (const [label, off] of book.offCycle) {
    if (off.closedAt !== undefined || !wasPublished(book, label, (off.openedAt + 1) as Instant, at)) continue;
    off.closedAt = at;
    off.account = accountNow(book, settledBy(book));
  }
};
/** Whether a statement was published from one moment to another; what was published before it could be closes nothing. */
const wasPublished = (book: PayBook, label: string, from: Instant, to: Instant): boolean =>
  [...(book.publications.get(label)?.values() ?? [])].some(
    ({ event }) => learnedAt(event) >= from && learnedAt(event) <= to,
  );
const dueToClose = (book: PayBook, at: Instant): number[] => {
  const due: number[] = [];
  if (book.plan.contract.close === "timed") {
    for (let index = earliestOpen(book); periodOf(book, index).closesAt <= at; index += 1) {
      if (!book.closed.has(index)) due.push(index);
    }
    return due;
  }
  for (const label of book.publications.keys()) {
    const index = offCycleOf(label) === undefined ? indexNamed(book, label) : undefined;
    if (index === undefined || book.closed.has(index) || periodOf(book, index).opening) continue;
    if (wasPublished(book, label, periodOf(book, index).period.to, at)) due.push(index);
  }
  for (let index = firstAfterTerm(book); periodOf(book, index).closesAt <= at; index += 1) {
    if (!book.closed.has(index) && !due.includes(index) && periodOf(book, index).closesAt === at) due.push(index);
  }
  return due.sort((a, b) => a - b);
};

/** Measures that decide what becomes of holds, in any wording of the plan. */
const metricsOfReleases = (book: PayBook): ReadonlySet<string> =>
  new Set(
    book.plan.stretches
      .flatMap(({ plan }) => plan?.components ?? [])
      .flatMap((one) => (one.kind === "holdback" && one.release.metric !== undefined ? [one.release.metric] : [])),
  );

const closePeriod = (book: PayBook, index: number, at: Instant, live: PayReadings): void => {
  const home = earliestOpen(book);
  const readings: FrozenReadings = { metrics: new Map(), spare: new Map(), thresholds: new Map() };
  const last = Math.max(index, ...book.closed.keys());
  const computed = computeThrough(book, last, readingsFor(book, live, { index, into: readings }));
  // Lines explain themselves by the lines they work on: all of them keep the evidence of this moment, not only those that change.
  for (const one of computed) for (const line of one?.lines ?? []) line.evidence();
  commitTrueUps(book, home);
  const { lines, excluded, after } = computed[index]!;
  const { period, inTerm } = periodOf(book, index);
  for (const metric of metricsOfReleases(book))
    if (!readings.metrics.has(metric)) {
      const reading = live.metricAt(metric, period.to);
      readings.spare.set(metric, reading && keepTrace(reading));
    }
  const trueUps = book.pending.get(index) ?? [];
  const adjustments = book.adjustments.get(period.label) ?? [];
  const unpublished = book.plan.contract.close === "published" && !wasPublished(book, period.label, period.to, at);
  if (!inTerm && unpublished && lines.length + trueUps.length + adjustments.length > 0) return;
  for (const line of lines) line.evidence();
  const payable = (sumOf(lines) +
    trueUps.reduce((sum, one) => sum + minus(one.now, one.stated), 0n) +
    sumOf(adjustments)) as Money;
  const settled = settledBy(book);
  const owed = accountNow(book, settled);
  const free = minus(
    payable,
    plus(settled.paid.get(period.label) ?? NOTHING, settled.withheld.get(period.label) ?? NOTHING),
  );
  const corrections = correctionsIn(trueUps, adjustments);
  const setOffs = setOffsOf(book, { period, corrections, free, account: owed, settled, at });
  const change = plus(payable < 0n ? payable : NOTHING, setOffs.all);
  book.account = plus(book.account, change);
  if (!maySetOff(book, period)) book.setOffUsed = plus(book.setOffUsed, setOffs.declared);
  book.closed.set(index, {
    closedAt: at,
    afterTerm: !inTerm,
    lines,
    trueUps,
    adjustments: adjustments.map((line) => ({ ...line, stretch: stretchOn(book.plan, line.fact.day) })),
    excluded: [...excluded, ...excludedIn(book, index), ...(index === home ? excludedLate(book) : [])],
    after,
    payable,
    setOff: setOffs.all,
    corrected: setOffs.corrected,
    account: plus(owed, change),
    readings,
  });
  book.known.set(index, amountsOf(lines));
};
