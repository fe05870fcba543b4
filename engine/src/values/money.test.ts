import { describe, expect, test } from "vitest";
import type { Money } from "./brand.ts";
import { currencyOf, inMajor, minor, moneyText, opposite, parseMoney, plus, shareOut, times, total } from "./money.ts";
import { parseDecimal, parseRate, type Rational, rational } from "./rational.ts";

const CNY = currencyOf("CNY")!;
const yuan = (text: string): Money => parseMoney(text, CNY)!;
const printed = (amounts: readonly Money[]): string[] => amounts.map((it) => moneyText(it, CNY));
const third = rational(1n, 3n);
const shares = (...texts: string[]): Rational[] => texts.map((text) => parseRate(text)!);

describe("C6.2 money", () => {
  test("ISO 4217 decimals: yen has none, the dinar three", () => {
    const decimals = ["CNY", "GBP", "JPY", "KWD", "CLF"].map((code) => currencyOf(code)?.decimals);
    expect(decimals).toEqual([2, 2, 0, 3, 4]);
    expect(currencyOf("yuan")).toBeUndefined();
  });
  test("read and printed in major units, without grouping", () => {
    for (const text of ["12200.00", "0.05", "-5.07", "0.00", "-0.01"]) expect(moneyText(yuan(text), CNY)).toBe(text);
    expect(moneyText(parseMoney("1500", currencyOf("JPY")!)!, currencyOf("JPY")!)).toBe("1500");
    expect(moneyText(minor(-5n), currencyOf("KWD")!)).toBe("-0.005");
    expect(yuan("12.5")).toBe(1250n);
  });
  test("finer than the currency, grouped or no number: not read", () => {
    for (const text of ["1.005", "1,000.00", "¥5", "1e3", "", "1.0.0"]) expect(parseMoney(text, CNY)).toBeUndefined();
    expect(parseMoney("1.5", currencyOf("JPY")!)).toBeUndefined();
    expect(yuan("1.500")).toBe(150n);
  });
  test("any size is exact", () => {
    const large = yuan("90071992547409931234.56");
    expect(moneyText(plus(large, yuan("0.01")), CNY)).toBe("90071992547409931234.57");
  });
  test("exact product, rounded once", () => {
    expect(times(yuan("128456.78"), parseRate("5.5%")!)).toBe(yuan("7065.12"));
    expect(times(yuan("-12.30"), parseDecimal("0.05")!)).toBe(yuan("-0.62"));
    expect(inMajor(yuan("12.50"), CNY)).toEqual({ n: 25n, d: 2n });
  });
  test("domain-C3-8: override 2% on three members", () => {
    const lines = ["85300.50", "142018.20", "67777.77"].map((it) => times(yuan(it), parseRate("2%")!));
    expect(printed([...lines, total(lines)])).toEqual(["1706.01", "2840.36", "1355.56", "5901.93"]);
  });
  test("domain-C3-7: 5,000.00 in thirds", () => {
    expect(printed(shareOut(yuan("5000.00"), [third, third, third]))).toEqual(["1666.67", "1666.67", "1666.66"]);
  });
  test("domain-C3-7: 4,321.07 as 50/30/20", () => {
    expect(printed(shareOut(yuan("4321.07"), shares("50%", "30%", "20%")))).toEqual(["2160.54", "1296.32", "864.21"]);
  });
  test("domain-C2: the fen that is left goes to the largest remainder, not to the first", () => {
    expect(printed(shareOut(yuan("0.10"), shares("12%", "25%", "63%")))).toEqual(["0.01", "0.03", "0.06"]);
    expect(printed(shareOut(yuan("0.01"), shares("30%", "30%", "40%")))).toEqual(["0.00", "0.00", "0.01"]);
  });
  test("domain-C2: ties by listed order", () => {
    expect(printed(shareOut(yuan("0.01"), shares("50%", "50%")))).toEqual(["0.01", "0.00"]);
    expect(printed(shareOut(yuan("0.02"), [third, third, third]))).toEqual(["0.01", "0.01", "0.00"]);
  });
  test("a negative pool mirrors the positive one", () => {
    const parts = shareOut(yuan("4321.07"), shares("50%", "30%", "20%"));
    expect(shareOut(yuan("-4321.07"), shares("50%", "30%", "20%"))).toEqual(parts.map(opposite));
  });
  test("an overlay of more than 100% gives each share in full", () => {
    expect(printed(shareOut(yuan("100.00"), shares("100%", "50%")))).toEqual(["100.00", "50.00"]);
  });
  test("no shares, nothing to share, a share of nothing", () => {
    expect(shareOut(yuan("5.00"), [])).toEqual([]);
    expect(printed(shareOut(yuan("0.00"), [third, third, third]))).toEqual(["0.00", "0.00", "0.00"]);
    expect(printed(shareOut(yuan("5.00"), shares("0%", "100%")))).toEqual(["0.00", "5.00"]);
  });
});
