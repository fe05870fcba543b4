import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { sentenceOf } from "./sentences.ts";
import type { Language, Warning } from "./view.ts";
import { asWords, capital, wordsOf } from "./words-of.ts";

/** Notes of an evaluation, equal ones told once with their number. */
export const warningWords = (warnings: Evaluation["warnings"], language: Language): Warning[] => {
  const counted = new Map<string, number>();
  for (const { code, args } of warnings) {
    const reason = (wordsOf(language).reason as Readonly<Record<string, string>>)[code];
    const text = sentenceOf(code, args, language)?.what ?? reason ?? capital(asWords(code));
    counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  return [...counted].map(([text, count]) => ({ text: count === 1 ? text : `${text} × ${count}` }));
};
