import { eventText } from "../messages/event-words.ts";
import { asWords, capital, lower } from "../messages/plain-words.ts";
import { words as en } from "../messages/words/en.ts";
import { type Words, words as zh } from "../messages/words/zh.ts";
import type { Language } from "./view.ts";

export { asWords, capital, lower };
export const wordsOf = (language: Language): Words => (language === "zh" ? zh : en);

export const eventWord = (kind: string, language: Language): string => eventText(kind)[language];
export const fieldWord = (name: string, language: Language): string => wordsOf(language).field[name] ?? asWords(name);

/** 国庆节、中秋节 → National Day and Mid-Autumn Festival: one off-day may stand for two. */
export const holidayWords = (name: string, language: Language): string => {
  const { holiday } = wordsOf(language);
  const names = name.split("、");
  return names.some((one) => holiday[one] !== undefined) ? names.map((one) => holiday[one] ?? one).join(" and ") : name;
};
/** Why a piece of time counts or not, `holiday:国庆节`, in two parts: what it is, and which. */
export const stepWords = (reason: string, language: Language): { readonly what: string; readonly which?: string } => {
  const [kind = "", name] = reason.split(":");
  const what = wordsOf(language).step[kind] ?? asWords(kind);
  return name === undefined ? { what } : { what, which: holidayWords(name, language) };
};
