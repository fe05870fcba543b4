import type { Party } from "@fealty/engine/contract/model.ts";
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
