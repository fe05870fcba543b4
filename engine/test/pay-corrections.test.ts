import { describe, expect, it } from "vitest";
import type { Statement } from "../src/pay/types.ts";
import { type Json, labelled, payContract, printed, RETURNS, record, sale, statementsAt, yuan } from "./pay-world.ts";

const SIGNED = { approved_by: ["x", "y"] };
const refund = (at: string, order: string, amount: string, fields: Json = {}): Json =>
  record("refund", at, { order, amount, customer: "c1", ...fields });
/** What all statements from one label on come to together. */
const payableFrom = (statements: readonly Statement[], label: string): string =>
  yuan(
    statements
      .filter((one) => one.label >= label)
      .reduce((sum, { payable }) => sum + payable, 0n) as Statement["payable"],
  );

describe("C6.3: a return of a sale from before go-live counts as one of a sale computed here", () => {
  const terms = (method: string, goLive: boolean) =>
    payContract({
      components: [
        {
          id: "b",
          kind: "tiers",
          quota: "30000.00",
          method,
          accumulate: "quarter",
          table: [
            { from: "0%", rate: "4%" },
            { from: "100%", rate: "6%" },
          ],
        },
      ],
      returns: RETURNS,
      head: goLive ? { go_live: "2026-03-01" } : {},
    });
  /** The same business, computed here from January on, and taken over in March with the figures of January and February. */
  const both = (method: string, sales: readonly (readonly [string, string])[], returned: Json): [string, string] => {
    const march = sale("2026-03-05", "10000.00");
    const before = sales.map(([day, amount]) => sale(day, amount, { order: day }));
    const native = statementsAt(terms(method, false), [...before, march, returned], "2026-05-05");
    const opening = sales.map(([day, amount]) =>
      record("opening_credit", "2026-03-01", {
        order: day,
        sold_at: day,
        amount,
        earned: { b: yuan(labelled(native, day.slice(0, 7)).payable) },
        ...SIGNED,
      }),
    );
    const amount = `${sales.reduce((sum, one) => sum + Number(one[1]), 0)}.00`;
    const brought = record("opening_balance", "2026-03-01", { what: "accumulator", component: "b", amount, ...SIGNED });
    const live = statementsAt(terms(method, true), [...opening, brought, march, returned], "2026-05-05");
    return [payableFrom(live, "2026-03"), payableFrom(native, "2026-03")];
  };
  const under = [
    ["2026-01-10", "20000.00"],
    ["2026-02-10", "5000.00"],
  ] as const;
  const over = [
    ["2026-01-10", "20000.00"],
    ["2026-02-10", "15000.00"],
  ] as const;
  it("C6.3: it takes its amount out of the accumulator that the quarter brought along", () => {
    const returned = refund("2026-03-20", "2026-01-10", "5000.00");
    expect(both("marginal", under, returned)).toEqual(["200.00", "200.00"]);
    expect(both("retroactive", under, returned)).toEqual(["800.00", "800.00"]);
  });
  it("C6.3: as well where the quarter had reached the next tier, and after the close", () => {
    for (const day of ["2026-03-20", "2026-04-10"]) {
      expect(both("marginal", over, refund(day, "2026-01-10", "5000.00"))).toEqual(["300.00", "300.00"]);
      expect(both("marginal", over, refund(day, "2026-02-10", "15000.00"))).toEqual(["-300.00", "-300.00"]);
    }
  });
});

describe("C6.2: a sale that is credited as it is paid", () => {
  it("C6.2: counts the part of its price that came in, where it has a price beside what is credited", () => {
    const terms = payContract({
      components: [{ id: "b", kind: "rate", rate: "10%" }],
      credit: [{ event: "sale", amount: "amount", on: "paid" }],
    });
    const first = (fields: Json): string =>
      printed(
        labelled(
          statementsAt(
            terms,
            [
              sale("2026-01-10", "1000.00", { policy: "P", ...fields }),
              record("premium_paid", "2026-01-31", { policy: "P", amount: "400.00" }),
              record("premium_paid", "2026-02-01", { policy: "P", amount: "800.00" }),
            ],
            "2026-05-02",
          ),
          "2026-01",
        ),
      ).join();
    expect(first({ price: "1200.00" })).toBe("b 33.33");
    expect(first({ price: "800.00" })).toBe("b 50.00");
    expect(first({})).toBe("b 40.00");
  });
});

describe("C6.3: a closed statement beside the cycle stays as it is", () => {
  const entry = (at: string, period: string, amount: string): Json =>
    record("adjustment", at, { period, amount, reason: "x", approved_by: ["x", "y"], by: "z" });
  const published = (at: string, period: string): Json => record("statement_published", at, { period });
  const account = (facts: readonly Json[], asOf: string, head: Json = {}): string => {
    const terms = payContract({ components: [{ id: "b", kind: "rate", rate: "10%" }], head });
    const { status, balances } = labelled(statementsAt(terms, facts, asOf), "2026-03/1");
    return `${status} ${yuan(balances.account)}`;
  };
  it("C6.3: its account too, whatever the statements after it come to", () => {
    const facts = [
      entry("2026-04-03", "2026-03/1", "-7.00"),
      entry("2026-04-20", "2026-04", "-2.34"),
      record("payment_made", "2026-05-10", {
        amount: "-7.00",
        allocations: [{ statement: "2026-03/1", amount: "-7.00" }],
      }),
    ];
    for (const asOf of ["2026-04-03T10:00:00", "2026-04-10", "2026-04-25", "2026-05-20"]) {
      expect([asOf, account(facts, asOf)]).toEqual([asOf, "closed -7.00"]);
    }
  });
  it("C6.3: as well where statements close by publication, and something counts at that very moment", () => {
    const facts = [
      published("2026-04-02", "2026-03"),
      entry("2026-04-03", "2026-03/1", "-7.00"),
      published("2026-04-05", "2026-03/1"),
      record("payment_made", "2026-04-05", {
        amount: "-7.00",
        allocations: [{ statement: "2026-03/1", amount: "-7.00" }],
      }),
    ];
    for (const asOf of ["2026-04-05T10:00:00", "2026-04-10"]) {
      expect([asOf, account(facts, asOf, { close: "published" })]).toEqual([asOf, "closed -7.00"]);
    }
  });
});
