import type { Agent } from "../people-model.ts";
import type { Chance } from "../random.ts";
import type { Size } from "../span.ts";
import type { Slip } from "./model.ts";

const KINDS: readonly (readonly [kind: Slip["kind"], ref: string, bearer: Slip["bearer"], by: "month" | "quarter"])[] =
  [
    ["late_report", "C2.2/monthly_report", "agent", "month"],
    ["missed_care", "C2.1/care_contact", "agent", "quarter"],
    ["late_delivery", "C2.1/policy_delivery", "agent", "month"],
    ["late_response", "C8.3/first_response", "agent", "month"],
    ["late_course", "C5.3/course_assigned", "company", "quarter"],
    ["no_guidance", "S3/monthly_guidance", "company", "month"],
  ];
/** Periods that everybody who is free was there for. */
const PERIODS = {
  full: { month: ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"], quarter: ["2026-Q2", "2026-Q3"] },
  small: { month: ["2026-07", "2026-08", "2026-09"], quarter: ["2026-Q3"] },
};
/** What the three contracts of the tour have to show: something on either side, not all of it in the same month. */
const TOUR: Readonly<Record<Agent["mode"], readonly Slip["kind"][]>> = {
  company_led: ["late_course", "late_response", "no_guidance"],
  agent_led: ["late_report", "missed_care", "late_delivery"],
  intermediary_led: ["late_report", "late_course", "late_response"],
};
const tourSlips = (tour: readonly Agent[], size: Size): Slip[] =>
  tour.flatMap(({ id, contract, mode }) =>
    TOUR[mode].map((wanted, index): Slip => {
      const [kind, ref, bearer, by] = KINDS.find(([one]) => one === wanted)!;
      const periods = PERIODS[size][by];
      return { kind, agent: id, contract, period: periods[(index + 1) % periods.length]!, ref, bearer };
    }),
  );
/** One lapse for about two agents of five, and three for each of the tour: everyday work is not perfect on either side. */
export const slipsOf = (chance: Chance, free: readonly Agent[], tour: readonly Agent[], size: Size): Slip[] => [
  ...tourSlips(tour, size),
  ...chance
    .shuffled(free)
    .slice(0, Math.ceil((free.length * 2) / 5))
    .map(({ id, contract }, index) => {
      const [kind, ref, bearer, by] = KINDS[index % KINDS.length]!;
      return { kind, agent: id, contract, period: chance.oneOf(PERIODS[size][by]), ref, bearer };
    }),
];
