import type { Party, RuleKind } from "@fealty/engine/contract/model.ts";
import type { State } from "@fealty/engine/rules/types.ts";
import type { Language } from "@fealty/engine/values/text.ts";

type Words<K extends string> = Readonly<
  Record<K, { readonly zh: string; readonly en: string; readonly mark?: string; readonly colour?: number }>
>;
/** Mark, word and colour of each state; the colour never stands alone. */
export const STATE_WORDS: Words<State> = {
  met: { mark: "●", zh: "已达成", en: "Met", colour: 32 },
  at_risk: { mark: "▲", zh: "有风险", en: "At risk", colour: 33 },
  missed: { mark: "■", zh: "未达约定", en: "Missed", colour: 31 },
  running: { mark: "○", zh: "进行中", en: "Running" },
  indeterminate: { mark: "◇", zh: "尚难判断", en: "Undecided", colour: 35 },
  not_enough_data: { mark: "…", zh: "数据不足", en: "Not enough data" },
  suspended: { mark: "‖", zh: "已中止", en: "Suspended" },
  excused: { mark: "–", zh: "已免责", en: "Excused" },
  not_started: { mark: "◌", zh: "未开始", en: "Not started" },
  waived: { mark: "✓", zh: "已豁免", en: "Waived" },
  ended: { mark: "□", zh: "已结束", en: "Ended" },
};
export const PARTY_WORDS: Words<Party> = {
  company: { zh: "甲方", en: "Company" },
  agent: { zh: "乙方", en: "Agent" },
  intermediary: { zh: "第三方中介", en: "Intermediary" },
};
export const FINDING_WORDS = {
  proposed: { zh: "待决定", en: "To be decided" },
  answered: { zh: "已答复", en: "Answered" },
  cured: { zh: "已补正", en: "Cured" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  decided: { zh: "已决定", en: "Decided" },
} as const;
export const stateWord = (state: State | undefined, language: Language, colours: boolean): string => {
  if (!state) return "";
  const word = STATE_WORDS[state];
  const text = `${word.mark} ${word[language]}`;
  return colours && word.colour ? `\u001b[${word.colour}m${text}\u001b[0m` : text;
};
/** Pieces of time, as the calendar names them; web and command line use the same words. */
const STEP_WORDS: Words<string> = {
  working_hours: { zh: "营业时间", en: "opening hours" },
  working_day: { zh: "工作日", en: "working day" },
  make_up_workday: { zh: "调休上班", en: "make-up workday" },
  outside_hours: { zh: "非营业时间", en: "outside opening hours" },
  weekend: { zh: "周末", en: "weekend" },
  holiday: { zh: "节假日", en: "public holiday" },
  first_day: { zh: "首日不计", en: "first day, not counted" },
  paused: { zh: "中止期间", en: "paused" },
  elapsed: { zh: "连续计算", en: "running on" },
  day_by_day: { zh: "逐日计算", en: "counted day by day" },
  month_by_month: { zh: "按月计算", en: "counted month by month" },
};
/** `holiday:元旦` → 节假日（元旦）. */
export const stepReasonText = (reason: string, language: Language): string => {
  const [code = "", detail] = reason.split(":");
  const word = STEP_WORDS[code]?.[language] ?? code.replaceAll("_", " ");
  if (detail === undefined) return word;
  return language === "zh" ? `${word}（${detail}）` : `${word} (${detail})`;
};
const CALENDAR_PROBLEMS: Words<string> = {
  calendar_form: { zh: "{path} 应写成 {expected}", en: "{path} should be {expected}" },
  calendar_date: { zh: "{path} 的 {value} 不是日期", en: "{path}: {value} is no date" },
  calendar_other_year: { zh: "{path} 的 {value} 不在 {year} 年", en: "{path}: {value} does not lie in {year}" },
  calendar_both: { zh: "{value} 既休假又上班", en: "{value} is both off and worked" },
  calendar_never_works: { zh: "一周七天都休息", en: "no day of the week is worked" },
};
export const calendarProblemText = (
  problem: { readonly code: string; readonly path: string; readonly args: Readonly<Record<string, string>> },
  language: Language,
): string => {
  const path = problem.path === "" ? (language === "zh" ? "顶层" : "the top level") : problem.path;
  const text = CALENDAR_PROBLEMS[problem.code]?.[language] ?? path;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (name === "path" ? path : (problem.args[name] ?? "")));
};
export const RULE_WORDS: Words<RuleKind> = {
  definition: { zh: "指标定义", en: "definition" },
  threshold: { zh: "目标", en: "target" },
  deadline: { zh: "期限", en: "deadline" },
  recurrence: { zh: "定期义务", en: "recurring duty" },
  prohibition: { zh: "禁止事项，尚无违反", en: "prohibition, not violated" },
  power: { zh: "权力", en: "power" },
  procedure: { zh: "程序", en: "procedure" },
  entitlement: { zh: "权利", en: "right" },
};
export const CLAIM_WORDS = {
  proposed: { zh: "待决定", en: "to be decided" },
  decided: { zh: "已决定", en: "decided" },
} as const;
export const STATEMENT_WORDS = {
  open: { zh: "未结", en: "open" },
  closed: { zh: "已结", en: "closed" },
  opening: { zh: "期初转入", en: "brought in" },
} as const;
