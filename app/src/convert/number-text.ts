// Clauses: C7.1
import { Ambiguity, RowFault } from "./fault.ts";
import { halfWidth, trimBlanks } from "./normal-text.ts";

/** An exact decimal: `digits / 10^scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}
/** How a file writes numbers: the sign between groups of three (`none`: no groups) and the decimal sign. */
export interface NumberFormat {
  readonly name: string;
  readonly group: "" | "," | "." | " " | "'";
  readonly decimal: "." | ",";
}
const FORMATS: readonly NumberFormat[] = [
  { name: "1234.56", group: "", decimal: "." },
  { name: "1,234.56", group: ",", decimal: "." },
  { name: "1.234,56", group: ".", decimal: "," },
  { name: "1 234,56", group: " ", decimal: "," },
  { name: "1 234.56", group: " ", decimal: "." },
  { name: "1'234.56", group: "'", decimal: "." },
  { name: "1234,56", group: "", decimal: "," },
];
export const NUMBER_FORMATS: ReadonlyMap<string, NumberFormat> = new Map(
  FORMATS.map((format) => [format.name, format]),
);
const COMMA_GROUPS = NUMBER_FORMATS.get("1,234.56")!;

export interface NumberReading {
  /** Undefined: not declared; what can be read in two ways is asked. */
  readonly format: NumberFormat | undefined;
  /** ISO code that a currency sign must agree with; undefined: no sign is allowed. */
  readonly currency: string | undefined;
  /** `same`: a foreign sign is decoration; `refuse`: such rows are refused; undefined: asked. */
  readonly sign: "same" | "refuse" | undefined;
}

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  "\u00a5": ["CNY", "JPY"],
  元: ["CNY"],
  圆: ["CNY"],
  人民币: ["CNY"],
  RMB: ["CNY"],
  円: ["JPY"],
  $: ["USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN"],
  US$: ["USD"],
  HK$: ["HKD"],
  "\u20ac": ["EUR"],
  "\u00a3": ["GBP"],
};
const SIGN =
  /^(?:人民币|RMB|US\$|HK\$|[\u00a5$\u20ac\u00a3]|[A-Z]{3}(?=[\s\d.\-(]))|(?:人民币|RMB|元|圆|円|[\u00a5$\u20ac\u00a3]|\s[A-Z]{3})$/;
const EXPONENT = /^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/i;

/** Takes currency signs off and checks that they name the mapping's currency. */
const withoutSign = (text: string, written: string, how: NumberReading): string => {
  let rest = text;
  for (let at = SIGN.exec(rest); at && how.currency; at = SIGN.exec(rest)) {
    const sign = at[0].trim();
    const names = SIGNS[sign] ?? [sign];
    if (!names.includes(how.currency)) {
      if (how.sign === undefined && sign.length < 3) throw new Ambiguity("currency_sign", written);
      if (how.sign !== "same") throw new RowFault("currency_mismatch", written, { sign, currency: how.currency });
    }
    rest = (at.index === 0 ? rest.slice(at[0].length) : rest.slice(0, at.index)).trim();
  }
  return rest;
};

const exact = (whole: string, part: string, negative: boolean): Decimal => {
  const digits = BigInt(whole + part);
  return { digits: negative ? -digits : digits, scale: part.length };
};

/** Digits and separators by the declared format; undefined where they do not follow it. */
const byFormat = (text: string, format: NumberFormat): readonly [string, string] | undefined => {
  const cut = text.lastIndexOf(format.decimal);
  const whole = cut < 0 ? text : text.slice(0, cut);
  const part = cut < 0 ? "" : text.slice(cut + 1);
  if (!/^\d*$/.test(part) || (whole === "" && part === "") || (cut >= 0 && part === "" && whole === ""))
    return undefined;
  if (/^\d+$/.test(whole)) return [whole, part];
  if (whole === "") return ["0", part];
  if (format.group === "") return undefined;
  const groups = whole.split(format.group);
  const [first = "", ...others] = groups;
  if (!/^\d{1,3}$/.test(first) || others.length === 0 || others.some((group) => !/^\d{3}$/.test(group)))
    return undefined;
  return [groups.join(""), part];
};

/** What has one reading in any of the known formats; what has two, or is foreign to the plain form, is asked. */
const undeclared = (text: string, written: string): readonly [string, string] => {
  if (/^\d+$/.test(text)) return [text, ""];
  if (/^\d*\.\d+$|^\d+\.$/.test(text)) {
    const [whole = "", part = ""] = text.split(".");
    if (part.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) throw new Ambiguity("number_format", written);
    return [whole || "0", part];
  }
  if (/^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/.test(text)) return byFormat(text, COMMA_GROUPS)!;
  if (/^\d{1,3}(?: \d{3})+(?:\.\d+)?$/.test(text)) return byFormat(text, NUMBER_FORMATS.get("1 234.56")!)!;
  if (/^\d{1,3}(?:'\d{3})+(?:\.\d+)?$/.test(text)) return byFormat(text, NUMBER_FORMATS.get("1'234.56")!)!;
  if (FORMATS.some((format) => byFormat(text, format))) throw new Ambiguity("number_format", written);
  throw new RowFault("not_a_number", written);
};

/**
 * Reads an amount or a number as written in a file: full-width digits, groups, parentheses and trailing minus as negative,
 * currency signs. Throws a RowFault for what cannot be read and an Ambiguity for what can be read in two ways.
 */
export const readNumber = (written: string, how: NumberReading): Decimal => {
  let text = halfWidth(trimBlanks(written))
    .replace(/[\u00a0\u202f\u2009\u2007]/g, " ")
    .replace(/\u2019/g, "'")
    .trim();
  if (text === "") throw new RowFault("blank", written);
  if (EXPONENT.test(text)) throw new RowFault("exponent", written);
  let negatives = 0;
  for (let before = ""; before !== text; ) {
    before = text;
    text = withoutSign(text, written, how);
    if (text.startsWith("(") && text.endsWith(")")) {
      text = text.slice(1, -1).trim();
      negatives++;
    } else if (text.startsWith("-")) {
      text = text.slice(1).trim();
      negatives++;
    } else if (text.endsWith("-")) {
      text = text.slice(0, -1).trim();
      negatives++;
    } else if (text.startsWith("+") && negatives === 0) {
      text = text.slice(1).trim();
      if (/^[-+(]/.test(text)) throw new RowFault("not_a_number", written);
    }
  }
  if (negatives > 1 || !/^[\d.,' ]*\d[\d.,' ]*$/.test(text)) throw new RowFault("not_a_number", written);
  if (how.format) {
    const parts = byFormat(text, how.format);
    if (parts) return exact(parts[0], parts[1], negatives === 1);
    throw new RowFault("wrong_number_format", written, { format: how.format.name });
  }
  const [whole, part] = undeclared(text, written);
  return exact(whole, part, negatives === 1);
};
