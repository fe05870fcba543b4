import { describe } from "./describe.ts";
import { inNumber } from "./plain-words.ts";
import en from "./warnings.en.json" with { type: "json" };
import zh from "./warnings.zh.json" with { type: "json" };

type Language = "zh" | "en";
interface Words {
  readonly warnings: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}
const WORDS: Readonly<Record<Language, Words>> = { zh, en };

/** Why a fact was not counted, as people say it. */
export const reasonWords = (reason: string, language: Language): string =>
  WORDS[language].reasons[reason] ?? reason.replaceAll("_", " ");
/** What makes a fact unreadable, and how to mend it. */
const problemWords = (problem: Parameters<typeof describe>[0], language: Language): string => {
  const { what, fix } = describe(problem, language);
  return language === "zh" ? `${what}${fix}` : `${what} ${fix}`;
};
/** The sentence of an evaluation's warning. */
export const describeWarning = (
  warning: { readonly code: string; readonly args: Readonly<Record<string, string>> },
  language: Language,
): string => {
  const { code, args } = warning;
  const text = WORDS[language].warnings[code] ?? code.replaceAll("_", " ");
  return inNumber(text, args).replace(/\{(\w+)\}/g, (slot, name: string) =>
    name === "reason"
      ? reasonWords(args.reason ?? "", language)
      : name === "problem"
        ? problemWords({ code: args.problem ?? "", args }, language)
        : (args[name] ?? slot),
  );
};
