import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { mergeCustomers } from "../../src/commands/merge-customers.ts";
import { publishNotice } from "../../src/commands/publish-notice.ts";
import { readContract, readFigure } from "../../src/commands/read-contract.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { readLetters } from "../../src/commands/read-letters.ts";
import { type ConsentGiven, recordConsent } from "../../src/commands/record-consent.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { findPerson } from "../../src/store/people.ts";
import { LED_BY_THREE } from "../cli-terminal.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newStore, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const now = instant("2026-06-30T12:00:00+08:00");
let house: House;
let keys = 0;
const newKey = (): string => `disclosed-${keys++}`;
/** Whoever acts for the intermediary of the contract of each number. */
const callers = new Map<string, Caller>();
const NOTICE = {
  handler: "甲公司，电话 0571-1",
  what: "姓名、投保与服务记录",
  how: "经中介人协调服务",
  kept: "合同结束后一年",
  rights: "致电客服",
  recipientContact: "c@example.com",
  recipientPurpose: "协调双方履行",
  recipientManner: "登录后查看",
};
const publish = (recipientName: string, more: object = {}) =>
  publishNotice(house, company, {
    key: newKey(),
    purpose: "intermediary",
    renews: false,
    zh: { ...NOTICE, recipientName },
    ...more,
  });
const say = (given: Partial<ConsentGiven>) =>
  recordConsent(house, company, {
    key: newKey(),
    customer: "K1",
    purpose: "intermediary",
    recipient: "丙公司",
    act: "given",
    form: "written",
    evidence: "TY-1",
    ...given,
  });
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [error.code ?? String(error)],
  );
const timeline = (caller: Caller, number = "D-1") =>
  readContract<"timeline">(house, caller, number, (asOf) => ({
    ask: "timeline",
    viewpoint: { asOf, party: "intermediary", language: "zh" },
    filter: { kinds: [], words: "", offset: 0, limit: 100 },
  }));
/** Names and how many rows an intermediary is shown, and how many not. */
const seen = async (caller = callers.get("D-1")!, number = "D-1") => {
  const { events, withheld = 0 } = await timeline(caller, number);
  return { who: events.flatMap(({ customer }) => customer ?? []).sort(), withheld };
};
beforeAll(async () => {
  const store = await newStore();
  await withCompanies(store, 1);
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  for (const [code, name] of [
    ["K1", "王秀兰"],
    ["K2", "李海燕"],
    ["K3", "周其仁"],
    ["K9", "王 秀兰"],
  ] as const)
    await keepCustomer(house, company, { key: newKey(), code, kind: "person", name, fromOn: "2026-01-01" });
  for (const [number, intermediary] of [
    ["D-1", "丙公司"],
    ["D-2", "丁公司"],
  ] as const) {
    const text = LED_BY_THREE.replace("CLI-1", number).replaceAll("丙公司", intermediary);
    await addContract(house, company, { files: [{ path: "contract.yaml", text }], facts: "" }, "zh");
    await addSomebody(house, 1, intermediary, "intermediary");
    const { personId } = (await store.withCompany(1, {}, (tx) => findPerson(tx, { code: intermediary })))!;
    await store.withCompany(1, {}, (tx) =>
      tx.sql("update fealty.contract set intermediary_person_id = $3 where company_id = $1 and number = $2", [
        1,
        number,
        personId,
      ]),
    );
    const actor = askingAs(1, ["intermediary"], personId).actor;
    callers.set(number, { companyId: 1, party: "intermediary", personId, actor });
    const lines = ["K1", "K2", "K3"].flatMap((customer, index) => [
      { id: `j${index}`, kind: "customer_joined", at: "2026-06-08T10:00:00+08:00", customer },
      { id: `s${index}`, kind: "sale", at: "2026-06-09T10:00:00+08:00", customer, order: `o${index}`, amount: "9.00" },
      {
        id: `a${index}`,
        kind: "survey_answered",
        at: "2026-06-10T10:00:00+08:00",
        customer,
        invitation: `i${index}`,
        satisfaction: 5,
      },
    ]);
    const text_ = lines.map((line) => JSON.stringify(line)).join("\n");
    await appendEvents(house, company, { number, lines: text_, key: newKey(), language: "zh" });
  }
});

describe("what an intermediary is given of persons", () => {
  it("law-A7: without a consent neither a name nor a row; figures and pay are there, and how much is not listed is told", async () => {
    expect(await seen()).toEqual({ who: [], withheld: 9 });
    const caller = callers.get("D-1")!;
    const pay = await readFigure<"explain">(house, caller, { number: "D-1", ref: "statement/2026-06" }, (asOf) => ({
      ask: "explain",
      viewpoint: { asOf, party: "intermediary", language: "zh" },
      ref: "statement/2026-06",
    }));
    expect(pay.events).toEqual([]);
    expect([pay.eventCount, pay.withheld]).toEqual([3, 3]);
    expect(pay.trace.value).toContain("1.08");
    expect(JSON.stringify(pay)).not.toMatch(/K1|K2|王秀兰|李海燕|o0/);
  });
  it("law-A7: a notice to it says who the recipient is, how to reach it, what for, in what way and which data (PIPL 23)", async () => {
    const bare = { handler: "甲", what: "姓名", how: "协调", kept: "一年", rights: "致电" };
    expect(
      await faultsOf(
        publishNotice(house, company, { key: newKey(), purpose: "intermediary", renews: false, zh: bare }),
      ),
    ).toEqual(["zh.recipientName", "zh.recipientContact", "zh.recipientPurpose", "zh.recipientManner"]);
    expect(await faultsOf(say({}))).toEqual(["purpose"]);
    await publish("丙公司");
    await publish("丁公司");
    // Two are named: to whom is said.
    expect(await faultsOf(say({ recipient: undefined }))).toEqual(["recipient"]);
    expect(await faultsOf(say({ recipient: "戊公司" }))).toEqual(["purpose"]);
  });
  it("law-A7: whoever consented is there by name, for the one who was named and for nobody else; a withdrawal closes the next read", async () => {
    await say({});
    expect(await seen()).toEqual({ who: ["王秀兰", "王秀兰"], withheld: 7 });
    expect(await seen(callers.get("D-2")!, "D-2")).toEqual({ who: [], withheld: 9 });
    // Answers stay away, whosever they are.
    const { events } = await timeline(callers.get("D-1")!);
    expect(events.map(({ kind }) => kind).sort()).toEqual(["customer_joined", "sale"]);
    expect(JSON.stringify(events)).not.toMatch(/o0|"K1"/);
    // The company looks with its eyes and sees the same.
    expect(await seen({ ...company, party: "intermediary", preview: true })).toEqual(await seen());
    const standing = (await readCustomer(house, company, "K1")).consents.map((one) => [one.recipient, one.standing]);
    expect(standing.sort()).toEqual([
      ["丁公司", "none"],
      ["丙公司", "given"],
    ]);
    await say({ customer: "K2", recipient: "丁公司" });
    expect(await seen(callers.get("D-2")!, "D-2")).toEqual({ who: ["李海燕", "李海燕"], withheld: 7 });
    await say({ act: "withdrawn", form: "screen", evidence: "" });
    expect(await seen()).toEqual({ who: [], withheld: 9 });
    // Of an earlier moment, too.
    const then = await readContract<"timeline">(house, callers.get("D-1")!, "D-1", () => ({
      ask: "timeline",
      viewpoint: {
        asOf: instant("2026-06-20T00:00:00+08:00"),
        knownAt: house.now(),
        party: "intermediary",
        language: "zh",
      },
      filter: { kinds: [], words: "王秀兰", offset: 0, limit: 100 },
    }));
    expect([then.total, then.withheld]).toEqual([0, 9]);
  });
  it("law-A7: a notice that changes what is given asks anew, of that recipient alone; one who was merged keeps what it said", async () => {
    await say({ customer: "K3" });
    expect((await seen()).who).toEqual(["周其仁", "周其仁"]);
    await publish("丁公司", { renews: true });
    expect((await seen()).who).toEqual(["周其仁", "周其仁"]);
    expect((await seen(callers.get("D-2")!, "D-2")).who).toEqual([]);
    await publish("丙公司", { renews: true });
    expect((await seen()).who).toEqual([]);
    await say({ customer: "K9" });
    await mergeCustomers(house, company, { key: newKey(), customer: "K1", into: "K9" });
    expect((await seen()).who).toEqual(["王秀兰", "王秀兰"]);
  });
  it("law-A7: letters name to it no customer who did not consent, and the database shows it no row of any", async () => {
    const caller = callers.get("D-1")!;
    expect((await readLetters(house, caller, "D-1")).ownDealings).toEqual([]);
    await house.store.withCompany(1, { personId: caller.personId }, async (tx) => {
      for (const table of ["customer", "consent", "personal_key"])
        expect(await tx.sql(`select 1 as one from fealty.${table} where company_id = $1`, [1])).toEqual([]);
    });
  });
});
