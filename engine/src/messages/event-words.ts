import { asWords, capital } from "./plain-words.ts";
import { words as en } from "./words/en.ts";
import { words as zh } from "./words/zh.ts";

/** A kind of event in both languages; a kind that only the contract declares by its own name. */
export const eventText = (kind: string): { readonly zh: string; readonly en: string } => ({
  zh: zh.event[kind] ?? `“${asWords(kind)}”`,
  en: en.event[kind] ?? capital(asWords(kind)),
});
