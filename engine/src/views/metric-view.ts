// Clauses: C3.2, N2, N3

import type { ThresholdRule, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import type { MetricResult } from "../metrics/types.ts";
import { toFloat } from "../values/rational.ts";
import { type HiddenPart, hiddenOf } from "./few-people.ts";
import { metricTitle, unitOf } from "./rule-view.ts";
import { versionAt } from "./version-at.ts";
import type { Language, MetricPoint, MetricView, PartyName } from "./view.ts";

const thresholdOn = (version: Version, metric: string): ThresholdRule | undefined => {
  for (const rule of version.rules.values()) if (rule.kind === "threshold" && rule.metric === metric) return rule;
  return undefined;
};
export const metricRef = (result: MetricResult): string => `${result.ref}@${result.period.label}`;

/** How far the figure may lie from the truth. One answer alone says nothing of that: its formula would give a width of nothing. */
export const intervalOf = ({ low, high, n, method }: MetricResult): Pick<MetricResult, "low" | "high"> =>
  method === "nps_normal" && n === 1 ? { low: null, high: null } : { low, high };

/** The parts of an index that had too little data, as people call them; it says so beside its value (3.1.3). */
export const missingParts = (version: Version, { parts }: MetricResult, language: Language): string[] =>
  (parts ?? []).filter(({ value }) => value === null).map(({ metric }) => metricTitle(version, metric, language));

/** Without what would tell of so few people. */
const withoutHidden = (point: MetricPoint, hidden: HiddenPart | undefined): MetricPoint => {
  if (hidden === undefined) return point;
  const { closedOn: _, ...told } = point;
  const none = { n: null, numerator: null, denominator: null, low: null, high: null, excluded: [], hidden };
  return { ...told, ...none, ...(hidden === "counts" ? {} : { value: null }) };
};
const point = (evaluation: Evaluation, result: MetricResult, language: Language): MetricPoint => {
  const version = versionAt(evaluation.contract, result.period.fromDay);
  const threshold = thresholdOn(version, result.ref);
  const missing = missingParts(version, result, language);
  const bound = threshold?.atLeast ?? threshold?.atMost;
  const closedOn = evaluation.closedOn(result);
  return {
    ref: metricRef(result),
    period: result.period.label,
    from: result.period.from,
    to: result.period.to,
    closed: result.closed,
    status: result.status,
    n: result.n,
    numerator: result.numerator,
    denominator: result.denominator,
    value: result.value,
    ...intervalOf(result),
    excluded: result.excluded,
    ...(missing.length === 0 ? {} : { missing }),
    ...(bound === undefined ? {} : { target: toFloat(bound) }),
    ...(closedOn.length === 0
      ? {}
      : {
          closedOn: closedOn.map(({ statement, closedAt, value, status }) => ({
            statement,
            at: closedAt,
            value,
            status,
          })),
        }),
  };
};
export const metricViews = (
  evaluation: Evaluation,
  version: Version,
  language: Language,
  party: PartyName,
): Record<string, MetricView> => {
  const views: Record<string, MetricView> = {};
  for (const rule of version.rules.values()) {
    if (rule.kind !== "definition") continue;
    const results = evaluation.metrics
      .filter((result) => result.ref === rule.ref)
      .sort((a, b) => a.period.from - b.period.from);
    const threshold = thresholdOn(version, rule.ref);
    views[rule.ref] = {
      ref: rule.ref,
      clause: rule.clause,
      title: metricTitle(version, rule.ref, language),
      unit: unitOf(rule.metric),
      method: results[0]?.method ?? "none",
      ...(rule.metric.minN === undefined ? {} : { minN: rule.metric.minN }),
      ...(threshold === undefined
        ? {}
        : {
            target: {
              ...(threshold.atLeast ? { atLeast: toFloat(threshold.atLeast) } : {}),
              ...(threshold.atMost ? { atMost: toFloat(threshold.atMost) } : {}),
              rule: threshold.ref,
            },
          }),
      points: results.map((result) =>
        withoutHidden(point(evaluation, result, language), hiddenOf(evaluation, result, party)),
      ),
    };
  }
  return views;
};
