// Clauses: N1, N2
import { zonedText } from "./calendar/zone.ts";
import type { ClauseResult } from "./clauses/types.ts";
import type { Evaluation } from "./evaluation.ts";
import { canonicalJson } from "./evidence/canonical.ts";
import type { Finding } from "./findings/types.ts";
import type { MetricResult } from "./metrics/types.ts";
import type { Statement, StatementLine } from "./pay/types.ts";
import { instanceName } from "./rules/settle.ts";
import type { Instance } from "./rules/types.ts";
import type { Instant, Money } from "./values/brand.ts";
import { dayText } from "./values/date.ts";
import { moneyText } from "./values/money.ts";
import { exactText, rounded6, toFloat } from "./values/rational.ts";
import type { Telling } from "./values/telling.ts";
import { readTraces, type Trace } from "./values/trace.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonRecord = { readonly [key: string]: Json };

/** Leaves out what is absent; RFC 8785 has no `undefined`. */
const record = (entries: Readonly<Record<string, Json | undefined>>): JsonRecord => {
  const kept: Record<string, Json> = {};
  for (const key of Object.keys(entries)) {
    const value = entries[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
};

/**
 * The result as JSON (contract-format §8): money as text in major units, instants with the contract's offset, metric numbers
 * at 6 decimals, and a digest over the RFC 8785 form of the rest.
 */
export const evaluationJson = (evaluation: Evaluation, tell?: Telling): JsonRecord => {
  const rest = evaluationBody(evaluation, tell);
  return { ...rest, digest: `sha256:${evaluation.sha256(canonicalJson(rest))}` };
};
export const digestOf = (evaluation: Evaluation, tell?: Telling): string =>
  `sha256:${evaluation.sha256(canonicalJson(evaluationBody(evaluation, tell)))}`;

const evaluationBody = (evaluation: Evaluation, tell: Telling | undefined): JsonRecord => {
  const time = (at: Instant): string => zonedText(evaluation.zone, at);
  const money = (amount: Money): string => moneyText(amount, evaluation.contract.currency);
  const { print: opened, workings } = printTraces();
  const print = tell === undefined ? opened : toldOf(opened, figuresIn(evaluation), tell);
  const whole = record({
    contract: evaluation.contract.number,
    continues: evaluation.contract.continues,
    as_of: time(evaluation.asOf),
    known_at: time(evaluation.knownAt),
    draft: evaluation.draft ? true : undefined,
    inputs: evaluation.inputs,
    metrics: evaluation.metrics.map((metric) => metricJson(metric, evaluation, print)),
    clauses: evaluation.clauses.map((clause) => clauseJson(clause, time, print)),
    findings: evaluation.findings.map((finding) => findingJson(finding, time, print)),
    statements: evaluation.statements.map((statement) => statementJson(statement, time, money, print)),
    claims: evaluation.claims.map((claim) =>
      record({
        ref: claim.ref,
        clause: claim.clause,
        finding: claim.finding,
        breach: claim.breach,
        holder: claim.holder,
        from: claim.from,
        amount: money(claim.amount),
        uncapped: money(claim.uncapped),
        days: claim.days,
        status: claim.status,
        loss:
          claim.loss &&
          record({
            proved: money(claim.loss.proved),
            ratio: claim.loss.ratio && number(toFloat(claim.loss.ratio)),
            excessive: claim.loss.excessive,
          }),
        trace: print(claim.trace()),
      }),
    ),
    next_change_at: evaluation.nextChangeAt === null ? null : time(evaluation.nextChangeAt),
    warnings: evaluation.warnings.map((warning) => ({ code: warning.code, args: warning.args })),
  });
  return record({ ...whole, workings: workings() });
};
/** A printer that says how many of the figures it has opened. */
const toldOf = (print: PrintTrace, of: number, tell: Telling): PrintTrace => {
  let done = 0;
  return (trace) => {
    tell("figures", Math.min(done++, of), of);
    return print(trace);
  };
};
const figuresIn = ({ metrics, clauses, findings, statements, claims }: Evaluation): number =>
  metrics.length +
  findings.length +
  claims.length +
  clauses.reduce((sum, { instances }) => sum + instances.length, 0) +
  statements.reduce((sum, { lines }) => sum + lines.length, 0);
const number = (value: number | null): number | null => (value === null ? null : rounded6(value));

export const metricJson = (metric: MetricResult, evaluation: Evaluation, print: PrintTrace = traceJson): JsonRecord =>
  record({
    id: metric.id,
    ref: metric.ref,
    clause: metric.clause,
    version: metric.version,
    period: metric.period.label,
    closed: metric.closed,
    n: metric.n,
    numerator: number(metric.numerator),
    denominator: number(metric.denominator),
    value: number(metric.value),
    low: number(metric.low),
    high: number(metric.high),
    method: metric.method,
    status: metric.status,
    excluded: metric.excluded.map((exclusion) => ({ reason: exclusion.reason, count: exclusion.count })),
    closed_on: closedOnJson(evaluation, metric),
    extra: metric.extra && Object.fromEntries(Object.entries(metric.extra).map(([key, value]) => [key, number(value)])),
    trace: print(evaluation.traceOf(metric)),
  });
/** Only where a statement closed on another value than the metric has now. */
const closedOnJson = (evaluation: Evaluation, metric: MetricResult): Json | undefined => {
  const closed = evaluation.closedOn(metric).map(({ rule, statement, closedAt, value, status, targets }) => ({
    rule,
    statement,
    closed_at: zonedText(evaluation.zone, closedAt),
    value: number(value),
    status,
    targets: targets.map(({ ref, state }) => ({ ref, state })),
  }));
  return closed.length === 0 ? undefined : closed;
};
const clauseJson = (clause: ClauseResult, time: (at: Instant) => string, print: PrintTrace): JsonRecord => ({
  id: clause.id,
  state: clause.state ?? null,
  instances: clause.instances.map((instance) => instanceJson(instance, time, print)),
});
export const instanceJson = (
  instance: Instance,
  time: (at: Instant) => string,
  print: PrintTrace = traceJson,
): JsonRecord =>
  record({
    ref: instance.ref,
    name: instanceName(instance.ref, instance.period, instance.subject),
    rule: instance.kind,
    version: instance.version,
    period: instance.period,
    subject: instance.subject,
    bearer: instance.bearer,
    opened_at: time(instance.openedAt),
    due_at: instance.dueAt && time(instance.dueAt),
    closed_at: instance.closedAt && time(instance.closedAt),
    state: instance.state,
    estimated: instance.estimated ? true : undefined,
    probability: instance.probability,
    progress: instance.progress && { done: instance.progress.done, of: instance.progress.of },
    trace: print(instance.trace()),
  });
const findingJson = (finding: Finding, time: (at: Instant) => string, print: PrintTrace): JsonRecord =>
  record({
    id: finding.id,
    breach: finding.breach ?? null,
    bearer: finding.bearer,
    ref: finding.ref,
    clause: finding.clause,
    period: finding.period,
    subject: finding.subject,
    since: time(finding.since),
    lateness: finding.lateness === undefined ? undefined : Math.floor(finding.lateness / 1_000_000),
    status: finding.status,
    decision:
      finding.decision &&
      record({ breach: finding.decision.breach, reasons: finding.decision.reasons, by: finding.decision.by }),
    cured_at: finding.curedAt && time(finding.curedAt),
    cure_by: finding.cureBy && time(finding.cureBy),
    trace: print(finding.trace()),
  });
export const statementJson = (
  statement: Statement,
  time: (at: Instant) => string,
  money: (amount: Money) => string,
  print: PrintTrace = printTraces().print,
): JsonRecord =>
  record({
    rule: statement.rule,
    period: statement.label,
    from: dayText(statement.period.fromDay),
    until: dayText((statement.period.toDay - 1) as typeof statement.period.toDay),
    status: statement.status,
    closes_at: statement.closesAt && time(statement.closesAt),
    estimated: statement.estimated && true,
    lines: statement.lines.map((line) => lineJson(line, money, print)),
    earned: money(statement.earned),
    held: money(statement.held),
    payable: money(statement.payable),
    paid_before: money(statement.paidBefore),
    paid: money(statement.paid),
    withheld: money(statement.withheld),
    set_off: money(statement.setOff),
    open: money(statement.open),
    balances: Object.fromEntries(Object.entries(statement.balances).map(([name, amount]) => [name, money(amount)])),
    payers: statement.payers?.map(({ party, amount, paid }) => ({ party, amount: money(amount), paid: money(paid) })),
    excluded: statement.excluded.map(({ reason, event }) => ({ reason, event })),
  });
const lineJson = (line: StatementLine, money: (amount: Money) => string, print: PrintTrace): JsonRecord =>
  record({
    id: line.id,
    component: line.component,
    kind: line.kind,
    member: line.member,
    source: line.source,
    label: line.label as JsonRecord,
    basis: line.basis === undefined ? undefined : money(line.basis),
    rate: line.rate && exactText(line.rate),
    quantity: line.quantity && exactText(line.quantity),
    amount: money(line.amount),
    reverses: line.reverses.length === 0 ? undefined : [...line.reverses],
    of_period: line.ofPeriod,
    of_component: line.ofComponent,
    clause: line.clause,
    version: line.version,
    trace: print(line.trace()),
  });
type PrintTrace = (trace: Trace) => JsonRecord;
export const traceJson: PrintTrace = (trace) =>
  record({
    what: trace.what as JsonRecord,
    formula: trace.formula,
    value: trace.value,
    inputs: trace.inputs.map(traceJson),
    clause: trace.clause,
    version: trace.version,
    evidence: trace.evidence && {
      count: trace.evidence.count,
      hash: trace.evidence.hash,
      ids: [...trace.evidence.ids],
    },
  });

/** A trace of more parts stops at the lines that it rests on, so that the output grows with its lines and not with their tree. */
const MOST_PARTS = 50;
/**
 * Prints traces. Where a large one stops at a line, `ref` names it: in the whole output it stands once under `workings`, and
 * `explain` opens it.
 */
const printTraces = (): { readonly print: PrintTrace; readonly workings: () => JsonRecord | undefined } => {
  const { idOf, partsOf } = readTraces();
  const named = new Map<number, { readonly name: string; readonly line: Trace }>();
  const taken = new Map<string, number>();
  const nameOf = (line: Trace, written: string): string => {
    const known = named.get(idOf(line));
    if (known) return known.name;
    // A closed line and the same as recomputed are two that share their name.
    const count = (taken.get(written) ?? 0) + 1;
    taken.set(written, count);
    const name = count === 1 ? written : `${written}~${count}`;
    named.set(idOf(line), { name, line });
    return name;
  };
  const stopped = (trace: Trace): JsonRecord => ({
    ...traceJson({ ...trace, inputs: [] }),
    inputs: trace.inputs.map((input) =>
      input.line === undefined || input.inputs.length === 0
        ? stopped(input)
        : { ...traceJson({ ...input, inputs: [] }), ref: nameOf(input, input.line) },
    ),
  });
  const print: PrintTrace = (trace) => (partsOf(trace) <= MOST_PARTS ? traceJson(trace) : stopped(trace));
  const workings = (): JsonRecord | undefined => {
    const lines: Record<string, Json> = {};
    // Lines that come to be named on the way are printed as well.
    for (const { name, line } of named.values()) lines[name] = print(line);
    return named.size === 0 ? undefined : lines;
  };
  return { print, workings };
};
/** Sales that no statement counts, beside the result: whoever brought them in is told, and the digest is of what counts. */
export const uncountedJson = (evaluation: Evaluation) => {
  const uncounted = evaluation.uncounted().map(({ code, args }) => ({ code, args }));
  return uncounted.length === 0 ? {} : { uncounted };
};
