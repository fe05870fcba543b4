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
/** How much of a fact counts of which a warning speaks: nothing, not all of it, or all, so that it is only to be looked at. */
export type Counted = "none" | "part" | "whole";
/** Warnings of facts that count, fully or in part; one that is not here says why a fact has no effect. */
const COUNTED: Readonly<Record<string, Counted>> = {
  counted_in_part: "part",
  allocations_exceed: "part",
  correction_unknown_field: "part",
  payment_negative: "part",
  starts_nothing: "part",
  unknown_member: "part",
  unknown_statement: "part",
  allocation_unreadable: "whole",
  opening_earned_more: "whole",
  opening_not_signed: "whole",
  opening_order_sold: "whole",
  opening_overpaid: "whole",
  reverses_nothing: "whole",
};
export const countedOf = (code: string): Counted => COUNTED[code] ?? "none";
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
