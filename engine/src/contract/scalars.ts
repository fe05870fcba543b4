import { parseWindow, type Term, type Window } from "../calendar/period.ts";
import type { Day, Money } from "../values/brand.ts";
import { isOutOfYears, parseDay, YEARS } from "../values/date.ts";
import { type Duration, parseDuration } from "../values/duration.ts";
import { type Currency, parseMoney } from "../values/money.ts";
import { compare, parseDecimal, parseRate, type Rate, type Rational } from "../values/rational.ts";
import { guessOf } from "./closest-name.ts";
import type { DiagnosticCode } from "./codes.ts";
import { type Reader, scalar } from "./fields.ts";
import type { Tree } from "./yaml-tree.ts";

export const readText: Reader<string> = scalar((node) => node.text);

const ID = /^[A-Za-z][A-Za-z0-9_.-]*$/;
/** `nps_goal`, `C4.1`: letters, digits, `_`, `.` and `-`, so that references and lines can be cut at `/` and `@`. */
export const readId: Reader<string> = scalar((node, report) => {
  if (ID.test(node.text)) return node.text;
  report.error("id_malformed", node.place, { written: node.text });
  return undefined;
});
/** One of a closed set of words. `code` tells which set it is; `what` names it in the general message. */
export const readWord = <const W extends string>(
  words: readonly W[],
  what: string,
  code: DiagnosticCode = "unknown_word",
): Reader<W> =>
  scalar((node, report) => {
    const found = words.find((word) => word === node.text);
    if (found !== undefined) return found;
    report.error(code, node.place, {
      written: node.text,
      what,
      // Of a few words that are all listed, none is offered that is not near.
      nearest: guessOf(node.text, words) ?? "",
      allowed: words.join(", "),
    });
    return undefined;
  });
/** The word that is surely meant where another is written, so that the rest is checked all the same. */
export const meantWord = <const W extends string>(tree: Tree | undefined, words: readonly W[]): W | undefined =>
  tree?.kind === "scalar" && tree.unreadable !== true ? guessOf(tree.text, words) : undefined;
export const readBoolean: Reader<boolean> = scalar((node, report) => {
  if (node.text === "true" || node.text === "false") return node.text === "true";
  report.error("boolean_malformed", node.place, { written: node.text });
  return undefined;
});
/** A whole number from `min` to `max`. */
export const readInteger = (min: number, max: number): Reader<number> =>
  scalar((node, report) => {
    const value = /^-?\d{1,9}$/.test(node.text) ? +node.text : undefined;
    if (value === undefined) report.error("integer_malformed", node.place, { written: node.text });
    else if (value < min || value > max)
      report.error("number_out_of_range", node.place, { written: node.text, min: String(min), max: String(max) });
    else return value;
    return undefined;
  });
export const readNumber: Reader<Rational> = scalar((node, report) => {
  const value = parseDecimal(node.text);
  if (!value) report.error("number_malformed", node.place, { written: node.text });
  return value;
});
/** `5.5%`, `550bp` or `0.055`. */
export const readRate: Reader<Rate> = scalar((node, report) => {
  const value = parseRate(node.text);
  if (!value) report.error("rate_malformed", node.place, { written: node.text });
  return value;
});
/** A rate from 0 to 100 %. */
export const readShare: Reader<Rate> = (tree, report) => {
  const value = readRate(tree, report);
  if (value && (value.n < 0n || compare(value, { n: 1n, d: 1n }) > 0)) {
    report.error("share_out_of_range", tree.place, { written: tree.kind === "scalar" ? tree.text : "" });
    return undefined;
  }
  return value;
};
/** How an amount of the currency is written: `12200.00`, `12200`. */
export const moneyExample = ({ decimals }: Currency): string =>
  decimals === 0 ? "12200" : `12200.${"0".repeat(decimals)}`;
/** Major units as quoted text with no more decimals than the currency has. A bare `12200.00` would be a float elsewhere. */
export const readMoney = (currency: Currency): Reader<Money> =>
  scalar((node, report) => {
    const args = {
      written: node.text,
      currency: currency.code,
      decimals: String(currency.decimals),
      example: moneyExample(currency),
    };
    const value = parseDecimal(node.text);
    if (!value) report.error("money_malformed", node.place, args);
    else if (!node.quoted) report.error("money_unquoted", node.place, args);
    else {
      const decimals = node.text.split(".")[1]?.length ?? 0;
      const amount = decimals > currency.decimals ? undefined : parseMoney(node.text, currency);
      if (amount === undefined) report.error("money_too_fine", node.place, args);
      return amount;
    }
    return undefined;
  });
/** Money of 0 or more. */
export const readAmount =
  (currency: Currency): Reader<Money> =>
  (tree, report) => {
    const amount = readMoney(currency)(tree, report);
    if (amount !== undefined && amount < 0n) {
      report.error("money_negative", tree.place, { written: tree.kind === "scalar" ? tree.text : "" });
      return undefined;
    }
    return amount;
  };
/** Stands for a term that is missing or wrong: nothing lies outside it and it cuts nothing. */
export const UNREAD_TERM: Term = { from: -100_000_000 as Day, until: 100_000_000 as Day };
const yearsArgs = (written: string): Record<string, string> => ({
  written,
  from: String(YEARS.from),
  to: String(YEARS.to),
});
export const readDay: Reader<Day> = scalar((node, report) => {
  const day = parseDay(node.text);
  if (day === undefined && isOutOfYears(node.text)) report.error("date_out_of_range", node.place, yearsArgs(node.text));
  else if (day === undefined) report.error("date_malformed", node.place, { written: node.text });
  return day;
});
export const readDuration: Reader<Duration> = scalar((node, report) => {
  const duration = parseDuration(node.text);
  if (!duration) report.error("duration_malformed", node.place, { written: node.text });
  return duration;
});
export const readWindow: Reader<Window> = scalar((node, report) => {
  const window = parseWindow(node.text);
  if (window === undefined || (typeof window === "object" && window.last === 0)) {
    report.error("window_malformed", node.place, { written: node.text });
    return undefined;
  }
  return window;
});
export const PARTIES = ["company", "agent", "intermediary"] as const;
export const readParty = readWord(PARTIES, "party", "unknown_party");
export const MODES = ["company_led", "agent_led", "intermediary_led"] as const;
export const readMode = readWord(MODES, "mode", "unknown_mode");
export const BREACHES = ["B1", "B2", "B3", "B4", "B5", "B6"] as const;
export const readBreach = readWord(BREACHES, "finding", "unknown_breach");
