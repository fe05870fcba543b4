import { at, dayNumber, type Minute, workingDay } from "../days.ts";
import type { Tale } from "./tale.ts";

/** Duties that either side has toward the other, each kept once by each. */
export const bothSides = (tale: Tale): void => {
  const { tell, from, agent } = tale;
  const on = (days: number, count: number, hour: number): Minute =>
    at(workingDay(workingDay(from + days, 0), count), hour);
  const twice = (days: number, started: string, ended: string, match: string, party: string, count: number): void => {
    for (const [index, side] of (["company", "agent"] as const).entries()) {
      const name = `${agent.id}-${match}-${index + 1}`;
      tell(on(days + index * 7, 0, 10), started, { [match]: name, [party]: side });
      tell(on(days + index * 7, count, 15), ended, { [match]: name });
    }
  };
  twice(118, "claim_filed", "claim_answered", "claim", "against", 6);
  twice(121, "settlement_reached", "settlement_performed", "settlement", "party", 5);
  twice(124, "hardship_claimed", "hardship_answered", "hardship", "party", 9);
  twice(127, "legal_matter_received", "legal_matter_reported", "matter", "party", 3);
  twice(130, "negotiation_called", "negotiation_joined", "dispute", "on_party", 3);
  twice(133, "force_majeure_claimed", "force_majeure_proved", "claim", "party", 4);
  tell(at(from - 5, 9), "signing_opened", { signing: `QS-${agent.id}` });
  tell(at(from - 3, 18), "signing_done", { signing: `QS-${agent.id}` });
  for (const [index, party] of (["company", "agent"] as const).entries()) {
    const name = `BJ-${agent.id}-${index + 1}`;
    tell(on(140 + index * 9, 0, 9), "service_remedy_due", { case: name, party });
    tell(on(140 + index * 9, 6, 9), "service_remedied", { case: name });
    const amendment = `BG-${agent.id}-${index + 1}`;
    tell(on(150 + index * 9, 0, 9), "amendment_proposed", { amendment, party });
    tell(on(150 + index * 9, 6, 9), "amendment_answered", { amendment, accepted: false });
  }
  appeal(tale, on(60, 0, 14));
  decideOnSlips(tale);
};
/** An inspection that the agent did not accept: appealed, decided against it, corrected in the time that was left. */
const appeal = ({ tell, agent }: Tale, done: Minute): void => {
  const inspection = `JC-${agent.id}-SS`;
  const day = Math.floor(done / 1440);
  tell(done, "inspection_done", { inspection, score: 76, passed: false });
  tell(at(workingDay(day, 1), 10), "inspection_result_sent", { inspection });
  tell(at(workingDay(day, 2), 10), "inspection_appealed", { inspection });
  tell(at(workingDay(day, 6), 10), "inspection_appeal_decided", { inspection, outcome: "维持原结果" });
  tell(at(workingDay(day, 9), 10), "correction_done", { inspection });
};
/** People looked at some of what the system found: one breach, one that was none. */
const decideOnSlips = (tale: Tale): void => {
  const decide = (kind: "late_course" | "late_report", breach: boolean, reasons: string): void => {
    const slip = tale.slip(kind);
    if (!slip) return;
    const finding = `${slip.ref}@${slip.period}`;
    const day = dayNumber(tale.span.asOf.slice(0, 10)) - 40;
    tale.tell(at(workingDay(day, 0), 10), "breach_notified", { finding, party: slip.bearer });
    tale.tell(at(workingDay(day, 4), 10), "breach_answered", { finding });
    tale.tell(at(workingDay(day, 9), 10), "decided", { finding, breach, by: "周启明", reasons });
  };
  decide("late_course", true, "课程晚数日指派，无约定的免责事由；未造成损失。");
  decide("late_report", false, "当月系统升级两日，乙方已电话说明并补交，不构成违约。");
};
