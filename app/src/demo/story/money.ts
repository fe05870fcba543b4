import { at, dayNumber, type Minute, minuteOf, stretches, workingDay } from "../days.ts";
import type { Tale } from "./tale.ts";

/** What is payable for each month by the contract, yuan with two decimals. */
export type Payables = Readonly<Record<string, string>>;
/** When each month's statement is published: within five working days of its end. */
const publishedOn = (tale: Tale, monthEnd: number): Minute =>
  at(workingDay(monthEnd, 3 + (tale.agent.id.charCodeAt(3) % 2)), 15);
/** Ended months; the one in which the contract ended ends with it. What is released later comes in months after that. */
const monthsOf = ({ agent, from, until, span }: Tale) =>
  stretches("month", from, span.until)
    .filter(({ ended }) => ended)
    .map((month) => (agent.left && month.from <= until && until < month.until ? { ...month, until } : month));

export const publishStatements = (tale: Tale): void => {
  for (const { label, until } of monthsOf(tale))
    tale.tellAlways(publishedOn(tale, until), "statement_published", { period: label });
};
/** Pays what was published, six to eight working days later; the one late month of the key is paid when the key says. */
export const paySums = (tale: Tale, payables: Payables): void => {
  const late = tale.truth("late_commission");
  for (const { label, until } of monthsOf(tale)) {
    const amount = payables[label];
    if (amount === undefined) continue;
    const isLate = late?.plan.period === label;
    const day = workingDay(workingDay(until, 4), 4 + (label.charCodeAt(6) % 3));
    const paid = isLate ? minuteOf(late.plan.paid!) : at(day, 10);
    tale.tellAlways(paid, "payment_made", { by: "company", amount, allocations: [{ statement: label, amount }] });
    if (isLate) demand(tale, label, until);
    if (tale.agent.mode === "intermediary_led") payFee(tale, label, until);
  }
};
/** The agent demanded the late commission, and a person found the company in breach. */
const demand = (tale: Tale, period: string, monthEnd: number): void => {
  const finding = `C6.2/pay@${period}/pay`;
  const due = workingDay(workingDay(monthEnd, 5), 10);
  tale.tell(at(workingDay(due, 2), 10), "cure_demanded", { finding, party: "company" });
  tale.tell(at(workingDay(due, 3), 10), "breach_notified", { finding, party: "company" });
  tale.tell(at(workingDay(due, 8), 16), "breach_answered", { finding });
  const paid = dayNumber(tale.truth("late_commission")!.plan.paid!.slice(0, 10));
  tale.tell(at(workingDay(paid, 3), 15), "decided", {
    finding,
    breach: true,
    by: "周启明",
    reasons: "甲方未在约定期限内支付无争议佣金，已收到书面催告；资金安排不是免责事由。",
  });
};
/** The fee is billed to both on the month after and paid by both. */
const payFee = (tale: Tale, period: string, monthEnd: number): void => {
  const billed = workingDay(monthEnd, 9);
  tale.tell(at(billed, 11), "fee_statement_issued", { period });
  tale.tell(at(billed + 7, 10), "fee_paid_by_company", { period });
  tale.tell(at(billed + 8, 10), "fee_paid_by_agent", { period });
  tale.tell(at(workingDay(billed + 8, 3), 16), "fee_invoiced_to_company", { period });
  tale.tell(at(workingDay(billed + 8, 3), 16, 10), "fee_invoiced_to_agent", { period });
};
