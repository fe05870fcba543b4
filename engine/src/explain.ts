// Clauses: N2
import type { Evaluation } from "./evaluation.ts";
import { sumText } from "./pay/figures.ts";
import { STATEMENT_FIGURES } from "./pay/statement-figures.ts";
import type { Statement, StatementLine } from "./pay/types.ts";
import type { Claim } from "./remedies/types.ts";
import { instanceName } from "./rules/settle.ts";
import type { Money } from "./values/brand.ts";
import { rounded6 } from "./values/rational.ts";
import { readTraces, type Trace } from "./values/trace.ts";

/**
 * The trace of anything the evaluation shows, by its reference: a metric `C3.2/nps@2026-Q2`, an instance
 * `C8.3/first_response@case-17`, a clause `C8.3`, a finding's id, a claim `C11.2/damages@FINDING`, a statement
 * `statement/2026-06`, a component `statement/2026-06/base`, or a line's id `2026-06/base/1`. With several plans a statement's
 * name begins with its rule, `C6.2/pay/2026-06`; without it the statements of all plans are summed. Undefined when nothing
 * answers to it. A part that only names a statement opens as that statement does.
 */
export const explain = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const trace = traceNamed(evaluation, ref);
  return trace && openedOnce(followed(evaluation, trace, new Map()));
};
/** The same with statements named only: for readers whom the name itself leads there. */
export const traceOf = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const trace = traceNamed(evaluation, ref);
  return trace && openedOnce(trace);
};
const traceNamed = (evaluation: Evaluation, ref: string): Trace | undefined =>
  metricTrace(evaluation, ref) ??
  instanceTrace(evaluation, ref) ??
  claimTrace(evaluation, ref) ??
  clauseTrace(evaluation, ref) ??
  totalTrace(evaluation, ref) ??
  statementTrace(evaluation, ref.replace(/^statement\//, ""));
/** What is owed, and claimed, leads to the events of the statement's lines. */
const followed = (evaluation: Evaluation, trace: Trace, done: Map<Trace, Trace>): Trace => {
  const had = done.get(trace);
  if (had) return had;
  const inputs = trace.inputs.map((input) => {
    const named = input.inputs.length === 0 ? STATEMENT.exec(input.formula)?.[1] : undefined;
    const own = named === undefined ? undefined : statementTrace(evaluation, named);
    return own === undefined ? followed(evaluation, input, done) : { ...input, inputs: [own] };
  });
  const one = { ...trace, inputs };
  done.set(trace, one);
  return one;
};
/** As many parts open wherever they stand; in a larger trace a line opens where it stands first, and is named after that. */
const MOST_PARTS = 500;
const openedOnce = (trace: Trace): Trace => {
  const { idOf, partsOf } = readTraces();
  if (partsOf(trace) <= MOST_PARTS) return trace;
  const seen = new Set<number>();
  const opened = (one: Trace): Trace => {
    const id = one.line === undefined || one.inputs.length === 0 ? undefined : idOf(one);
    if (id !== undefined && seen.has(id)) return { ...one, what: above(one.what), inputs: [] };
    if (id !== undefined) seen.add(id);
    return { ...one, inputs: one.inputs.map(opened) };
  };
  return opened(trace);
};
const ABOVE: Readonly<Record<string, string>> = { zh: "（见上）", en: " (as above)" };
const above = (what: Trace["what"]): Trace["what"] =>
  Object.fromEntries(Object.entries(what).map(([language, words]) => [language, words + (ABOVE[language] ?? "")]));
const STATEMENT = /^statement\/(\S+)$/;

/** A statement's name: its period, and before it its rule where the contract has several plans. */
export const statementName = (evaluation: Evaluation, statement: Pick<Statement, "rule" | "label">): string =>
  evaluation.statements.some((one) => one.rule !== statement.rule)
    ? `${statement.rule}/${statement.label}`
    : statement.label;
export const claimName = (claim: Claim): string => `${claim.ref}@${claim.finding}`;

const metricTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const found = evaluation.metrics.filter(
    (m) => `${m.ref}@${m.period.label}` === ref || `${m.id}@${m.period.label}` === ref || m.ref === ref,
  );
  const metric = found.at(-1);
  if (!metric) return undefined;
  const trace = evaluation.traceOf(metric);
  return metric.value === null ? trace : { ...trace, value: String(rounded6(metric.value)) };
};
const instanceTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const finding = evaluation.findings.find((one) => one.id === ref);
  if (finding) return finding.trace();
  for (const clause of evaluation.clauses) {
    const instance = clause.instances.find((one) => {
      const name = instanceName(one.ref, one.period, one.subject);
      return name === ref || `${name}~${one.bearer ?? ""}` === ref;
    });
    if (instance) return instance.trace();
  }
  return undefined;
};
const claimTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const found = evaluation.claims.filter((one) => claimName(one) === ref || one.ref === ref);
  const first = found[0];
  if (!first || found.length === 1) return first?.trace();
  return sumOf(
    evaluation,
    first.trace().what,
    found.map((one) => ({ amount: one.amount, trace: one.trace })),
    first,
  );
};
/** A clause is as its worst open item, else as the worst of its last closed period; the items stand below it. */
const clauseTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const clause = evaluation.clauses.find((one) => one.id === ref);
  if (!clause) return undefined;
  const { versions } = evaluation.contract;
  const version =
    versions.findLast((one) => one.clauses.some(({ id }) => id === ref)) ?? versions[versions.length - 1]!;
  return {
    what: version.clauses.find(({ id }) => id === ref)?.title ?? {},
    formula: "",
    value: clause.state ?? "",
    inputs: clause.instances.map((one) => named(instanceName(one.ref, one.period, one.subject), one.trace())),
    clause: ref,
    version: version.number,
  };
};
/** Items of one rule have one label: their names tell them apart. */
const named = (name: string, trace: Trace): Trace => ({
  ...trace,
  what: Object.fromEntries(
    Object.entries(trace.what).map(([language, words]) => [language, `${words} ${name}`]),
  ) as Trace["what"],
});
interface Summed {
  readonly amount: Money;
  readonly trace: () => Trace;
}
const sumOf = (
  evaluation: Evaluation,
  what: Trace["what"],
  parts: readonly Summed[],
  { clause, version }: { readonly clause: string; readonly version?: number },
): Trace => ({
  what,
  formula: sumText(parts.map((one) => evaluation.money(one.amount))),
  value: evaluation.money(parts.reduce((sum, one) => sum + one.amount, 0n) as Money),
  inputs: parts.map((one) => one.trace()),
  clause,
  version: version ?? 1,
});
/** Ids of the events that a trace lists, its parts included. */
export const idsOf = (trace: Trace): string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(idsOf)];
/** What closed statements of a plan come to together, `statement/totals/open`: each statement leads to its own figure. */
const totalTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const [, rule, name] = /^statement\/(?:(\S+)\/)?totals\/(payable|paid|open)$/.exec(ref) ?? [];
  const own = evaluation.statements.filter(
    (one) => one.status === "closed" && (rule === undefined || one.rule === rule),
  );
  const [first] = own;
  if (name === undefined || !first) return undefined;
  const parts = own.map((statement) => {
    const amount = statement[name as "payable"];
    const whole = statementName(evaluation, statement);
    const version = statement.lines[0]?.version ?? evaluation.contract.versions.at(-1)!.number;
    const named = `statement/${whole}${name === "payable" ? "" : `/${name}`}`;
    const clause = statement.rule.split("/")[0]!;
    const value = evaluation.money(amount);
    // A page leads to the statement's own figure; what that rests on, the sum rests on.
    const evidence = (): Trace["evidence"] & {} => {
      const own = statementTrace(evaluation, named.replace("statement/", ""));
      const ids = own === undefined ? [] : [...new Set(idsOf(own))];
      return { count: ids.length, hash: "", ids };
    };
    const what = titleOf(whole);
    const trace = () => ({ what, formula: named, value, inputs: [], clause, version, evidence: evidence() });
    return { amount, trace };
  });
  return sumOf(evaluation, TOTALS[name as "payable"], parts, { clause: first.rule.split("/")[0]! });
};
const TOTALS = {
  payable: { zh: "已结各期应付合计", en: "Payable by all closed statements" },
  paid: { zh: "已结各期已付合计", en: "Paid of all closed statements" },
  open: { zh: "已结各期未付合计", en: "Unpaid of all closed statements" },
} as const;
const titleOf = (name: string): Trace["what"] => ({ zh: `${name} 结算单`, en: `Statement ${name}` });
const statementTrace = (evaluation: Evaluation, ref: string): Trace | undefined => {
  const found = evaluation.statements.flatMap((statement): Summed[] => {
    const names = [statement.label, `${statement.rule}/${statement.label}`];
    const name = names.find((one) => ref === one || ref.startsWith(`${one}/`));
    if (name === undefined) return [];
    const part = ref.slice(name.length + 1);
    const line = statement.lines.find((one) => part !== "" && one.id === `${statement.label}/${part}`);
    if (line) return [line];
    const lines = part === "" ? statement.lines : statement.lines.filter((one) => one.component === part);
    if (part !== "" && lines.length === 0) return [evaluation.figureOf(statement, part) ?? []].flat();
    return [{ amount: total(lines), trace: () => linesTrace(evaluation, statement, part, lines) }];
  });
  const [first, second] = found;
  if (!first || !second) return first?.trace();
  const trace = first.trace();
  return sumOf(evaluation, trace.what, found, trace);
};
const total = (lines: readonly StatementLine[]): Money => lines.reduce((sum, one) => sum + one.amount, 0n) as Money;
const linesTrace = (
  evaluation: Evaluation,
  statement: Statement,
  part: string,
  lines: readonly StatementLine[],
): Trace => {
  const name = statementName(evaluation, statement);
  const clause = lines[0]?.clause ?? statement.rule.split("/")[0]!;
  return sumOf(evaluation, part === "" ? titleOf(name) : lines[0]!.label, lines, {
    clause,
    version: lines[0]?.version ?? evaluation.contract.versions.at(-1)!.number,
  });
};
/** Every reference that `explain` answers to, for completion and for the nearest name. */
export const explainable = (evaluation: Evaluation): string[] => [
  ...evaluation.metrics.map((metric) => `${metric.ref}@${metric.period.label}`),
  ...evaluation.clauses.map((clause) => clause.id),
  ...evaluation.clauses.flatMap((clause) =>
    clause.instances.map((one) => instanceName(one.ref, one.period, one.subject)),
  ),
  ...evaluation.findings.map((finding) => finding.id),
  ...evaluation.claims.map(claimName),
  ...evaluation.statements.flatMap((statement) => {
    const name = `statement/${statementName(evaluation, statement)}`;
    const parts = [...statement.lines.map(({ component }) => component), ...STATEMENT_FIGURES];
    return [name, ...new Set(parts.map((part) => `${name}/${part}`))];
  }),
];
