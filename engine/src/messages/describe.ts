import diagnosticsEn from "./diagnostics.en.json" with { type: "json" };
import diagnosticsZh from "./diagnostics.zh.json" with { type: "json" };
import factsEn from "./facts.en.json" with { type: "json" };
import factsZh from "./facts.zh.json" with { type: "json" };

/** The languages that messages are written in; the room stands above all others and imports none. */
type Language = "zh" | "en";
/** What a diagnostic says to a person. `why` only where the reason is not plain: legal findings. */
export interface Description {
  readonly what: string;
  readonly why?: string;
  readonly fix: string;
}
const MESSAGES: Readonly<Record<Language, Readonly<Record<string, Description>>>> = {
  zh: { ...factsZh, ...diagnosticsZh },
  en: { ...factsEn, ...diagnosticsEn },
};
const PARTIES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { company: "甲方", agent: "乙方", intermediary: "第三方中介" },
  en: { company: "the company", agent: "the agent", intermediary: "the intermediary" },
};
const MODES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { company_led: "甲方主导", agent_led: "乙方主导", intermediary_led: "第三方中介主导" },
  en: { company_led: "company-led", agent_led: "agent-led", intermediary_led: "intermediary-led" },
};
/** Types of conditions, fields and parameters. */
const TYPES: typeof PARTIES = {
  zh: {
    string: "文字",
    text: "文字",
    int: "整数",
    integer: "整数",
    double: "小数",
    bool: "是非",
    boolean: "是非",
    Money: "金额",
    money: "金额",
    Number: "数",
    number: "数",
    rate: "比率",
    Day: "日期",
    date: "日期",
    Instant: "时刻",
    instant: "时刻",
    duration: "时间长度",
    choice: "选项",
    list: "列表",
    "list<Number>": "数的列表",
    "list<string>": "文字的列表",
  },
  en: {
    string: "text",
    int: "a whole number",
    double: "a decimal",
    bool: "true or false",
    boolean: "true or false",
    Money: "money",
    Number: "a number",
    Day: "a date",
    Instant: "a moment",
    "list<Number>": "a list of numbers",
    "list<string>": "a list of texts",
  },
};
/** How often something is measured; what slides is said by `windowWord`. */
const WINDOWS: typeof PARTIES = {
  zh: { month: "月", quarter: "季度", half: "半年", year: "年", term: "合同期" },
  en: { month: "month", quarter: "quarter", half: "half-year", year: "year", term: "term" },
};
const LANGUAGES: typeof PARTIES = {
  zh: { zh: "中文", en: "英文" },
  en: { zh: "Chinese", en: "English" },
};
/** Slots that hold a party, a mode, a type, a span or a language; `{party}` is said in words, `{party_code}` is what stands in the file. */
const WORDS: Readonly<Record<string, typeof PARTIES>> = {
  party: PARTIES,
  holder: PARTIES,
  bearer: PARTIES,
  from: PARTIES,
  mode: MODES,
  type: TYPES,
  left: TYPES,
  right: TYPES,
  every: WINDOWS,
  window: WINDOWS,
  period: WINDOWS,
  accumulate: WINDOWS,
  language: LANGUAGES,
};
/** `last 90 days` */
const windowWord = (value: string, language: Language): string | undefined => {
  const days = /^last (\d+) days$/.exec(value)?.[1];
  return days === undefined || language === "en" ? undefined : `最近 ${days} 天`;
};
const inWords = (args: Readonly<Record<string, string>>, language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      const words = WORDS[name];
      const word = words?.[language][value] ?? (words === WINDOWS ? windowWord(value, language) : undefined);
      return word === undefined
        ? [[name, value]]
        : [
            [name, word],
            [`${name}_code`, value],
          ];
    }),
  );
/** Where a sentence ends. A full stop inside `5.5%` or `event.product` ends none. */
const ENDS: Readonly<Record<Language, RegExp>> = { zh: /(?<=[。？！；])/, en: /(?<=[.?!;])\s+/ };

/** The sentences of a code with its values filled in; the code itself where a language does not know it. */
export const describe = (
  diagnostic: { readonly code: string; readonly args: Readonly<Record<string, string>> },
  language: Language,
): Description => {
  const message = MESSAGES[language][diagnostic.code];
  if (!message) return { what: diagnostic.code, fix: "" };
  const args = inWords(diagnostic.args, language);
  // A sentence about something that is not there ("Nearest: .") says nothing and is left out.
  const says = (sentence: string): boolean =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name]) => args[name!] !== "");
  const filled = (text: string): string =>
    text
      .split(ENDS[language])
      .filter(says)
      .map((sentence) =>
        sentence.replace(/\{(\w+)\}/g, (slot, name: string, at: number) => {
          const value = args[name] ?? slot;
          return at === 0 && WORDS[name] ? value.charAt(0).toUpperCase() + value.slice(1) : value;
        }),
      )
      .join(language === "zh" ? "" : " ");
  return {
    what: filled(message.what),
    ...(message.why === undefined ? {} : { why: filled(message.why) }),
    fix: filled(message.fix),
  };
};
