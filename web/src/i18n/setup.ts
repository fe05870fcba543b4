import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type ReaderLanguage = "zh" | "en";
const KEPT = "fealty.language";

/** What the reader chose before, else Chinese unless the browser asks for another language. */
export const firstLanguage = (): ReaderLanguage => {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
};
export const keepLanguage = (language: ReaderLanguage): void => localStorage.setItem(KEPT, language);

const textsOf = async (language: ReaderLanguage) =>
  (language === "zh" ? await import("./zh/texts.ts") : await import("./en/texts.ts")).texts;

/** Texts of the language that is read are there before anything is drawn, so no key is ever seen; the other is loaded when chosen. */
export const setUpTexts = async (language: ReaderLanguage): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    resources: { [language]: await textsOf(language) },
    ns: ["screen", "words"],
    defaultNS: "screen",
  });
};
export const changeLanguage = async (language: ReaderLanguage): Promise<void> => {
  for (const [name, texts] of Object.entries(await textsOf(language))) i18next.addResourceBundle(language, name, texts);
  await i18next.changeLanguage(language);
};
