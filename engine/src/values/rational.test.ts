import { describe, expect, test } from "vitest";
import {
  add,
  compare,
  divide,
  equal,
  fromFloat6,
  multiply,
  parseDecimal,
  parseRate,
  partOf,
  rational,
  subtract,
  sum,
  toDecimalText,
  toFloat,
} from "./rational.ts";

const of = (text: string) => parseDecimal(text)!;

describe("N1 exact fractions", () => {
  test("always in lowest terms with a positive denominator", () => {
    expect(rational(6n, -4n)).toEqual({ n: -3n, d: 2n });
    expect(rational(0n, 7n)).toEqual({ n: 0n, d: 1n });
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });
  test("decimals are exact: 0.1 + 0.2 is 0.3", () => {
    expect(equal(add(of("0.1"), of("0.2")), of("0.3"))).toBe(true);
    expect(sum(Array.from({ length: 10 }, () => of("0.1")))).toEqual({ n: 1n, d: 1n });
    expect(subtract(of("1.00"), of("0.99"))).toEqual({ n: 1n, d: 100n });
  });
  test("sums of many fractions stay in lowest terms", () => {
    expect(sum([rational(1n, 3n), rational(1n, 6n), rational(1n, 2n)])).toEqual({ n: 1n, d: 1n });
    expect(add(rational(1n, 6n), rational(1n, 3n))).toEqual({ n: 1n, d: 2n });
  });
  test("what is no plain decimal is not read", () => {
    for (const text of ["", "1e3", "1,000", " 1", ".5", "5.", "１２", "--1", "0x10", "NaN"])
      expect([text, parseDecimal(text)]).toEqual([text, undefined]);
    expect(parseDecimal("+4.250")).toEqual({ n: 17n, d: 4n });
  });
  test("rates: per cent, basis points and fractions are the same rate", () => {
    for (const text of ["5.5%", "550bp", "0.055"]) expect(parseRate(text)).toEqual({ n: 11n, d: 200n });
    for (const text of ["%", "bp", "5.5 per cent", "5,5%"]) expect(parseRate(text)).toBeUndefined();
  });
  test("comparison beyond what a double can tell", () => {
    expect(compare(of("0.1000000000000000001"), of("0.1"))).toBe(1);
    expect(compare(rational(-1n, 3n), rational(-1n, 2n))).toBe(1);
    expect(compare(divide(of("1"), of("3")), rational(2n, 6n))).toBe(0);
    expect(multiply(rational(2n, 3n), rational(3n, 2n))).toEqual({ n: 1n, d: 1n });
  });
  test("doubles for display only, both signs", () => {
    expect(toFloat(rational(-1n, 4n))).toBe(-0.25);
    expect(toFloat(rational(2n, 3n))).toBeCloseTo(2 / 3, 15);
    expect(toFloat(rational(10n ** 20n, 3n))).toBe(1e20 / 3);
  });
  test("statistics come in at 6 decimals, half away from zero", () => {
    expect(fromFloat6(0.4915384999)).toEqual(of("0.491538"));
    expect(fromFloat6(0.1 + 0.2)).toEqual(of("0.3"));
    expect(fromFloat6(0.0000005)).toEqual(of("0.000001"));
    expect(fromFloat6(-0.0000005)).toEqual(of("-0.000001"));
    expect(fromFloat6(-2.5)).toEqual(of("-2.5"));
  });
  test("decimal text", () => {
    expect(toDecimalText(rational(1n, 3n))).toBe("0.333333");
    expect(toDecimalText(rational(-2n, 3n), 2)).toBe("-0.67");
    expect(toDecimalText(rational(-1n, 10_000_000n))).toBe("0");
    expect(toDecimalText(of("4.250"))).toBe("4.25");
    expect(toDecimalText(rational(5n, 2n), 0)).toBe("3");
    expect(toDecimalText(of("-12.5"), 0)).toBe("-13");
    expect(toDecimalText(of("100"), 0)).toBe("100");
  });
  test("a part of whole microseconds is cut down and exact", () => {
    expect(partOf(28_800_000_000, of("0.8"))).toBe(23_040_000_000);
    expect(partOf(10, rational(1n, 3n))).toBe(3);
    expect(partOf(-10, rational(1n, 3n))).toBe(-4);
    expect(partOf(9_007_199_254_740_991, of("1"))).toBe(9_007_199_254_740_991);
  });
});
