import { EVENT_KINDS } from "@fealty/engine/contract/event-kinds.ts";
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { ACTS } from "../../src/evaluation/who-records.ts";
import { readRefusals } from "../../src/store/import-reports.ts";
import { CONTRACT, LED_BY_THREE } from "../cli-terminal.ts";
import { company, HEAD, type ImportHouse, importHouse, MAPPING } from "./import-room.ts";

const PARTIES = ["company", "agent", "intermediary"] as const;
/** Lives from July on; June was paid before. */
const TAKEN_OVER = CONTRACT.replace("parties:\n", "go_live: 2026-07-01\nparties:\n");
const OPENING = {
  id: "os",
  kind: "opening_statement",
  at: "2026-07-01T00:00:00+08:00",
  period: "2026-06",
  payable: "5.00",
  paid: "5.00",
  approved_by: ["甲", "乙"],
};
let room: ImportHouse;
let keys = 0;
beforeAll(async () => {
  room = await importHouse();
});
const append = async (number: string, events: readonly object[] | string, caller: Caller = company) => {
  const appended = await appendEvents(room.house, caller, {
    number,
    lines: typeof events === "string" ? events : events.map((one) => JSON.stringify(one)).join("\n"),
    key: `intake-${keys++}`,
    language: "en",
  });
  // Contracts of this house share the ids of made-up events; that this is told has tests of its own.
  return { ...appended, warnings: appended.warnings.filter(({ code }) => code !== "in_other_contract") };
};
/** Codes and columns of what is refused; none where it is taken. */
const refused = (...given: Parameters<typeof append>): Promise<string[]> =>
  append(...given).then(
    () => [],
    (error) => {
      if (error.code !== "events_refused") throw error;
      return error.problems.map((one: { line: number; column: number; code: string }) => `${one.line} ${one.code}`);
    },
  );
const healthy = async (): Promise<void> => {
  for (const before of [0, 1]) {
    if (before) await rebuildStore(room.house, 1);
    const told = await diagnoseStore(room.house, 1);
    expect(told.filter(({ differences }) => differences.length > 0)).toEqual([]);
  }
};
const sale = (more: object = {}) => ({
  id: "s",
  kind: "sale",
  at: "2026-07-02T10:00:00+08:00",
  order: "o",
  amount: "10.00",
  ...more,
});

describe("C6.3: what is taken over from before", () => {
  it("C6.3: an opening fact without anything to take over is refused, and so is one of a period that is computed here", async () => {
    const [bare, live] = [await room.add("OP-1"), await room.add("OP-2", { text: TAKEN_OVER })];
    expect(await refused(bare, [OPENING])).toEqual(["1 fact_opening_without_go_live"]);
    expect(await refused(live, [{ ...OPENING, period: "2026-07" }])).toEqual(["1 fact_opening_not_before_go_live"]);
    expect(await refused(live, [{ ...OPENING, period: "pay/2026-Q2" }])).toEqual([]);
    expect(await refused(live, [{ ...OPENING, id: "o3", period: "June" }])).toEqual(["1 fact_opening_no_period"]);
    await healthy();
  });
  it("C6.3: two persons sign, and not one of them twice", async () => {
    const number = await room.add("OP-3", { text: TAKEN_OVER });
    const signed = (...approved_by: string[]) => refused(number, [{ ...OPENING, approved_by }]);
    expect(await signed("甲", "甲 ")).toEqual(["1 fact_opening_not_signed"]);
    expect(await signed()).toEqual(["1 fact_opening_not_signed"]);
    expect(await signed("甲", "乙")).toEqual([]);
  });
  it("C6.3: a period comes in once, unless what brought it in is taken out again", async () => {
    const number = await room.add("OP-4", { text: TAKEN_OVER });
    const second = { ...OPENING, id: "os2", payable: "6.00" };
    expect(await refused(number, [OPENING, { ...second, period: "pay/2026-06" }])).toEqual(["2 fact_opening_twice"]);
    expect(await refused(number, [OPENING])).toEqual([]);
    expect(await append(number, [OPENING])).toMatchObject({ added: [], repeated: ["os"] });
    expect(await refused(number, [second])).toEqual(["1 fact_opening_twice"]);
    expect(
      await refused(number, [{ id: "r", kind: "retracted", at: "2026-07-02T00:00:00+08:00", target: "os" }]),
    ).toEqual([]);
    expect(await refused(number, [second])).toEqual([]);
    await healthy();
  });
  it("C6.3: an opening balance of a component that no plan has is refused when it is appended and when it is imported", async () => {
    const number = await room.add("OP-5", { text: TAKEN_OVER });
    const balance = {
      ...OPENING,
      id: "b",
      kind: "opening_balance",
      period: undefined,
      what: "accumulator",
      amount: "1.00",
    };
    expect(await refused(number, [{ ...balance, component: "bse" }])).toEqual(["1 fact_opening_unknown"]);
    const mapping = `mapping: 1
source: {number: "1,234.56", currency: CNY, zone: Asia/Shanghai}
emit:
  - kind: opening_balance
    id: [row.no]
    fields: {at: datetime(row.day), what: '"accumulator"', component: row.part, amount: money(row.amount), approved_by: "[row.first, row.second]"}
  - kind: opening_statement
    when: row.period != ""
    id: [row.no]
    fields: {at: datetime(row.day), period: row.period, payable: money(row.amount), approved_by: "[row.first, row.second]"}
`;
    const rows = [
      "no,part,amount,day,first,second,period",
      "1,bse,1.00,2026-07-01,a,b,",
      "2,base,1.00,2026-07-01,a,A,",
      "3,base,1.00,2026-07-01,a,b,2026-06",
      "4,base,1.00,2026-07-01,a,b,2026-06",
    ];
    const report = await room.take(rows.join("\n"), { contract: number }, { mapping });
    const told = await room.house.store.withCompany(1, {}, (tx) => readRefusals(tx, report.importRunId));
    expect(told.map(({ row, code }) => [row, code])).toEqual([
      [2, "fact_opening_unknown"],
      [3, "fact_opening_not_signed"],
      [5, "fact_opening_balance_twice"],
      [5, "fact_opening_twice"],
    ]);
    expect((await room.take(rows.join("\n"), { contract: number }, { mapping })).rows).toMatchObject({
      repeated: 1,
      refused: 3,
    });
    await healthy();
  });
  it("C6.3: an opening statement whose lines do not come to what is payable is refused, and one that was overpaid is told", async () => {
    const number = await room.add("OP-6", { text: TAKEN_OVER });
    const lines = [{ component: "base", amount: "10.00" }];
    expect(await refused(number, [{ ...OPENING, payable: "1000.00", paid: "1000.00", lines }])).toEqual([
      "1 fact_opening_lines_differ",
    ]);
    expect((await append(number, [{ ...OPENING, paid: "9000.00" }])).warnings).toMatchObject([
      { line: 1, code: "opening_overpaid" },
    ]);
    const ask = (one: "view" | "explain" | "recompute") =>
      readContract<typeof one>(
        room.house,
        company,
        number,
        (asOf) =>
          ({
            ask: one,
            viewpoint: { asOf, party: "company", language: "en" },
            ...(one === "view" ? {} : { ref: "statement/2026-06" }),
          }) as never,
      );
    expect(await ask("view")).toMatchObject({ statements: [{ payable: "5.00", lines: [{ amount: "5.00" }] }, {}] });
    expect(await ask("explain")).toMatchObject({ trace: { value: "5.00" } });
    expect(await ask("recompute")).toMatchObject({ same: true, value: "5.00" });
    await healthy();
  });
  it("C6.3: one person whose name is spaced in two ways signs once, and a statement from before the term is told", async () => {
    const number = await room.add("OP-9", { text: TAKEN_OVER });
    const early = { ...OPENING, id: "early", period: "2026-05" };
    expect(await refused(number, [{ ...early, approved_by: ["钱会计", "钱 会计"] }])).toEqual([
      "1 fact_opening_not_signed",
    ]);
    expect((await append(number, [early])).warnings).toMatchObject([{ line: 1, code: "opening_before_term" }]);
  });
  it("C6.3: an opening balance comes in once, and a holdback is not below zero", async () => {
    const held = `            - {id: hold, kind: holdback, on: [base], rate: "10%", release: {after: 3 months}}\n      - {id: csat`;
    const number = await room.add("OP-7", { text: TAKEN_OVER.replace("      - {id: csat", held) });
    const balance = { id: "p", kind: "opening_balance", at: OPENING.at, approved_by: ["甲", "乙"], what: "account" };
    const first = { ...balance, amount: "7.00" };
    expect(await refused(number, [first, { ...first, id: "p2", amount: "8.00" }])).toEqual([
      "2 fact_opening_balance_twice",
    ]);
    expect(await refused(number, [first])).toEqual([]);
    expect(await refused(number, [first])).toEqual([]);
    expect(await refused(number, [{ ...first, id: "p3" }])).toEqual(["1 fact_opening_balance_twice"]);
    const negative = { ...balance, id: "h", what: "holdback", component: "hold", amount: "-50.00" };
    expect(await refused(number, [negative])).toEqual(["1 fact_opening_negative"]);
  });
  it("C6.3: an opening credit was sold before go-live and earned what a plan pays; its order is not sold once more", async () => {
    const number = await room.add("OP-8", { text: TAKEN_OVER });
    const credit = {
      id: "c",
      kind: "opening_credit",
      at: OPENING.at,
      order: "old",
      sold_at: "2026-06-20",
      amount: "100.00",
      earned: { base: "4.00" },
      approved_by: ["甲", "乙"],
    };
    expect(await refused(number, [{ ...credit, sold_at: "2026-07-01" }])).toEqual(["1 fact_opening_sold_late"]);
    expect(await refused(number, [{ ...credit, earned: { bse: "4.00" } }])).toEqual(["1 fact_opening_unknown"]);
    expect(await refused(number, [{ ...credit, earned: { base: "-4.00" } }])).toEqual(["1 fact_opening_negative"]);
    const rich = await append(number, [{ ...credit, earned: { base: "4000.00" } }]);
    expect(rich.warnings).toMatchObject([{ line: 1, code: "opening_earned_more" }]);
    expect(await refused(number, [sale({ order: "old" })])).toEqual(["1 fact_order_taken_over"]);
    expect(await refused(number, [sale({ order: "new" })])).toEqual([]);
    const late = await append(number, [{ ...credit, id: "c2", order: "new" }]);
    expect(late.warnings).toMatchObject([{ line: 1, code: "opening_order_sold" }]);
    await healthy();
  });
});

describe("C11.1: who may record what", () => {
  /** What the company alone records. */
  const COMPANYS =
    `adjustment corrected credit_from customer_joined customer_left effective inspection_done licence_recorded opening_balance
    opening_credit opening_statement payment_made policy_ended policy_issued premium_paid refund retracted rule_violated sale
    sale_cancelled served_by statement_published subject survey_answered survey_sent tax_withheld training_assigned
    training_completed`.split(/\s+/);
  /** What the agent does for customers or the company, and an intermediary has no part in. */
  const AGENTS =
    `authority_act complaint_resolved complaint_responded contact_made need_recorded policy_delivered self_evaluated
    set_off_notice solution_answered solution_proposed waiting_customer_from waiting_customer_to`.split(/\s+/);
  const recordersOf = (kind: string): readonly string[] =>
    COMPANYS.includes(kind) ? ["company"] : AGENTS.includes(kind) ? ["company", "agent"] : PARTIES;
  it("C11.1: the table knows every kind, and the acts are those that name their party", () => {
    expect([...COMPANYS, ...AGENTS].filter((kind) => !(kind in EVENT_KINDS))).toEqual([]);
    expect(
      Object.entries(EVENT_KINDS)
        .filter(([, fields]) => "party?" in fields || "party" in fields)
        .map(([kind]) => kind)
        .sort(),
    ).toEqual([...ACTS].sort());
  });
  it("C11.1: every kind is taken from whom the table says, and from nobody else", async () => {
    const number = await room.add("W-1", { text: LED_BY_THREE });
    const SAMPLES: Readonly<Record<string, unknown>> = {
      text: "x",
      texts: ["a", "b"],
      money: "1.00",
      number: "1",
      integer: "1",
      numbers: ["1"],
      boolean: true,
      date: "2026-06-02",
      instant: "2026-06-02T00:00:00+08:00",
      any: {},
    };
    for (const [kind, fields] of Object.entries(EVENT_KINDS))
      for (const party of PARTIES) {
        const own = Object.entries(fields).flatMap(([name, type]) =>
          name.endsWith("?") ? [] : [[name, SAMPLES[type]] as const],
        );
        const event = {
          id: `${kind}-${party}`,
          kind,
          at: "2026-06-20T10:00:00+08:00",
          ...Object.fromEntries(own),
          ...(ACTS.has(kind) ? { party } : {}),
          ...(kind === "retracted" ? { target: `sale-${party}` } : {}),
        };
        const told = await refused(number, [event], { companyId: 1, party });
        const expected = !recordersOf(kind).includes(party)
          ? ["1 fact_of_other_party"]
          : kind.startsWith("opening_")
            ? ["1 fact_opening_without_go_live"]
            : [];
        expect([kind, party, told]).toEqual([kind, party, expected]);
      }
    await healthy();
  }, 120_000);
  it("C11.1: a sale that raises pay is not taken from the agent, nor anything that comes with it, nor a declared kind that a plan pays for", async () => {
    const declares = CONTRACT.replace("params:", "events: {renewal: {amount: money}, tea: {}}\nparams:").replace(
      "credit: [",
      "credit: [{event: renewal, amount: amount}, ",
    );
    const number = await room.add("W-4", { text: declares });
    const agent: Caller = { companyId: 1, party: "agent" };
    const at = "2026-06-20T10:00:00+08:00";
    const made = { id: "m", kind: "contact_made", at };
    expect(await refused(number, [made, sale({ at })], agent)).toEqual(["2 fact_of_other_party"]);
    const told = append(number, [sale({ at })], agent);
    await expect(told).rejects.toMatchObject({ problems: [{ line: 1, what: expect.stringContaining("sale") }] });
    expect(await refused(number, [{ id: "r", kind: "renewal", at, amount: "1.00" }], agent)).toEqual([
      "1 fact_of_other_party",
    ]);
    expect((await append(number, [{ id: "t", kind: "tea", at }, made], agent)).added).toEqual(["t", "m"]);
    await healthy();
  });
  it("A2: an agent does not say itself that it was given more authority", async () => {
    const number = await room.add("W-5");
    const act = { id: "a", kind: "authority_act", at: "2026-06-20T10:00:00+08:00", act: "a-1", amount: "60000.00" };
    const agent: Caller = { companyId: 1, party: "agent" };
    const told = append(number, [{ ...act, separate: true }], agent);
    await expect(told).rejects.toMatchObject({ problems: [{ code: "fact_of_other_party", column: 99 }] });
    expect(await refused(number, [act], agent)).toEqual([]);
    expect(await refused(number, [{ ...act, id: "b", separate: true }])).toEqual([]);
  });
  it("N1: what names an event or a customer has at most 400 characters, and is told with its place", async () => {
    const number = await room.add("W-6");
    const named = (id: string, customer: string) => sale({ id, customer, order: id, at: "2026-06-20T10:00:00+08:00" });
    expect(await refused(number, [named("一".repeat(401), "k")])).toEqual(["1 fact_name_too_long"]);
    expect(await refused(number, [named("x", "k"), named("y", "k".repeat(60_000))])).toEqual(["2 fact_name_too_long"]);
    // Characters that cannot be packed, as many as there may be.
    const letters = Array.from({ length: 400 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)));
    expect(await refused(number, [named(letters.join(""), "k".repeat(400))])).toEqual([]);
    await healthy();
  });
  it("C11.1: a party speaks for itself alone, by whatever name, and the company for all", async () => {
    const number = await room.add("W-2");
    const waived = { id: "w", kind: "waived", at: "2026-06-20T10:00:00+08:00", instance: "C6.2/report@2026-06" };
    const agent: Caller = { companyId: 1, party: "agent" };
    expect(await refused(number, [{ ...waived, party: "company" }], agent)).toEqual(["1 fact_for_other_party"]);
    expect(await refused(number, [{ ...waived, by: "甲公司" }], agent)).toEqual(["1 fact_for_other_party"]);
    expect(await refused(number, [{ ...waived, party: "agent", by: "company" }], agent)).toEqual([
      "1 fact_for_other_party",
    ]);
    expect(await refused(number, [waived], agent)).toEqual(["1 fact_act_for_nobody"]);
    expect(await refused(number, [{ ...waived, by: "李晓" }], agent)).toEqual([]);
    expect(await refused(number, [{ ...waived, id: "w2", party: "agent" }])).toEqual([]);
  });
  it("C11.1: an act about nothing is told, a retraction of nothing is refused", async () => {
    const number = await room.add("W-3");
    const at = "2026-06-20T10:00:00+08:00";
    const decided = { id: "d", kind: "decided", at, finding: "C6.2/nothing", breach: true, party: "company" };
    expect((await append(number, [decided])).warnings).toMatchObject([{ line: 1, code: "names_nothing" }]);
    const corrected = { id: "c", kind: "corrected", at, target: "nothing", fields: { amount: "1.00" } };
    expect((await append(number, [sale(), corrected])).warnings).toMatchObject([{ line: 2, code: "names_nothing" }]);
    expect(await refused(number, [{ id: "r", kind: "retracted", at, target: "nothing" }])).toEqual([
      "1 fact_target_unknown",
    ]);
    expect((await append(number, [{ id: "r", kind: "retracted", at, target: "s" }])).warnings).toEqual([]);
  });
});

describe("C7.1: what cannot be is not taken", () => {
  it("C7.1: later than now, five minutes aside", async () => {
    const number = await room.add("N-1");
    expect(await refused(number, [sale({ at: "2099-01-01T00:00:00+08:00" })])).toEqual(["1 fact_later_than_now"]);
    expect(await refused(number, [sale({ at: "2026-07-05T12:05:01+08:00" })])).toEqual(["1 fact_later_than_now"]);
    expect(await refused(number, [sale({ at: "2026-07-05T12:05:00+08:00" })])).toEqual([]);
  });
  it("C7.1: a sale of nothing or less, and amounts beyond what is kept", async () => {
    const number = await room.add("N-2");
    for (const more of [{ amount: "-50000.00" }, { amount: "0.00" }, { quantity: "-4" }, { quantity: "0" }])
      expect(await refused(number, [sale(more)])).toEqual(["1 fact_sale_not_positive"]);
    for (const more of [
      { amount: "9".repeat(40) },
      { amount: "9".repeat(400) },
      { quantity: "9".repeat(400) },
      { amount: "10000000000000.01" },
    ])
      expect(await refused(number, [sale(more)])).toEqual(["1 fact_amount_too_large"]);
    const part = { id: "p", kind: "opening_credit", order: "o", sold_at: "2026-06-01", approved_by: ["a", "b"] };
    const credit = {
      ...part,
      at: "2026-06-20T10:00:00+08:00",
      amount: "1.00",
      earned: { base: 9_007_199_254_740_991 },
    };
    expect(await refused(number, [credit])).toEqual(["1 fact_amount_too_large"]);
    expect(await refused(number, [sale({ amount: "10000000000000.00" })])).toEqual([]);
    await healthy();
  });
  it("C7.1: texts that cannot be kept are told with their line", async () => {
    const number = await room.add("N-3");
    const good = JSON.stringify(sale());
    for (const [bad, code] of [
      ["\\u0000", "fact_text_unkept"],
      ["\\ud800", "fact_line_half_character"],
      ["\\udc00x", "fact_line_half_character"],
    ] as const) {
      expect(await refused(number, `${good}\n${good.replace('"o"', `"${bad}"`)}`)).toEqual([`2 ${code}`]);
      expect(await refused(number, good.replace('"s"', `"${bad}"`))).toEqual([`1 ${code}`]);
    }
    expect(await refused(number, good.replace('"o"', '"\\ud83d\\ude00"'))).toEqual([]);
    await healthy();
  });
  it("C7.1: a row of a file is held to the same", async () => {
    const number = await room.add("N-4");
    const rows = `${HEAD}\nX1,c1,1.00,2099-01-01\nX2,c2,${"9".repeat(40)},2026-06-21\nX3,c3,-5.00,2026-06-22\nX4,c3,5.00,2026-06-22`;
    const report = await room.take(rows, { contract: number }, { mapping: MAPPING });
    const told = await room.house.store.withCompany(1, {}, (tx) => readRefusals(tx, report.importRunId));
    expect(told.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [2, "日期", "2099-01-01", "fact_later_than_now"],
      [3, "金额", "9".repeat(40), "fact_amount_too_large"],
      [4, "金额", "-5.00", "fact_sale_not_positive"],
    ]);
  });
});
