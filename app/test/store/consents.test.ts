// Clauses: C7.1, N7
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { type NoticeGiven, publishNotice, readNotices } from "../../src/commands/publish-notice.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { type ConsentGiven, recordConsent } from "../../src/commands/record-consent.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { readEventTextOf } from "../../src/store/events.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
let now = instant("2026-07-01T12:00:00+08:00");
let house: House;
let keys = 0;
const newKey = (): string => `consents-${keys++}`;
const NOTICE = {
  handler: "甲公司，电话 0571-1",
  what: "姓名、电话",
  how: "打电话回访",
  kept: "合同结束后一年",
  rights: "致电客服",
};
const publish = (given: Partial<NoticeGiven>) =>
  publishNotice(house, company, { key: newKey(), purpose: "marketing", renews: false, zh: NOTICE, ...given });
const say = (given: Partial<ConsentGiven>) =>
  recordConsent(house, company, {
    key: newKey(),
    customer: "K1",
    purpose: "marketing",
    act: "given",
    form: "written",
    evidence: "TY-2026-1",
    ...given,
  });
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );
const standing = async (code = "K1") =>
  (await readCustomer(house, company, code)).consents.map((one) => [one.purpose, one.standing, one.version]);
const withdrawals = (number: string) =>
  house.store.withCompany(1, {}, async (tx) =>
    readEventTextOf(tx, (await findContract(tx, number))!.contractId, ["consent_withdrawn"]),
  );

beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, now),
  );
  const keep = (code: string, more: object) =>
    keepCustomer(house, company, { key: newKey(), code, kind: "person", name: code, fromOn: "2026-01-01", ...more });
  await keep("K1", { bornOn: "1990-01-01" });
  await keep("F1", { kind: "organisation", name: "示例公司" });
  await keep("C1", { bornOn: "2015-01-01", guardian: "K1" });
  const events = "events:\n  consent_withdrawn: {consent: text}\nclauses:";
  for (const [number, text] of [
    ["W-1", CONTRACT.replace("clauses:", events)],
    ["W-2", CONTRACT],
    // A contract that asks for more than a customer says stands in nobody's way.
    ["W-3", CONTRACT.replace("clauses:", events.replace("{consent: text}", "{consent: text, office: text}"))],
    ["W-4", CONTRACT.replace("clauses:", events)],
  ] as const) {
    await addContract(
      house,
      company,
      { files: [{ path: "contract.yaml", text: text.replace("CLI-1", number) }], facts: "" },
      "zh",
    );
    const joined = { id: "j1", kind: "customer_joined", at: "2026-06-10T10:00:00+08:00", customer: "K1" };
    await appendEvents(house, company, { number, lines: JSON.stringify(joined), key: newKey(), language: "zh" });
  }
});

describe("consents", () => {
  it("law-A7: people are told first; a notice says all that it has to, and every version stays", async () => {
    expect(await faultsOf(say({}))).toEqual(["purpose"]);
    expect(await faultsOf(publish({ zh: { ...NOTICE, kept: " ", rights: "" } }))).toEqual(["zh.kept", "zh.rights"]);
    expect(await faultsOf(publish({ purpose: "sharing" }))).toEqual(["zh.recipient"]);
    expect(await faultsOf(publish({ purpose: "sensitive", en: NOTICE }))).toEqual(["zh.necessity", "en.necessity"]);
    expect(await publish({})).toEqual({ purpose: "marketing", version: 1 });
    now = instant("2026-07-02T12:00:00+08:00");
    expect(await publish({ zh: { ...NOTICE, kept: "两年" } })).toEqual({ purpose: "marketing", version: 2 });
    const { notices } = await readNotices(house, { companyId: 1, party: "agent" });
    expect(notices.map(({ version, content }) => [version, content.zh.kept])).toEqual([
      [2, "两年"],
      [1, "合同结束后一年"],
    ]);
    expect(new Set(notices.map(({ sha256 }) => sha256)).size).toBe(2);
  });
  it("law-A7: a consent names the version that stood, and one that renews makes it outdated", async () => {
    expect(await standing()).toEqual([["marketing", "none", undefined]]);
    await say({ at: "2026-07-01T18:00:00+08:00" });
    expect(await standing()).toEqual([["marketing", "given", 1]]);
    now = instant("2026-07-03T12:00:00+08:00");
    await publish({ renews: true });
    expect(await standing()).toEqual([["marketing", "outdated", 1]]);
    await say({});
    expect(await standing()).toEqual([["marketing", "given", 3]]);
  });
  it("law-A7: every fault is told: before any notice, in the future, without proof, of an organisation", async () => {
    expect(await faultsOf(say({ at: "2026-06-01T10:00:00+08:00" }))).toEqual(["purpose"]);
    expect(await faultsOf(say({ at: "2026-07-04T10:00:00+08:00", evidence: " " }))).toEqual(["at", "evidence"]);
    expect(await faultsOf(say({ customer: "F1" }))).toEqual(["customer"]);
    expect(await faultsOf(say({ customer: "C1", act: "withdrawn" }))).toEqual(["act"]);
    expect(await faultsOf(say({ byGuardian: true }))).toEqual(["byGuardian"]);
    await expect(say({ customer: "ZZ" })).rejects.toMatchObject({ code: "no_such_thing" });
  });
  it("law-A7: for a child below fourteen the guardian consents (PIPL 31)", async () => {
    expect(await faultsOf(say({ customer: "C1" }))).toEqual(["byGuardian"]);
    await say({ customer: "C1", byGuardian: true });
    const { said, consents } = await readCustomer(house, company, "C1");
    expect([said.map(({ byGuardian }) => byGuardian), consents[0]!.standing]).toEqual([[true], "given"]);
  });
  it("N2: a withdrawal that fails in the second of two contracts leaves nothing in either, nor in what counts them", async () => {
    let asked = 0;
    const failing: House = {
      ...house,
      threads: {
        ...house.threads,
        askGrown: (...given: Parameters<House["threads"]["askGrown"]>) => {
          asked += 1;
          return asked === 2 ? Promise.reject(new Error("planted")) : house.threads.askGrown(...given);
        },
      } as House["threads"],
    };
    const given = { key: newKey(), customer: "K1", purpose: "marketing", act: "withdrawn", form: "spoken" } as const;
    await expect(recordConsent(failing, company, { ...given, evidence: "录音 6" })).rejects.toThrow("planted");
    expect([asked, await withdrawals("W-1"), await withdrawals("W-4")]).toEqual([2, "", ""]);
    expect((await standing())[0]![1]).toBe("given");
    const sale = {
      id: "s1",
      kind: "sale",
      at: "2026-06-20T10:00:00+08:00",
      order: "O1",
      amount: "5.00",
      customer: "K1",
    };
    // Another process goes on; ours knows the contract only as far as it was kept.
    const elsewhere = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
    const other: House = { ...house, threads: elsewhere };
    await appendEvents(other, company, { number: "W-1", lines: JSON.stringify(sale), key: newKey(), language: "zh" });
    const viewpoint = { asOf: instant("2026-07-04T12:00:00+08:00"), party: "company", language: "zh" } as const;
    const filter = { kinds: [], words: "", offset: 0, limit: 9 };
    const kinds = async (one: House) =>
      (await readContract(one, company, "W-1", { ask: "timeline", viewpoint, filter })).events.map(({ kind }) => kind);
    expect(await kinds(house)).toEqual(await kinds(other));
    expect(await kinds(other)).toContain("sale");
    await elsewhere.close();
    expect((await diagnoseStore(house, 1)).flatMap(({ differences }) => differences)).toEqual([]);
  });
  it("law-A7: a withdrawal starts the clock in each contract that serves the customer and knows it", async () => {
    const early = say({ act: "withdrawn", at: "2026-07-03T11:00:00+08:00", form: "screen", evidence: "" });
    expect(await faultsOf(early)).toEqual(["at"]);
    await say({ act: "withdrawn", form: "spoken", evidence: "录音 7" });
    expect(await standing()).toEqual([["marketing", "withdrawn", 3]]);
    const line = JSON.parse((await withdrawals("W-1")).split("\n").at(-1)!);
    expect(line).toMatchObject({ kind: "consent_withdrawn", customer: "K1" });
    expect(await withdrawals("W-2")).toBe("");
    expect(await withdrawals("W-3")).toBe("");
    const { history } = await readCustomer(house, company, "K1");
    expect(history[0]).toMatchObject({ verb: "record-consent", detail: { purpose: "marketing", act: "withdrawn" } });
  });
});
