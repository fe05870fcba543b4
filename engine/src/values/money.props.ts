import fc from "fast-check";
import { describe, test } from "vitest";
import { minor, moneyText, parseMoney, shareOut, times, total } from "./money.ts";
import { rational } from "./rational.ts";
import { round } from "./round.ts";

const CNY = { code: "CNY", decimals: 2 };
const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(minor);
const parts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });

describe("C6.2 money", () => {
  test("parts of a split sum to the pool and each is within a fen of its exact share", () => {
    fc.assert(
      fc.property(amount, parts, (pool, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        fc.pre(sum > 0);
        const split = shareOut(
          pool,
          weights.map((it) => rational(BigInt(it), BigInt(sum))),
        );
        const near = split.every((part, index) => {
          const gap = part * BigInt(sum) - pool * BigInt(weights[index]!);
          return (gap < 0n ? -gap : gap) < BigInt(sum);
        });
        return total(split) === pool && near;
      }),
    );
  });
  test("equal shares never differ by more than a fen, and the earlier is never smaller in size", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 1, max: 20 }), (pool, count) => {
        const split = shareOut(
          minor(pool),
          Array.from({ length: count }, () => rational(1n, BigInt(count))),
        );
        return split.every((part, index) => index === 0 || (split[index - 1]! >= part && split[0]! - part <= 1n));
      }),
    );
  });
  test("rounding mirrors at zero and is never off by more than a half", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
        const up = round(rational(n, d), "half_up");
        const twice = 2n * (up * d - n);
        return round(rational(-n, d), "half_up") === -up && (twice < 0n ? -twice : twice) <= d;
      }),
    );
  });
  test("what is printed is read back", () => {
    fc.assert(fc.property(amount, (value) => parseMoney(moneyText(value, CNY), CNY) === value));
  });
  test("times one is the amount itself, times zero nothing", () => {
    fc.assert(
      fc.property(amount, (value) => times(value, rational(1n)) === value && times(value, rational(0n)) === 0n),
    );
  });
});
