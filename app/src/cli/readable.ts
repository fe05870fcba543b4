import { STATES, type State } from "@fealty/engine/rules/types.ts";
import { rounded6 } from "@fealty/engine/values/rational.ts";
import type { Language } from "@fealty/engine/values/text.ts";
import { RULE_WORDS, STATE_WORDS } from "./words.ts";

const TIME = String.raw`(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{2}:\d{2}|Z)`;
/** A state's key that stands alone, not as a part of a name such as `C8.1/ended@2026`. */
const STATE = new RegExp(String.raw`(?<![\w./@-])(?:${STATES.join("|")})(?![\w./@-])`, "g");
const LONG_DECIMAL = /(?<![\w.])-?\d+\.\d{7,}(?![\w.])/g;
type Said = { readonly zh: string; readonly en: string };
/** The few sentences that the engine writes in signs: a clock, a due time with what was done, how a target is judged. */
const SIGNS: readonly (readonly [RegExp, Said])[] = [
  [
    /^(\S+ \S+) → (\S+ \S+); (\S+ \S+)$/,
    { zh: "自 $1 起，应于 $2 前完成；实际 $3", en: "from $1, due by $2; done $3" },
  ],
  [/^(\S+ \S+) → (\S+ \S+)$/, { zh: "自 $1 起，应于 $2 前完成；尚未完成", en: "from $1, due by $2; not done yet" }],
  [/^(\d+) \/ (\d+); ≤ (\S+ \S+)$/, { zh: "完成 $1 / $2，应于 $3 前", en: "$1 of $2 done, due by $3" }],
  [/^≤ (\S+ \S+); (\S+ \S+)$/, { zh: "应于 $1 前完成；实际 $2", en: "due by $1; done $2" }],
  [/^≤ (\S+ \S+)$/, { zh: "应于 $1 前完成；尚未完成", en: "due by $1; not done yet" }],
  [/; P = (\S+)$/, { zh: "；预计达成概率 $1", en: "; probability of being met $1" }],
];
/** The engine writes formulas and values once for all readers; here keys become words and instants local times. */
export const readable = (text: string, language: Language): string => {
  if (Object.hasOwn(RULE_WORDS, text)) return RULE_WORDS[text as keyof typeof RULE_WORDS][language];
  const timed = text
    .replaceAll(new RegExp(TIME, "g"), "$1 $2")
    .replace(LONG_DECIMAL, (digits) => String(rounded6(+digits)))
    .replace(STATE, (state) => STATE_WORDS[state as State][language]);
  return SIGNS.reduce((so, [pattern, words]) => so.replace(pattern, words[language]), timed).replaceAll("+ −", "− ");
};
