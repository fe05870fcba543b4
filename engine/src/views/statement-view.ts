// Clauses: C6.2, C6.3
import { memberName } from "../contract/members.ts";
import type { Evaluation } from "../evaluation.ts";
import { statementName } from "../explain.ts";
import { grantOn } from "../pay/fee-parts.ts";
import { STATEMENT_FIGURES } from "../pay/statement-figures.ts";
import type { Statement, StatementLine } from "../pay/types.ts";
import type { Money } from "../values/brand.ts";
import { moneyText, total } from "../values/money.ts";
import { equal, ONE, type Rational, subtract, toDecimalText } from "../values/rational.ts";
import { inLanguage } from "../values/text.ts";
import { moneyWords, rateWords } from "./figures.ts";
import { componentWords, oneWord } from "./line-words.ts";
import { mainStatement } from "./main-statement.ts";
import { nextTier } from "./next-tier.ts";
import type { Language, LineView, PartyName, StatementView, View } from "./view.ts";

/** ` 0%–100%` of the quota: which slice of the tiers a line is. Tiers without several slices in this statement need no word. */
const sliceWords = (evaluation: Evaluation, statement: Statement, line: StatementLine, language: Language): string => {
  if (line.kind !== "tiers" || line.rate === undefined || line.ofPeriod !== undefined) return "";
  const version = evaluation.contract.versions.find((one) => one.number === line.version);
  const rule = version?.rules.get(statement.rule);
  if (rule?.kind !== "entitlement" || rule.grant.kind !== "plan") return "";
  const component = rule.grant.plan.components.find((one) => one.id === line.component);
  if (component?.kind !== "tiers" || component.method !== "marginal") return "";
  const { rate } = line;
  const index = component.table.findIndex((row) => equal(row.rate, rate));
  const [from, next] = [component.table[index], component.table[index + 1]];
  if (!from) return "";
  const bound = ({ from: one }: (typeof component.table)[number]): string =>
    one.of === "quota"
      ? rateWords(one.share)
      : one.of === "money"
        ? moneyWords(one.amount, evaluation.contract.currency)
        : "";
  if (next) return ` ${bound(from).replace("%", bound(next).endsWith("%") ? "" : "%")}–${bound(next)}`;
  return language === "zh" ? ` ${bound(from)}以上` : ` from ${bound(from)}`;
};
/** A rate as an exact decimal, or as its fraction when only that is exact. */
const rateText = (rate: Rational): string => {
  let rest = rate.d;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n ? toDecimalText(rate, 12) : `${rate.n}/${rate.d}`;
};
/** What a line's basis is multiplied with: of a factor on other lines, the part by which it goes beyond them. */
const rateOfLine = ({ kind }: StatementLine, rate: Rational): Rational =>
  kind === "multiplier" ? subtract(rate, ONE) : rate;
/** Closed statements of each plan, added up. */
export const payTotals = (evaluation: Evaluation): View["payTotals"] => {
  const { currency } = evaluation.contract;
  const rules = [...new Set(evaluation.statements.map((statement) => statement.rule))];
  return rules.map((rule) => {
    const closed = evaluation.statements.filter((one) => one.rule === rule && one.status === "closed");
    const sum = (of: (statement: Statement) => Money): string => moneyText(total(closed.map(of)), currency);
    const ref = `statement/${rules.length > 1 ? `${rule}/` : ""}totals`;
    return {
      rule,
      ref,
      payable: sum((one) => one.payable),
      paid: sum((one) => one.paid),
      open: sum((one) => one.open),
    };
  });
};

/** A true-up is told apart by what it corrects. What is held back has one name, the contract's. */
const labelOf = (evaluation: Evaluation, line: StatementLine, language: Language): string => {
  const { versions } = evaluation.contract;
  const version = versions.find((one) => one.number === line.version) ?? versions[0]!;
  if (line.kind === "true_up" && line.ofComponent !== undefined)
    return componentWords(version, line.ofComponent, language);
  return oneWord(inLanguage(line.label, language), language);
};
/** The line's name with the slice of its tiers that it is. */
export const lineTitle = (
  evaluation: Evaluation,
  statement: Statement,
  line: StatementLine,
  language: Language,
): string => labelOf(evaluation, line, language) + sliceWords(evaluation, statement, line, language);
/** How the page refers to a statement: `statement/2026-08`, with several plans `statement/S10/fee/2026-08`. */
export const statementRef = (evaluation: Evaluation, statement: Pick<Statement, "rule" | "label">): string =>
  `statement/${statementName(evaluation, statement)}`;
/** Who is paid by a statement. */
const holderOf = ({ contract }: Evaluation, { rule, period }: Statement): PartyName =>
  grantOn(contract.versions, rule, period.fromDay)?.rule.holder ?? "agent";
/** The statement that a party looks for first. */
export const statedFor = (evaluation: Evaluation, party: PartyName): Statement | undefined =>
  mainStatement(
    evaluation.statements.map((one) => ({ one, holder: holderOf(evaluation, one), status: one.status })),
    party,
  )?.one;
export const lineRef = (line: StatementLine): string => `statement/${line.id}`;
export const statementView = (evaluation: Evaluation, statement: Statement, language: Language): StatementView => {
  const { currency } = evaluation.contract;
  const text = (amount: Money): string => moneyText(amount, currency);
  const line = (from: StatementLine): LineView => ({
    id: from.id,
    ref: lineRef(from),
    kind: from.kind,
    label: lineTitle(evaluation, statement, from, language),
    clause: from.clause,
    version: from.version,
    ...(from.member === undefined ? {} : { member: memberName(evaluation.contract.parties, from.member) }),
    ...(from.basis === undefined ? {} : { basis: text(from.basis) }),
    ...(from.rate === undefined ? {} : { rate: rateText(rateOfLine(from, from.rate)) }),
    ...(from.quantity === undefined ? {} : { quantity: toDecimalText(from.quantity) }),
    amount: text(from.amount),
    ...(from.ofPeriod === undefined ? {} : { ofPeriod: from.ofPeriod }),
    reverses: from.reverses,
  });
  const excluded = new Map<string, number>();
  for (const { reason } of statement.excluded) excluded.set(reason, (excluded.get(reason) ?? 0) + 1);
  const clause = statement.rule.split("/")[0] ?? "";
  const ref = statementRef(evaluation, statement);
  const next = nextTier(evaluation, statement);
  return {
    rule: statement.rule,
    holder: holderOf(evaluation, statement),
    ...(statement.payers === undefined
      ? {}
      : {
          payers: statement.payers.map(({ party, amount, paid }) => ({
            party,
            amount: text(amount),
            paid: text(paid),
          })),
        }),
    ref,
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
    refs: Object.fromEntries(
      [...STATEMENT_FIGURES, ...(statement.payers ?? []).map(({ party }) => party)].flatMap((name) =>
        statement.lines.some(({ component }) => component === name) ? [] : [[name, `${ref}/${name}`]],
      ),
    ),
    excluded: [...excluded].map(([reason, count]) => ({ reason, count })),
    ...(next === undefined ? {} : { nextTier: next }),
  };
};
