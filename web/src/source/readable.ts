// Clauses: N2
import type { Contract, Version } from "@fealty/engine/contract/model.ts";
import { STATES } from "@fealty/engine/rules/types.ts";
import { periodWords } from "../i18n/period-words.ts";
import { grouped } from "./figures.ts";
import { ruleTitle } from "./rule-view.ts";
import type { Language } from "./view.ts";
import { wordsOf } from "./words-of.ts";

const INSTANT = /(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{2}:\d{2}|Z)/;
const REFERENCE = /\b[A-Z][\w.]*\/[a-z]\w*(?:@[\w./-]+)?/;
const PERIOD = /\b\d{4}-(?:\d{2}|Q[1-4]|H[12])(?![\w-])/;
const NUMBER = /(?<![\w.,-])[-−]?\d+(?:\.\d+)?(?![\w-])/;
const STATE = new RegExp(`\\b(?:${STATES.join("|")})\\b`);
const ANY = new RegExp([INSTANT, REFERENCE, PERIOD, STATE, NUMBER].map((one) => one.source).join("|"), "g");
const whole = (pattern: RegExp, text: string): RegExpExecArray | null =>
  new RegExp(`^(?:${pattern.source})$`).exec(text);

/**
 * The engine writes formulas once for all readers: references, labels and plain decimals. Here each becomes what its reader
 * says: the rule's title, the period in words, grouped digits, local times, the state's word.
 */
export const makeReadable = (contract: Contract, version: Version, language: Language): ((text: string) => string) => {
  const state = wordsOf(language).state as Readonly<Record<string, string>>;
  const reference = (ref: string): string => {
    const [rulePart = "", about] = ref.split("@");
    const rule = version.rules.get(rulePart);
    if (!rule) return ref;
    const title = ruleTitle(contract, version, rule, language);
    if (about === undefined) return title;
    const words = about.split("/").map((part) => periodWords(part, language));
    return language === "zh" ? `${title}（${words.join(" ")}）` : `${title} (${words.join(" ")})`;
  };
  const one = (found: string): string => {
    const instant = whole(INSTANT, found);
    if (instant) return `${instant[1]} ${instant[2]}`;
    if (whole(REFERENCE, found)) return reference(found);
    if (whole(PERIOD, found)) return periodWords(found, language);
    return state[found] ?? grouped(found.replace("−", "-"));
  };
  return (text) => text.replace(ANY, one);
};
