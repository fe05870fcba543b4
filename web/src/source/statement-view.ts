// Clauses: C6.2, C6.3
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Statement, StatementLine } from "@fealty/engine/pay/types.ts";
import type { Money } from "@fealty/engine/values/brand.ts";
import { moneyText } from "@fealty/engine/values/money.ts";
import { toDecimalText } from "@fealty/engine/values/rational.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import type { Language, LineView, StatementView } from "./view.ts";

export const lineRef = (line: StatementLine): string => `statement/${line.id}`;
export const statementView = (evaluation: Evaluation, statement: Statement, language: Language): StatementView => {
  const { currency } = evaluation.contract;
  const text = (amount: Money): string => moneyText(amount, currency);
  const line = (from: StatementLine): LineView => ({
    id: from.id,
    ref: lineRef(from),
    kind: from.kind,
    label: inLanguage(from.label, language),
    clause: from.clause,
    version: from.version,
    ...(from.member === undefined ? {} : { member: from.member }),
    ...(from.basis === undefined ? {} : { basis: text(from.basis) }),
    ...(from.rate === undefined ? {} : { rate: toDecimalText(from.rate, 8) }),
    ...(from.quantity === undefined ? {} : { quantity: toDecimalText(from.quantity) }),
    amount: text(from.amount),
    ...(from.ofPeriod === undefined ? {} : { ofPeriod: from.ofPeriod }),
    reverses: from.reverses,
  });
  const excluded = new Map<string, number>();
  for (const { reason } of statement.excluded) excluded.set(reason, (excluded.get(reason) ?? 0) + 1);
  const clause = statement.rule.split("/")[0] ?? "";
  return {
    rule: statement.rule,
    ref: `statement/${statement.label}`,
    clause,
    period: statement.label,
    status: statement.status,
    ...(statement.closesAt === undefined ? {} : { closesAt: statement.closesAt }),
    lines: statement.lines.map(line),
    earned: text(statement.earned),
    held: text(statement.held),
    payable: text(statement.payable),
    paid: text(statement.paid),
    withheld: text(statement.withheld),
    setOff: text(statement.setOff),
    open: text(statement.open),
    balances: {
      account: text(statement.balances.account),
      draw: text(statement.balances.draw),
      holdback: text(statement.balances.holdback),
      carry: text(statement.balances.carry),
    },
    excluded: [...excluded].map(([reason, count]) => ({ reason, count })),
  };
};
