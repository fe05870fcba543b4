import { at, type Stretch, stretches, workingDay, workingDaysFrom } from "../days.ts";
import { GRADE_NAMES } from "../plans.ts";
import { type Tale, workTime } from "./tale.ts";

const COURSES = [
  "产品知识",
  "服务技能与投诉处理",
  "客户关系管理",
  "个人信息保护",
  "合规与反洗钱",
  "理赔实务",
  "需求分析",
  "条款讲解",
  "老年客户服务",
];
/** What both sides owe by the calendar: month, quarter, half. */
export const keepCalendar = (tale: Tale): void => {
  for (const month of stretches("month", tale.from, tale.until)) monthly(tale, month);
  stretches("quarter", tale.from, tale.until).forEach((quarter, index) => {
    quarterly(tale, quarter, index);
  });
  for (const half of stretches("half", tale.from, tale.until)) halfYearly(tale, half);
};
const dayWithin = ({ chance }: Tale, from: number, until: number): number => {
  const days = workingDaysFrom(from, until);
  return days.length > 0 ? chance.oneOf(days) : until;
};
const monthly = (tale: Tale, { label, until, from }: Stretch): void => {
  const { tell, chance, agent } = tale;
  tell(at(dayWithin(tale, Math.min(from + 18, until), until), 10), "meeting_held", {
    meeting: `HY-${agent.id}-${label}`,
  });
  if (agent.mode === "company_led" && !tale.slip("no_guidance", label))
    tell(at(dayWithin(tale, Math.min(from + 4, until), Math.min(from + 20, until)), 15), "guidance_session", {
      session: `ZD-${agent.id}-${label}`,
    });
  const late = tale.slip("late_report", label);
  tell(at(workingDay(until, late ? 8 : chance.between(2, 4)), 17, 10), "report_submitted", {
    report: "monthly",
    period: label,
  });
  tell(at(workingDay(until, chance.between(2, 4)), 17, 20), "report_submitted", {
    report: "customer_feedback",
    period: label,
  });
};
const quarterly = (tale: Tale, { label, from, until, ended }: Stretch, index: number): void => {
  const { tell, chance, agent } = tale;
  const party = agent.mode === "agent_led" ? "agent" : "company";
  tell(at(dayWithin(tale, Math.min(from + 1, until), Math.min(from + 8, until)), 10), "goals_set", {
    period: label,
    party,
  });
  const late = tale.slip("late_course", label);
  const assigned = late
    ? workingDay(from + 24, 0)
    : dayWithin(tale, Math.min(from + 8, until), Math.min(from + 17, until));
  const course = `${COURSES[index % COURSES.length]}（${label}）`;
  tell(at(assigned, 9), "training_assigned", { course });
  tell(workTime(chance, dayWithin(tale, assigned + 4, assigned + 28)), "training_completed", {
    course,
    score: chance.between(80, 99),
  });
  if (ended || chance.below(2) === 0) {
    const middle = Math.floor((from + until) / 2);
    tell(at(dayWithin(tale, Math.min(from + 5, middle), until - 3), 9, 30), "session_held", {
      session: `YL-${agent.id}-${label}`,
      form: "offline",
    });
    tell(at(dayWithin(tale, middle, until - 2), 15), "guidance_given", { note: `FD-${agent.id}-${label}` });
    tell(at(dayWithin(tale, middle, until - 1), 10), "campaign_run", {
      campaign: `GH-${agent.id}-${label}`,
      cost: `${chance.between(8, 30) * 100}.00`,
    });
  }
  if (!ended) return;
  const review = `PG-${agent.id}-${label}`;
  const held = workingDay(until + 8, 0);
  const day = held - until <= 14 ? held : workingDay(until + 1, 0);
  tell(at(day, 14), "review_held", { review });
  tell(at(workingDay(day, 2), 16), "minutes_issued", { review });
};
const halfYearly = (tale: Tale, { label, from, until, ended }: Stretch): void => {
  const { tell, chance, agent } = tale;
  tell(at(dayWithin(tale, Math.min(from + 3, until), Math.min(from + 12, until)), 10), "programme_published", {
    programme: `PX-${agent.id}-${label}`,
  });
  const times = !agent.tour && chance.below(4) === 0 ? 2 : 1;
  for (let i = 1; i <= times; i += 1) inspect(tale, `JC-${agent.id}-${label}-${i}`, from, until);
  if (!ended) return;
  tell(at(workingDay(until, 12), 16), "fairness_reported", { report: `GP-${label}` });
  tell(at(workingDay(until, 14), 16), "grade_reviewed", { period: label, grade: GRADE_NAMES[agent.grade] });
  if (agent.mode === "company_led")
    tell(at(workingDay(until, 16), 11), "incentive_reviewed", { review: `JL-${agent.id}-${label}` });
};
const inspect = (tale: Tale, inspection: string, from: number, until: number): void => {
  const { tell, chance } = tale;
  const passed = chance.below(12) > 0;
  const score = passed ? chance.between(88, 99) : chance.between(68, 79);
  const day = dayWithin(tale, from + 10, Math.max(from + 10, until - 12));
  tell(at(day, 14), "inspection_done", { inspection, score, passed });
  tell(at(workingDay(day, 3), 10), "inspection_result_sent", { inspection });
  if (!passed) tell(at(workingDay(day, 7), 16), "correction_done", { inspection });
};
