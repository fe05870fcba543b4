import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type ReaderLanguage = "zh" | "en";
const KEPT = "fealty.language";

/** What the reader chose before, else Chinese unless the browser asks for another language. */
export const firstLanguage = (): ReaderLanguage => {
  const kept = storage()?.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
};
export const keepLanguage = (language: ReaderLanguage): void => storage()?.setItem(KEPT, language);
/** A WebView may have none (`null`), and a browser that is to keep nothing refuses it: the choice then lasts as long as the page. */
const storage = (): Storage | undefined => {
  try {
    return localStorage ?? undefined;
  } catch {
    return undefined;
  }
};

/** Texts of screens that come later than the first paint. */
const LATER = {
  imports: { zh: () => import("./zh/imports.ts"), en: () => import("./en/imports.ts") },
  activity: { zh: () => import("./zh/activity.ts"), en: () => import("./en/activity.ts") },
  explain: { zh: () => import("./zh/explain.ts"), en: () => import("./en/explain.ts") },
  people: { zh: () => import("./zh/people.ts"), en: () => import("./en/people.ts") },
  customers: { zh: () => import("./zh/customers.ts"), en: () => import("./en/customers.ts") },
  record: { zh: () => import("./zh/record.ts"), en: () => import("./en/record.ts") },
  signing: { zh: () => import("./zh/signing.ts"), en: () => import("./en/signing.ts") },
  intermediary: { zh: () => import("./zh/intermediary.ts"), en: () => import("./en/intermediary.ts") },
  letters: { zh: () => import("./zh/letters.ts"), en: () => import("./en/letters.ts") },
  privacy: { zh: () => import("./zh/privacy.ts"), en: () => import("./en/privacy.ts") },
  lists: { zh: () => import("./zh/lists.ts"), en: () => import("./en/lists.ts") },
  access: { zh: () => import("./zh/access.ts"), en: () => import("./en/access.ts") },
  "privacy-duties": { zh: () => import("./zh/privacy-duties.ts"), en: () => import("./en/privacy-duties.ts") },
  "own-page": { zh: () => import("./zh/own-page.ts"), en: () => import("./en/own-page.ts") },
  rules: { zh: () => import("./zh/rules.ts"), en: () => import("./en/rules.ts") },
  licences: { zh: () => import("./zh/licences.ts"), en: () => import("./en/licences.ts") },
  outbox: { zh: () => import("./zh/outbox.ts"), en: () => import("./en/outbox.ts") },
  machines: { zh: () => import("./zh/machines.ts"), en: () => import("./en/machines.ts") },
  companies: { zh: () => import("./zh/companies.ts"), en: () => import("./en/companies.ts") },
  files: { zh: () => import("./zh/files.ts"), en: () => import("./en/files.ts") },
} as const;
type Later = keyof typeof LATER;
const come = new Set<Later>();
/** Loads a screen's texts with the screen; from then on they are there in every language that is chosen. */
export const loadTexts = async (part: Later, language = i18next.language as ReaderLanguage): Promise<void> => {
  // Noted first: a language that is chosen meanwhile brings its own.
  come.add(part);
  const texts: object = await LATER[part][language]();
  i18next.addResourceBundle(language, "screen", { ...texts }, true);
};
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
  for (const part of come) await loadTexts(part, language);
  await i18next.changeLanguage(language);
};
