import { describe, expect, test } from "vitest";
import { multiply, parseDecimal, parseRate, rational } from "./rational.ts";
import { round } from "./round.ts";

/** Rounds a decimal number of yuan to fen. */
const toFen = (yuan: string): bigint => round(multiply(parseDecimal(yuan)!, rational(100n)), "half_up");

describe("C6.2 rounding", () => {
  test("E-40: half-up to the fen, half away from zero", () => {
    const inputs = ["8.165", "35.175", "1.005", "259.605", "-61.005"];
    expect(inputs.map(toFen)).toEqual([817n, 3518n, 101n, 25_961n, -6101n]);
  });
  test("just under and just over a half, both signs", () => {
    expect(["0.0049999999", "0.005", "-0.0049999999", "-0.005", "0", "-0.004"].map(toFen)).toEqual([
      0n,
      1n,
      0n,
      -1n,
      0n,
      0n,
    ]);
  });
  test("domain-C2: half-up, where half-even would differ: 657.405 and 0.125", () => {
    expect(toFen("657.405")).toBe(65_741n);
    expect(toFen("0.125")).toBe(13n);
  });
  test("domain-C3-1: 128,456.78 × 5.5% = 7,065.1229 → 7,065.12", () => {
    expect(round(multiply(rational(12_845_678n), parseRate("5.5%")!), "half_up")).toBe(706_512n);
  });
  test("domain-C3-5: 3,600 over 12 months or 365 days", () => {
    expect(round(rational(360_000n * 5n, 12n), "half_up")).toBe(150_000n);
    expect(round(rational(360_000n * 165n, 365n), "half_up")).toBe(162_740n);
    expect(round(rational(-360_000n * 165n, 365n), "half_up")).toBe(-162_740n);
  });
  test("domain-C3-8 case-M23: 3 × 33.35 at 1% is 0.99 line by line and 1.00 on the total", () => {
    const line = round(multiply(rational(3335n), parseRate("1%")!), "half_up");
    expect([line * 3n, round(multiply(rational(3335n * 3n), parseRate("1%")!), "half_up")]).toEqual([99n, 100n]);
  });
  test("domain-C3-13: 9,876.54 × 1.05 = 10,370.37", () => {
    expect(round(multiply(rational(987_654n), parseDecimal("1.05")!), "half_up")).toBe(1_037_037n);
  });
  test("domain-C3-15: 12,400.00 at 4.5% for 45 days of 365 = 68.79", () => {
    expect(round(rational(1_240_000n * 45n * 45n, 1000n * 365n), "half_up")).toBe(6879n);
  });
  test("floor goes down, also below zero", () => {
    const down = (n: bigint, d: bigint): bigint => round(rational(n, d), "floor");
    expect([down(7n, 2n), down(-7n, 2n), down(-8n, 2n), down(8n, 2n), down(0n, 3n)]).toEqual([3n, -4n, -4n, 4n, 0n]);
  });
});
