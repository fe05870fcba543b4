import { describe, expect, it } from "vitest";
import type { Statement } from "../src/pay/types.ts";
import { type Json, labelled, payContract, printed, RETURNS, record, sale, statementsAt, yuan } from "./pay-world.ts";
import { run, states } from "./run-contract.ts";

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

describe("N2: a closed line rests for good on what was known at its close", () => {
  const answer = (id: string, month: string, score: number, fields: Json = {}): Json =>
    record("survey_answered", `2026-${month}-20`, { id, survey: "s", invitation: id, recommend: score, ...fields });
  const terms = payContract({
    components: [
      { id: "b", kind: "rate", rate: "10%" },
      {
        id: "m",
        kind: "multiplier",
        on: ["b"],
        metric: "n",
        table: [
          { from: -100, times: "0.90" },
          { from: 50, times: "1.10" },
        ],
      },
      {
        id: "h",
        kind: "holdback",
        on: ["b"],
        rate: "10%",
        release: {
          metric: "n",
          after: "1 months",
          table: [
            { from: -100, share: "50%" },
            { from: 50, share: "100%" },
          ],
        },
      },
    ],
    rules: [
      {
        id: "n",
        kind: "definition",
        metric: { measure: "nps", event: "survey_answered", value: "recommend", window: "month", min_n: 2 },
      },
    ],
    returns: RETURNS,
  });
  const facts = [
    sale("2026-01-05", "1000.00", { id: "s1" }),
    record("corrected", "2026-01-07", { id: "c1", target: "s1", fields: { amount: "2000.00" } }),
    answer("a1", "01", 0),
    answer("a2", "01", 10),
    record("corrected", "2026-01-22", { id: "c2", target: "a1", fields: { recommend: 10 } }),
    answer("a3", "02", 10),
    answer("a4", "02", 9),
  ];
  const late = [
    answer("a5", "01", 0, { recorded_at: "2026-03-15" }),
    answer("a6", "02", 0, { recorded_at: "2026-03-15" }),
    record("corrected", "2026-03-15", { id: "c3", target: "a2", fields: { recommend: 0 } }),
    record("retracted", "2026-03-15", { id: "c4", target: "c1" }),
    record("retracted", "2026-03-15", { id: "c5", target: "a3" }),
  ];
  const traces = (asOf: string): unknown[] =>
    statementsAt(terms, [...facts, ...late], asOf)
      .filter(({ label }) => label <= "2026-02")
      .flatMap(({ lines }) => lines.map((line) => [line.id, line.trace()]));
  const rests = (trace: unknown): string[] =>
    [...new Set(JSON.stringify(trace).match(/"(?:s|a|c)\d"/g) ?? [])].map((id) => id.slice(1, -1)).sort();
  it("N2: readings that pay used, and the release of a hold, keep their events", () => {
    const then = traces("2026-03-10");
    expect(then).toHaveLength(4);
    expect(traces("2026-04-10")).toEqual(then);
  });
  it("N2: with the corrections known by then, so that they still give the value", () => {
    for (const asOf of ["2026-01-25", "2026-02-10", "2026-04-10"]) {
      const shown = statementsAt(terms, [...facts, ...late], asOf)[0]!.lines.map((line) => [
        line.component,
        ...rests(line.trace()),
      ]);
      expect([asOf, ...shown.slice(0, 2)]).toEqual([asOf, ["b", "c1", "s1"], ["m", "a1", "a2", "c1", "c2", "s1"]]);
    }
  });
});

describe("C6.3: a debt that was a mistake goes with the mistake", () => {
  const terms = payContract({
    components: [
      { id: "b", kind: "rate", rate: "10%" },
      {
        id: "cb",
        kind: "clawback",
        event: "policy_ended",
        match: "policy",
        on: ["b"],
        earn_over: "12 months",
        unit: "month",
        cooling_off: "15 days",
      },
    ],
    returns: RETURNS,
  });
  const sold = sale("2026-01-05", "1200.00", { policy: "P" });
  const ended = (fields: Json = {}): Json =>
    record("policy_ended", "2026-02-05", { id: "end", policy: "P", reason: "surrender", ...fields });
  const retracted = (at: string, target = "end"): Json => record("retracted", at, { target });
  const paid = (at: string, amount: string, statement: string): Json =>
    record("payment_made", at, { amount, allocations: [{ statement, amount }] });
  /** `payable set-off open account` of one statement. */
  const figures = (facts: readonly Json[], label: string, asOf = "2026-06-05"): string => {
    const { payable, setOff, open, balances } = labelled(statementsAt(terms, [sold, ...facts], asOf), label);
    return [payable, setOff, open, balances.account].map(yuan).join(" ");
  };
  it("C6.3: a claw-back that is taken back leaves nothing to pay and nothing owed, before the close and after it", () => {
    const facts = [ended(), retracted("2026-03-05")];
    expect(figures(facts, "2026-02")).toBe("-110.00 0.00 -110.00 -110.00");
    expect(figures(facts, "2026-03", "2026-03-20")).toBe("110.00 110.00 0.00 0.00");
    expect(figures(facts, "2026-03")).toBe("110.00 110.00 0.00 0.00");
    expect(figures(facts, "2026-05")).toBe("0.00 0.00 0.00 0.00");
  });
  it("C6.3: whichever statement showed it: one that became known late stood in a true-up", () => {
    const facts = [ended({ recorded_at: "2026-03-10" }), retracted("2026-04-05")];
    expect(figures(facts, "2026-03")).toBe("-110.00 0.00 -110.00 -110.00");
    expect(figures(facts, "2026-04")).toBe("110.00 110.00 0.00 0.00");
  });
  it("C6.3: what of it was paid back or set off since is to be paid", () => {
    const back = [ended(), paid("2026-02-25", "-40.00", "2026-02"), retracted("2026-03-05")];
    expect(figures(back, "2026-03")).toBe("110.00 70.00 40.00 0.00");
    const march = sale("2026-03-10", "3000.00");
    const notice = record("set_off_notice", "2026-03-20", { amount: "110.00", arrived: "2026-03-21T10:00:00+08:00" });
    const setOff = [ended(), march, notice, retracted("2026-04-05")];
    expect(figures(setOff, "2026-03")).toBe("300.00 110.00 190.00 0.00");
    expect(figures(setOff, "2026-04")).toBe("110.00 0.00 110.00 0.00");
  });
  it("C6.3: pay of its own stands beside the debt, and only what is given back is taken off it", () => {
    const march = sale("2026-03-10", "3000.00");
    expect(figures([ended(), march], "2026-03")).toBe("300.00 0.00 300.00 -110.00");
    expect(figures([ended(), march, retracted("2026-03-05")], "2026-03")).toBe("410.00 110.00 300.00 0.00");
    // Another debt than the one that is set right.
    const other = [
      sale("2026-01-10", "500.00", { order: "o" }),
      record("refund", "2026-03-10", { order: "o", amount: "500.00" }),
    ];
    expect(figures([ended(), ...other, retracted("2026-04-05")], "2026-04")).toBe("110.00 110.00 0.00 -50.00");
  });
  it("C6.3: nobody is late with what is not to be paid", () => {
    const plan = {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [
        { id: "b", kind: "rate", rate: "10%" },
        {
          id: "cb",
          kind: "clawback",
          event: "policy_ended",
          match: "policy",
          on: ["b"],
          earn_over: "12 months",
          unit: "month",
        },
      ],
    };
    const rule = {
      id: "pay",
      kind: "entitlement",
      holder: "agent",
      from: "company",
      pay_by: "10 days",
      finding: "B1",
      plan,
    };
    const evaluation = run(
      [rule],
      [
        { kind: "sale", at: "2026-01-05T10:00", order: "A", policy: "P", amount: "1200.00" },
        { kind: "payment_made", at: "2026-02-03T10:00", amount: "120.00" },
        { id: "end", kind: "policy_ended", at: "2026-02-05T10:00", policy: "P", reason: "surrender" },
        { kind: "retracted", at: "2026-03-05T10:00", target: "end" },
      ],
      "2026-05-20T10:00",
    );
    expect(evaluation.findings).toEqual([]);
    expect(states(evaluation)).toEqual(["pay@2026-01/pay met", "pay@2026-03/pay met"]);
  });
  it("C6.3: a hand-made line that is taken back takes its debt with it", () => {
    const entry = record("adjustment", "2026-02-10", {
      id: "entry",
      period: "2026-02",
      amount: "-30.00",
      reason: "x",
      approved_by: ["x", "y"],
      by: "z",
    });
    expect(figures([entry, retracted("2026-03-05", "entry")], "2026-03")).toBe("30.00 30.00 0.00 0.00");
  });
});

describe("C6.2: a sale that is taken back whole comes to zero, what was held of it included", () => {
  const claw = {
    id: "cb",
    kind: "clawback",
    event: "policy_ended",
    match: "policy",
    on: ["b"],
    earn_over: "12 months",
    unit: "day",
    cooling_off: "30 days",
  };
  const hold = (on: readonly string[]): Json => ({
    id: "h",
    kind: "holdback",
    on,
    rate: "15%",
    release: { metric: "cs", after: "2 months", table: [{ from: 0, share: "50%" }] },
  });
  const cs = {
    id: "cs",
    kind: "definition",
    metric: { measure: "csat", event: "survey_answered", value: "satisfaction", window: "month", min_n: 1 },
  };
  const base = { id: "b", kind: "rate", rate: "10%" };
  const sold = sale("2026-01-31", "87654.30", { policy: "P" });
  const ended = record("policy_ended", "2026-02-15", { policy: "P", reason: "surrender" });
  const answered = record("survey_answered", "2026-03-05", { survey: "s", invitation: "i", satisfaction: 5 });
  it("C6.2: at once where the claw-back is among the lines that it holds of", () => {
    const terms = payContract({ components: [base, claw, hold(["b", "cb"])], rules: [cs] });
    const statements = statementsAt(terms, [sold, ended, answered], "2026-05-20");
    expect(printed(labelled(statements, "2026-02"))).toEqual(["cb -8765.43", "h 1314.81"]);
    expect(payableFrom(statements, "2026-01")).toBe("0.00");
  });
  it("C6.2: when it falls due where it is not, and half of what was not taken back", () => {
    const terms = payContract({ components: [base, hold(["b"]), claw], rules: [cs] });
    const other = sale("2026-01-30", "1000.00");
    const statements = statementsAt(terms, [sold, other, ended, answered], "2026-05-20");
    expect(printed(labelled(statements, "2026-03"))).toEqual(["h 1314.81", "h 7.50"]);
    expect(payableFrom(statements, "2026-01")).toBe("92.50");
  });
});

describe("C6.3: true-ups of a statement", () => {
  const base = { id: "base", kind: "rate", rate: "4%" };
  const hold = { id: "hold", kind: "holdback", on: ["base"], rate: "10%", release: { after: "6 months" } };
  it("C6.3: what sets a holdback right is held, not earned; held over all statements is the balance", () => {
    const contract = payContract({ components: [base, hold], returns: RETURNS });
    const facts = [
      sale("2026-01-10", "1000.00", { order: "a" }),
      sale("2026-02-10", "1000.00"),
      refund("2026-02-12", "a", "400.00"),
    ];
    const statements = statementsAt(contract, facts, "2026-03-02");
    expect(statements.map((one) => [one.earned, one.held, one.payable].map(yuan))).toEqual([
      ["40.00", "4.00", "36.00"],
      ["24.00", "2.40", "21.60"],
      ["0.00", "0.00", "0.00"],
    ]);
    const held = statements.reduce((sum, one) => sum + one.held, 0n) as Statement["held"];
    expect(yuan(held)).toBe(yuan(statements.at(-1)!.balances.holdback));
  });
  it("C6.3: a later true-up names the earlier one that it takes back", () => {
    const contract = payContract({ components: [base], returns: RETURNS });
    const facts = [
      sale("2026-01-10", "1000.00", { order: "a" }),
      refund("2026-02-12", "a", "400.00"),
      refund("2026-03-12", "a", "100.00"),
    ];
    const lines = statementsAt(contract, facts, "2026-04-02").flatMap((one) => one.lines);
    expect(lines.map(({ id, amount, reverses }) => [id, yuan(amount), ...reverses])).toEqual([
      ["2026-01/base", "40.00"],
      ["2026-02/true_up", "-16.00", "2026-01/base"],
      ["2026-03/true_up", "-4.00", "2026-01/base", "2026-02/true_up"],
    ]);
  });
});
