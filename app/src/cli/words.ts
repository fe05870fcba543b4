import type { Party } from "@fealty/engine/contract/model.ts";
import { words as en } from "@fealty/engine/messages/words/en.ts";
import { words as zh } from "@fealty/engine/messages/words/zh.ts";
import type { State } from "@fealty/engine/rules/types.ts";
import { type TimeFault, timeFault, YEARS } from "@fealty/engine/values/date.ts";
import type { Language, Text } from "@fealty/engine/values/text.ts";
import { stepWords } from "@fealty/engine/views/words-of.ts";
import type { Terminal } from "./command.ts";
import type { Cell } from "./table.ts";

const WORDS = { zh, en } as const;
/** Mark and colour of each state; the colour never stands alone, and the word is the page's. */
const STATE_MARKS: Readonly<Record<State, { readonly mark: string; readonly colour?: number }>> = {
  met: { mark: "●", colour: 32 },
  at_risk: { mark: "▲", colour: 33 },
  missed: { mark: "■", colour: 31 },
  running: { mark: "○" },
  indeterminate: { mark: "◇", colour: 35 },
  not_enough_data: { mark: "…" },
  suspended: { mark: "‖" },
  excused: { mark: "–" },
  not_started: { mark: "◌" },
  waived: { mark: "✓" },
  ended: { mark: "□" },
};
export const partyWord = (party: Party, language: Language): string => WORDS[language].party[party];
export const stateWord = (state: State, language: Language): string =>
  `${STATE_MARKS[state].mark} ${WORDS[language].state[state]}`;
export const stateCell = (state: State, { language, colours }: Pick<Terminal, "language" | "colours">): Cell => {
  const text = stateWord(state, language);
  const { colour } = STATE_MARKS[state];
  return colours && colour ? { text, colour } : text;
};
/** `holiday:元旦` → 节假日（元旦）, public holiday (New Year’s Day). */
export const stepReasonText = (reason: string, language: Language): string => {
  const { what, which } = stepWords(reason, language);
  if (which === undefined) return what;
  return language === "zh" ? `${what}（${which}）` : `${what} (${which})`;
};
type Said = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
const CALENDAR_PROBLEMS: Said = {
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
const TIME_FAULTS: Readonly<Record<TimeFault, Required<Text>>> = {
  form: { zh: "不是时间", en: "is no time" },
  years: {
    zh: `不在 ${YEARS.from} 年至 ${YEARS.to} 年之间`,
    en: `lies outside the years ${YEARS.from} to ${YEARS.to}`,
  },
  day: { zh: "：没有这一天", en: "names a day that there is not" },
  clock: { zh: "：没有这个时刻", en: "names a time of day that there is not" },
  decimals: { zh: "：秒的小数超过六位", en: "has more than six decimals of a second" },
  offset: { zh: "：没有这个时差", en: "has an offset that there is not" },
};
/** What is wrong with a time that an option gave, `--from 2026-02-30 names a day that there is not.` */
export const timeFaultText = (option: string, written: string): Required<Text> => {
  const { zh, en } = TIME_FAULTS[timeFault(written)];
  return { zh: `--${option} ${written}${zh.startsWith("：") ? "" : " "}${zh}。`, en: `--${option} ${written} ${en}.` };
};
export const CLAIM_WORDS = {
  proposed: { zh: "待决定", en: "to be decided" },
  decided: { zh: "已决定", en: "decided" },
} as const;
