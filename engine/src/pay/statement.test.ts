import { describe, expect, it } from "vitest";
import { cn } from "../../test/calendars.ts";
import {
  eventsOf,
  labelled,
  paid,
  payContract,
  playPay,
  printed,
  RETURNS,
  record,
  sale,
  statementsAt,
  type Terms,
  yuan,
} from "../../test/pay-world.ts";
import type { Instant } from "../values/brand.ts";
import type { Trace } from "../values/trace.ts";
import { nextCloseAt, payChanges } from "./close.ts";

const rate = (percent: string) => ({ id: "base", kind: "rate", rate: percent });
const short = { from: "2026-01-01", until: "2026-03-31" };
const CLAW = {
  id: "claw",
  kind: "clawback",
  event: "sale_cancelled",
  match: "order",
  on: ["base"],
  earn_over: "12 months",
  unit: "month",
  cooling_off: "15 days",
};
const leaves = (trace: Trace): string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(leaves)];

describe("statements", () => {
  it("C6.3 every begun period of the term has a statement, also an empty one; after it only those with lines", () => {
    const statements = statementsAt(
      { components: [rate("5%")], term: short },
      [sale("2026-02-03", "100.00")],
      "2026-08-01",
    );
    expect(statements.map(({ label, status, payable }) => `${label} ${status} ${yuan(payable)}`)).toEqual([
      "2026-01 closed 0.00",
      "2026-02 closed 5.00",
      "2026-03 closed 0.00",
    ]);
    expect(statementsAt({ components: [rate("5%")], term: short }, [], "2025-12-31")).toEqual([]);
    expect(
      statementsAt({ components: [rate("5%")], term: short }, [], "2026-01-01").map(({ status }) => status),
    ).toEqual(["open"]);
  });
  it("C6.3 the moment of the close: closed from it on", () => {
    const one = (asOf: string) => labelled(statementsAt({ components: [rate("5%")] }, [], asOf), "2026-01").status;
    expect([one("2026-01-31T23:59:59"), one("2026-02-01T00:00:00")]).toEqual(["open", "closed"]);
  });
  it("N2 a line's trace has the formula with numbers, its version and clause, and opens down to the events", () => {
    const tiers = {
      id: "base",
      kind: "tiers",
      quota: "1000.00",
      method: "marginal",
      accumulate: "period",
      table: [
        { from: "0%", rate: "4%" },
        { from: "100%", rate: "6%" },
      ],
    };
    const cap = { id: "cap", kind: "cap", at: "45.00", excess: "forfeit" };
    const facts = [sale("2026-02-03", "800.00", { id: "one" }), sale("2026-02-04", "400.00", { id: "two" })];
    const { lines } = labelled(statementsAt({ components: [tiers, cap] }, facts, "2026-03-01"), "2026-02");
    const [first, second, third] = lines.map((line) => line.trace());
    expect([first!.formula, second!.formula]).toEqual(["1,000.00 × 4%", "200.00 × 6%"]);
    expect([first!.value, first!.clause, first!.version]).toEqual(["40.00", "C6.2", 1]);
    expect(first!.evidence!.ids).toEqual(["one", "two"]);
    expect(first!.inputs.map(({ value }) => value)).toEqual(["1,200.00", "1,000.00"]);
    expect([third!.formula, third!.value]).toEqual(["45.00 − 52.00", "-7.00"]);
    expect([...new Set(leaves(third!))]).toEqual(["one", "two"]);
  });
  it("N2 what a closed line rests on stays what it was; its true-up shows both figures", () => {
    const terms: Terms = { components: [rate("10%")], returns: RETURNS };
    const facts = [
      sale("2026-01-03", "800.00", { id: "one", order: "o1" }),
      sale("2026-01-04", "90.00", { id: "two", recorded_at: "2026-02-03" }),
      record("refund", "2026-02-05", { id: "back", order: "o1", amount: "300.00" }),
    ];
    const contract = payContract(terms);
    const player = playPay(contract);
    for (const event of eventsOf(contract, facts)) player.learn(event);
    const statements = player.statements(cn("2026-03-05T00:00:00"));
    expect(labelled(statements, "2026-01").lines[0]!.trace().evidence!.ids).toEqual(["one"]);
    const trueUp = labelled(statements, "2026-02").lines[0]!.trace();
    expect([trueUp.formula, trueUp.value]).toEqual(["2026-01/base: 59.00 − 80.00", "-21.00"]);
    expect(trueUp.inputs.map(({ formula, value }) => `${formula} ${value}`)).toEqual([
      "2026-01/base 59.00",
      "2026-01/base 80.00",
    ]);
    expect([...new Set(leaves(trueUp))]).toEqual(["back", "one", "two"]);
  });
  it("C6.2 a sale without a rate row is excluded with an owner, and paid as soon as there is a row", () => {
    const card = {
      id: "card",
      kind: "lookup",
      keys: ["product", "pay_years"],
      table: [{ product: "term", pay_years: 5, rate: "20%" }],
    };
    const facts = [
      sale("2026-02-03", "100.00", { pay_years: 5 }),
      sale("2026-02-04", "100.00", { id: "orphan", pay_years: 10 }),
    ];
    const statement = labelled(statementsAt({ components: [card] }, facts, "2026-03-01"), "2026-02");
    expect(printed(statement)).toEqual(["card 20.00"]);
    expect(statement.excluded).toEqual([
      { reason: "no_rate_row", event: "orphan", component: "card", owner: "company" },
    ]);
  });
  it("C6.3 returns and ends of nobody's sale, and more back than was sold or is left, are named", () => {
    const facts = [
      sale("2026-02-03", "100.00", { order: "o1" }),
      record("refund", "2026-02-04", { id: "r1", order: "o1", amount: "130.00" }),
      record("refund", "2026-02-05", { id: "r4", order: "o1", amount: "5.00" }),
      record("refund", "2026-02-04", { id: "r2", order: "o2", amount: "1.00" }),
      record("sale_cancelled", "2026-02-04", { id: "r3", order: "o3" }),
    ];
    const statement = labelled(
      statementsAt({ components: [rate("10%"), CLAW], returns: RETURNS }, facts, "2026-03-01"),
      "2026-02",
    );
    expect(statement.excluded.map(({ reason, event }) => `${event} ${reason}`).sort()).toEqual([
      "r1 return_partly_counted",
      "r2 no_matching_sale",
      "r3 no_matching_sale",
      "r4 return_exceeds_sale",
    ]);
    expect(statement.excluded.find(({ event }) => event === "r1")!.counted).toBe(10_000n);
    expect(yuan(statement.payable)).toBe("0.00");
  });
  it("C10.2 a component that an amendment brings or takes away counts for its own days", () => {
    const plan = (components: readonly object[]) => ({
      id: "C6.2",
      title: { zh: "激励", en: "Incentives" },
      text: { zh: "按计划计付。", en: "Paid by the plan." },
      rules: [
        {
          id: "pay",
          kind: "entitlement",
          holder: "agent",
          from: "company",
          plan: { period: "month", credit: [{ event: "sale", amount: "amount" }], components },
        },
      ],
    });
    const floor = { id: "floor", kind: "floor", on: ["base"], at: "300.00" };
    const extra = { id: "extra", kind: "rate", rate: "1%" };
    const amendments = [
      { number: 1, effective: "2026-06-11", applies: "by_event_date", clauses: [plan([rate("10%"), floor])] },
    ];
    const facts = [sale("2026-06-05", "500.00"), sale("2026-06-20", "700.00"), sale("2026-07-20", "1000.00")];
    const statements = statementsAt({ components: [rate("10%"), extra], head: { amendments } }, facts, "2026-08-01");
    expect(printed(labelled(statements, "2026-06"))).toEqual(["base 50.00", "base 70.00", "extra 5.00", "floor 80.00"]);
    expect(printed(labelled(statements, "2026-07"))).toEqual(["base 100.00", "floor 200.00"]);
  });
  it("C6.3 an adjustment that is retracted after the close is mirrored by a line, not erased", () => {
    const facts = [
      record("adjustment", "2026-01-10", {
        id: "adj",
        period: "2026-01",
        amount: "15.00",
        reason: "r",
        approved_by: ["u1", "u2"],
      }),
      record("adjustment", "2026-01-11", {
        id: "adj2",
        period: "2026-01",
        amount: "4.00",
        reason: "r",
        approved_by: ["u1", "u2"],
      }),
      record("retracted", "2026-01-20", { target: "adj2" }),
      record("retracted", "2026-02-10", { target: "adj" }),
    ];
    const statements = statementsAt({ components: [rate("10%")] }, facts, "2026-03-01");
    expect(printed(labelled(statements, "2026-01"))).toEqual(["adjustment 15.00"]);
    const [back] = labelled(statements, "2026-02").lines;
    expect([yuan(back!.amount), back!.ofPeriod]).toEqual(["-15.00", "2026-01"]);
  });
  it("C6.3 an off-cycle statement closes as it is made", () => {
    const by = { approved_by: ["u1", "u2"], reason: "r" };
    const facts = [
      record("adjustment", "2026-07-10", { period: "2026-06/1", amount: "15.00", ...by }),
      record("adjustment", "2026-07-10", { period: "2026-06/1", amount: "5.00", ...by }),
      record("adjustment", "2026-07-11", { id: "late", period: "2026-06/1", amount: "7.00", ...by }),
      record("adjustment", "2026-07-11", { period: "2026-06/2", amount: "1.00", ...by }),
    ];
    const statements = statementsAt({ components: [rate("10%")] }, facts, "2026-08-01");
    expect(
      statements
        .filter(({ label }) => label.includes("/"))
        .map(({ label, status, payable }) => `${label} ${status} ${yuan(payable)}`),
    ).toEqual(["2026-06/1 closed 20.00", "2026-06/2 closed 1.00"]);
    const named = statementsAt({ components: [rate("10%")] }, facts, "2026-07-20");
    expect(labelled(named, "2026-06/1").lines.map(({ id }) => id)).toEqual([
      "2026-06/1/adjustment/1",
      "2026-06/1/adjustment/2",
    ]);
  });
  it("C6.3 an opening statement is shown as handed over", () => {
    const facts = [
      record("opening_statement", "2026-04-01", {
        period: "2026-02",
        payable: "1200.00",
        paid: "1000.00",
        lines: [
          { component: "base", amount: "1300.00" },
          { component: "tax", amount: "-100.00" },
        ],
      }),
      sale("2026-02-10", "5000.00", { id: "early" }),
    ];
    const statements = statementsAt(
      { components: [rate("10%")], head: { go_live: "2026-04-01" } },
      facts,
      "2026-05-01",
    );
    const [first] = statements;
    expect([first!.label, first!.status, yuan(first!.payable), yuan(first!.open)]).toEqual([
      "2026-02",
      "opening",
      "1200.00",
      "200.00",
    ]);
    expect(printed(first!)).toEqual(["base 1300.00", "tax -100.00"]);
    expect(statements.map(({ label }) => label)).toEqual(["2026-02", "2026-04", "2026-05"]);
  });
  it("C6.3 payments that name no statement pay the oldest open one first", () => {
    const facts = [
      sale("2026-01-10", "1000.00"),
      sale("2026-02-10", "2000.00"),
      record("payment_made", "2026-03-10", { amount: "150.00" }),
      record("payment_made", "2026-03-11", {
        amount: "20.00",
        allocations: [{ statement: "pay/2026-02", amount: "20.00" }],
      }),
    ];
    const statements = statementsAt({ components: [rate("10%")] }, facts, "2026-04-01");
    expect(
      statements.slice(0, 3).map(({ paid: got, open, paidBefore }) => [got, open, paidBefore].map(yuan).join(" ")),
    ).toEqual(["100.00 0.00 0.00", "70.00 130.00 100.00", "0.00 0.00 170.00"]);
  });
  it("C6.3 the next change: closes of the term, then only what still waits", () => {
    const hold = { id: "hold", kind: "holdback", rate: "10%", release: { after: "6 months" } };
    const play = (components: readonly object[], ...facts: Parameters<typeof eventsOf>[1]) => {
      const contract = payContract({ components: components as never, term: short });
      const player = playPay(contract);
      for (const event of eventsOf(contract, facts)) player.learn(event);
      return (asOf: string): Instant | undefined => {
        player.statements(cn(asOf));
        const later = payChanges(player.book, cn(asOf)).filter((at) => at > cn(asOf));
        return later.length === 0 ? undefined : (Math.min(...later) as Instant);
      };
    };
    const plain = play([rate("10%")], sale("2026-01-10", "100.00"));
    expect(plain("2026-02-10T00:00:00")).toBe(cn("2026-03-01T00:00:00"));
    expect(plain("2026-05-10T00:00:00")).toBeUndefined();
    const held = play([rate("10%"), hold], sale("2026-01-10", "100.00"));
    // What was held shows as soon as the month of its release begins, and is stated at that month's end.
    expect(held("2026-05-10T00:00:00")).toBe(cn("2026-07-01T00:00:00"));
    expect(held("2026-07-10T00:00:00")).toBe(cn("2026-08-01T00:00:00"));
    expect(held("2026-08-10T00:00:00")).toBeUndefined();
  });
  it("C6.3 after the term of a published plan an empty month closes by itself", () => {
    const contract = payContract({
      components: [rate("10%")],
      term: short,
      returns: RETURNS,
      head: { close: "published" },
    });
    const player = playPay(contract);
    const publish = (label: string, at: string) => record("statement_published", at, { period: label });
    const facts = [
      sale("2026-03-10", "100.00", { order: "o1" }),
      publish("2026-01", "2026-04-05"),
      publish("2026-02", "2026-04-06"),
      publish("2026-03", "2026-04-07"),
      record("refund", "2026-06-10", { order: "o1", amount: "10.00" }),
    ];
    for (const event of eventsOf(contract, facts)) player.learn(event);
    const statements = player.statements(cn("2026-09-01T00:00:00"));
    expect(statements.map(({ label, status }) => `${label} ${status}`)).toEqual([
      "2026-01 closed",
      "2026-02 closed",
      "2026-03 closed",
      "2026-06 open",
    ]);
    expect(paid(labelled(statements, "2026-06"), "true_up")).toBe("-1.00");
    expect(nextCloseAt(player.book, cn("2026-09-01T00:00:00"))).toBe(cn("2026-10-01T00:00:00"));
  });
});
