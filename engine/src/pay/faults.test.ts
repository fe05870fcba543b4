import { describe, expect, it } from "vitest";
import {
  labelled,
  paid,
  printed,
  RETURNS,
  record,
  sale,
  statementsAt,
  TABLE,
  team,
  yuan,
} from "../../test/pay-world.ts";

const rate = (percent: string) => ({ id: "base", kind: "rate", rate: percent });
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
const ON_PAID = [{ event: "sale", amount: "amount", on: "paid" }];

describe("faults of comparable systems", () => {
  it("C6.2 case-M1: a full refund takes back what was paid, with the right sign", () => {
    const facts = [
      sale("2026-05-05", "100.00", { order: "i1" }),
      record("refund", "2026-06-02", { order: "i1", amount: "100.00" }),
    ];
    const statements = statementsAt({ components: [rate("10%")], returns: RETURNS }, facts, "2026-07-01");
    expect(printed(labelled(statements, "2026-05"))).toEqual(["base 10.00"]);
    expect(printed(labelled(statements, "2026-06"))).toEqual(["true_up -10.00"]);
    expect(labelled(statements, "2026-06").lines[0]!.reverses).toEqual(["2026-05/base"]);
  });
  it("C6.2 case-M2: returned before it was paid for, neither line; returned after, plus and minus", () => {
    const terms = { components: [rate("5%")], credit: ON_PAID, returns: RETURNS };
    const before = [
      sale("2026-04-10", "1000.00", { order: "o1", policy: "p1" }),
      record("refund", "2026-04-20", { order: "o1", amount: "1000.00" }),
      record("premium_paid", "2026-05-03", { policy: "p1", amount: "1000.00" }),
    ];
    expect(statementsAt(terms, before, "2026-06-01").flatMap(printed)).toEqual([]);
    const after = [
      sale("2026-04-10", "1000.00", { order: "o1", policy: "p1" }),
      record("premium_paid", "2026-05-03", { policy: "p1", amount: "1000.00" }),
      record("refund", "2026-06-20", { order: "o1", amount: "1000.00" }),
    ];
    expect(statementsAt(terms, after, "2026-07-01").flatMap(printed)).toEqual(["base 50.00", "true_up -50.00"]);
  });
  it("C6.2 case-M3: the sign is handled once for every kind of component", () => {
    const components = [
      { id: "card", kind: "lookup", keys: ["product"], table: [{ product: "term", rate: "8%" }] },
      { id: "flat", kind: "rate", rate: "8%" },
      {
        id: "tier",
        kind: "tiers",
        quota: "100000.00",
        method: "marginal",
        accumulate: "period",
        table: [{ from: "0%", rate: "8%" }],
      },
    ];
    const facts = [
      sale("2026-05-05", "2500.00", { order: "i1" }),
      record("refund", "2026-06-02", { order: "i1", amount: "500.00" }),
    ];
    const statements = statementsAt({ components, returns: RETURNS }, facts, "2026-07-01");
    expect(printed(labelled(statements, "2026-05"))).toEqual(["card 200.00", "flat 200.00", "tier 200.00"]);
    expect(printed(labelled(statements, "2026-06"))).toEqual(["true_up -40.00", "true_up -40.00", "true_up -40.00"]);
  });
  it("C6.3 case-M5: an edited rate is a new version and leaves May as it was", () => {
    const head = {
      params: { r: { type: "rate", value: "5%" } },
      amendments: [{ number: 1, effective: "2026-06-16", set: { r: "6%" } }],
    };
    const facts = [sale("2026-05-10", "40000.00"), sale("2026-06-20", "1000.00"), sale("2026-07-20", "1000.00")];
    const statements = statementsAt({ components: [rate("{{r}}")], head }, facts, "2026-08-01");
    expect(["2026-05", "2026-06", "2026-07"].map((label) => yuan(labelled(statements, label).payable))).toEqual([
      "2000.00",
      "50.00",
      "60.00",
    ]);
  });
  it("C6.3 case-M6: a sale cancelled after settlement leaves May and is reversed in June", () => {
    const facts = [
      sale("2026-05-28", "3000.00", { order: "i1" }),
      record("sale_cancelled", "2026-06-05", { order: "i1" }),
    ];
    const statements = statementsAt({ components: [rate("10%"), CLAW] }, facts, "2026-07-01");
    expect(printed(labelled(statements, "2026-05"))).toEqual(["base 300.00"]);
    const [line] = labelled(statements, "2026-06").lines;
    expect([yuan(line!.amount), line!.reverses]).toEqual(["-300.00", ["2026-05/base"]]);
  });
  it("C6.2 case-M7: the crediting date is the plan's choice", () => {
    const facts = [
      sale("2026-04-27", "1000.00", { policy: "p1" }),
      record("premium_paid", "2026-05-03", { policy: "p1", amount: "1000.00" }),
    ];
    const onPaid = statementsAt({ components: [rate("10%")], credit: ON_PAID }, facts, "2026-06-01");
    const onSale = statementsAt({ components: [rate("10%")] }, facts, "2026-06-01");
    expect([paid(labelled(onPaid, "2026-04"), "base"), paid(labelled(onPaid, "2026-05"), "base")]).toEqual([
      "0.00",
      "100.00",
    ]);
    expect([paid(labelled(onSale, "2026-04"), "base"), paid(labelled(onSale, "2026-05"), "base")]).toEqual([
      "100.00",
      "0.00",
    ]);
  });
  it("C6.2 case-M10: tiers run on the period, not on each sale", () => {
    const table = [
      { from: "0.00", rate: "4%" },
      { from: "100000.00", rate: "6%" },
    ];
    const tiers = { id: "base", kind: "tiers", method: "marginal", accumulate: "period", table };
    const facts = [sale("2026-05-05", "60000.00"), sale("2026-05-06", "60000.00")];
    expect(yuan(labelled(statementsAt({ components: [tiers] }, facts, "2026-06-01"), "2026-05").payable)).toBe(
      "5200.00",
    );
  });
  it("C6.2 case-M12: two quotes that become one order stay two credits, each in full", () => {
    const facts = [
      sale("2026-05-05", "1000.00", { order: "merged" }),
      sale("2026-05-06", "2000.00", { order: "merged" }),
    ];
    const statement = labelled(statementsAt({ components: [rate("10%")] }, facts, "2026-06-01"), "2026-05");
    expect(yuan(statement.payable)).toBe("300.00");
    expect(statement.lines[0]!.trace().evidence!.count).toBe(2);
  });
  it("C6.3 case-M14: 5,000.00 approved, 3,000.00 paid, 2,000.00 open; paying changes no line", () => {
    const payment = record("payment_made", "2026-06-10", { amount: "3000.00" });
    const facts = [sale("2026-05-05", "50000.00")];
    const before = labelled(statementsAt({ components: [rate("10%")] }, facts, "2026-06-12"), "2026-05");
    const after = labelled(statementsAt({ components: [rate("10%")] }, [...facts, payment], "2026-06-12"), "2026-05");
    expect([after.payable, after.paid, after.open].map(yuan)).toEqual(["5000.00", "3000.00", "2000.00"]);
    expect(printed(after)).toEqual(printed(before));
  });
  it("C6.2 case-M15: one plan has rates by product, tiers and an override", () => {
    const components = [
      {
        id: "card",
        kind: "lookup",
        keys: ["product"],
        table: [
          { product: "motor", rate: "10%" },
          { product: "home", rate: "20%" },
        ],
      },
      { id: "tier", kind: "tiers", quota: "1000.00", method: "marginal", accumulate: "period", table: TABLE },
      { id: "lead", kind: "override", rate: "1%", of: "members", to: "m0" },
    ];
    const facts = [
      sale("2026-05-05", "1000.00", { product: "motor", member: "m1" }),
      sale("2026-05-06", "200.00", { product: "home", member: "m0" }),
    ];
    const statement = labelled(statementsAt({ components, agent: team("50%", "50%") }, facts, "2026-06-01"), "2026-05");
    expect(printed(statement)).toEqual(["card 100.00", "card 40.00", "tier 40.00", "tier 12.00", "lead m0 10.00"]);
  });
  it("C6.2 case-M17: a partial return takes back its part", () => {
    const facts = [
      sale("2026-05-05", "1000.00", { order: "i1" }),
      record("refund", "2026-06-02", { order: "i1", amount: "300.00" }),
    ];
    const statements = statementsAt({ components: [rate("10%")], returns: RETURNS }, facts, "2026-07-01");
    expect(statements.map(({ payable }) => yuan(payable)).slice(4, 6)).toEqual(["100.00", "-30.00"]);
  });
  it("C6.2 case-M18: what comes back leaves its own rate, not a blend", () => {
    const card = {
      id: "card",
      kind: "lookup",
      keys: ["product"],
      table: [
        { product: "a", rate: "10%" },
        { product: "b", rate: "15%" },
      ],
    };
    const facts = [
      sale("2026-05-05", "500.00", { order: "i1", product: "a" }),
      sale("2026-05-06", "500.00", { order: "i2", product: "b" }),
      record("refund", "2026-06-02", { order: "i1", amount: "500.00" }),
    ];
    const statements = statementsAt({ components: [card], returns: RETURNS }, facts, "2026-07-01");
    expect(paid(labelled(statements, "2026-06"), "true_up")).toBe("-50.00");
  });
  it("C6.3 case-M19: 800 and 80 earned, the 80 paid and refunded: 720.00 owed; unpaid and refunded: nothing", () => {
    const facts = [
      sale("2026-05-05", "8000.00", { policy: "p1" }),
      record("premium_paid", "2026-05-06", { policy: "p1", amount: "8000.00" }),
      sale("2026-05-07", "800.00", { order: "i2", policy: "p2" }),
      record("premium_paid", "2026-05-08", { policy: "p2", amount: "800.00" }),
      record("payment_made", "2026-05-10", {
        amount: "80.00",
        allocations: [{ statement: "2026-05", amount: "80.00" }],
      }),
      record("refund", "2026-05-20", { order: "i2", amount: "800.00" }),
      sale("2026-05-21", "500.00", { order: "i3", policy: "p3" }),
      record("refund", "2026-05-22", { order: "i3", amount: "500.00" }),
    ];
    const terms = { components: [rate("10%")], credit: ON_PAID, returns: RETURNS };
    const statement = labelled(statementsAt(terms, facts, "2026-06-01"), "2026-05");
    expect([statement.payable, statement.paid, statement.open].map(yuan)).toEqual(["800.00", "80.00", "720.00"]);
  });
  it("C6.3 case-M22: nobody approves what they prepared", () => {
    const by = (who: object) =>
      record("adjustment", "2026-05-20", { period: "2026-05", amount: "10.00", reason: "r", ...who });
    const facts = [
      by({ by: "u3", approved_by: ["u1", "u2"] }),
      by({ by: "u1", approved_by: ["u1", "u2"] }),
      by({ by: "u3", approved_by: ["u1"] }),
      by({ by: "u3", approved_by: ["u2", "u2"] }),
    ];
    const statement = labelled(statementsAt({ components: [rate("10%")] }, facts, "2026-06-01"), "2026-05");
    expect(printed(statement)).toEqual(["adjustment 10.00"]);
    expect(statement.excluded.map(({ reason, owner }) => [reason, owner])).toEqual([
      ["approved_by_preparer", "company"],
      ["needs_two_approvers", "company"],
      ["needs_two_approvers", "company"],
    ]);
  });
  it("C6.2 case-M23: rounding is once a line: members by line 0.99, one rate on the whole 1.00", () => {
    const facts = ["m1", "m2", "m3"].map((member) => sale("2026-05-05", "33.35", { member }));
    const lead = { id: "lead", kind: "override", rate: "1%", of: "members", to: "m0" };
    const each = statementsAt({ components: [lead], agent: team("40%", "20%", "20%", "20%") }, facts, "2026-06-01");
    const whole = statementsAt({ components: [rate("1%")] }, facts, "2026-06-01");
    expect(yuan(labelled(each, "2026-05").payable)).toBe("0.99");
    expect(yuan(labelled(whole, "2026-05").payable)).toBe("1.00");
  });
  it("C6.2 anchors-E-39: invoices less credit notes at 4 %; the collected share only on a cash basis", () => {
    const returned = [
      sale("2026-05-05", "1000.00", { order: "i1" }),
      record("refund", "2026-05-06", { order: "i1", amount: "200.00" }),
    ];
    const net = statementsAt({ components: [rate("4%")], returns: RETURNS }, returned, "2026-06-01");
    expect(yuan(labelled(net, "2026-05").payable)).toBe("32.00");
    const instalments = [
      sale("2026-05-05", "1000.00", { policy: "p1" }),
      record("premium_paid", "2026-05-06", { policy: "p1", amount: "500.00" }),
    ];
    const cash = statementsAt({ components: [rate("4%")], credit: ON_PAID }, instalments, "2026-06-01");
    expect(yuan(labelled(cash, "2026-05").payable)).toBe("20.00");
  });
  it.each([
    ["816.50", "8.17"],
    ["3517.50", "35.18"],
    ["100.50", "1.01"],
    ["25960.50", "259.61"],
  ])("C6.2 anchors-E-40: 1 %% of %s is %s, half-up", (amount, expected) => {
    const statements = statementsAt({ components: [rate("1%")] }, [sale("2026-05-05", amount)], "2026-06-01");
    expect(yuan(labelled(statements, "2026-05").payable)).toBe(expected);
  });
});
