import { describe, expect, it } from "vitest";
import { run, type Told } from "../../test/run-contract.ts";
import { explain } from "../explain.ts";
import { describeWarning } from "../messages/warning.ts";
import { evaluationJson } from "../output.ts";

const plan = (components: readonly object[], more: object = {}) => [
  {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      returns: { event: "refund", match: "order", treat: "restate" },
      components: [{ id: "base", kind: "rate", rate: "10%" }, ...components],
      ...more,
    },
  },
];
const CLAW = {
  id: "claw",
  kind: "clawback",
  on: ["base"],
  event: "policy_ended",
  match: "policy",
  earn_over: "12 months",
  unit: "month",
};
const CAP = { id: "cap", kind: "cap", on: ["base"], at: "3000.00", excess: "carry" };
const sale: Told = { kind: "sale", at: "2026-01-20T10:00", order: "o", policy: "P", amount: "9900.00" };
const paid = (amount: string, more: object = {}): Told => ({
  kind: "payment_made",
  at: "2026-02-10T10:00",
  amount,
  ...more,
});
const adjusted = (more: object): Told => ({
  kind: "adjustment",
  at: "2026-02-10T10:00",
  period: "2026-02",
  amount: "1.00",
  reason: "x",
  approved_by: ["p", "q"],
  ...more,
});
const all = (facts: readonly Told[], components: readonly object[] = [], more: object = {}, head: object = {}) =>
  run(plan(components, more), [sale, ...facts], "2026-03-10T10:00", head);
const told = (...given: Parameters<typeof all>): string[] =>
  all(...given).warnings.map(({ code, args }) => {
    for (const language of ["zh", "en"] as const) {
      expect(describeWarning({ code, args }, language)).not.toMatch(/\{\w+\}|^\w+( \w+)*$/);
    }
    const { event = "", reason, statement, amount, line, written, count } = args;
    return [event, code, reason, statement, amount, line, written, count].filter(Boolean).join(" ");
  });
const january = (...given: Parameters<typeof all>) => {
  const evaluation = all(...given);
  const { paid, open } = evaluation.statements.find(({ label }) => label === "2026-01")!;
  return [evaluation.money(paid), evaluation.money(open)];
};

describe("C6.3: facts about pay that have no effect are told", () => {
  it("C6.3: more than is owed", () => {
    expect(told([paid("9999999.00")])).toEqual(["payment_unspent 9999009.00"]);
    expect(told([paid("990.00")])).toEqual([]);
  });
  it("C6.3: a negative payment that names nothing", () => {
    expect(told([paid("-10.00")])).toEqual(["e2 payment_negative"]);
    expect(january([paid("-10.00"), paid("100.00")])).toEqual(["100.00", "890.00"]);
  });
  it("C6.3: allocations count up to the payment, and what they leave pays the oldest", () => {
    const over = paid("10.00", { allocations: [{ statement: "2026-01", amount: "50.00" }] });
    expect([told([over]), january([over])]).toEqual([["e2 allocations_exceed"], ["10.00", "980.00"]]);
    const under = paid("100.00", { allocations: [{ statement: "2026-02", amount: "40.00" }] });
    expect(january([under])).toEqual(["60.00", "930.00"]);
    const unread = paid("10.00", { allocations: [{ statement: "2026-01", amount: "ten" }] });
    expect([told([unread]), january([unread])]).toEqual([["e2 allocation_unreadable"], ["10.00", "980.00"]]);
  });
  it("C6.3: statements that are not there", () => {
    const withheld = { kind: "tax_withheld", at: "2026-02-10T10:00", amount: "1.00" };
    expect(
      told([
        paid("1.00", { allocations: [{ statement: "2099-01", amount: "1.00" }] }),
        { ...withheld, statement: "2099-01" },
        { kind: "statement_published", at: "2026-02-10T10:00", period: "2026-1" },
        adjusted({ period: "2099-01" }),
        adjusted({ period: "2026-1" }),
        { ...withheld, statement: "2026-01", amount: "-1.00" },
      ]),
    ).toEqual([
      "e2 unknown_statement 2099-01",
      "e3 unknown_statement 2099-01",
      "e4 unknown_statement 2026-1",
      "e5 unknown_statement 2099-01",
      "e6 unknown_statement 2026-1",
      "e7 payment_negative",
    ]);
  });
  it("C6.3: a negative refund takes nothing and gives nothing", () => {
    const refund = (amount: string) => ({ kind: "refund", at: "2026-01-25T10:00", order: "o", amount });
    expect(told([refund("-5000.00")])).toEqual(["e2 not_counted negative_amount 2026-01"]);
    expect(january([refund("-5000.00"), refund("100.00")])).toEqual(["0.00", "980.00"]);
  });
  it("C6.3: returns under a plan that has no rule for them", () => {
    const refund = { kind: "refund", at: "2026-01-25T10:00", order: "o", amount: "1.00" };
    const cancelled = { kind: "sale_cancelled", at: "2026-01-26T10:00", order: "o" };
    expect(told([refund, refund, cancelled], [], { returns: undefined })).toEqual([
      "returns_not_counted 2",
      "returns_not_counted 1",
    ]);
    expect(told([refund, cancelled], [{ ...CLAW, event: "sale_cancelled", match: "order" }])).toEqual([]);
  });
  it("C6.3: an end of cover dated before its sale", () =>
    expect(told([{ kind: "policy_ended", at: "2026-01-10T10:00", policy: "P" }], [CLAW])).toEqual([
      "e2 not_counted ended_before_sale 2026-01",
    ]));
  it("C6.3: one person who approves twice, one who is paid by it, and a line that is not there", () => {
    expect(told([adjusted({ approved_by: ["p", "P "] })])).toEqual(["e2 not_counted needs_two_approvers 2026-02"]);
    for (const same of ["钱 会计", "钱　会计", " 钱会计", "钱\u200b会计"])
      expect(told([adjusted({ approved_by: ["钱会计", same] })])).toEqual([
        "e2 not_counted needs_two_approvers 2026-02",
      ]);
    expect(told([adjusted({ approved_by: ["Ann Lee", "ＡＮＮ ＬＥＥ"] })])).toEqual([
      "e2 not_counted needs_two_approvers 2026-02",
    ]);
    expect(told([adjusted({ by: " Q" })])).toEqual(["e2 not_counted approved_by_preparer 2026-02"]);
    const paid = (approved_by: readonly string[]) => told([adjusted({ approved_by })]);
    expect(paid(["p", "乙代理"])).toEqual(["e2 not_counted approved_by_payee 2026-02"]);
    expect(paid(["p", "q", "乙代理"])).toEqual([]);
    expect(told([adjusted({ reverses: "2026-01/bse" })])).toEqual(["e2 reverses_nothing 2026-01/bse"]);
    expect(told([adjusted({ reverses: "2026-01/base" })])).toEqual([]);
  });
  it("C6.3: opening balances of what no plan has", () => {
    const opening = (more: object) => ({
      kind: "opening_balance",
      at: "2026-01-01T10:00",
      amount: "1.00",
      approved_by: ["p", "q"],
      ...more,
    });
    const facts = [
      opening({ what: "acount" }),
      opening({ what: "carry", component: "nix" }),
      opening({ what: "draw" }),
      opening({ what: "account", component: "cap" }),
      opening({ what: "carry", component: "cap" }),
      opening({ what: "account" }),
    ];
    expect(told(facts, [CAP], {}, { continues: "HX-2025-0001" })).toEqual([
      "e2 opening_unknown acount",
      "e3 opening_unknown nix",
      "e4 opening_unknown draw",
      "e5 opening_unknown cap",
    ]);
    expect(told(facts.slice(4), [CAP])).toEqual(["e2 opening_without_go_live", "e3 opening_without_go_live"]);
  });
  it("C6.3: an opening statement of a period that is computed here, and a second one of a period, are left out", () => {
    const opening = (period: string, payable: string) => ({
      kind: "opening_statement",
      at: "2026-02-01T00:00",
      period,
      payable,
      approved_by: ["p", "q"],
    });
    const facts = [opening("2026-01", "5.00"), opening("pay/2026-01", "7.00"), opening("2026-02", "9.00")];
    const shown = (head: object) =>
      all(facts, [], {}, head).statements.map(({ label, status, payable }) => `${label} ${status} ${payable}`);
    expect(shown({ go_live: "2026-02-01" })).toEqual(["2026-01 opening 500", "2026-02 closed 0", "2026-03 open 0"]);
    expect(told(facts, [], {}, { go_live: "2026-02-01" })).toContain("e3 opening_twice 2026-01");
    expect(told(facts, [], {}, { go_live: "2026-02-01" })).toContain("e4 opening_not_before_go_live 2026-02");
    expect(shown({})).toEqual(["2026-01 closed 99000", "2026-02 closed 0", "2026-03 open 0"]);
    expect(told(facts)).toEqual([2, 3, 4].map((n) => `e${n} opening_not_before_go_live 2026-0${n === 4 ? 2 : 1}`));
  });
  it("C6.3: whoever brings in a statement from before the term is told, but not where another contract is continued", () => {
    const opening = (period: string) => ({
      kind: "opening_statement",
      at: "2026-02-01T10:00",
      period,
      payable: "5.00",
      approved_by: ["p", "q"],
    });
    const facts = [opening("2025-12"), opening("2026-01")];
    const uncounted = (head: object) =>
      all(facts, [], {}, head)
        .uncounted()
        .filter(({ code }) => code === "opening_before_term");
    const [only, ...others] = uncounted({ go_live: "2026-02-01" });
    expect([only?.args, others]).toEqual([
      { event: "e2", kind: "opening_statement", statement: "2025-12", from: "2026-01-01" },
      [],
    ]);
    expect(describeWarning(only!, "en")).toContain("2025-12 was over before the contract's term began (2026-01-01)");
    expect(describeWarning(only!, "zh")).toContain("2025-12 期在合同期开始（2026-01-01）之前就已结束");
    expect(uncounted({ go_live: "2026-02-01", continues: "X-0" })).toEqual([]);
  });
  it("C6.3: an opening statement whose lines are not its payable is left out, and what was overpaid is told", () => {
    const opening = (more: object) => ({
      kind: "opening_statement",
      at: "2026-02-01T10:00",
      approved_by: ["p", "q"],
      payable: "1000.00",
      paid: "1000.00",
      ...more,
    });
    const facts = [
      opening({ period: "2025-12", lines: [{ component: "base", amount: "10.00" }] }),
      opening({
        period: "2025-11",
        lines: [
          { component: "base", amount: "1300.00" },
          { component: "tax", amount: "-300.00" },
        ],
      }),
      opening({ period: "2025-10", paid: "9000.00" }),
    ];
    const head = { go_live: "2026-01-01" };
    expect(told(facts, [], {}, head)).toEqual([
      "e2 unknown_statement 2025-12",
      "e2 opening_lines_differ 2025-12",
      "e4 opening_overpaid 2025-10",
    ]);
    const evaluation = all(facts, [], {}, head);
    const opened = evaluation.statements.filter(({ status }) => status === "opening");
    expect(opened.map(({ label, payable }) => `${label} ${evaluation.money(payable)}`)).toEqual([
      "2025-10 1000.00",
      "2025-11 1000.00",
    ]);
    for (const { label, payable } of opened)
      expect(explain(evaluation, `statement/${label}`)?.value).toBe(evaluation.money(payable));
  });
  it("C6.3: an opening balance taken twice counts once, and a negative holdback not at all", () => {
    const opening = (amount: string, more: object = {}) => ({
      kind: "opening_balance",
      at: "2026-01-01T10:00",
      what: "carry",
      amount,
      approved_by: ["p", "q"],
      ...more,
    });
    const hold = { id: "hold", kind: "holdback", on: ["base"], rate: "10%", release: { after: "1 month" } };
    const facts = [
      opening("500.00", { component: "cap" }),
      opening("500.00"),
      opening("30.00", { what: "holdback", component: "hold" }),
      opening("-50.00", { what: "holdback", component: "hold" }),
    ];
    expect(told(facts, [CAP, hold], {}, { go_live: "2026-01-01" })).toEqual([
      "e3 opening_balance_twice",
      "e5 opening_negative -50.00",
    ]);
    const carried = (given: typeof facts) =>
      all(given, [CAP], {}, { go_live: "2026-01-01" }).statements.map(({ balances, payable }) => [
        balances.carry,
        payable,
      ]);
    expect(carried(facts.slice(0, 2))).toEqual(carried(facts.slice(0, 1)));
  });
  it("C6.3: an opening credit of a sale that is computed here, of more than it was sold for, or sold once more, is told", () => {
    const opening = (order: string, more: object = {}) => ({
      kind: "opening_credit",
      at: "2026-01-01T10:00",
      order,
      sold_at: "2025-12-20",
      amount: "100.00",
      approved_by: ["p", "q"],
      ...more,
    });
    const facts = [
      opening("a", { sold_at: "2026-01-20", earned: { base: "10.00" } }),
      opening("b", { earned: { bse: "10.00" } }),
      opening("c", { earned: { base: "4000.00" } }),
      opening("d", { earned: { base: "-4.00" } }),
      { ...sale, order: "b", policy: "Q" },
      { kind: "refund", at: "2026-02-01T10:00", order: "a", amount: "100.00" },
    ];
    const head = { go_live: "2026-01-01" };
    expect(told(facts, [], {}, head).sort()).toEqual([
      "e2 opening_sold_late 2026-01-20",
      "e3 opening_order_sold",
      "e3 opening_unknown bse",
      "e4 opening_earned_more 100.00",
      "e5 opening_negative -4.00",
      "e6 opening_order_sold",
      "e7 not_counted no_matching_sale 2026-02",
    ]);
  });
  it("C6.3: a reason is what it means, and one that says nothing is told", () => {
    const ended = (reason: string) =>
      all([{ kind: "policy_ended", at: "2026-02-10T10:00", policy: "P", reason }], [CLAW]);
    const taken = (reason: string): boolean =>
      ended(reason).statements.some(({ lines }) => lines.some(({ component }) => component === "claw"));
    expect(["death", "Death", " DEATH", "company fault", "Company-Fault", "身故"].filter(taken)).toEqual([]);
    expect(["lapse", "Surrender", "退保", "dead", "gone fishing"].filter((one) => !taken(one))).toEqual([]);
    expect(ended("Surrender").warnings).toEqual([]);
    expect(ended("gone fishing").warnings).toEqual([
      { code: "unknown_end_reason", args: { rule: "C9.3/pay", written: "gone fishing", count: "1" } },
    ]);
  });
  it("C10.1: a contract that continues another says so, and asks for what it takes over", () => {
    const opening = { kind: "opening_balance", at: "2026-01-01T10:00", what: "account", amount: "-5.00" };
    const shown = (facts: readonly Told[]) => {
      const evaluation = run(plan([]), facts, "2026-03-10T10:00", { continues: "HX-2025-0001" });
      return [evaluationJson(evaluation).continues, ...evaluation.warnings.map(({ code }) => code)];
    };
    expect(shown([])).toEqual(["HX-2025-0001", "continues_without_opening"]);
    expect(shown([{ ...opening, approved_by: ["p", "q"] }])).toEqual(["HX-2025-0001"]);
    expect(evaluationJson(all([]))).not.toHaveProperty("continues");
  });
  it("C10.3: a use of a power that the contract does not have", () =>
    expect(told([{ kind: "power_used", at: "2026-02-10T10:00", power: "S9/none", party: "company" }])).toEqual([
      "e2 names_nothing",
    ]));
});
