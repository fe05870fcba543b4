import { describe, expect, it } from "vitest";
import { parseDecimal, rational } from "../values/rational.ts";
import { readCondition, readValue } from "./compile-condition.ts";
import { conditionLanguage } from "./condition-language.ts";
import type { FieldType, Param } from "./model.ts";
import { newReport } from "./report.ts";

const place = { file: "c.yaml", line: 7, column: 11 };
const scope = conditionLanguage({ code: "CNY", decimals: 2 })({
  event: new Map<string, FieldType>([
    ["amount", "money"],
    ["score", "number"],
    ["product", "text"],
    ["trust", "numbers"],
    ["accepted", "boolean"],
    ["due", "date"],
    ["at", "instant"],
  ]),
  customer: new Map<string, FieldType>([["tier", "text"]]),
  agent: new Map<string, FieldType>(),
  params: new Map<string, Param>([
    ["floor", { id: "floor", type: "money", written: "10.00", value: 1000n as Param["value"], place }],
  ]),
});
const node = (text: string) => ({
  kind: "scalar" as const,
  text,
  quoted: true,
  place,
  placeAt: (offset: number) => ({ ...place, column: place.column + 1 + offset }),
});
const run = (text: string, event: Record<string, unknown>, customer: Record<string, unknown> = {}): unknown => {
  const report = newReport();
  const condition = readCondition(node(text), scope, report);
  expect(report.entries()).toEqual([]);
  return condition!.evaluate({ event, customer, agent: {} });
};
const refused = (text: string): string[] => {
  const report = newReport();
  expect(readCondition(node(text), scope, report)).toBeUndefined();
  return report.entries().map((entry) => `${entry.code}@${entry.place.column - place.column - 1}`);
};

describe("N1 what conditions mean", () => {
  it.each([
    ["event.amount > 1000", { amount: 100_001n }, true],
    ["event.amount > 1000", { amount: 100_000n }, false],
    ["event.amount == money('1000.01')", { amount: 100_001n }, true],
    ["event.amount >= param.floor * 2", { amount: 2000n }, true],
    ["event.score + 0.1 == 0.3", { score: parseDecimal("0.2") }, true],
    ["event.score * 3 == 1", { score: rational(1n, 3n) }, true],
    ["event.score in [1, 2, 3]", { score: rational(2n) }, true],
    ["event.product.startsWith('寿')", { product: "寿险" }, true],
    ["size(event.product) == 1", { product: "𠮷" }, true],
    ["event.trust.exists(t, t > 4.5)", { trust: [rational(4n), rational(5n)] }, true],
    ["event.trust.exists(t, [1, 2, 3].exists(n, t == n))", { trust: [rational(3n)] }, true],
    ["event.product.split(',').map(p, p + '!').join(',') == 'a!,b!'", { product: "a,b" }, true],
    ["event.due <= date('2026-03-31')", { due: 20_543 }, true],
    ["event.at < instant('2026-01-01T00:00:00+08:00')", { at: 1_767_196_799_999_999 }, true],
    ["event.at < instant('2026-01-01T00:00:00+08:00')", { at: 1_767_196_800_000_000 }, false],
  ])("N1: %s", (text, event, expected) => {
    expect(run(text, event)).toBe(expected);
  });
  it("N1: a missing field fulfils no comparison with it, and has() tells", () => {
    for (const order of ["==", "!=", "<", "<=", ">", ">="]) expect(run(`event.product ${order} 'a'`, {})).toBe(false);
    expect(run("event.product in ['a']", {})).toBe(false);
    expect(run("event.accepted", {})).toBe(false);
    expect(run("has(event.product)", {})).toBe(false);
    expect(run("!has(event.product) || event.product != 'motor'", {})).toBe(true);
    expect(run("event.trust.all(t, t > 1)", {})).toBe(false);
    expect(run("customer.tier == 'gold'", {}, { tier: "gold" })).toBe(true);
  });
  it.each([
    ["!(event.product == 'travel')", {}, false],
    ["!(event.product in ['travel'])", {}, false],
    ["!(event.product in [event.product, 'travel'])", {}, false],
    ["!event.product.startsWith('a')", {}, false],
    ["!event.accepted", {}, false],
    ["!event.trust.exists(t, t > 1)", {}, false],
    ["!(event.product == 'a' && event.score > 1)", { score: rational(2n) }, false],
    ["!(event.product == 'a' && event.score > 1)", { score: rational(1n) }, true],
    ["!(event.score > 1 && event.product == 'a')", { score: rational(1n) }, true],
    ["!(event.product == 'a' || event.score > 1)", { score: rational(1n) }, false],
    ["event.product == 'a' || event.score > 1", { score: rational(2n) }, true],
    ["event.accepted ? event.score > 1 : true", { score: rational(2n) }, false],
    ["(event.score > 1 ? event.accepted : true) || event.score > 1", { score: rational(2n) }, true],
  ])("N1: an absent field makes %s unreadable unless the other side decides: %o gives %s", (text, event, expected) => {
    expect(run(text, event)).toBe(expected);
  });
  it("N1: tells what it reads", () => {
    const condition = readCondition(
      node("event.amount > 5 && customer.tier == 'a' || has(event.product)"),
      scope,
      newReport(),
    );
    expect(condition!.reads).toEqual(["customer.tier", "event.amount", "event.product"]);
  });
});

describe("N1 what conditions refuse, and where", () => {
  it.each([
    ["event.amount > 1000.5", "condition_money_double@15"],
    ["event.amount > money('1.001')", "money_too_fine@22"],
    ["event.amount > money('1e3')", "money_malformed@22"],
    ["event.amount > money(event.product)", "condition_literal_needed@15"],
    ["event.prodct == 'a'", "condition_unknown_field@6"],
    ["has(event.prodct)", "condition_unknown_field@10"],
    ["evnt.product == 'a'", "condition_unknown_name@0"],
    ["event.product == 3", "condition_types_differ@0"],
    ["event.product.startWith('a')", "condition_unknown_function@0"],
    ["event.product.matches('a*')", "condition_unknown_function@0"],
    ["timestamp('2026-01-01T00:00:00Z') == timestamp('2026-01-01T00:00:00Z')", "condition_unknown_function@0"],
    ["size(event.product) > 1.5", "condition_double@22"],
    ["event.score > 1e3", "condition_double@14"],
    ["event.product == 'a' &&", "condition_ends_early@23"],
    ["event.product = 'a'", "condition_syntax@14"],
    [`${"[1, 2, 3, 4, 5, 6, 7, 8].exists(v, ".repeat(7)}false${")".repeat(7)}`, "condition_too_much_work@-1"],
    ["event.trust.exists(a, event.trust.exists(b, a > b))", "condition_too_much_work@-1"],
    [`size(event.product${".split('').map(c, event.product).join('')".repeat(3)}) > 1`, "condition_too_much_work@-1"],
    ["event.due > date('2026-02-30')", "date_malformed@18"],
    ["event.amount", "condition_not_boolean@-1"],
    ["event.product ? true : false", "condition_type@0"],
  ])("N1: %s → %s", (text, expected) => {
    expect(refused(text)[0]).toBe(expected);
  });
});

describe("C3.2 values of metrics", () => {
  it("C3.2: a bare field or an expression gives a number or money, undefined where the field is missing", () => {
    const value = readValue(node("amount"), scope, newReport())!;
    expect(value.type).toBe("money");
    expect(value.evaluate({ event: { amount: 5n }, customer: {}, agent: {} })).toBe(5n);
    expect(value.evaluate({ event: {}, customer: {}, agent: {} })).toBeUndefined();
    const score = readValue(node("event.score * 2 + 1"), scope, newReport())!;
    expect(score.evaluate({ event: { score: rational(3n) }, customer: {}, agent: {} })).toEqual(rational(7n));
    expect(score.evaluate({ event: {}, customer: {}, agent: {} })).toBeUndefined();
  });
  it("C3.2: text and lists are no values, but trust takes a list of numbers", () => {
    const report = newReport();
    expect(readValue(node("product"), scope, report)).toBeUndefined();
    expect(readValue(node("trust"), scope, report)).toBeUndefined();
    expect(report.entries().map((entry) => entry.code)).toEqual(["value_not_number", "value_not_number"]);
    expect(readValue(node("trust"), scope, newReport(), true)!.type).toBe("numbers");
  });
});
