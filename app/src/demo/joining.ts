import { stretches } from "./days.ts";
import type { Agent } from "./people-model.ts";
import { GRADE_PLANS, workOf } from "./plans.ts";
import type { Chance } from "./random.ts";
import { type Span, season } from "./span.ts";

export interface Joining {
  readonly served: boolean;
  readonly fromBefore: boolean;
  readonly day: number;
}
/** A day between two, more often in months with more business. */
export const seasonalDay = (chance: Chance, from: number, until: number): number => {
  const months = stretches("month", from, until);
  const month = months[chance.weighed(months.map((one) => season(one.from) * (one.until - one.from + 1)))]!;
  return chance.between(month.from, month.until);
};
/**
 * When the customers of an agent come to it. Three of five are on its service list, a quarter of them from before (of the
 * tour's agents four of five, half of them); every quarter brings at least as many new ones as the contract asks for.
 */
export const joiningDays = (chance: Chance, agent: Agent, span: Span, count: number): Joining[] => {
  const { from, until } = workOf(agent, span);
  const served = Math.round((count * (agent.tour ? 4 : 3)) / 5);
  const before = Math.round(served / (agent.tour ? 2 : 4));
  const asked = stretches("quarter", from, until).flatMap((quarter) =>
    Array.from({ length: GRADE_PLANS[agent.grade].newCustomers }, () =>
      seasonalDay(chance, quarter.from, Math.max(quarter.from, quarter.until - 8)),
    ),
  );
  const fresh = Math.max(served - before, asked.length);
  const days = [...asked, ...Array.from({ length: fresh - asked.length }, () => seasonalDay(chance, from, until))];
  return [
    ...Array.from({ length: before }, () => ({ served: true, fromBefore: true, day: from - chance.between(5, 400) })),
    ...days.sort((x, y) => x - y).map((day) => ({ served: true, fromBefore: false, day })),
    ...Array.from({ length: Math.max(0, count - before - fresh) }, () => ({
      served: false,
      fromBefore: false,
      day: seasonalDay(chance, from, until),
    })),
  ];
};
