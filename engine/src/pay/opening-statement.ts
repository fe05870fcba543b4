// Clauses: C6.3
import { periodNamed, type Term } from "../calendar/period.ts";
import type { Fact } from "../facts/event.ts";
import { dayOf } from "../values/date.ts";
import { minus, moneyText, NOTHING, total } from "../values/money.ts";
import type { PayBook } from "./book.ts";
import { statementNamed } from "./label.ts";
import { LABELS } from "./labels.ts";
import { looseList, looseMoney, looseRecord } from "./opening.ts";
import type { Statement, StatementLine } from "./types.ts";

const ANY_TERM: Term = { from: dayOf({ year: 1, month: 1, day: 1 }), until: dayOf({ year: 9999, month: 12, day: 31 }) };

/** A statement from before go-live, as it was handed over: never computed and never changed. */
export const openingStatement = (book: PayBook, fact: Fact): Statement[] => {
  const { contract, zone } = book.plan;
  const { fields, id: event } = fact.event;
  const label = statementNamed(book, fields.period) ?? "";
  const period = periodNamed(zone, ANY_TERM, label);
  if (!period) return [];
  const { version, rule } = book.plan.stretches[0]!;
  const lines = looseList(fields.lines)
    .map(looseRecord)
    .map((line, index): StatementLine => {
      const amount = looseMoney(line.amount, contract.currency) ?? NOTHING;
      const component = typeof line.component === "string" ? line.component : "opening";
      const clause = rule?.clause ?? "";
      return {
        id: `${label}/${component}/${index + 1}`,
        component,
        kind: "opening",
        ...(typeof line.member === "string" ? { member: line.member } : {}),
        label: LABELS.opening,
        amount,
        reverses: [],
        clause,
        version,
        trace: () => ({
          what: LABELS.opening,
          formula: moneyText(amount, contract.currency),
          value: moneyText(amount, contract.currency),
          inputs: [],
          clause,
          version,
          evidence: { count: 1, hash: "", ids: [event] },
        }),
      };
    });
  const payable = looseMoney(fields.payable, contract.currency) ?? total(lines.map(({ amount }) => amount));
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
