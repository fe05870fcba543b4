// Clauses: C3.1, C3.2
import { type Period, periodAt, slidingPeriod, type Term } from "../calendar/period.ts";
import type { Zone } from "../calendar/zone.ts";
import type { Clock } from "../clocks/types.ts";
import type { DefinitionRule, Version } from "../contract/model.ts";
import type { Fact, Weight } from "../facts/event.ts";
import type { Day, Instant } from "../values/brand.ts";
import type { Currency } from "../values/money.ts";
import { indexOf } from "./loyalty-index.ts";
import { statusOf } from "./status.ts";
import { MEASURE_TABLE } from "./table.ts";
import type { MeasureContext, MeasureResult, MetricResult } from "./types.ts";
import { withinOf } from "./within.ts";

/** One definition (as worded in one or more versions) and the counters that its facts have filled. */
export interface MetricCell {
  readonly rule: DefinitionRule;
  readonly versions: readonly Version[];
  readonly kinds: readonly string[];
  readonly feed: (fact: Fact, weight: Weight) => void;
  readonly result: (period: Period, asOf: Instant, today: Day) => MeasureResult;
  readonly evidence: (period: Period, asOf: Instant, today: Day) => readonly string[];
  readonly nextChange: (period: Period, asOf: Instant, today: Day) => Day | undefined;
}
export const openMetricCell = (
  rule: DefinitionRule,
  versions: readonly Version[],
  base: { readonly zone: Zone; readonly currency: Currency },
): MetricCell => {
  const context: MeasureContext = { ...base, definition: rule.metric };
  const measure = MEASURE_TABLE[rule.metric.measure];
  const state = measure.empty(context);
  return {
    rule,
    versions,
    kinds: measure.kinds(rule.metric),
    feed: (fact, weight) => measure.add(state, fact, weight, context),
    result: (period, asOf, today) => measure.result(state, period, { ...context, asOf, today }),
    evidence: (period, asOf, today) => measure.evidence(state, period, { ...context, asOf, today }),
    nextChange: (period, asOf, today) => measure.nextChange?.(state, period, { ...context, asOf, today }),
  };
};

/** What results read beside the counters. */
export interface Reading {
  readonly zone: Zone;
  readonly term: Term;
  readonly asOf: Instant;
  readonly today: Day;
  /** Clocks of a deadline rule, for `within`. */
  readonly clocksOf: (ref: string) => readonly Clock[];
}
/**
 * Results by reference and window, each computed once. An index reads its parts for its own window and, where it carries the
 * last value, the window before.
 */
export const openSeries = (cells: readonly MetricCell[], reading: Reading) => {
  const known = new Map<string, MetricResult | undefined>();
  const cellFor = (ref: string, day: Day): { cell: MetricCell; version: Version } | undefined => {
    let best: { cell: MetricCell; version: Version } | undefined;
    for (const cell of cells) {
      if (cell.rule.ref !== ref) continue;
      for (const version of cell.versions) {
        const reaches = version.effective <= day || !best;
        if (reaches && (!best || version.effective >= best.version.effective)) best = { cell, version };
      }
    }
    return best;
  };
  const result = (ref: string, period: Period): MetricResult | undefined => {
    const key = `${ref}@${period.label}`;
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const found = cellFor(ref, period.fromDay);
    const computed = found && compute(found.cell, found.version, period);
    known.set(key, computed);
    return computed;
  };
  const compute = (cell: MetricCell, version: Version, period: Period): MetricResult => {
    const { rule } = cell;
    const base = measured(cell, period);
    const closed = reading.asOf >= period.to;
    return {
      ...base,
      id: rule.id,
      ref: rule.ref,
      clause: rule.clause,
      version: version.number,
      period,
      closed,
      status: statusOf(base, rule.metric),
      evidence: () => evidenceOf(cell, period),
    };
  };
  const measured = (cell: MetricCell, period: Period): MeasureResult => {
    const { metric } = cell.rule;
    if (metric.measure === "within") return withinOf(reading.clocksOf(metric.rule ?? ""), period, reading.asOf, metric);
    if (metric.measure === "index") {
      const parts = (metric.parts ?? []).map((part) => ({ part, result: result(part.metric, period) }));
      const before = metric.missing === "carry_last" ? previous(cell.rule, period) : undefined;
      return indexOf(parts, metric, before);
    }
    return cell.result(period, reading.asOf, reading.today);
  };
  const previous = (rule: DefinitionRule, period: Period): MetricResult | undefined => {
    const { window } = rule.metric;
    if (period.fromDay <= reading.term.from) return undefined;
    const last = (period.fromDay - 1) as Day;
    const before =
      typeof window === "object"
        ? slidingPeriod(reading.zone, reading.term, window, last)
        : periodAt(reading.zone, reading.term, window, last);
    return result(rule.ref, before);
  };
  const evidenceOf = (cell: MetricCell, period: Period): readonly string[] => {
    const { metric } = cell.rule;
    if (metric.measure === "within") {
      return reading
        .clocksOf(metric.rule ?? "")
        .filter((clock) => clock.due.due >= period.from && clock.due.due < period.to)
        .flatMap((clock) => [clock.startedBy, ...(clock.endedBy === undefined ? [] : [clock.endedBy])]);
    }
    if (metric.measure === "index") {
      return [...new Set((metric.parts ?? []).flatMap((part) => result(part.metric, period)?.evidence() ?? []))];
    }
    return cell.evidence(period, reading.asOf, reading.today);
  };
  return { result, cellFor, previous };
};
export type Series = ReturnType<typeof openSeries>;
