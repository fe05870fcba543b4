// Clauses: C6.3
import { type Period, periodNamed, type Term } from "../calendar/period.ts";
import type { Zone } from "../calendar/zone.ts";
import type { Contract } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import { byRecording } from "../facts/fold.ts";
import { dayOf } from "../values/date.ts";
import { minus, moneyText, NOTHING } from "../values/money.ts";
import type { PayBook } from "./book.ts";
import { statementNamed } from "./label.ts";
import { LABELS } from "./labels.ts";
import { looseMoney } from "./loose.ts";
import { openingBounds } from "./opening.ts";
import { figureFault, handedOver } from "./opening-fault.ts";
import type { Statement, StatementLine } from "./types.ts";

const ANY_TERM: Term = { from: dayOf({ year: 1, month: 1, day: 1 }), until: dayOf({ year: 9999, month: 12, day: 31 }) };

/** The period of an opening statement; undefined where it names none. */
export const openingPeriod = (zone: Zone, label: string): Period | undefined => periodNamed(zone, ANY_TERM, label);
/** A period is taken over or computed, never both: it is taken over where it ends before the contract goes live. */
export const isTakenOver = ({ goLive }: Pick<Contract, "goLive">, { toDay }: Period): boolean =>
  goLive !== undefined && toDay <= goLive;

interface LeftOut {
  readonly fact: Fact;
  readonly code: "opening_not_before_go_live" | "opening_lines_differ" | "opening_twice";
  readonly args: Readonly<Record<string, string>>;
}
/** Opening statements of periods that were over before go-live, the first recorded of each, by period; and why others do not count. */
export const openingsOf = (
  book: PayBook,
): { readonly counted: readonly Fact[]; readonly leftOut: readonly LeftOut[] } => {
  const { contract, zone } = book.plan;
  const first = new Map<string, Fact>();
  const leftOut: LeftOut[] = [];
  const labelOf = ({ event }: Fact): string => statementNamed(book, event.fields.period) ?? "";
  const facts = [...book.openingStatements.values()];
  for (const fact of [...facts].sort((a, b) => byRecording(a.event, b.event))) {
    const statement = labelOf(fact);
    const period = openingPeriod(zone, statement);
    if (period === undefined) continue;
    const before = first.get(statement);
    const fault = figureFault(fact.event, openingBounds(contract));
    if (!isTakenOver(contract, period)) leftOut.push({ fact, code: "opening_not_before_go_live", args: { statement } });
    else if (fault) leftOut.push({ fact, code: "opening_lines_differ", args: { statement, ...fault.args } });
    else if (before) leftOut.push({ fact, code: "opening_twice", args: { statement, first: before.event.id } });
    else first.set(statement, fact);
  }
  const startOf = (fact: Fact): number => openingPeriod(zone, labelOf(fact))?.fromDay ?? 0;
  return { counted: [...first.values()].sort((a, b) => startOf(a) - startOf(b)), leftOut };
};

/** A statement from before go-live, as it was handed over: never computed and never changed. */
export const openingStatement = (book: PayBook, fact: Fact): Statement[] => {
  const { contract, zone } = book.plan;
  const { fields, id: event } = fact.event;
  const label = statementNamed(book, fields.period) ?? "";
  const period = openingPeriod(zone, label);
  if (!period) return [];
  const { version, rule } = book.plan.stretches[0]!;
  const clause = rule?.clause ?? "";
  const handed = handedOver(fields, contract.currency);
  const lines = handed.lines.map(
    (line, index): StatementLine => ({
      ...line,
      id: `${label}/${line.component}/${index + 1}`,
      kind: "opening",
      label: LABELS.opening,
      reverses: [],
      clause,
      version,
      trace: () => ({
        what: LABELS.opening,
        formula: moneyText(line.amount, contract.currency),
        value: moneyText(line.amount, contract.currency),
        inputs: [],
        clause,
        version,
        evidence: { count: 1, hash: "", ids: [event] },
      }),
    }),
  );
  const { payable } = handed;
  const paid = looseMoney(fields.paid, contract.currency) ?? NOTHING;
  return [
    {
      rule: book.context.ref,
      period,
      label,
      status: "opening",
      lines,
      earned: payable,
      held: NOTHING,
      payable,
      paidBefore: NOTHING,
      paid,
      withheld: NOTHING,
      setOff: NOTHING,
      open: minus(payable, paid),
      balances: { account: NOTHING, draw: NOTHING, holdback: NOTHING, carry: NOTHING },
      excluded: [],
    },
  ];
};
