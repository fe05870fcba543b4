// Clauses: C1.3, C7.1, C10.3
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { handOverCustomers } from "../../src/commands/hand-over-customers.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { listOwnCustomers, readOwnCustomer } from "../../src/commands/own-customers.ts";
import { publishNotice } from "../../src/commands/publish-notice.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { recordConsent } from "../../src/commands/record-consent.ts";
import { revealOwnCustomer } from "../../src/commands/reveal-customer.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { listCustomers as listInStore } from "../../src/store/customers.ts";
import { seeCustomersOf } from "../../src/store/transaction.ts";
import { CONTRACT, LED_BY_THREE } from "../cli-terminal.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-07-15T12:00:00+08:00");
let house: House;
let first: Caller;
let second: Caller;
let between: Caller;
let keys = 0;
const newKey = (): string => `own-${keys++}`;
const event = (kind: string, at: string, more: object) => JSON.stringify({ id: `e${keys++}`, kind, at, ...more });
const append = (number: string, ...lines: string[]) =>
  appendEvents(house, company, { number, lines: lines.join("\n"), key: newKey(), language: "zh" });
const callerOf = (personId: string, role: "agent" | "intermediary", companyId = 1, former = false): Caller => {
  const { actor } = askingAs(companyId, former ? [] : [role], personId);
  return { companyId, party: role, personId, actor: { ...actor, former } };
};
const customer = (code: string, name: string, phone: string, more: object = {}) =>
  keepCustomer(house, company, {
    key: newKey(),
    code,
    kind: "person",
    name,
    phone,
    fromOn: "2026-06-01",
    another: true,
    ...more,
  });
const list = async (caller: Caller, filter: Parameters<typeof listOwnCustomers>[2] = {}) =>
  listOwnCustomers(house, caller, filter, { offset: 0, limit: 100 });
const codes = async (caller: Caller, filter: Parameters<typeof listOwnCustomers>[2] = {}): Promise<string[]> =>
  (await list(caller, filter)).rows.map(({ code }) => code);
/** `ok`, or the code of the refusal. */
const codeOf = (call: () => Promise<unknown>): Promise<string> =>
  Promise.resolve()
    .then(call)
    .then(
      () => "ok",
      (error: { code?: string }) => error.code ?? String(error),
    );
const look = (caller: Caller, code: string, key = newKey(), reason = "客户来电改地址") =>
  revealOwnCustomer(house, caller, { customer: code, fields: ["phone"], reason }, key);

beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
    );
  const [a1, a2] = [await addSomebody(house, 1, "A1", "agent"), await addSomebody(house, 1, "A2", "agent")];
  const m1 = await addSomebody(house, 1, "M1", "intermediary");
  [first, second, between] = [callerOf(a1, "agent"), callerOf(a2, "agent"), callerOf(m1, "intermediary")];
  for (const [number, agentPersonId, text] of [
    ["O-1", a1, LED_BY_THREE],
    ["O-2", a2, CONTRACT],
  ] as const) {
    const files = [{ path: "contract.yaml", text: text.replace("CLI-1", number) }];
    const by = { agentPersonId, ...(text === LED_BY_THREE ? { intermediaryPersonId: m1 } : {}) };
    await addContract(house, company, { files, facts: "", ...by }, "zh");
  }
  await customer("K1", "王芳", "13912345678");
  await customer("K2", "𠮷田太郎", "13900000002");
  await customer("K3", "赵敏", "13912345678");
  await append(
    "O-1",
    event("customer_joined", "2026-06-03T16:00:00+08:00", { customer: "K1" }),
    event("customer_joined", "2026-06-08T09:00:00+08:00", { customer: "K2" }),
    event("customer_joined", "2026-06-09T09:00:00+08:00", { customer: "K9" }),
  );
  await append("O-2", event("customer_joined", "2026-06-03T16:00:00+08:00", { customer: "K3" }));
});

describe("an agent's own customers", () => {
  it("T2, C1.3: are those whom its contracts serve today, the name in full and the rest masked", async () => {
    const { day, total, rows } = await list(first);
    expect([day, total]).toEqual(["2026-07-15", 3]);
    expect(rows.map(({ code, shown }) => [code, shown?.data, shown?.masked])).toEqual(
      [
        ["K2", { name: "𠮷田太郎", phone: "139****02" }, ["phone"]],
        ["K9", undefined, undefined],
        ["K1", { name: "王芳", phone: "139****78" }, ["phone"]],
      ].sort((a, b) => rows.findIndex(({ code }) => code === a[0]) - rows.findIndex(({ code }) => code === b[0])),
    );
    expect(rows.find(({ code }) => code === "K1")!.serving).toEqual([
      {
        number: "O-1",
        title: { zh: "示例合同", en: "Example contract" },
        fromOn: "2026-06-03",
        beforeOn: "2027-01-01",
        toEnd: true,
      },
    ]);
    expect(await codes(second)).toEqual(["K3"]);
    // The number of another agent's code in another company is nobody there.
    expect(await codes(callerOf(first.personId!, "agent", 2))).toEqual([]);
  });
  it.each([
    ["芳", ["K1"]],
    ["wf", ["K1"]],
    ["wang", ["K1"]],
    ["𠮷", ["K2"]],
    ["jitian", ["K2"]],
    ["K", ["K1", "K2", "K9"]],
    ["139 1234 5678", ["K1"]],
    ["1391234", []],
    ["赵", []],
    ["zhaomin", []],
    ["K3", []],
  ])("N7, C7.1: %s finds among the own alone, by characters and by sound", async (text, found) => {
    expect((await codes(first, { text })).sort()).toEqual(found);
  });
  it("T2, N1: whoever is another agent's, another company's or nobody's is not there, in one and the same words", async () => {
    const told = (call: Promise<unknown>) => call.catch(({ code, text }) => [code, text.zh.replace(/K\w+/, "K")]);
    const missing = await told(readOwnCustomer(house, first, "K404"));
    for (const code of ["K3", "K9"]) expect(await told(readOwnCustomer(house, first, code))).toEqual(missing);
    for (const code of ["K3", "K404"]) expect(await codeOf(() => look(first, code))).toBe("no_such_thing");
    expect(await codeOf(() => readOwnCustomer(house, callerOf(first.personId!, "agent", 2), "K1"))).toBe(
      "no_such_thing",
    );
    // No person: nobody's customers.
    expect(await codeOf(() => look({ companyId: 1, party: "agent" }, "K1"))).toBe("no_such_thing");
    for (const caller of [company, between]) {
      expect(await codeOf(() => list(caller))).toMatch(/not_permitted|not_for_this_party/);
      expect(await codeOf(() => look(caller, "K1"))).toMatch(/not_permitted|not_for_this_party/);
    }
  });
  it("T2, N1: the database shows nobody else's rows, and none without a day", async () => {
    const seen = (caller: Caller, day: string | undefined) =>
      house.store.withCompany(1, { personId: caller.personId }, async (tx) => {
        if (day !== undefined) await seeCustomersOf(tx, day);
        const { rows } = await listInStore(tx, {}, { offset: 0, limit: 100 });
        const keysSeen = await tx.sql<{ n: bigint }>(
          "select count(*) as n from fealty.personal_key where company_id = $1",
          [tx.companyId],
        );
        return [rows.map(({ code }) => code), Number(keysSeen[0]!.n)];
      });
    expect(await seen(first, undefined)).toEqual([[], 0]);
    expect(await seen(first, "2026-07-15")).toEqual([["K1", "K2"], 2]);
    expect(await seen(first, "2026-06-03")).toEqual([["K1"], 1]);
    expect(await seen(first, "2027-01-01")).toEqual([[], 0]);
    // An intermediary of the contract serves nobody.
    expect(await seen(between, "2026-07-15")).toEqual([[], 0]);
    await expect(
      house.store.withCompany(1, { personId: first.personId }, async (tx) => {
        await seeCustomersOf(tx, "2026-07-15");
        const changed = await tx.sql(
          "update fealty.customer set kind = kind where company_id = $1 returning code",
          [1],
        );
        const gone = await tx.sql("delete from fealty.personal_key where company_id = $1 returning subject_id", [1]);
        return [changed, gone];
      }),
    ).resolves.toEqual([[], []]);
    await expect(seeCustomersOf({} as never, "2026-07-15'; reset role")).rejects.toThrow(RangeError);
  });
  it("C1.3, N7: its page tells days, consents and own looks, and no hint of somebody alike at another agent's", async () => {
    const before = await readOwnCustomer(house, first, "K1");
    expect((await readCustomer(house, company, "K1")).duplicates).toEqual([{ field: "phone", codes: ["K3"] }]);
    expect(JSON.stringify(before)).not.toMatch(/K3|duplicate|O-2/);
    expect(before).toMatchObject({ day: "2026-07-15", consents: [], looks: [], sensitive: ["identity"] });
    const zh = { handler: "公司", what: "电话", how: "回访", kept: "一年", rights: "致电客服" };
    await publishNotice(house, company, { key: newKey(), purpose: "survey", renews: false, zh });
    await recordConsent(house, company, {
      key: newKey(),
      customer: "K1",
      purpose: "survey",
      act: "given",
      form: "written",
      evidence: "TY-1",
    });
    const { consents } = await readOwnCustomer(house, first, "K1");
    expect(consents).toMatchObject([{ purpose: "survey", standing: "given", version: 1 }]);
  });
  it("N7: a look in clear needs a reason, is written down once a key, and the company and the agent see it", async () => {
    expect(await codeOf(() => look(first, "K1", newKey(), "看"))).toBe("form_refused");
    const key = newKey();
    expect(await Promise.all([look(first, "K1", key), look(first, "K1", key)])).toEqual([
      { phone: "13912345678" },
      { phone: "13912345678" },
    ]);
    expect(await codeOf(() => look(first, "K1", key, "换一个理由"))).toBe("key_reused");
    const { looks } = await readOwnCustomer(house, first, "K1");
    expect(looks).toMatchObject([
      { verb: "reveal-own-customer", detail: { fields: ["phone"], reason: "客户来电改地址" } },
    ]);
    const { history } = await readCustomer(house, company, "K1");
    expect(history.filter(({ verb }) => verb === "reveal-own-customer")).toMatchObject([{ actor: { code: "A1" } }]);
    // The other look at the same customer, by the company, is not the agent's to see.
    expect(history.length).toBeGreaterThan(looks.length);
  });
  it("C10.3, N7: who is handed over is the other agent's from that day, and of them code and days stay", async () => {
    await handOverCustomers(house, company, {
      key: newKey(),
      from: "O-1",
      to: "O-2",
      customers: ["K1"],
      on: "2026-07-20",
    });
    expect(await codes(second)).toEqual(["K3"]);
    await moveClock(house, company, instant("2026-07-20T09:00:00+08:00"));
    expect((await codes(first)).sort()).toEqual(["K2", "K9"]);
    expect((await codes(second)).sort()).toEqual(["K1", "K3"]);
    const { rows } = await list(first, { when: "before" });
    expect(rows.map(({ serving, ...row }) => [row, serving[0]!.beforeOn])).toEqual([[{ code: "K1" }, "2026-07-20"]]);
    expect(await codes(first, { when: "before", text: "王" })).toEqual([]);
    expect(await codeOf(() => readOwnCustomer(house, first, "K1"))).toBe("no_such_thing");
    expect(await codeOf(() => look(first, "K1"))).toBe("no_such_thing");
    expect((await readOwnCustomer(house, second, "K1")).looks).toEqual([]);
  });
  it("C10.3: a former agent has codes and days, and looks at nobody", async () => {
    const former = callerOf(first.personId!, "agent", 1, true);
    expect(await codes(former)).toEqual([]);
    const { rows } = await list(former, { when: "before" });
    expect(rows.map(({ code, shown }) => [code, shown])).toEqual([
      ["K1", undefined],
      ["K2", undefined],
      ["K9", undefined],
    ]);
    expect(await codeOf(() => readOwnCustomer(house, former, "K2"))).toBe("not_permitted");
    expect(await codeOf(() => look(former, "K2"))).toBe("not_permitted");
  });
});
