// Clauses: N2
import type { Contract, MetricDefinition, Version } from "../contract/model.ts";
import { periodWords } from "../messages/period-words.ts";
import { STATES } from "../rules/types.ts";
import { addDays, dayText, parseDay } from "../values/date.ts";
import { parseDuration } from "../values/duration.ts";
import { chanceWords, durationWords, grouped } from "./figures.ts";
import { lineWords, oneWord } from "./line-words.ts";
import { paramLabel, ruleTitle } from "./rule-view.ts";
import type { Language } from "./view.ts";
import { asWords, capital, wordsOf } from "./words-of.ts";

const INSTANT = /(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{2}:\d{2}|Z)/;
const REFERENCE = /\b[A-Z][\w.]*\/[a-z]\w*(?:@[\w./-]+)?/;
/** A statement as `explain` takes it stays as it is. */
const STATEMENT = /\bstatement\/[\w./-]+/;
const PERIOD = /\b\d{4}-(?:\d{2}|Q[1-4]|H[12])(?![\w-])/;
const NUMBER = /(?<![\w.,-])[-−]?\d+(?:\.\d+)?(?![\w-])/;
const STATE = new RegExp(`\\b(?:${STATES.join("|")})\\b`);
/** A line of a statement: its period, component, member and number. */
const LINE = /\b\d{4}-(?:\d{2}|Q[1-4]|H[12])\/[a-z]\w*(?:\/[^\s/\d:;,；，][^\s/:;,；，]*)?(?:\/\d+)?/;
const ANY = new RegExp(
  [INSTANT, STATEMENT, REFERENCE, LINE, PERIOD, STATE, NUMBER].map((one) => one.source).join("|"),
  "g",
);
const TIME = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}`;
/** The few sentences that the engine writes in signs: a clock, a due time with what was done, how a target is judged. */
const SIGNS = {
  ended: new RegExp(`^(${TIME}) → (${TIME}); (${TIME})$`),
  open: new RegExp(`^(${TIME}) → (${TIME})$`),
  counted: new RegExp(`^(\\d+) / (\\d+); ≤ (${TIME})$`),
  done: new RegExp(`^≤ (${TIME}); (${TIME})$`),
  due: new RegExp(`^≤ (${TIME})$`),
  proven: /^(.+) \(proven\)$/,
  point: /^(.+) \(point\)$/,
} as const;
/** Which group of a sign is the due time. */
const DUE_PLACE: Readonly<Record<keyof typeof SIGNS, number>> = {
  ended: 2,
  open: 2,
  counted: 3,
  done: 1,
  due: 1,
  proven: 0,
  point: 0,
};
/** What is due at 00:00 is due by the end of the day before: 2026-09-30 24:00. */
export const midnightOfDayBefore = (time: string): string => {
  const day = time.endsWith(" 00:00") ? parseDay(time.slice(0, 10)) : undefined;
  return day === undefined ? time : `${dayText(addDays(day, -1))} 24:00`;
};
const whole = (pattern: RegExp, text: string): RegExpExecArray | null =>
  new RegExp(`^(?:${pattern.source})$`).exec(text);

type MissingPart = NonNullable<MetricDefinition["missing"]>;
const fill = (pattern: string, parts: readonly string[]): string =>
  pattern.replace(/\{\{(\d)\}\}/g, (_, place: string) => parts[Number(place) - 1] ?? "");

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
    if (whole(STATEMENT, found)) return found;
    if (whole(REFERENCE, found)) return reference(found);
    if (whole(LINE, found)) return lineWords(contract, version, found, language);
    if (whole(PERIOD, found)) return periodWords(found, language);
    return state[found] ?? grouped(found.replace("−", "-"));
  };
  const { signs, ruleKind, formula } = wordsOf(language);
  /** The few words and letters of the engine's formulas. */
  const inWords = (text: string): string =>
    text
      .replace(/^([\d.]+) % × –; (\w+); (.+)$/, (_, weight: string, missing: MissingPart, own: string) =>
        fill(formula.none, [weight, formula.missing[missing], own]),
      )
      .replace(/^([\d.]+) % × clamp\((.+)\); carried_last$/, (_, weight: string, score: string) =>
        fill(formula.part, [weight, score, formula.carried]),
      )
      .replace(/^([\d.]+) % × clamp\((.+)\); (.+)$/, (_, weight: string, score: string, own: string) =>
        fill(formula.part, [weight, score, own]),
      )
      .replace(/^(\S+) ([≥≤] -?[\d.]+%?)(?= \(|;|$)/, (_, value: string, goal: string) =>
        fill(formula.goal, [value, goal]),
      )
      .replace(/; ≤ ([\d.]+ − [\d.]+)$/, (_, room: string) => fill(formula.limit, [room]))
      .replace(/^(\d{4}-\d{2}-\d{2}) → (\d{4}-\d{2}-\d{2})(?=$|;| ≤)/, (_, from: string, to: string) =>
        fill(formula.stretch, [from, to]),
      )
      .replace(/^−min\((.+?), (.+)\)$/, (_, one: string, other: string) => fill(formula.lessLeast, [one, other]))
      .replace(/^min\((.+?), (.+)\)$/, (_, one: string, other: string) => fill(formula.least, [one, other]))
      .replace(/; P = ([\d.]+)$/, (_, chance: string) => fill(formula.chance, [chanceWords(Number(chance))]))
      .replace(/^Σ (\d+) = (.+)$/, (_, count: string, sum: string) => fill(formula.sum, [count, sum]));
  /** `adjust_param; 20…40; 2026-02-10T10:00:00+08:00; power_short_notice`: an act under a power, and what it lacks. */
  const powerUse = (text: string): string | undefined => {
    const [may = "", range = "", at = "", ...lacks] = text.split("; ");
    const { power, powerLack } = wordsOf(language);
    const bounds = /^(.*)…(.*)$/.exec(range);
    if (!Object.hasOwn(power, may) || !bounds) return undefined;
    const [min = "", max = ""] = bounds.slice(1).map((bound) => {
      const duration = parseDuration(bound);
      return duration ? durationWords(duration, language) : bound;
    });
    const within =
      min !== "" && max !== ""
        ? fill(formula.range, [min, max])
        : min !== ""
          ? fill(formula.from, [min])
          : max !== ""
            ? fill(formula.upTo, [max])
            : "";
    const missing = lacks.map((code) => powerLack[code] ?? asWords(code));
    return [fill(formula.power, [capital(power[may as keyof typeof power]), within, at]), ...missing].join(
      language === "zh" ? "；" : "; ",
    );
  };
  return (text) => {
    const param = version.params.get(text);
    if (param) return paramLabel(param, language);
    const duration = parseDuration(text);
    if (duration) return durationWords(duration, language);
    const read = inWords(powerUse(text) ?? text)
      .replace(ANY, one)
      .replaceAll("+ −", "− ")
      .replace(/: (?=[\d−(])/, language === "zh" ? "：" : ": ")
      // A minus after another sign stands in parentheses.
      .replace(/([−÷×]) −([\d,.]*\d)/g, "$1 (−$2)");
    for (const name of Object.keys(SIGNS) as (keyof typeof SIGNS)[]) {
      const match = SIGNS[name].exec(read);
      if (match)
        return signs[name].replace(/\{\{(\d)\}\}/g, (_, place: string) =>
          Number(place) === DUE_PLACE[name] ? midnightOfDayBefore(match[Number(place)]!) : (match[Number(place)] ?? ""),
        );
    }
    return (ruleKind as Readonly<Record<string, string>>)[read] ?? oneWord(read, language);
  };
};
