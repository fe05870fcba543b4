// Clauses: N2, N7
import type { Evaluation } from "./evaluation.ts";
import { canonicalJson } from "./evidence/canonical.ts";
import { type Json, metricJson } from "./output.ts";
import type { Instance } from "./rules/types.ts";
import type { Money } from "./values/brand.ts";
import { toDecimalText } from "./values/rational.ts";

/**
 * The figures that every party of a contract sees on its screens, by name: amounts of statements with their lines, measures, states of clauses and
 * how many duties of a rule are in which state, findings and claims. Nothing in them says who a customer is, and no working leads to one. Amounts
 * are whole minor units, as text.
 */
export const figuresOf = (evaluation: Evaluation): ReadonlyMap<string, Json> =>
  new Map([
    ...evaluation.statements.map((one) => [statementFigureName(one.rule, one.label), statementOf(one)] as const),
    ...evaluation.metrics.map((one) => {
      const { n, numerator, denominator, value, low, high, status, closed } = metricJson(one, evaluation, () => ({}));
      const said = { n, numerator, denominator, value, low, high, status, closed } as { [key: string]: Json };
      return [`metric/${one.ref}@${one.period.label}`, said] as const;
    }),
    ...evaluation.clauses.map(
      (one) => [`clause/${one.id}`, { state: one.state ?? null, duties: dutiesOf(one.instances) }] as const,
    ),
    ...counted(
      evaluation.findings,
      ({ ref }) => `findings/${ref}`,
      ({ bearer, status }) => `${bearer} ${status}`,
    ),
    ...counted(
      evaluation.claims,
      ({ ref }) => `claims/${ref}`,
      ({ holder, from, amount, status }) => `${from} ${holder} ${amount} ${status}`,
    ),
  ]);
export const statementFigureName = (rule: string, period: string): string => `statement/${period}/${rule}`;
/** Undefined for a figure of something else. */
export const amountsOf = (
  figure: Json | undefined,
): { readonly status: string; readonly earned: string; readonly payable: string } | undefined => {
  const said = Object(figure) as Readonly<Record<string, unknown>>;
  const { status, earned, payable } = said;
  return typeof status === "string" && typeof earned === "string" && typeof payable === "string"
    ? { status, earned, payable }
    : undefined;
};
/** Whether two figures are the same, whatever the order of their parts. */
export const sameFigure = (one: Json | undefined, other: Json | undefined): boolean =>
  one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);

const minor = (amount: Money): string => String(amount);
const statementOf = (one: Evaluation["statements"][number]): Json => ({
  status: one.status,
  earned: minor(one.earned),
  held: minor(one.held),
  payable: minor(one.payable),
  paid: minor(one.paid),
  withheld: minor(one.withheld),
  setOff: minor(one.setOff),
  open: minor(one.open),
  balances: Object.fromEntries(Object.entries(one.balances).map(([name, amount]) => [name, minor(amount)])),
  ...(one.payers === undefined
    ? {}
    : { payers: one.payers.map(({ party, amount, paid }) => ({ party, amount: minor(amount), paid: minor(paid) })) }),
  lines: one.lines.map((line) => ({
    component: line.component,
    kind: line.kind,
    label: line.label as { [key: string]: string },
    ...(line.member === undefined ? {} : { member: line.member }),
    ...(line.ofPeriod === undefined ? {} : { ofPeriod: line.ofPeriod }),
    ...(line.basis === undefined ? {} : { basis: minor(line.basis) }),
    ...(line.rate === undefined ? {} : { rate: toDecimalText(line.rate, 12) }),
    ...(line.quantity === undefined ? {} : { quantity: toDecimalText(line.quantity, 12) }),
    amount: minor(line.amount),
  })),
});
const dutiesOf = (instances: readonly Instance[]): Json => {
  const duties: Record<string, Record<string, number>> = {};
  for (const { ref, state } of instances) {
    duties[ref] ??= {};
    duties[ref][state] = (duties[ref][state] ?? 0) + 1;
  }
  return duties;
};
/** How many of each kind, by what they are of. */
const counted = <One>(
  all: readonly One[],
  nameOf: (one: One) => string,
  kindOf: (one: One) => string,
): (readonly [string, Json])[] => {
  const names = new Map<string, Record<string, number>>();
  for (const one of all) {
    const counts = names.get(nameOf(one)) ?? {};
    counts[kindOf(one)] = (counts[kindOf(one)] ?? 0) + 1;
    names.set(nameOf(one), counts);
  }
  return [...names];
};
