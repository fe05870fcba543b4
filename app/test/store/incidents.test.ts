// Clauses: C7.1, N7
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { readToday } from "../../src/commands/read-today.ts";
import {
  addStep,
  type IncidentGiven,
  readIncidents,
  recordIncident,
  type StepGiven,
} from "../../src/commands/record-incident.ts";
import { instant, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";

const company: Caller = { companyId: 1, party: "company" };
let now = instant("2026-07-01T12:00:00+08:00");
const at = (text: string): void => {
  now = instant(`2026-07-${text}:00+08:00`);
};
const database = await newDatabase();
let house: House;
let keys = 0;
const newKey = (): string => `incident-${keys++}`;
const record = (given: Partial<IncidentGiven> = {}) =>
  recordIncident(house, company, {
    key: newKey(),
    code: "SJ-1",
    kind: "leak",
    severity: "general",
    foundAt: "2026-07-01T10:00:00+08:00",
    persons: 120,
    customers: ["K1"],
    what: "客户名单发错邮箱",
    cause: "选错收件人",
    data: "姓名、电话",
    harm: "可能接到骚扰电话",
    advice: "警惕自称客服的来电",
    contact: "隐私专员 0571-1",
    ...given,
  });
const step = (kind: StepGiven["kind"], given: Partial<StepGiven> = {}) =>
  addStep(house, company, { key: newKey(), incident: "SJ-1", kind, words: "已办理", ...given });
const clocks = async () =>
  (await readIncidents(house, company)).incidents
    .find(({ code }) => code === "SJ-1")!
    .clocks.map((one) => [
      one.step,
      one.standing,
      one.byLaw,
      Math.round((one.dueAt - instant("2026-07-01T10:00:00+08:00")) / 3.6e9),
    ]);
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );
beforeAll(async () => {
  const store = await storeOn(database);
  await withCompanies(store, 1, 2);
  house = { store, threads: undefined as never, engine: "test", now: risingClock(() => now / 1000) };
  const own = { key: newKey(), code: "K1", kind: "person", name: "司徒静若", fromOn: "2026-01-01" } as const;
  await keepCustomer(house, company, own);
});

describe("an incident with personal data", () => {
  it("law-A7: every mistake is told at once; a code is one incident's, a key one call's", async () => {
    const wrong = { code: "", foundAt: "2026-07-02T10:00:00+08:00", persons: 1, customers: ["K1", "K9"], cause: " " };
    expect(await faultsOf(record(wrong))).toEqual(["code", "foundAt", "cause", "customers", "persons"]);
    const key = newKey();
    expect([await record({ key }), await record({ key })]).toEqual([{ code: "SJ-1" }, { code: "SJ-1" }]);
    expect(await faultsOf(record())).toEqual(["code"]);
    expect((await readIncidents(house, { companyId: 2, party: "company" })).incidents).toEqual([]);
    const { history } = await readCustomer(house, company, "K1");
    expect(history[0]).toMatchObject({ verb: "record-incident", detail: { incident: "SJ-1" } });
  });
  it("law-A7: its clocks run from when it was found; from 较大 on the authority is told within four hours", async () => {
    expect(await clocks()).toEqual([
      ["measures", "open", false, 24],
      ["authority", "open", false, 24],
      ["persons", "open", false, 72],
    ]);
    at("01T15:00");
    expect(await faultsOf(step("severity"))).toEqual(["severity"]);
    await step("severity", { severity: "larger" });
    expect((await clocks())[1]).toEqual(["authority", "open", true, 9]);
    at("01T19:30");
    expect((await clocks())[1]).toEqual(["authority", "late", true, 9]);
    const today = await readToday(house, company, { days: 7 });
    expect(today.incidentSteps.map((one) => [one.incident, one.step, one.late])).toEqual([
      ["SJ-1", "authority", true],
      ["SJ-1", "measures", false],
      ["SJ-1", "persons", false],
    ]);
  });
  it("law-A7: it is closed when all is done; why persons are not told is written down; then nothing is added", async () => {
    expect(await faultsOf(step("closed", { words: "" }))).toEqual(["words", "kind"]);
    expect(await faultsOf(step("measures", { at: "2026-07-01T09:00:00+08:00" }))).toEqual(["at"]);
    await step("measures", { at: "2026-07-01T11:00:00+08:00", words: "召回邮件，对方书面确认删除" });
    await step("authority_told", { words: "书面报告省网信办，回执 W-1" });
    await step("persons_spared", { words: "对方确认未打开附件，危害已避免（第五十七条第二款）" });
    expect((await clocks()).map(([name, standing]) => [name, standing])).toEqual([
      ["measures", "done"],
      ["authority", "done_late"],
      ["persons", "done"],
    ]);
    const both = await Promise.allSettled([step("closed"), step("closed")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await faultsOf(step("measures"))).toEqual(["kind"]);
    await expect(step("measures", { incident: "SJ-9" })).rejects.toMatchObject({ code: "no_such_thing" });
    expect((await readToday(house, company, { days: 7 })).incidentSteps).toEqual([]);
    const client = await superuser(database);
    await expect(client.query("delete from fealty.incident_step")).rejects.toMatchObject({ code: "FY001" });
    const { rows } = await client.query("select row_to_json(i)::text as told from fealty.incident i");
    expect(JSON.stringify(rows)).not.toContain("司徒");
  });
});
