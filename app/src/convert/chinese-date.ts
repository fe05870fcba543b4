// Clauses: C7.1
const DIGITS = "〇一二三四五六七八九";
const NUMERAL = "[〇○零一二三四五六七八九十]";
const IN_NUMERALS = new RegExp(
  `^(${NUMERAL}{4})\\s*年\\s*(元|${NUMERAL}{1,3})\\s*月\\s*(${NUMERAL}{1,3})(?=\\s*[日号])`,
);
const WEEKDAY = /\s*\(?(?:星期|礼拜|周)[一二三四五六日天]\)?\s*/;

const ENGLISH_WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?=[\da-z])/i;

const digit = (numeral: string): number =>
  Math.max(DIGITS.indexOf(numeral === "○" || numeral === "零" ? "〇" : numeral), 0);
/** 一 to 三十一. */
const upToNinetyNine = (numerals: string): string => {
  const [tens, ones] = numerals.split("十");
  if (ones === undefined) return [...numerals].map(digit).join("");
  return `${(tens === "" ? 1 : digit(tens!)) * 10 + (ones === "" ? 0 : digit(ones))}`;
};
/**
 * A date as letters and contracts write it in the shape of the others: `二〇二六年三月一日` is `2026年3月1日`, the name of the weekday
 * falls away, an English one too, and long dashes are hyphens. What is no such date stays as it is.
 */
export const plainChinese = (text: string): string => {
  const day = text
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(IN_NUMERALS, (_, year: string, month: string, date: string) => {
      const number = month === "元" ? "1" : upToNinetyNine(month);
      return `${[...year].map(digit).join("")}年${number}月${upToNinetyNine(date)}`;
    });
  if (ENGLISH_WEEKDAY.test(day)) return day.replace(ENGLISH_WEEKDAY, "");
  return /^\d/.test(day) ? day.replace(WEEKDAY, " ").trim() : day;
};
