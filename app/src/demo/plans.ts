import { dayNumber, stretches } from "./days.ts";
import type { Agent, Grade } from "./people-model.ts";
import { type Span, season } from "./span.ts";

/** What a grade sells and owes. Amounts in whole yuan. */
export interface GradePlan {
  /** Business beside a middle agent's, in hundredths. */
  readonly weight: number;
  /** Size of a premium beside a middle agent's, in hundredths. */
  readonly premium: number;
  readonly monthlyQuota: number;
  /** Least credited amount and least new customers of a quarter. */
  readonly salesTarget: number;
  readonly newCustomers: number;
}
export const GRADE_PLANS: Readonly<Record<Grade, GradePlan>> = {
  lead: { weight: 150, premium: 150, monthlyQuota: 60_000, salesTarget: 60_000, newCustomers: 2 },
  senior: { weight: 130, premium: 120, monthlyQuota: 40_000, salesTarget: 40_000, newCustomers: 2 },
  middle: { weight: 100, premium: 100, monthlyQuota: 25_000, salesTarget: 25_000, newCustomers: 1 },
  trainee: { weight: 70, premium: 80, monthlyQuota: 15_000, salesTarget: 15_000, newCustomers: 1 },
};
export const GRADE_NAMES: Readonly<Record<Grade, string>> = {
  lead: "负责人",
  senior: "高级",
  middle: "中级",
  trainee: "见习",
};

/** First and last day on which an agent works within the data. */
export const workOf = ({ joined, left }: Agent, { from, until }: Span) => ({
  from: Math.max(dayNumber(joined), from),
  until: left ? Math.min(dayNumber(left.day) - 1, until) : until,
});
/** How many customers fall to an agent, by its business; the tour's have samples that are large enough to judge. */
export const clienteleOf = (agent: Agent, span: Span): number => businessOf(agent, span) * (agent.tour ? 2 : 1);
/** How much business falls to an agent: its grade, the months it is there, and their season. The tour has more to show. */
export const businessOf = (agent: Agent, span: Span): number => {
  const { from, until } = workOf(agent, span);
  const months = stretches("month", from, until).reduce(
    (sum, one) => sum + season(one.from) * (one.until - one.from + 1),
    0,
  );
  return Math.round((months * GRADE_PLANS[agent.grade].weight * (agent.tour ? 2 : 1)) / 1000);
};
