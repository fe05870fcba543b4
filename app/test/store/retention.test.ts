// Clauses: C7.1, N8
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { holdCustomer, receiveRequest, releaseHold } from "../../src/commands/data-requests.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { keepRetentionRule, type RetentionRuleGiven } from "../../src/commands/keep-retention-rule.ts";
import { listRetention } from "../../src/commands/list-retention.ts";
import { publishNotice } from "../../src/commands/publish-notice.ts";
import { purgeDue } from "../../src/commands/purge-due.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { recordConsent } from "../../src/commands/record-consent.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
let now = instant("2026-07-01T12:00:00+08:00");
const on = (day: string): void => {
  now = instant(`${day}T12:00:00+08:00`);
};
const database = await newDatabase();
let house: House;
let keys = 0;
const newKey = (): string => `retention-${keys++}`;
const keep = (code: string, more: object = {}) =>
  keepCustomer(house, company, {
    key: newKey(),
    code,
    kind: "person",
    name: `司徒${code}`,
    phone: `1391234${String(keys).padStart(4, "0")}`,
    fromOn: "2026-01-01",
    ...more,
  });
const tell = (...lines: readonly object[]) =>
  appendEvents(house, company, {
    number: "E-1",
    lines: lines.map((line) => JSON.stringify(line)).join("\n"),
    key: newKey(),
    language: "zh",
  });
const rule = (given: Partial<RetentionRuleGiven> = {}) =>
  keepRetentionRule(house, company, {
    key: newKey(),
    purpose: "service",
    begins: "purpose_ended",
    months: 2,
    fields: ["identity", "bornOn"],
    basis: "合同履行完毕后两个月内处理结算异议",
    fromOn: "2026-07-02",
    ...given,
  });
const consent = (customer: string, act: "given" | "withdrawn") =>
  recordConsent(house, company, { key: newKey(), customer, purpose: "survey", act, form: "written", evidence: "TY-1" });
const list = (until: string) => {
  const days = Math.ceil((Date.parse(`${until}T12:00:00+08:00`) - now / 1000) / 86_400_000);
  return listRetention(house, company, { days }, { offset: 0, limit: 99 });
};
const dueUntil = async (until: string) =>
  (await list(until)).due.map((one) => [
    one.customer,
    one.dueOn,
    one.fields.map(({ field, dueOn }) => `${field} ${dueOn}`).join(),
    one.blocks.join(),
  ]);
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );
const NOTICE = { handler: "甲公司", what: "姓名、电话", how: "回访", kept: "撤回同意后一个月", rights: "致电客服" };

beforeAll(async () => {
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: false }, now),
    );
  for (const code of ["K1", "K2", "K3", "K4", "K5"]) await keep(code, { bornOn: "1980-05-17" });
  await keep("W1", { bornOn: "2015-01-01", guardian: "K3", phone: undefined, beforeOn: "2026-12-31" });
  await keep("ORG", { kind: "organisation" });
  const files = [{ path: "contract.yaml", text: CONTRACT.replace("CLI-1", "E-1") }];
  await addContract(house, company, { files, facts: "" }, "zh");
  await tell(
    ...["K1", "K2", "K3", "K4"].map((customer) => ({
      id: `j-${customer}`,
      kind: "customer_joined",
      at: "2026-06-10T10:00:00+08:00",
      customer,
    })),
    ...["K1", "K2", "K3"].map((customer) => ({
      id: `l-${customer}`,
      kind: "customer_left",
      at: "2026-06-30T10:00:00+08:00",
      customer,
    })),
  );
});

describe("how long data is kept", () => {
  it("law-A7: a period begins tomorrow at the earliest, states why, and a consent's purpose has its notice first; all told at once", async () => {
    expect(await faultsOf(rule({ purpose: "survey", months: 700, basis: " ", fromOn: "2026-07-01" }))).toEqual([
      "basis",
      "months",
      "fromOn",
      "purpose",
    ]);
    const given = { key: newKey(), fromOn: "2026-07-02" };
    expect([await rule(given), await rule(given)]).toEqual([{ version: 1 }, { version: 1 }]);
    expect(await faultsOf(rule({ fromOn: "2026-07-02" }))).toEqual([]);
    expect((await rule({ fromOn: "2026-07-03" })).version).toBe(3);
    expect(await faultsOf(rule({ fromOn: "2026-07-02" }))).toEqual(["fromOn"]);
    const agent: Caller = { companyId: 1, party: "agent" };
    expect(() => listRetention(house, agent, { days: 9 }, { offset: 0, limit: 1 })).toThrow("Only the company");
  });
  it("law-A7: nothing falls due before its rule begins, while a purpose has none, or while it goes on", async () => {
    expect(await dueUntil("2026-08-31")).toEqual([]);
    // By the second and the third version the period is over on the same day; a shorter one would bite on the day it begins.
    expect((await dueUntil("2119-01-01")).map(([customer, dueOn]) => [customer, dueOn])).toEqual([
      ["K1", "2026-09-01"],
      ["K2", "2026-09-01"],
      ["K3", "2026-09-01"],
    ]);
    await rule({ months: 0, fromOn: "2026-07-05" });
    expect((await dueUntil("2026-07-05")).map(([customer]) => customer)).toEqual(["K1", "K2", "K3"]);
    expect(await purgeDue(house, 1)).toEqual({ whole: 0, some: 0 });
    await rule({ fromOn: "2026-07-05" });
    await publishNotice(house, company, { key: newKey(), purpose: "survey", renews: false, zh: NOTICE });
    await consent("K1", "given");
    await consent("K4", "given");
    on("2026-07-03");
    // K1 said yes to the survey, for which nothing says how long; K4 is served, K5 is a customer whom nobody served.
    expect(await dueUntil("2119-01-01")).toEqual([
      ["K2", "2026-09-01", "", ""],
      ["K3", "2026-09-01", "", "ward"],
    ]);
    const { unruled, rules } = await list("2026-07-03");
    expect(unruled).toEqual([{ purpose: "survey", count: 2 }]);
    expect(rules.map(({ version, holds }) => [version, holds])).toEqual([
      [5, false],
      [4, false],
      [3, true],
      [2, false],
      [1, false],
    ]);
  });
  it("law-A7: the survey's clock runs from the withdrawal; the phone that it alone needed goes before the rest", async () => {
    await rule({ purpose: "survey", months: 1, fields: ["phone"], fromOn: "2026-07-04" });
    on("2026-07-04");
    await consent("K4", "withdrawn");
    on("2026-07-05");
    const { rules } = await list("2026-07-05");
    const told = rules.find(({ purpose }) => purpose === "survey")!.notice;
    expect(told).toEqual({ version: 1, kept: { zh: "撤回同意后一个月" } });
    expect(await dueUntil("2026-08-04")).toEqual([
      ["K1", "2026-09-01", "phone 2026-08-01", ""],
      ["K4", undefined, "phone 2026-08-04", ""],
    ]);
    const { retention } = await readCustomer(house, company, "K4");
    expect(retention?.clocks).toEqual([
      { purpose: "service", version: 5 },
      { purpose: "survey", version: 1, endedOn: "2026-07-04", why: "withdrawn", dueOn: "2026-08-04" },
    ]);
  });
  it("law-A5, law-A7: after the contract and its limitation the period is counted from there", async () => {
    await rule({ purpose: "survey", begins: "limitation_over", months: 6, fields: ["phone"], fromOn: "2026-07-06" });
    on("2026-07-06");
    // The contract ends with 2026-12-31; three years; six months.
    expect((await readCustomer(house, company, "K4")).retention?.fields).toEqual([
      { field: "phone", dueOn: "2030-07-01" },
    ]);
    await rule({ purpose: "survey", months: 1, fields: ["phone"], fromOn: "2026-07-07" });
    on("2026-07-07");
  });
});
describe("the job that takes away", () => {
  const rowsOf = async (table: string) =>
    (await (await superuser(database)).query(`select * from fealty.${table} where company_id = 1 order by 2`)).rows;
  const masked = async (code: string) => (await readCustomer(house, company, code)).data;
  it("N8: does nothing before the day, in another company, or of what is held", async () => {
    expect(await purgeDue(house, 1)).toEqual({ whole: 0, some: 0 });
    on("2026-08-31");
    const { holdId } = await holdCustomer(house, company, {
      key: newKey(),
      customer: "K4",
      ground: "（2026）浙0102民初1号",
      fromOn: "2026-08-31",
    });
    expect(await purgeDue(house, 2)).toEqual({ whole: 0, some: 0 });
    expect(await purgeDue(house, 1)).toEqual({ whole: 0, some: 1 });
    expect([(await masked("K1")).phone, (await masked("K1")).bornOn]).toEqual([undefined, "198*"]);
    expect((await masked("K4")).phone).toBeDefined();
    await releaseHold(house, company, { key: newKey(), customer: "K4", holdId, beforeOn: "2026-08-31" });
    expect(await purgeDue(house, 1)).toEqual({ whole: 0, some: 1 });
    expect((await masked("K4")).phone).toBeUndefined();
  });
  it("N8: two at once and a repeat take each away once; a ward keeps its guardian, a request its customer", async () => {
    on("2026-09-01");
    await receiveRequest(house, company, {
      key: newKey(),
      customer: "K2",
      asks: "access",
      words: "查询",
      channel: "phone",
      askedOn: "2026-09-01",
    });
    const both = await Promise.all([purgeDue(house, 1), purgeDue(house, 1)]);
    expect(both[0]!.whole + both[1]!.whole).toBe(1);
    expect(await purgeDue(house, 1)).toEqual({ whole: 0, some: 0 });
    expect(await readCustomer(house, company, "K1")).toMatchObject({ erased: true, data: {} });
    expect(await dueUntil("2026-09-01")).toEqual([
      ["K2", "2026-09-01", "", "request"],
      ["K3", "2026-09-01", "", "ward"],
    ]);
  });
  it("N8: killed between two customers it goes on with the rest, and what went is on record without personal data", async () => {
    on("2027-03-01");
    let calls = 0;
    const withCompany: House["store"]["withCompany"] = (companyId, options, work) =>
      house.store.withCompany(companyId, options, async (tx) => {
        const result = await work(tx);
        calls += 1;
        // What the second customer's transaction did was not committed yet.
        if (calls === 3) throw new Error("killed");
        return result;
      });
    const killed = { ...house, store: Object.assign(Object.create(house.store), { withCompany }) };
    await expect(purgeDue(killed, 1)).rejects.toThrow("killed");
    const erased = async () =>
      Promise.all(["K4", "W1", "K3"].map(async (code) => (await readCustomer(house, company, code)).erased));
    expect(await erased()).toEqual([true, false, false]);
    // The ward goes before its guardian, whom it had kept.
    expect((await purgeDue(house, 1)).whole).toBe(2);
    expect(await erased()).toEqual([true, true, true]);
    expect((await readCustomer(house, company, "ORG")).erased).toBe(false);
    const purges = await rowsOf("retention_purge");
    expect(purges.map(({ whole, fields }) => [whole, fields])).toEqual([
      [false, ["phone"]],
      [false, ["phone"]],
      [true, ["bornOn"]],
      [true, ["bornOn"]],
      [true, ["bornOn"]],
      [true, ["phone", "bornOn"]],
    ]);
    const records = JSON.stringify([purges, await rowsOf("erasure"), await rowsOf("activity")]);
    for (const value of ["司徒", "1391234", "1980-05-17"]) expect(records).not.toContain(value);
    expect((await readCustomer(house, company, "K1")).history[0]).toMatchObject({
      verb: "purge-customer",
      detail: { whole: true, dueOn: "2026-09-01", purposes: ["service", "survey"] },
    });
    const { purges: told } = await list("2027-03-01");
    expect(told.map(({ customer }) => customer).slice(-2)).toEqual(["K4", "K1"]);
  });
});
