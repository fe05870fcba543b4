import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDecimal, rational } from "../values/rational.ts";
import { readCondition } from "./compile-condition.ts";
import { conditionLanguage, libraryContext, unwrapped } from "./condition-language.ts";
import type { EventView } from "./event-view.ts";
import type { FieldType, Param } from "./model.ts";
import { newReport } from "./report.ts";

const place = { file: "c.yaml", line: 1, column: 1 };
const event = new Map<string, FieldType>([
  ["amount", "money"],
  ["price", "money"],
  ["score", "number"],
  ["count", "integer"],
  ["product", "text"],
  ["channel", "text"],
  ["first", "boolean"],
  ["due", "date"],
  ["trust", "numbers"],
  ["tags", "texts"],
]);
const params = new Map<string, Param>([
  ["quota", { id: "quota", type: "money", written: "12.34", value: 1234n as Param["value"], place }],
  ["level", { id: "level", type: "number", written: "2.5", value: rational(5n, 2n), place }],
]);
const scope = conditionLanguage({ code: "CNY", decimals: 2 })({
  event,
  customer: new Map([["tier", "text"]]),
  agent: new Map([["grade", "text"]]),
  params,
});

const words = ["life", "motor", "", "a", "人寿", "𠮷b"];
const text = fc.oneof(
  fc.constantFrom("event.product", "event.channel", "customer.tier", "agent.grade"),
  fc.constantFrom(...words).map((word) => `'${word}'`),
);
const decimal = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 99 }));
const literal = decimal.map(([whole, part]) => (whole < 0 ? `(${whole}.${part})` : `${whole}.${part}`));
const whole = fc.integer({ min: -40, max: 40 }).map((n) => (n < 0 ? `(${n})` : `${n}`));
const pair = <A, B>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>) => fc.tuple(a, b);
const ORDER = fc.constantFrom("<", "<=", ">", ">=", "==", "!=");

const { truth } = fc.letrec<{ number: string; money: string; truth: string; size: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("event.score", "event.count", "param.level", "-event.score"),
    pair(tie("number"), fc.oneof(tie("number"), whole, literal)).chain(([a, b]) =>
      fc.constantFrom("+", "-", "*").map((op) => `(${a} ${op} ${b})`),
    ),
  ),
  money: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("event.amount", "event.price", "param.quota"),
    decimal.map(([w, p]) => `money('${w}.${String(p).padStart(2, "0")}')`),
    pair(tie("money"), tie("money")).chain(([a, b]) => fc.constantFrom("+", "-").map((op) => `(${a} ${op} ${b})`)),
    pair(tie("money"), whole).map(([a, b]) => `(${a} * ${b})`),
  ),
  size: fc.oneof(
    text.map((t) => `size(${t})`),
    fc.constantFrom("event.tags.size()", "size(event.trust)"),
    whole,
  ),
  truth: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(tie("number"), ORDER, fc.oneof(tie("number"), whole, literal)).map((parts) => parts.join(" ")),
    fc.tuple(fc.oneof(tie("number"), tie("money")), ORDER, whole).map((parts) => parts.join(" ")),
    fc.tuple(tie("money"), ORDER, tie("money")).map((parts) => parts.join(" ")),
    fc.tuple(tie("size"), ORDER, tie("size")).map((parts) => parts.join(" ")),
    fc.tuple(text, ORDER, text).map((parts) => parts.join(" ")),
    fc.tuple(text, fc.constantFrom("startsWith", "endsWith", "contains"), text).map(([a, f, b]) => `${a}.${f}(${b})`),
    pair(text, fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })).map(
      ([a, list]) => `${a} in [${list.map((w) => `'${w}'`).join(", ")}]`,
    ),
    pair(tie("number"), fc.array(whole, { minLength: 1, maxLength: 3 })).map(([a, l]) => `${a} in [${l.join(", ")}]`),
    text.map((a) => `${a} in event.tags`),
    fc.tuple(text, text).map(([a, b]) => `${a} in [${b}, 'a']`),
    fc.constantFrom("event.first", "has(event.product)", "has(customer.tier)", "event.due > date('2026-06-30')"),
    fc.constantFrom("event.trust.exists(t, t > 4)", "event.trust.all(t, t >= 2)", "event.trust[0] > 3"),
    fc.constantFrom(
      "event.trust.exists(t, t > event.score)",
      "event.tags.all(t, !(t == event.channel) || event.first)",
    ),
    fc.constantFrom("event.tags.exists(t, t.startsWith('a'))", "event.product.upperAscii() == 'A'"),
    pair(tie("truth"), tie("truth")).chain(([a, b]) => fc.constantFrom("&&", "||").map((op) => `(${a} ${op} ${b})`)),
    tie("truth").map((a) => `!(${a})`),
    fc.tuple(tie("truth"), tie("truth"), tie("truth")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
}));
const fraction = decimal.map(([w, p]) => parseDecimal(`${w}.${p}`)!);
const whole6 = fc.integer({ min: -6, max: 6 }).map((n) => rational(BigInt(n)));
const fields = {
  amount: fc.bigInt({ min: -5000n, max: 5000n }),
  price: fc.bigInt({ min: -5000n, max: 5000n }),
  score: fc.oneof(fraction, whole6),
  count: whole6,
  product: fc.constantFrom(...words),
  channel: fc.constantFrom(...words),
  first: fc.boolean(),
  due: fc.integer({ min: 20_500, max: 20_700 }),
  trust: fc.array(fc.oneof(fraction, whole6), { minLength: 1, maxLength: 3 }),
  tags: fc.array(fc.constantFrom(...words), { maxLength: 3 }),
};
const viewWith = (required: boolean): fc.Arbitrary<EventView> =>
  fc.record({
    event: required ? fc.record(fields) : fc.record(fields, { requiredKeys: [] }),
    customer: fc.record({ tier: fc.constantFrom(...words) }, { requiredKeys: required ? ["tier"] : [] }),
    agent: fc.record({ grade: fc.constantFrom(...words) }, { requiredKeys: required ? ["grade"] : [] }),
  });

const compiled = (written: string) => {
  const report = newReport();
  const condition = readCondition({ kind: "scalar", text: written, quoted: true, place }, scope, report);
  return { condition, report };
};
/** The library's own evaluator on the whole expression; undefined where it throws. */
const byLibrary = (written: string, view: EventView): unknown => {
  try {
    return unwrapped(scope.environment.parse(written)(libraryContext(scope, view)));
  } catch {
    return undefined;
  }
};

describe("N1 conditions compiled to closures", () => {
  it("N1: give the library's answer on events that carry every field", () => {
    fc.assert(
      fc.property(truth, viewWith(true), (written, view) => {
        const { condition, report } = compiled(written);
        fc.pre(!report.entries().some((entry) => entry.code === "condition_too_large"));
        expect(report.entries()).toEqual([]);
        const answer = byLibrary(written, view);
        fc.pre(answer !== undefined);
        expect(condition!.evaluate(view)).toBe(answer);
      }),
      { numRuns: 2000 },
    );
  });
  it("N1: give the library's answer where fields are missing, and what it cannot read holds neither as written nor negated", () => {
    fc.assert(
      fc.property(truth, viewWith(false), (written, view) => {
        const [plain, negated] = [compiled(written), compiled(`!(${written})`)];
        fc.pre(!plain.report.failed() && !negated.report.failed());
        const answer = byLibrary(written, view);
        expect(plain.condition!.evaluate(view)).toBe(answer === true);
        expect(negated.condition!.evaluate(view)).toBe(answer === false);
      }),
      { numRuns: 2000 },
    );
  });
});
