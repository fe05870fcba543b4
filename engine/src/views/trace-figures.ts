// Clauses: N2
import { LABELS } from "../pay/labels.ts";
import type { Trace } from "../values/trace.ts";
import type { Language, Unit } from "./view.ts";
import { wordsOf } from "./words-of.ts";

/** Units are counted, not paid: they keep their decimals. */
export const isCount = ({ what }: Trace): boolean => what.zh === LABELS.units.zh;
/** The amount that a formula begins with, `−436.753056 × 3/4`; in `1.125 × 88.00` it is a count. */
export const asAmounts = (text: string, decimals: number): string =>
  text.replace(
    /^([−-]?)(\d[\d,]*\.\d{3,})(?= × (?![\d,]+(?:\.\d+)?$)|$)/,
    (_, sign: string, digits: string) => sign + inMinorUnits(digits, decimals),
  );
const inMinorUnits = (text: string, decimals: number): string =>
  /^-?\d[\d,]*(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "")).toFixed(decimals) : text;
/** A measure keeps its own digits; a reading that decides nothing says so: `0.876404 (indeterminate)` → 87.6% (Undecided). */
export const valueInUnit = (value: string, unit: Unit, decimals: number, language: Language): string => {
  const [, figure, status] = /^(-?[\d.]+) \((indeterminate|not_enough_data)\)$/.exec(value) ?? [];
  if (figure === undefined) return unit === "money" ? inMinorUnits(value, decimals) : value;
  const word = wordsOf(language).state[status as "indeterminate"];
  return figureInUnit(figure, unit, decimals) + (language === "zh" ? `（${word}）` : ` (${word})`);
};
const PER_CENT = 100;
const scaled = (value: string, unit: Unit): number =>
  Number((Number(value) * (unit === "percent" ? PER_CENT : 1)).toFixed(4));
/** A figure as the page writes it: 0.848837 of a share is 84.9%. */
export const figureInUnit = (value: string, unit: Unit, decimals: number): string => {
  if (unit === "money") return inMinorUnits(value, decimals);
  const exact = scaled(value, unit);
  return unit === "number" ? String(Number(exact.toFixed(2))) : exact.toFixed(1) + (unit === "percent" ? "%" : "");
};
/** `0.793103 ≥ 0.8` of a share reads as everywhere else on the page: 79.3% ≥ 80%. */
export const inUnit = (formula: string, unit: Unit, decimals: number): string => {
  const amount = (text: string): string => inMinorUnits(text, decimals);
  const judged = /^(-?[\d.]+)( [≥≤] )(-?[\d.]+)/.exec(formula);
  if (!judged) return unit === "money" ? formula.replace(/(?<= = )-?\d+(\.\d+)?$/, amount) : formula;
  const [whole, value = "", sign = "", bound = ""] = judged;
  const rest = formula.slice(whole.length);
  if (unit === "money") return amount(value) + sign + amount(bound) + rest;
  const after = unit === "percent" ? "%" : "";
  const [exact, goal] = [scaled(value, unit), scaled(bound, unit)];
  const short = figureInUnit(value, unit, decimals);
  // What lies just beside its goal keeps the digits that tell them apart.
  const shown = Number.parseFloat(short) === goal && exact !== goal ? `${exact}${after}` : short;
  return `${shown}${sign}${goal}${after}${rest}`;
};
