import { isOpen, worstOf } from "@fealty/engine/clauses/state.ts";
import type { ClauseResult } from "@fealty/engine/clauses/types.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Finding } from "@fealty/engine/findings/types.ts";
import type { MetricResult } from "@fealty/engine/metrics/types.ts";
import { digestOf } from "@fealty/engine/output.ts";
import type { Statement } from "@fealty/engine/pay/types.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import type { Instance } from "@fealty/engine/rules/types.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { addDays, dayText, instantText } from "@fealty/engine/values/date.ts";
import { exactText } from "@fealty/engine/values/rational.ts";
import type { ClauseState, Derived, DerivedFinding, DerivedStatement } from "./derived.ts";

/** Instances kept with a clause's state: enough for a card; the contract page evaluates and has them all. */
const KEPT_INSTANCES = 20;
const OPEN_FINDINGS: readonly Finding["status"][] = ["proposed", "answered", "decided"];
const time = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : instantText(at, 0));

/** What the evaluation came from, as the store numbers it. */
export interface DerivedFrom {
  readonly version: number;
  readonly eventSequence: number;
  readonly engine: string;
  readonly computedAt: Instant;
}
/** An evaluation as the rows that lists and the worker need. Traces are left out: they are made again when somebody asks. */
export const deriveFrom = (evaluation: Evaluation, from: DerivedFrom): Derived => {
  const { clauses, findings, statements, metrics } = evaluation;
  const states = clauses.flatMap((clause) => (clause.state === undefined ? [] : [clause.state]));
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return {
    state: {
      ...from,
      asOf: evaluation.asOf,
      knownAt: evaluation.knownAt,
      nextChangeAt: evaluation.nextChangeAt,
      digest: digestOf(evaluation),
      state: worstOf(states) ?? null,
      atRisk: clauses.some((clause) => clause.instances.some((one) => isOpen(one) && one.state === "at_risk")),
      openFindings: findings.filter((finding) => OPEN_FINDINGS.includes(finding.status)).length,
      clauseCounts: Object.fromEntries(counts),
      figures: latestFigures(metrics),
      computedAt: from.computedAt,
    },
    clauses: clauses.map(clauseOf),
    findings: findings.map(findingOf),
    statements: statements.map((statement) => statementOf(statement, evaluation.contract.currency.code)),
  };
};
const clauseOf = ({ id, state, instances }: ClauseResult): ClauseState => {
  const open = instances.filter(isOpen);
  const dues = open.flatMap((instance) => (instance.dueAt === undefined ? [] : [instance.dueAt]));
  const soonest = [...open].sort((a, b) => (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER));
  return {
    clauseId: id,
    state: state ?? null,
    dueAt: dues.length === 0 ? null : (Math.min(...dues) as Instant),
    openInstances: open.length,
    instances: soonest.slice(0, KEPT_INSTANCES).map(instanceOf),
  };
};
const instanceOf = (instance: Instance) => ({
  ref: instance.ref,
  name: instanceName(instance.ref, instance.period, instance.subject),
  rule: instance.kind,
  bearer: instance.bearer,
  state: instance.state,
  dueAt: time(instance.dueAt),
  progress: instance.progress,
  probability: instance.probability,
  estimated: instance.estimated || undefined,
});
const findingOf = (finding: Finding): DerivedFinding => ({
  findingId: finding.id,
  clauseId: finding.clause,
  ref: finding.ref,
  breach: finding.breach ?? null,
  bearer: finding.bearer,
  period: finding.period ?? null,
  subject: finding.subject ?? null,
  status: finding.status,
  since: finding.since,
  cureBy: finding.cureBy ?? null,
  detail: { lateness: finding.lateness, decision: finding.decision },
});
const statementOf = (statement: Statement, currency: string): DerivedStatement => ({
  rule: statement.rule,
  period: statement.label,
  from: dayText(statement.period.fromDay),
  until: dayText(addDays(statement.period.toDay, -1)),
  status: statement.status,
  closesAt: statement.closesAt ?? null,
  currency,
  earnedMinor: statement.earned,
  heldMinor: statement.held,
  payableMinor: statement.payable,
  paidMinor: statement.paid,
  openMinor: statement.open,
  content: JSON.stringify(
    {
      lines: statement.lines.map(({ trace: _, rate, quantity, ...line }) => ({
        ...line,
        rate: rate && exactText(rate),
        quantity: quantity && exactText(quantity),
      })),
      paidBefore: statement.paidBefore,
      withheld: statement.withheld,
      setOff: statement.setOff,
      balances: statement.balances,
      payers: statement.payers,
      excluded: statement.excluded,
    },
    (_, value) => (typeof value === "bigint" ? String(value) : value),
  ),
});
/** Of each measure the latest window that has a value, else its latest. */
const latestFigures = (metrics: readonly MetricResult[]) => {
  const latest = new Map<string, MetricResult>();
  for (const metric of metrics) {
    const known = latest.get(metric.ref);
    if (known === undefined || metric.value !== null || known.value === null) latest.set(metric.ref, metric);
  }
  return [...latest.values()].map(({ ref, period, closed, status, n, value, low, high }) => ({
    ref,
    period: period.label,
    closed,
    status,
    n,
    value,
    low,
    high,
  }));
};
