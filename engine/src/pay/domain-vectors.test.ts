import { describe, expect, it } from "vitest";
import { cn } from "../../test/calendars.ts";
import {
  eventsOf,
  labelled,
  paid,
  paidTo,
  payContract,
  playPay,
  printed,
  RETURNS,
  record,
  sale,
  statementsAt,
  TABLE,
  type Terms,
  team,
  yuan,
} from "../../test/pay-world.ts";
import type { PayReadings } from "./types.ts";

const rate = (percent: string) => ({ id: "base", kind: "rate", rate: percent });
const tiers = (more: object = {}) => ({
  id: "base",
  kind: "tiers",
  quota: "200000.00",
  method: "marginal",
  accumulate: "period",
  table: TABLE,
  ...more,
});
const june = (terms: Terms, ...records: Parameters<typeof statementsAt>[1]) =>
  labelled(statementsAt(terms, records, "2026-07-01"), "2026-06");

describe("pay vectors of the domain page", () => {
  it("domain-C3-1: one rate, one rounding", () => {
    const statement = june({ components: [rate("5.5%")] }, sale("2026-06-10", "128456.78"));
    expect(printed(statement)).toEqual(["base 7065.12"]);
  });
  it("domain-C3-2: marginal tiers print a line for each slice", () => {
    const statement = june({ components: [tiers()] }, sale("2026-06-10", "262500.00"));
    expect(printed(statement)).toEqual(["base 8000.00", "base 2400.00", "base 1800.00"]);
  });
  it.each([
    ["199999.99", "8000.00"],
    ["200000.00", "12000.00"],
    ["239999.99", "14400.00"],
    ["240000.00", "19200.00"],
    ["262500.00", "21000.00"],
  ])("domain-C3-3: retroactive tiers, %s earns %s", (amount, expected) => {
    const statement = june({ components: [tiers({ method: "retroactive" })] }, sale("2026-06-10", amount));
    expect(yuan(statement.payable)).toBe(expected);
  });
  const drawn = (recoverable: boolean, ...earned: readonly string[]) => {
    const draw = {
      id: "draw",
      kind: "draw",
      amount: "6000.00",
      recoverable,
      ...(recoverable ? { at_end: "forgive" } : {}),
    };
    const sales = earned.map((amount, index) => sale(`2026-0${index + 1}-12`, amount));
    const statements = statementsAt({ components: [rate("100%"), draw] }, sales, `2026-0${earned.length + 1}-01`);
    return statements.slice(0, earned.length).map(({ payable, balances }) => `${yuan(payable)} ${yuan(balances.draw)}`);
  };
  it("domain-C3-4: a recoverable draw is earned back", () => {
    expect(drawn(true, "4200.00", "5100.00", "9800.00")).toEqual([
      "6000.00 1800.00",
      "6000.00 2700.00",
      "7100.00 0.00",
    ]);
  });
  it("domain-C3-4b: only what exceeds the draw earns it back", () => {
    expect(drawn(true, "4200.00", "5100.00", "7000.00", "11000.00")).toEqual([
      "6000.00 1800.00",
      "6000.00 2700.00",
      "6000.00 1700.00",
      "9300.00 0.00",
    ]);
  });
  it("domain-C3-4c: a draw that is not recoverable is a guarantee", () => {
    expect(drawn(false, "4200.00", "5100.00", "9800.00")).toEqual(["6000.00 0.00", "6000.00 0.00", "9800.00 0.00"]);
  });
  it.each([
    ["month", "2025-10-01", "2025-10", "-1500.00"],
    ["day", "2025-09-17", "2025-09", "-1627.40"],
    ["day", "2025-03-11", "2025-03", "-3600.00"],
  ])("domain-C3-5: 3,600 earned over twelve months, ended by %s on %s", (unit, ended, label, expected) => {
    const claw = {
      id: "claw",
      kind: "clawback",
      event: "sale_cancelled",
      match: "order",
      on: ["base"],
      earn_over: "12 months",
      unit,
      cooling_off: "15 days",
    };
    const terms = { components: [rate("6%"), claw], term: { from: "2025-01-01", until: "2026-12-31" } };
    const facts = [sale("2025-03-01", "60000.00", { order: "p1" }), record("sale_cancelled", ended, { order: "p1" })];
    expect(paid(labelled(statementsAt(terms, facts, "2025-12-01"), label), "claw")).toBe(expected);
  });
  it.each([
    [0.9, "1314.81"],
    [0.8, "657.41"],
    [0.5, "0.00"],
  ])("domain-C3-6: 15 % held back, released at %s: %s", (value, released) => {
    const contract = payContract({
      components: [
        rate("100%"),
        {
          id: "hold",
          kind: "holdback",
          on: ["base"],
          rate: "15%",
          release: {
            metric: "p13",
            after: "13 months",
            table: [
              { from: 0, share: "0%" },
              { from: "75%", share: "50%" },
              { from: "85%", share: "100%" },
            ],
          },
        },
      ],
      term: { from: "2026-01-01", until: "2027-12-31" },
      rules: [
        {
          id: "p13",
          kind: "definition",
          metric: { measure: "persistency", event: "policy_issued", months: 13, window: "month", min_n: 30 },
        },
      ],
    });
    const readings: PayReadings = { metricAt: () => ({ value, status: "ok" }), thresholdAt: () => undefined };
    const player = playPay(contract, readings);
    for (const event of eventsOf(contract, [sale("2026-01-10", "8765.43")])) player.learn(event);
    const statements = player.statements(cn("2027-03-02T00:00:00"));
    expect(yuan(labelled(statements, "2026-01").held)).toBe("1314.81");
    expect(yuan(labelled(statements, "2026-01").payable)).toBe("7450.62");
    expect(yuan(labelled(statements, "2026-12").balances.holdback)).toBe("1314.81");
    expect(paid(labelled(statements, "2027-02"), "hold")).toBe(released);
    expect(yuan(labelled(statements, "2027-02").balances.holdback)).toBe("0.00");
  });
  it("domain-C3-7: thirds, and 50/30/20, add up to the pool", () => {
    const split = [rate("100%"), { id: "split", kind: "split", on: ["base"] }];
    const odd = june({ components: split, agent: team("50%", "30%", "20%") }, sale("2026-06-03", "4321.07"));
    expect(["m0", "m1", "m2"].map((member) => paidTo(odd, member))).toEqual(["2160.54", "1296.32", "864.21"]);
    expect(yuan(odd.payable)).toBe("4321.07");
  });
  it("domain-C3-8: an override prints a line for each member", () => {
    const lead = { id: "lead", kind: "override", rate: "2%", of: "members", to: "m0" };
    const statement = june(
      { components: [lead], agent: team("40%", "20%", "20%", "20%") },
      sale("2026-06-03", "85300.50", { member: "m1" }),
      sale("2026-06-03", "142018.20", { member: "m2" }),
      sale("2026-06-03", "67777.77", { member: "m3" }),
    );
    expect(statement.lines.map(({ source, amount }) => `${source} ${yuan(amount)}`)).toEqual([
      "m1 1706.01",
      "m2 2840.36",
      "m3 1355.56",
    ]);
    expect(yuan(statement.payable)).toBe("5901.93");
  });
  it("domain-C3-9: cap and floor are lines of their own", () => {
    const cap = { id: "cap", kind: "cap", on: ["base"], at: "30000.00", excess: "forfeit" };
    const floor = { id: "floor", kind: "floor", on: ["base"], at: "2000.00" };
    expect(printed(june({ components: [rate("100%"), cap] }, sale("2026-06-03", "38250.00")))).toEqual([
      "base 38250.00",
      "cap -8250.00",
    ]);
    expect(printed(june({ components: [rate("100%"), floor] }, sale("2026-06-03", "1345.60")))).toEqual([
      "base 1345.60",
      "floor 654.40",
    ]);
  });
  it.each([
    ["calendar_days", "5419.35", "870.97", "6290.32"],
    ["business_days", "5454.55", "818.18", "6272.73"],
  ])("domain-C3-10: quota prorated by %s", (prorate, first, second, sum) => {
    const terms = { components: [tiers({ prorate })], term: { from: "2026-03-11", until: "2026-12-31" } };
    const statement = labelled(statementsAt(terms, [sale("2026-03-20", "150000.00")], "2026-04-01"), "2026-03");
    expect(printed(statement)).toEqual([`base ${first}`, `base ${second}`]);
    expect(yuan(statement.payable)).toBe(sum);
  });
  it("domain-C3-11: the rate changes at midnight in the contract's zone", () => {
    const statement = june(
      {
        components: [rate("{{r}}")],
        head: {
          params: { r: { type: "rate", value: "5%" } },
          amendments: [{ number: 1, effective: "2026-06-16", set: { r: "6%" }, applies: "by_event_date" }],
        },
      },
      sale("2026-06-10", "40000.00"),
      sale("2026-06-15T15:59:59Z", "10000.00"),
      sale("2026-06-15T16:00:00Z", "10000.00"),
      sale("2026-06-28", "25000.00"),
    );
    expect(printed(statement)).toEqual(["base 2500.00", "base 2100.00"]);
    expect(statement.lines.map(({ version }) => version)).toEqual([1, 2]);
  });
  it("domain-C3-12: a cumulative quarter and a later return", () => {
    const quarter = tiers({
      quota: "240000.00",
      accumulate: "quarter",
      table: [
        { from: "0%", rate: "4%" },
        { from: "100%", rate: "7%" },
      ],
    });
    const facts = [
      sale("2026-01-15", "60000.00"),
      sale("2026-02-15", "90000.00"),
      sale("2026-03-15", "130000.00", { order: "q2" }),
      record("refund", "2026-04-08", { order: "q2", amount: "50000.00" }),
    ];
    const statements = statementsAt({ components: [quarter], returns: RETURNS }, facts, "2026-05-01");
    expect(statements.map(({ payable }) => yuan(payable))).toEqual([
      "2400.00",
      "3600.00",
      "6400.00",
      "-3200.00",
      "0.00",
    ]);
    expect(labelled(statements, "2026-04").lines.map(({ ofPeriod, ofComponent }) => [ofPeriod, ofComponent])).toEqual([
      ["2026-03", "base"],
    ]);
  });
  it("domain-C3-13: loyalty factor and payment per unit", () => {
    const contract = payContract({
      components: [
        rate("5%"),
        {
          id: "loyal",
          kind: "multiplier",
          on: ["base"],
          metric: "csat",
          table: [
            { from: 0, times: "1.00" },
            { from: "80%", times: "1.05" },
          ],
        },
        { id: "motor", kind: "per_unit", event: "sale", when: "event.product == 'motor'", each: "88.00" },
      ],
      credit: [{ event: "sale", amount: "amount", when: "event.product != 'motor'" }],
      rules: [
        {
          id: "csat",
          kind: "definition",
          metric: { measure: "csat", event: "survey_answered", value: "satisfaction", window: "month", min_n: 30 },
        },
      ],
    });
    const readings: PayReadings = { metricAt: () => ({ value: 0.824, status: "ok" }), thresholdAt: () => undefined };
    const player = playPay(contract, readings);
    const motors = Array.from({ length: 17 }, () => sale("2026-06-09", "100.00", { product: "motor" }));
    for (const event of eventsOf(contract, [sale("2026-06-03", "197530.80"), ...motors])) player.learn(event);
    const statement = labelled(player.statements(cn("2026-07-01T00:00:00")), "2026-06");
    expect(printed(statement)).toEqual(["base 9876.54", "loyal 493.83", "motor 1496.00"]);
    expect(yuan(statement.payable)).toBe("11866.37");
  });
});
