import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { changePerson } from "../../src/commands/change-person.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { importLicences, previewLicences } from "../../src/commands/import-licences.ts";
import { changeLicence, type NewLicence, recordLicence } from "../../src/commands/keep-licence.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readLicences, readLicencesOf, readOwnLicences } from "../../src/commands/read-licences.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { findPerson, type RoleName } from "../../src/store/people.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { instant, newDatabase, newFolder, storeOn, superuser, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

/** A tenth of each sale, for whoever is licensed on its day. */
const pay = (plan: string): string => `  - id: C6.2
    title: {zh: 佣金, en: Commission}
    text: {zh: "销售当日有执业登记的计付佣金。", en: "Commission is paid on sales of the licensed."}
    prominent: true
    statutes: [CN-INS-122]
    rules:
      - id: pay
        kind: entitlement
        holder: agent
        from: company
        publish_by: 5 business days
        pay_by: 10 business days
        plan: {period: month, ${plan}credit: [{event: sale, amount: amount}], components: [{id: base, kind: rate, rate: 10%, label: {zh: 佣金, en: Commission}}]}
`;
const contractText = (number: string, name: string, plan = "licence: insurance, "): string =>
  `${CONTRACT.slice(0, CONTRACT.indexOf("params:"))}clauses:\n${pay(plan)}`
    .replace("CLI-1", number)
    .replace("李晓", name);
const teamText = (number: string): string =>
  contractText(number, "钱塘团队").replace(
    /agent: \{[^}]*\}/,
    "agent: {name: 钱塘团队, kind: team, address: 杭州, lead: A3, members: [{id: A3, name: 人员A3, share: 50%}, {id: A9, name: 外人, share: 50%}]}",
  );
const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const database = await newDatabase();
let house: House;
const now = instant("2026-06-10T09:00:00+08:00");
let keys = 0;
const newKey = (): string => `licences-${keys++}`;
const machine: Caller = { companyId: 1, party: "company" };
const callers = new Map<string, Caller>();
const as = (name: "operations" | "legal" | "quality" | "service" | "agent" | "stranger"): Caller => callers.get(name)!;
const LICENCE: Omit<NewLicence, "key"> = {
  person: "A1",
  licenceNumber: "02000133000080002026000001",
  kind: "individual_agent",
  insurer: "甲保险公司",
  fromOn: "2026-06-01",
};
const record = (given: Partial<NewLicence> = {}, caller = as("operations")) =>
  recordLicence(house, caller, { ...LICENCE, key: newKey(), ...given });
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [error.code ?? String(error)],
  );
const viewOf = (number: string, caller: Caller = machine) =>
  readContract<"view">(house, caller, number, (asOf) => ({
    ask: "view",
    viewpoint: { asOf, party: caller.party, language: "zh" },
  }));
/** What the running month has earned, and how many sales are held. */
const payOf = async (number: string) => {
  const { statements, heldSales } = await viewOf(number);
  return [statements.find(({ period }) => period === "2026-06")?.earned, heldSales?.count ?? 0];
};
const sell = (number: string, id: string, day: string, more: object = {}) =>
  appendEvents(house, machine, {
    number,
    language: "zh",
    key: newKey(),
    lines: JSON.stringify({ id, kind: "sale", at: `${day}T10:00:00+08:00`, order: id, amount: "1000.00", ...more }),
  });
const listed = async (state?: "none" | "ends_soon" | "valid" | "ended" | "later", caller: Caller = as("legal")) =>
  (await readLicences(house, caller, { ...(state ? { state } : {}) }, { offset: 0, limit: 100 })).rows;
const latest = async (person = "A1") => (await readLicencesOf(house, machine, person)).licences[0]!;
const change = async (more: object, caller = as("legal"), person = "A1") => {
  const { licenceId, version, number, kind, insurer, fromOn, beforeOn } = await latest(person);
  const days = { fromOn, ...(beforeOn === null ? {} : { beforeOn }) };
  const given = {
    licenceId,
    version,
    licenceNumber: number,
    kind,
    insurer,
    ...days,
    takenBack: false,
    reason: "核对后更正",
  };
  return changeLicence(house, caller, { ...given, key: newKey(), ...more });
};

beforeAll(async () => {
  const store = await storeOn(database);
  await withCompanies(store, 1, 2);
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  for (const [code, text] of [
    ["A1", contractText("INS-1", "人员A1")],
    ["A2", contractText("INS-2", "人员A2")],
    ["A1", contractText("FREE-1", "人员A1", "")],
    ["A3", teamText("TEAM-1")],
  ] as const) {
    const files = [{ path: "contract.yaml", text }];
    await addContract(house, machine, { files, facts: "", agent: { code, name: `人员${code}` } }, "zh");
  }
  for (const role of ["operations", "legal", "quality", "service"] as const satisfies readonly RoleName[]) {
    const personId = await addSomebody(house, 1, role, role);
    callers.set(role, { companyId: 1, party: "company", actor: askingAs(1, [role], personId).actor });
  }
  for (const [name, code] of [
    ["agent", "A1"],
    ["stranger", "A2"],
  ] as const) {
    const { personId } = (await store.withCompany(1, {}, (tx) => findPerson(tx, { code })))!;
    callers.set(name, { companyId: 1, party: "agent", personId, actor: askingAs(1, ["agent"], personId).actor });
  }
});

describe("the register of licences", () => {
  it("law-A10: who sells without one is listed with the sales that are held, and stands on the company's day", async () => {
    await sell("INS-1", "s1", "2026-06-05");
    await sell("FREE-1", "s1", "2026-06-05");
    expect(await payOf("INS-1")).toEqual(["0.00", 1]);
    expect(await payOf("FREE-1")).toEqual(["100.00", 0]);
    expect(await listed("none")).toMatchObject([
      { person: "A1", held: { sales: 1, firstOn: "2026-06-05", lastOn: "2026-06-05" }, contracts: ["INS-1"] },
      { person: "A2", held: null, contracts: ["INS-2"] },
      { person: "A3", contracts: ["TEAM-1"] },
      { person: null, name: "外人", contracts: ["TEAM-1"] },
    ]);
    const today = await readToday(house, as("quality"), { days: 7 });
    expect([today.licencesMissing.length, today.salesWithoutLicence]).toEqual([4, 1]);
    // Whoever may not read the register is told nothing of it.
    expect((await readToday(house, as("service"), { days: 7 })).licencesMissing).toEqual([]);
    expect((await viewOf("INS-1", as("agent"))).heldSales?.sales).toMatchObject([
      { event: "s1", amount: "1000.00", lacking: ["人员A1"] },
    ]);
  });
  it("law-A10: a licence recorded in the register is a fact in every contract that asks its holder, and releases the sale by itself", async () => {
    expect(await record()).toMatchObject({ version: 1, contracts: 1 });
    expect(await payOf("INS-1")).toEqual(["100.00", 0]);
    expect(await payOf("INS-2")).toEqual(["0.00", 0]);
    expect((await listed("valid")).map(({ person, number }) => [person, number])).toEqual([
      ["A1", LICENCE.licenceNumber],
    ]);
    expect((await readPerson(house, machine, "A1")).history[0]).toMatchObject({
      verb: "keep-licence",
      detail: { licence: LICENCE.licenceNumber },
    });
  });
  it("law-A10: a contract that comes later gets the facts with it, and one without a contract can be recorded before", async () => {
    const files = [{ path: "contract.yaml", text: contractText("INS-3", "人员A1") }];
    await addContract(house, machine, { files, facts: "", agent: { code: "A1", name: "人员A1" } }, "zh");
    await sell("INS-3", "s1", "2026-06-05");
    expect(await payOf("INS-3")).toEqual(["100.00", 0]);
    await addSomebody(house, 1, "A7", "agent");
    expect(await record({ person: "A7", licenceNumber: "Z-A7" })).toMatchObject({ contracts: 0 });
    const later = [{ path: "contract.yaml", text: contractText("INS-7", "A7") }];
    const name = (await readPerson(house, machine, "A7")).name;
    await addContract(house, machine, { files: later, facts: "", agent: { code: "A7", name } }, "zh");
    await sell("INS-7", "s1", "2026-06-05");
    expect(await payOf("INS-7")).toEqual(["100.00", 0]);
  });
  it("law-A10: an end, a correction and a taking back are further lines; each contract follows, and the history shows who and why", async () => {
    expect(await change({ beforeOn: "2026-06-05", reason: "离职注销" })).toMatchObject({ version: 2, contracts: 2 });
    expect(await payOf("INS-1")).toEqual(["0.00", 1]);
    expect(await payOf("INS-3")).toEqual(["0.00", 1]);
    expect(await faultsOf(change({ version: 1 }))).toEqual(["version"]);
    expect(await faultsOf(change({}))).toEqual(["licenceNumber"]);
    expect(await faultsOf(change({ reason: " ", licenceNumber: "", insurer: "", kind: "x", fromOn: "soon" }))).toEqual([
      "licenceNumber",
      "insurer",
      "kind",
      "fromOn",
      "beforeOn",
      "reason",
    ]);
    // An end that was wrong is taken away.
    await change({ beforeOn: undefined });
    expect(await payOf("INS-1")).toEqual(["100.00", 0]);
    await change({ takenBack: true, reason: "号码是别人的" });
    expect(await payOf("INS-1")).toEqual(["0.00", 1]);
    expect(await faultsOf(change({}))).toEqual(["licenceId"]);
    const { licences, lacks } = await readLicencesOf(house, machine, "A1");
    expect(lacks).toBe(true);
    expect(licences[0]).toMatchObject({ takenBack: true, version: 4 });
    expect(licences[0]!.versions.map(({ version, reason, recordedBy }) => [version, reason, recordedBy])).toEqual([
      [4, "号码是别人的", expect.any(String)],
      [3, "核对后更正", expect.any(String)],
      [2, "离职注销", expect.any(String)],
      [1, "", expect.any(String)],
    ]);
    // What never held does not come into a contract that is added afterwards.
    const files = [{ path: "contract.yaml", text: contractText("INS-4", "人员A1") }];
    await addContract(house, machine, { files, facts: "", agent: { code: "A1", name: "人员A1" } }, "zh");
    await sell("INS-4", "s1", "2026-06-05");
    expect(await payOf("INS-4")).toEqual(["0.00", 1]);
    expect(await record()).toMatchObject({ contracts: 3 });
    expect(await payOf("INS-1")).toEqual(["100.00", 0]);
    const client = await superuser(database);
    for (const statement of ["delete from fealty.licence", "update fealty.licence set number = 'x'"])
      await expect(client.query(statement), statement).rejects.toThrow();
  });
  it("law-A10: a number is one person's, days of one number do not cross, and a further span is a licence of its own", async () => {
    expect(await faultsOf(record({ person: "A2" }))).toEqual(["licenceNumber"]);
    expect(await faultsOf(record({ fromOn: "2026-07-01" }))).toEqual(["fromOn"]);
    expect(await faultsOf(record({ person: "A2", licenceNumber: "Z2", beforeOn: "2026-06-01" }))).toEqual(["beforeOn"]);
    expect(await faultsOf(record({ person: "NOBODY", insurer: "" }))).toEqual(["person", "insurer", "licenceNumber"]);
    await record({ person: "A2", licenceNumber: "Z2", fromOn: "2026-01-01", beforeOn: "2026-07-05" });
    expect((await listed("ends_soon")).map(({ person, beforeOn }) => [person, beforeOn])).toEqual([
      ["A2", "2026-07-05"],
    ]);
    expect((await readToday(house, machine, { days: 7 })).licencesEnding).toMatchObject([{ person: "A2" }]);
    await record({ person: "A2", licenceNumber: "Z2", fromOn: "2026-07-05" });
    // Another follows without a gap: nothing has to be done.
    expect(await listed("ends_soon")).toEqual([]);
    expect((await listed("later")).map(({ person }) => person)).toEqual(["A2"]);
  });
  it("law-A10: a member of a team is named by the code; whoever is nobody of the register stays a gap with the name", async () => {
    await sell("TEAM-1", "m1", "2026-06-06", { member: "A3" });
    await sell("TEAM-1", "m2", "2026-06-07", { member: "A9" });
    expect(await payOf("TEAM-1")).toEqual(["0.00", 2]);
    await record({ person: "A3", licenceNumber: "Z3" });
    expect(await payOf("TEAM-1")).toEqual(["100.00", 1]);
    expect((await viewOf("TEAM-1")).heldSales?.sales).toMatchObject([{ event: "m2", lacking: ["外人"] }]);
    expect((await listed("none")).map(({ name, held }) => [name, held?.sales])).toEqual([["外人", 1]]);
    // Ids of members are the file's own: somebody else whose code is the same by chance is another, and sells on no licence but the own.
    await addSomebody(house, 1, "A9", "agent");
    await record({ person: "A9", licenceNumber: "Z9" });
    expect(await payOf("TEAM-1")).toEqual(["100.00", 1]);
    expect((await listed("none")).map(({ name, held }) => [name, held?.sales])).toEqual([["外人", 1]]);
  });
  it("law-A10: a member who is called otherwise since is still told what becomes of the licence", async () => {
    await changePerson(house, machine, { person: "A3", code: "A3", name: "人员A3改", key: newKey() });
    await change({ takenBack: true, reason: "登记有误" }, as("legal"), "A3");
    expect(await payOf("TEAM-1")).toEqual(["0.00", 2]);
    await changePerson(house, machine, { person: "A3", code: "A3", name: "人员A3", key: newKey() });
  });
  it("law-A10: a fact that a contract has from elsewhere counts there, is listed with the contract, and is nobody's gap", async () => {
    const files = [{ path: "contract.yaml", text: contractText("INS-8", "人员A8") }];
    await addContract(house, machine, { files, facts: "", agent: { code: "A8", name: "人员A8" } }, "zh");
    expect((await listed("none")).map(({ name }) => name)).toContain("人员A8");
    const line = {
      id: "l1",
      kind: "licence_recorded",
      at: "2026-06-10T08:00:00+08:00",
      licence: "Z8",
      from: "2026-01-01",
    };
    const lines = JSON.stringify(line);
    await appendEvents(house, machine, { number: "INS-8", language: "zh", key: newKey(), lines });
    expect((await listed("none")).map(({ name }) => name)).not.toContain("人员A8");
    expect((await readLicencesOf(house, machine, "A8")).filed).toMatchObject([{ number: "Z8", onlyIn: "INS-8" }]);
  });
  it("law-A10: what the register told a contract is changed in the register alone", async () => {
    const { licenceId } = await latest();
    const at = "2026-06-10T08:00:00+08:00";
    const append = (line: object) =>
      appendEvents(house, machine, { number: "INS-1", language: "zh", key: newKey(), lines: JSON.stringify(line) });
    for (const line of [
      { id: "x1", kind: "corrected", at, target: `licences/${licenceId}`, fields: { before: null } },
      { id: "x2", kind: "retracted", at, target: `licences/${licenceId}` },
      { id: "licences/x3", kind: "licence_recorded", at, licence: "Z", from: "2026-01-01" },
    ])
      expect(
        await append(line).catch((error) => error.problems.map(({ code }: { code: string }) => code)),
        line.id,
      ).toEqual(["fact_of_register"]);
    // Nor does it come in with a contract, where nobody could correct it afterwards.
    const files = [{ path: "contract.yaml", text: contractText("INS-7", "人员A7") }];
    const fact = { id: "licences/x4", kind: "licence_recorded", at, recorded_at: at, licence: "Z", from: "2026-01-01" };
    const coming = addContract(house, machine, { files, facts: JSON.stringify(fact) }, "zh");
    await expect(coming).rejects.toMatchObject({ code: "events_refused", problems: [{ code: "fact_of_register" }] });
  });
  it("law-A10: operations and legal record, quality reads, service does neither; an agent sees its own alone, another company nothing", async () => {
    expect(await faultsOf(record({ licenceNumber: "Q" }, as("quality")))).toEqual(["not_permitted"]);
    expect(await faultsOf(record({ licenceNumber: "Q" }, as("agent")))).toEqual(["not_permitted"]);
    expect(await faultsOf(listed(undefined, as("service")))).toEqual(["not_permitted"]);
    expect(await faultsOf((async () => readOwnLicences(house, as("quality")))())).toEqual(["not_permitted"]);
    expect((await listed(undefined, as("quality"))).length).toBeGreaterThan(3);
    const own = await readOwnLicences(house, as("agent"));
    expect(own).toMatchObject({
      code: "A1",
      lacks: false,
      licences: [{ number: LICENCE.licenceNumber, state: "valid" }],
    });
    expect(JSON.stringify(own)).not.toMatch(/Z2|Z3|recordedBy|号码是别人的/);
    expect((await readOwnLicences(house, as("stranger"))).licences.map(({ number }) => number)).toEqual(["Z2", "Z2"]);
    const other: Caller = { companyId: 2, party: "company" };
    expect(await listed(undefined, other)).toEqual([]);
    expect(await faultsOf(readLicencesOf(house, other, "A1"))).toEqual(["no_such_thing"]);
    const { licenceId, version, number, kind, insurer, fromOn } = await latest();
    const given = { licenceId, version, licenceNumber: number, kind, insurer, fromOn, takenBack: true, reason: "外人" };
    expect(await faultsOf(changeLicence(house, other, { ...given, key: newKey() }))).toEqual(["no_such_thing"]);
  });
  it("law-A10: the same call twice is one licence, and of two at once with one number the second is refused", async () => {
    await addSomebody(house, 1, "A5", "agent");
    const key = newKey();
    const one = await record({ person: "A5", licenceNumber: "Z5", key });
    expect(await record({ person: "A5", licenceNumber: "Z5", key })).toEqual(one);
    const both = await Promise.allSettled([
      record({ person: "A5", licenceNumber: "Z6" }),
      record({ person: "A7", licenceNumber: "Z6" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const twice = await Promise.allSettled([change({ beforeOn: "2026-12-01" }), change({ beforeOn: "2026-12-02" })]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
it("law-A10: what lists keep of licences is held against the facts by the doctor, and can be rebuilt", async () => {
  const unsound = async () => (await diagnoseStore(house, 1)).filter(({ differences }) => differences.length > 0);
  expect(await unsound()).toEqual([]);
  const client = await superuser(database);
  await client.query(`update fealty.contract_state set licensing = '{}' where licensing @> '{"members": []}'`);
  expect((await unsound()).map(({ number }) => number)).toContain("INS-1");
  await rebuildStore(house, 1);
  expect(await unsound()).toEqual([]);
  expect((await listed("valid")).length).toBeGreaterThan(0);
});
describe("a list of licences", () => {
  const file = (name: string, text: string): string => {
    const path = join(newFolder(), name);
    writeFileSync(path, text);
    return path;
  };
  const HEAD = "工号,姓名,执业登记号,类别,所属机构,有效期起,有效期止";
  const options = { kind: "individual_agent", overwrite: false } as const;
  it("law-A10, C7.1: every row is told with all its faults, good ones come in and reach the contracts, a second import changes nothing", async () => {
    await addSomebody(house, 1, "B1", "agent");
    const { name } = await readPerson(house, machine, "B1");
    const files = [{ path: "contract.yaml", text: contractText("INS-B1", name) }];
    await addContract(house, machine, { files, facts: "", agent: { code: "B1", name } }, "zh");
    await sell("INS-B1", "s1", "2026-06-05");
    const rows = [
      HEAD,
      `B1,${name},B-001,个人保险代理人,甲保险公司,2026-06-01,2026-12-31`,
      "NOBODY,王,B-002,个人保险代理人,,2026-06-01,",
      `B1,别人,${LICENCE.licenceNumber},卖菜的,甲保险公司,soon,`,
      `B1,${name},B-001,个人保险代理人,乙保险公司,2026-06-01,2026-12-31`,
    ];
    const path = file("licences.csv", `${rows.join("\n")}\n`);
    const shown = await previewLicences(house, as("legal"), { path, ...options });
    expect(shown.counts).toEqual({ new: 1, changed: 0, same: 0, refused: 3 });
    expect((await readLicencesOf(house, machine, "B1")).licences).toEqual([]);
    const report = await importLicences(house, as("legal"), { path, ...options }, newKey());
    expect(report.counts).toEqual(shown.counts);
    expect(report.rows.slice(0, 3).map(({ row, faults }) => [row, faults.map(({ field }) => field)])).toEqual([
      [3, ["insurer", "code"]],
      [4, ["kind", "fromOn", "name", "licenceNumber"]],
      [5, ["licenceNumber"]],
    ]);
    expect(report.refused).toContain("NOBODY");
    expect(await payOf("INS-B1")).toEqual(["100.00", 0]);
    // The last day of a list is the last on which it holds.
    expect((await latest("B1")).beforeOn).toBe("2027-01-01");
    const again = await importLicences(house, as("legal"), { path, ...options }, newKey());
    expect(again.counts).toEqual({ new: 0, changed: 0, same: 1, refused: 3 });
    expect((await readLicencesOf(house, machine, "B1")).licences[0]!.versions.length).toBe(1);
  });
  it("law-A10, C7.1: a list in GB18030 reads; what it says otherwise corrects only where that was chosen", async () => {
    // 工号,执业登记号,保险公司,起始日期 / B1,B-001,甲保险,2026-06-01
    const head = Buffer.from("b9a4bac52cd6b4d2b5b5c7bcc7bac52cb1a3cfd5b9abcbbe2cc6f0cabcc8d5c6da", "hex");
    const row = Buffer.concat([
      Buffer.from("B1,B-001,"),
      Buffer.from("bcd7b1a3cfd5", "hex"),
      Buffer.from(",2026-06-01"),
    ]);
    const path = join(newFolder(), "gb.csv");
    writeFileSync(path, Buffer.concat([head, Buffer.from("\r\n"), row, Buffer.from("\r\n")]));
    const refused = await importLicences(house, as("operations"), { path, ...options }, newKey());
    expect(refused.counts).toEqual({ new: 0, changed: 0, same: 0, refused: 1 });
    const taken = await importLicences(house, as("operations"), { path, ...options, overwrite: true }, newKey());
    expect(taken.counts).toEqual({ new: 0, changed: 1, same: 0, refused: 0 });
    expect(await latest("B1")).toMatchObject({ insurer: "甲保险", beforeOn: null, version: 2 });
    expect(await faultsOf(importLicences(house, as("quality"), { path, ...options }, newKey()))).toEqual([
      "not_permitted",
    ]);
    expect(
      await faultsOf(importLicences(house, as("legal"), { path: file("x.csv", "a,b\n1,2\n"), ...options }, newKey())),
    ).toEqual(["file_refused"]);
  });
});
