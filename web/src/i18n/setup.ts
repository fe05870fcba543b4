import { words as wordsEn } from "@fealty/engine/messages/words/en.ts";
import { words as wordsZh } from "@fealty/engine/messages/words/zh.ts";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { screen as en } from "./en/screen.ts";
import { screen as zh } from "./zh/screen.ts";

export type ReaderLanguage = "zh" | "en";
const KEPT = "fealty.language";

/** What the reader chose before, else Chinese unless the browser asks for another language. */
export const firstLanguage = (): ReaderLanguage => {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
};
export const keepLanguage = (language: ReaderLanguage): void => localStorage.setItem(KEPT, language);

/** Texts are in the page itself, so nothing is loaded and no key is ever seen. */
export const setUpTexts = (language: ReaderLanguage): typeof i18next => {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh",
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    resources: { zh: { screen: zh, words: wordsZh }, en: { screen: en, words: wordsEn } },
    ns: ["screen", "words"],
    defaultNS: "screen",
  });
  return i18next;
};
