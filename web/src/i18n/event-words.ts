import { asWords, capital } from "@fealty/engine/messages/plain-words.ts";
import type { Words } from "@fealty/engine/messages/words/zh.ts";
import type { Language } from "@fealty/engine/views/view.ts";
import i18next from "i18next";

/** The page holds the words of the language that is read, and no other. */
const wordsNow = (language: Language): Words => i18next.getResourceBundle(language, "words") as Words;

/** A kind of event in the reader's words; a kind that only the contract declares by its own name. */
export const eventWord = (kind: string, language: Language): string =>
  wordsNow(language).event[kind] ?? (language === "zh" ? `“${asWords(kind)}”` : capital(asWords(kind)));
export const fieldWord = (name: string, language: Language): string => wordsNow(language).field[name] ?? asWords(name);
