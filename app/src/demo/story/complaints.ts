import { at, type DayNumber, minuteOf, monthText, workingDay, workingDaysFrom } from "../days.ts";
import { claimSeason } from "../span.ts";
import { type Client, type Tale, workTime } from "./tale.ts";

const CAUSES = ["slow", "unclear", "system", "premium", "claim"];
/** Complaints and how they were handled, in time unless the key says otherwise. */
export const complain = (tale: Tale, count: number): void => {
  const own = tale.chance.under("complaints");
  // Whoever games surveys has more complaints than others: what the answers hide shows elsewhere.
  const all = count + (tale.truth("survey_gaming") ? 5 : 0);
  const days = Array.from({ length: all }, () => claimDay(tale, own.below(1_000_000)));
  const slow = tale.slip("late_response");
  if (slow) days.push(workingDay(Math.floor(minuteOf(`${slow.period}-09 00:00`) / 1440), 0));
  days.sort((x, y) => x - y);
  let late = slow === undefined;
  days.forEach((day, index) => {
    const severity = own.below(8) === 0 ? "major" : "minor";
    const delays = !late && monthText(day) === slow?.period;
    if (delays) late = true;
    const opened = workTime(own, workingDay(day, 0));
    const client = clientOn(tale, day, own.below(10_000));
    if (client)
      handle(
        tale,
        client,
        `TS-${tale.agent.id}-${String(index + 1).padStart(2, "0")}`,
        opened,
        severity,
        opened + (delays ? 290 : own.between(8, 100)),
      );
  });
  for (const kind of ["holiday_deadline", "force_majeure"] as const) {
    const truth = tale.truth(kind);
    const client = truth && clientOn(tale, Math.floor(minuteOf(truth.plan.opened!) / 1440), own.below(10_000));
    if (truth && client)
      handle(tale, client, truth.plan.case!, minuteOf(truth.plan.opened!), "minor", minuteOf(truth.plan.answered!));
  }
};
/** A working day of the agent's time, more often in the months of the typhoons. */
export const claimDay = ({ from, until }: Tale, draw: number): DayNumber => {
  const days = Array.from({ length: until - from + 1 }, (_, i) => from + i);
  const weights = days.map((day) => claimSeason(day));
  let left = draw % weights.reduce((sum, one) => sum + one, 0);
  const place = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return days[place]!;
};
export const clientOn = ({ clients }: Tale, day: DayNumber, draw: number): Client | undefined => {
  const there = clients.filter((one) => one.from <= day && (one.until === undefined || one.until > day + 30));
  return there[draw % Math.max(1, there.length)];
};
const handle = (
  tale: Tale,
  client: Client,
  name: string,
  opened: number,
  severity: "minor" | "major",
  responded: number,
): void => {
  const { tell, chance } = tale;
  const named = { customer: client.id, case: name };
  const cause = chance.oneOf(CAUSES);
  tale.unhappy.push({ client, day: Math.floor(opened / 1440) });
  tell(opened, "complaint_opened", { ...named, severity, channel: chance.oneOf(["phone", "web", "wechat"]), cause });
  tell(responded, "complaint_responded", named);
  const day = Math.floor(responded / 1440);
  // A major one has fifteen days by the calendar, whatever holidays lie in them.
  const within = workingDaysFrom(day + 4, day + 12);
  const resolved = workTime(
    chance,
    severity === "major" ? chance.oneOf(within) : workingDay(day, chance.between(1, 3)),
  );
  if (severity === "major") {
    tell(opened + 115, "complaint_escalated", named);
    tell(at(workingDay(day, 8), 10), "corrective_action_recorded", { ...named, cause });
    tell(at(workingDay(day, 30), 15), "recurrence_checked", { ...named, recurred: false });
  }
  if (chance.below(6) === 0 && severity === "minor") {
    tell(responded + 20, "waiting_customer_from", named);
    tell(at(workingDay(day, 1), 9, 5), "waiting_customer_to", named);
  }
  tell(resolved, "complaint_resolved", { ...named, cause });
  tell(at(workingDay(Math.floor(resolved / 1440), chance.between(1, 3)), 9, 40), "survey_sent", {
    customer: client.id,
    survey: "case",
    invitation: `YQ-${name}`,
    delivered: true,
    channel: "wechat",
  });
};
