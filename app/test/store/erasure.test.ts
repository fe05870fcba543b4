// Clauses: C7.1, N7, N8
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import {
  answerRequest,
  holdCustomer,
  listOpenRequests,
  receiveRequest,
  releaseHold,
} from "../../src/commands/data-requests.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type ErasureGiven, eraseCustomer } from "../../src/commands/erase-customer.ts";
import { exportCustomer } from "../../src/commands/export-customer.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { listCustomers } from "../../src/commands/list-customers.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { revealCustomer } from "../../src/commands/reveal-customer.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { backUp } from "../../src/store/backup.ts";
import { addCompany } from "../../src/store/companies.ts";
import { restore } from "../../src/store/restore.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newDatabase, newFolder, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
let now = instant("2026-07-01T12:00:00+08:00");
const database = await newDatabase();
const folder = newFolder();
const masterKeys = { file: join(folder, "master-key") };
let house: House;
let keys = 0;
const newKey = (): string => `erasure-${keys++}`;
const NAME = "司徒静若";
const ask = (given: Partial<Parameters<typeof receiveRequest>[2]>) =>
  receiveRequest(house, company, {
    key: newKey(),
    customer: "K1",
    asks: "delete",
    words: "请删除我的资料",
    channel: "phone",
    askedOn: "2026-07-01",
    ...given,
  });
const erase = (given: Partial<ErasureGiven> = {}) =>
  eraseCustomer(house, company, { key: newKey(), customer: "K1", ground: "asked", words: "本人要求删除", ...given });
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );

beforeAll(async () => {
  const store = await storeOn(database, { masterKeys });
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, now),
  );
  const keep = (code: string, more: object) =>
    keepCustomer(house, company, { key: newKey(), code, kind: "person", name: code, fromOn: "2026-01-01", ...more });
  await keep("K1", { name: NAME, phone: "13912345678", identity: "11010519491231002X" });
  await keep("C1", { bornOn: "2015-01-01", guardian: "K1" });
  await keep("C2", {});
  const files = [{ path: "contract.yaml", text: CONTRACT.replace("CLI-1", "E-1") }];
  await addContract(house, company, { files, facts: "" }, "zh");
  const lines = [
    { id: "j1", kind: "customer_joined", at: "2026-06-10T10:00:00+08:00", customer: "K1" },
    { id: "s1", kind: "sale", at: "2026-06-11T10:00:00+08:00", order: "O1", amount: "100.00", customer: "K1" },
    { id: "s2", kind: "sale", at: "2026-06-11T11:00:00+08:00", order: "O2", amount: "100.00", customer: "ZZ" },
  ].map((line) => JSON.stringify(line));
  await appendEvents(house, company, { number: "E-1", lines: lines.join("\n"), key: newKey(), language: "zh" });
});

describe("what a customer asks of its data", () => {
  it("law-A7: a request has its clock, is answered once with reasons, and what waits stands in one list", async () => {
    expect(await faultsOf(ask({ askedOn: "2026-07-02", words: "" }))).toEqual(["askedOn", "words"]);
    const { requestId, dueOn } = await ask({ asks: "access" });
    expect(dueOn).toBe("2026-07-16");
    const other = await ask({ asks: "correct", askedOn: "2026-06-20" });
    now = instant("2026-07-10T12:00:00+08:00");
    const waiting = async () =>
      (await listOpenRequests(house, company)).requests.map(({ customer, asks, late }) => [customer, asks, late]);
    expect(await waiting()).toEqual([
      ["K1", "correct", true],
      ["K1", "access", false],
    ]);
    const answer = (id: string, words: string) =>
      answerRequest(house, company, { key: newKey(), requestId: id, outcome: "refused", words });
    expect(await faultsOf(answer(requestId, " "))).toEqual(["words"]);
    await answer(requestId, "身份未能核实");
    expect(await faultsOf(answer(requestId, "再答一次"))).toEqual(["requestId"]);
    expect(await waiting()).toEqual([["K1", "correct", true]]);
    await answer(other.requestId, "资料无误");
    expect((await readCustomer(house, company, "K1")).requests.map((one) => one.answer?.words)).toEqual([
      "资料无误",
      "身份未能核实",
    ]);
  });
  it("law-A7: a copy for the person has all that is known, in a form that programs read, and stands in the history", async () => {
    const told = await exportCustomer(house, company, "K1");
    expect(told.customer).toMatchObject({ codes: ["K1"], name: NAME, phone: "13912345678", bornOn: "1949-12-31" });
    expect(told.events.map(({ event }) => (event as { id: string }).id)).toEqual(["j1", "s1"]);
    expect([told.servedUnder.length, told.requests.length, told.history.length > 0]).toEqual([1, 2, true]);
    expect((await readCustomer(house, company, "K1")).history[0]!.verb).toBe("export-customer");
  });
});

describe("erasure", () => {
  it("N8: is refused while a hold, a contract or a ward needs the customer, all told at once", async () => {
    const { holdId } = await holdCustomer(house, company, {
      key: newKey(),
      customer: "K1",
      ground: "（2026）浙0102民初1号",
      fromOn: "2026-07-01",
    });
    expect(await faultsOf(erase({ words: " " }))).toEqual(["words", "customer", "customer", "customer"]);
    await releaseHold(house, company, { key: newKey(), customer: "K1", holdId, beforeOn: "2026-07-05" });
    expect(await faultsOf(erase())).toEqual(["customer", "customer"]);
    const left = { id: "l1", kind: "customer_left", at: "2026-07-09T10:00:00+08:00", customer: "K1" };
    await appendEvents(house, company, { number: "E-1", lines: JSON.stringify(left), key: newKey(), language: "zh" });
    await keepCustomer(house, company, {
      key: newKey(),
      customer: "C1",
      code: "C1",
      kind: "person",
      guardian: "C2",
      fromOn: "2026-01-01",
    });
    expect(await faultsOf(erase({ requestId: "00000000-0000-7000-8000-000000000009" }))).toEqual(["requestId"]);
  });
  it("case-D14, N8, T20: after it nobody opens or finds the person, in the house or in a backup of the data, and figures stand", async () => {
    const viewpoint = { asOf: now, party: "company", language: "zh" } as const;
    const digest = () => readContract(house, company, "E-1", { ask: "digest", viewpoint });
    const before = await digest();
    expect(before).toMatch(/^sha256:/);
    const old = join(folder, "old.gz");
    await backUp(house.store, old, "2026-07-10T00:00:00Z");
    const { requestId } = await ask({});
    await erase({ requestId });
    await expect(erase()).rejects.toMatchObject({ code: "customer_erased" });
    expect(await readCustomer(house, company, "K1")).toMatchObject({ erased: true, data: {} });
    for (const call of [
      () => revealCustomer(house, company, { customer: "K1", fields: ["name"], reason: "核对身份" }),
      () => exportCustomer(house, company, "K1"),
    ])
      await expect(call()).rejects.toMatchObject({ code: "customer_erased" });
    for (const text of [NAME, "13912345678", "11010519491231002X"])
      expect((await listCustomers(house, company, { text }, { offset: 0, limit: 9 })).total).toBe(0);
    expect((await diagnoseStore(house, 1)).flatMap(({ differences }) => differences)).toEqual([]);
    expect(await digest()).toBe(before);
    const path = join(folder, "new.gz");
    await backUp(house.store, path, "2026-07-10T00:00:00Z");
    const text = gunzipSync(readFileSync(path)).toString("utf8");
    const hidden = gunzipSync(readFileSync(old)).toString("utf8");
    for (const value of [NAME, "13912345678"])
      expect([text.includes(value), hidden.includes(value)]).toEqual([false, false]);
    // The backup from before, with the keys of after: restored the person stays erased.
    copyFileSync(`${path}.keys`, `${old}.keys`);
    const restored = await storeOn(await newDatabase("empty"), { migrate: false, masterKeys });
    await restore(restored, old);
    expect(await readCustomer({ ...house, store: restored }, company, "K1")).toMatchObject({ erased: true });
    expect((await readCustomer({ ...house, store: restored }, company, "C2")).erased).toBe(false);
    const client = await superuser(database);
    const { rows } = await client.query(
      "select ground, words, data_request_id is not null as asked from fealty.erasure",
    );
    expect(rows).toEqual([{ ground: "asked", words: "本人要求删除", asked: true }]);
  });
});
