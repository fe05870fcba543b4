import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cn } from "../../test/calendars.ts";
import {
  eventsOf,
  labelled,
  payContract,
  playPay,
  RETURNS,
  sale,
  TABLE,
  type Terms,
  team,
} from "../../test/pay-world.ts";
import type { Plan } from "../contract/model.ts";
import { fromInteger, multiply, type Rational, rational } from "../values/rational.ts";
import { round } from "../values/round.ts";
import { closeMany } from "./close-many.ts";
import { type CompiledShape, compilePlan } from "./compile-plan.ts";
import { addCredits, largestOf, openCells } from "./credit-cells.ts";
import { asNumber, productWith, SAFE } from "./exact-product.ts";
import { explainPacked } from "./packed-lines.ts";
import type { PayReadings } from "./types.ts";

const TEAM = team("50%", "30%", "20%");
const MEMBERS = ["m0", "m1", "m2"];
const PRODUCTS = ["term", "motor", "home"];
const tiers = (method: string) => ({
  id: "base",
  kind: "tiers",
  quota: "2000.00",
  method,
  accumulate: "period",
  table: TABLE,
});
const rate = (percent: string) => ({ id: "base", kind: "rate", rate: percent });
const motor = { id: "motor", kind: "per_unit", event: "sale", each: "8.88", when: "event.product == 'motor'" };
const loyal = {
  id: "loyal",
  kind: "multiplier",
  on: ["base"],
  metric: "csat",
  indeterminate: "0.97",
  table: [
    { from: "50%", times: "1.00" },
    { from: "82.4%", times: "1.055" },
  ],
};
const CSAT = {
  id: "csat",
  kind: "definition",
  metric: { measure: "csat", event: "survey_answered", value: "satisfaction", window: "month", min_n: 1 },
};
const SHAPES: readonly (readonly object[])[] = [
  [tiers("marginal")],
  [tiers("retroactive")],
  [rate("5.55%"), motor],
  [rate("7.777%"), loyal, { id: "cap", kind: "cap", on: ["base", "loyal"], at: "120.00", excess: "forfeit" }],
  [tiers("marginal"), { id: "split", kind: "split", on: ["base"] }],
  [
    { id: "base", kind: "rate", rate: "3%", when: "event.product != 'home'" },
    { id: "floor", kind: "floor", at: "30.00" },
  ],
  [
    rate("1%"),
    { id: "lead", kind: "override", rate: "2.5%", of: "members" },
    { id: "draw", kind: "draw", amount: "25.00", recoverable: false },
  ],
];
const termsOf = (components: readonly object[]): Terms => ({
  components: components as never,
  agent: TEAM,
  rules: [CSAT],
  returns: RETURNS,
});
const CONTRACTS = SHAPES.map((components) => payContract(termsOf(components)));
const planOf = (contract: (typeof CONTRACTS)[number]): Plan => {
  const rule = contract.versions[0]!.rules.get("C6.2/pay")!;
  if (rule.kind !== "entitlement" || rule.grant.kind !== "plan") throw new Error("no plan");
  return rule.grant.plan;
};
const groups = PRODUCTS.map((product) => ({ event: { kind: "sale", product }, customer: {}, agent: {} }));
const members = MEMBERS.map((id, index) => ({ id, share: rational([50n, 30n, 20n][index]!, 100n) as Rational }));

describe("many statements at once", () => {
  it("C6.3 the same lines, to the fen, as statement by statement", () => {
    const credit = fc.record({
      product: fc.nat({ max: 2 }),
      member: fc.integer({ min: -1, max: 2 }),
      fen: fc.integer({ min: 1, max: 150_000 }),
    });
    const agents = fc.array(
      fc.record({
        credits: fc.array(credit, { maxLength: 8 }),
        value: fc.constantFrom(Number.NaN, 0.3, 0.5, 0.824, 0.8239994, 1),
      }),
      { minLength: 7, maxLength: 7 },
    );
    fc.assert(
      fc.property(agents, (list) => {
        const rows = list.flatMap(({ credits }, agent) => credits.map((one) => ({ agent, ...one })));
        const cells = openCells(list.length, 3, 3);
        addCredits(cells, {
          agent: Int32Array.from(rows, ({ agent }) => agent),
          group: Uint8Array.from(rows, ({ product }) => product),
          member: Int8Array.from(rows, ({ member }) => member),
          amount: BigInt64Array.from(rows, ({ fen }) => BigInt(fen)),
        });
        const { currency } = CONTRACTS[0]!;
        const context = { groups, event: "sale", members, lead: "m0", currency, ...largestOf(cells) };
        const shapes = CONTRACTS.map((contract) => compilePlan(planOf(contract), context)!);
        const packed = closeMany(
          cells,
          shapes,
          Uint16Array.from(list, (_, agent) => agent),
          (_, agent) => list[agent]!.value,
        );
        const found = list.map((): string[] => []);
        for (let at = 0; at < packed.length; at += 1) {
          const line = explainPacked(packed, at, shapes[packed.agent[at]!]!.words, MEMBERS, currency);
          found[line.agent]!.push([line.component, line.member ?? "", line.source ?? "", line.amount].join(" "));
        }
        list.forEach(({ credits, value }, agent) => {
          const readings: PayReadings = {
            metricAt: () =>
              Number.isNaN(value) ? { value: null, status: "not_enough_data" } : { value, status: "ok" },
            thresholdAt: () => undefined,
          };
          const contract = CONTRACTS[agent]!;
          const player = playPay(contract, readings);
          const records = credits.map(({ product, member, fen }) =>
            sale("2026-02-10", `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`, {
              product: PRODUCTS[product]!,
              ...(member < 0 ? {} : { member: MEMBERS[member]! }),
            }),
          );
          for (const event of eventsOf(contract, records)) player.learn(event);
          const { lines } = labelled(player.statements(cn("2026-03-01T00:00:00")), "2026-02");
          const expected = lines.map((line) =>
            [line.component, line.member ?? "", line.source ?? "", line.amount].join(" "),
          );
          expect(found[agent]).toEqual(expected);
        });
      }),
      { numRuns: 25 },
    );
  });
  it("C6.2 plain numbers only under a proved bound, and the same fen at it", () => {
    const rate = fc.tuple(
      fc.bigInt({ min: -999_999n, max: 999_999n }),
      fc.constantFrom(100n, 200n, 10_000n, 1_000_000n, 7n, 999_983n),
    );
    fc.assert(
      fc.property(rate, fc.bigInt({ min: 0n, max: 2n ** 40n }), fc.boolean(), ([n, d], off, negative) => {
        const exact = rational(n, d);
        const size = exact.n < 0n ? -exact.n : exact.n;
        const most = size === 0n ? 2n ** 40n : (SAFE - exact.d) / (2n * size);
        for (const bound of [most, most - (off % (most + 1n)), most + 1n]) {
          const amount = negative ? -bound : bound;
          if (bound > SAFE) continue;
          expect(productWith(exact, bound)(asNumber(amount))).toBe(
            asNumber(round(multiply(fromInteger(amount), exact), "half_up")),
          );
        }
      }),
    );
  });
  it("C6.2 plans that need more than the period's sums are left to the ordinary way", () => {
    const context = {
      groups,
      event: "sale",
      members,
      lead: "m0",
      currency: CONTRACTS[0]!.currency,
      bound: 10n ** 9n,
      countBound: 100n,
    };
    const left = [
      [{ ...tiers("marginal"), accumulate: "quarter" }],
      [rate("5%"), { id: "cap", kind: "cap", at: "100.00", excess: "carry" }],
      [rate("5%"), { id: "draw", kind: "draw", amount: "100.00", recoverable: true, at_end: "forgive" }],
      [{ id: "card", kind: "lookup", keys: ["product"], table: [{ product: "term", rate: "1%" }] }],
    ].map((components): CompiledShape | undefined => compilePlan(planOf(payContract(termsOf(components))), context));
    expect(left).toEqual([undefined, undefined, undefined, undefined]);
  });
});
