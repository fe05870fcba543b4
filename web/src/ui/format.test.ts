import { fixedZone, SHANGHAI, type Zone } from "@fealty/engine/calendar/zone.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { expect, test } from "vitest";
import { makeFormat } from "./format.ts";

const at = (text: string): number => parseInstant(text)!;
const asOf = at("2026-09-20T18:00:00+08:00");
const zh = makeFormat("zh", "CNY", SHANGHAI, asOf);

test("N1: money is grouped with its sign, minus before the sign", () => {
  expect(zh.money("12200.00")).toBe("¥12,200.00");
  expect(zh.money("-327.56")).toBe("−¥327.56");
  expect(zh.amount("-1220.00")).toBe("−1,220.00");
  expect(makeFormat("en", "GBP", fixedZone("UTC", 0), asOf).money("63.02")).toBe("£63.02");
});
test("N1: no two currencies look alike, and an amount has the decimals of its own", () => {
  const yen = makeFormat("zh", "JPY", SHANGHAI, asOf);
  expect(yen.money("6223")).toBe("JP¥6,223");
  expect(makeFormat("en", "JPY", SHANGHAI, asOf).money("-6223")).toBe("−JP¥6,223");
  expect(yen.metric(6223, "money")).toBe("JP¥6,223");
  expect(zh.metric(6223, "money")).toBe("¥6,223.00");
  const signs = ["CNY", "GBP", "EUR", "USD", "JPY", "HKD", "AUD", "KRW"].map((code) =>
    makeFormat("en", code, SHANGHAI, asOf).money("1"),
  );
  expect(new Set(signs).size).toBe(signs.length);
});
test("N1: a column of amounts says its currency, as the reader's language names it", () => {
  expect(zh.amountHead("应付")).toBe("应付（元）");
  expect(makeFormat("zh", "JPY", SHANGHAI, asOf).amountHead("应付")).toBe("应付（日元）");
  expect(makeFormat("en", "JPY", SHANGHAI, asOf).amountHead("Payable")).toBe("Payable (JPY)");
});
test("N1: percentages have one decimal, rates what they need", () => {
  expect(zh.percent(0.793103)).toBe("79.3%");
  expect(zh.rate("0.04")).toBe("4%");
  expect(zh.rate("0.0055")).toBe("0.55%");
  expect(zh.rate("7/12")).toBe("7/12");
});
test("N3: a forecast is never certain", () => {
  expect(zh.chance(1)).toBe("> 99.9%");
  expect(zh.chance(0.0001)).toBe("< 0.1%");
  expect(zh.chance(0.31)).toBe("31.0%");
});
test("N1: times stand in the contract's zone; what is due at midnight is due at 24:00 of the day before", () => {
  expect(zh.time(asOf)).toBe("2026-09-20 18:00");
  expect(zh.due(at("2026-10-01T00:00:00+08:00"))).toBe("2026-09-30 24:00");
  expect(zh.due(at("2026-09-22T18:00:00+08:00"))).toBe("2026-09-22 18:00");
  expect(zh.shortTime(at("2026-09-19T14:02:00+08:00"))).toBe("09-19 14:02");
  expect(zh.shortTime(at("2025-12-29T16:30:00+08:00"))).toBe("2025-12-29 16:30");
});
test("N1: a score that rounds to nothing has no minus", () => {
  expect(zh.metric(-0.04, "score")).toBe("0.0");
  expect(zh.metric(-3.25, "score")).toBe("−3.3");
});
test("N1: an instant is written with the offset of its own moment: a due time in summer, seen in winter, ends its day", () => {
  const london: Zone = {
    id: "Europe/London",
    untils: [at("2011-03-27T01:00:00Z"), at("2011-10-30T01:00:00Z")],
    offsets: [0, 3600, 0],
  };
  const winter = makeFormat("en", "GBP", london, at("2011-12-09T12:00:00Z"));
  expect(winter.due(at("2011-05-31T23:00:00Z"))).toBe("2011-05-31 24:00");
  expect(winter.due(at("2011-01-11T00:00:00Z"))).toBe("2011-01-10 24:00");
});
