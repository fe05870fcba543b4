import { at, dateText, type Stretch, stretches, workingDay, workingDaysFrom } from "../days.ts";
import { type Client, type Tale, workTime } from "./tale.ts";

/** Company-led: targets and quota move inside their bounds, the agent objects and is answered (S1, S2). */
export const ledByCompany = ({ tell, from, agent }: Tale): void => {
  const notice = workingDay(from + 30, 0);
  const adjustment = `TZ-${agent.id}-1`;
  tell(at(notice, 10), "power_used", {
    power: "S1/adjust_nps",
    param: "nps_target",
    value: "16",
    effective: `${dateText(notice + 75).slice(0, 7)}-01`,
    party: "company",
  });
  tell(at(workingDay(notice, 3), 10), "adjustment_objected", { adjustment });
  tell(at(workingDay(notice, 6), 10), "objection_answered", { adjustment, outcome: "维持，幅度在约定界限内" });
  const change = `FA-${agent.id}-1`;
  tell(at(notice + 60, 10), "plan_change_announced", { change });
  tell(at(workingDay(notice + 60, 3), 10), "plan_backtested", { change });
};

/** Agent-led: the agent asks, evaluates itself each quarter, and learns every customer's needs each half-year (S4 to S6). */
export const ledByAgent = (tale: Tale): void => {
  const { tell, agent, from, until } = tale;
  for (const { label, from: first, until: last, ended } of stretches("quarter", from, until)) {
    const request = `GZ-${agent.id}-${label}`;
    tell(at(workingDay(first + 12, 0), 10), "work_request_made", { request });
    tell(at(workingDay(first + 12, 3), 10), "work_request_answered", { request });
    if (!ended) continue;
    tell(at(workingDay(last, 5), 17), "self_evaluated", { period: label });
    tell(at(workingDay(last, 11), 17), "evaluation_compared", { period: label });
  }
  for (const half of stretches("half", from, until))
    for (const client of tale.clients.filter(({ served }) => served)) learnNeeds(tale, client, half);
};
const learnNeeds = (tale: Tale, client: Client, half: Stretch): void => {
  const { tell, chance, agent } = tale;
  const there = client.from <= half.from;
  if (!there || (client.until !== undefined && client.until <= half.until) || (!half.ended && chance.below(5) > 2))
    return;
  const days = workingDaysFrom(half.from + 3, half.until - 30);
  if (days.length === 0) return;
  const day = chance.oneOf(days);
  const solution = `XQ-${agent.id}-${half.label}-${client.id}`;
  tell(workTime(chance, day), "need_recorded", {
    customer: client.id,
    need: chance.oneOf(["养老储备", "子女教育", "健康保障", "家庭财产", "暂无新需求"]),
  });
  tell(at(workingDay(day, 2), 18), "needs_confirmed", { customer: client.id, statement: solution });
  tell(at(workingDay(day, 5), 18), "solution_proposed", { customer: client.id, solution });
};

/** Intermediary-led: coordination, disclosure to both alike with receipts, mediation (S7 to S9). */
export const ledByIntermediary = (tale: Tale): void => {
  const { tell, agent, from, until } = tale;
  stretches("month", from, until).forEach(({ label, from: first, until: last, ended }, index) => {
    tell(at(workingDay(Math.min(first + 12, last - 5), 0), 10), "coordination_held", {
      session: `XT-${agent.id}-${label}`,
    });
    if (index % 3 === 0) {
      const request = `XQ-${agent.id}-${label}`;
      tell(at(workingDay(first + 5, 0), 10), "coordination_requested", { request });
      tell(at(workingDay(first + 5, 2), 10), "coordination_answered", { request });
    }
    if (!ended) return;
    const disclosure = `PL-${agent.id}-${label}`;
    for (const to of ["company", "agent"] as const) {
      tell(at(workingDay(last, 3), 10), "disclosure_made", { disclosure, to });
      tell(at(workingDay(last, 5), 15), "disclosure_received", { disclosure, by: to });
    }
  });
  const dispute = `ZY-${agent.id}-tour-1`;
  const agreed = workingDay(from + 107, 0);
  const session = `TJ-${agent.id}-1`;
  tell(at(agreed, 10), "mediation_agreed", { dispute });
  tell(at(workingDay(agreed, 2), 10), "mediation_session_opened", { dispute });
  tell(at(workingDay(agreed, 4), 14), "mediation_session_held", { session });
  tell(at(workingDay(agreed, 6), 14), "mediation_minutes_sent", { session });
};
