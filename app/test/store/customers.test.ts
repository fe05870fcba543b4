// Clauses: C7.1, N7
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { importCustomers, previewCustomers } from "../../src/commands/import-customers.ts";
import { keepBranch } from "../../src/commands/keep-branch.ts";
import { type KeptCustomerGiven, keepCustomer } from "../../src/commands/keep-customer.ts";
import { listCustomers } from "../../src/commands/list-customers.ts";
import { mergeCustomers, separateCustomer } from "../../src/commands/merge-customers.ts";
import { publishNotice } from "../../src/commands/publish-notice.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { recordConsent } from "../../src/commands/record-consent.ts";
import { revealCustomer } from "../../src/commands/reveal-customer.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findCustomer } from "../../src/store/customers.ts";
import type { RoleName } from "../../src/store/people.ts";
import { destroyPersonalKey } from "../../src/store/personal-keys.ts";
import { askingAs } from "./askers.ts";
import { instant, newDatabase, newFolder, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-06-30T12:00:00+08:00");
const folder = newFolder();
let house: House;
let database: string;
let keys = 0;
const newKey = (): string => `customers-${keys++}`;
beforeAll(async () => {
  database = await newDatabase();
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: false }, CLOCK),
    );
  await keepBranch(house, company, { code: "HZ", nameZh: "杭州分公司", nameEn: "", key: newKey() });
  await keepBranch(house, company, { code: "BJ", nameZh: "滨江支公司", nameEn: "", parent: "HZ", key: newKey() });
});
const keep = (given: Partial<KeptCustomerGiven>) =>
  keepCustomer(house, company, { key: newKey(), code: "", kind: "person", fromOn: "2026-01-01", ...given });
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );
const list = (filter: Parameters<typeof listCustomers>[2]) =>
  listCustomers(house, company, filter, { offset: 0, limit: 100 });
const codes = async (filter: Parameters<typeof listCustomers>[2]) => (await list(filter)).rows.map(({ code }) => code);

describe("the register of customers", () => {
  it("C7.1: a customer comes in, is shown masked, changed, and every step tells fields and never what they hold", async () => {
    await keep({ code: "K1", name: "王芳", phone: "138 0000 1234", identity: "11010519491231002x", branch: "BJ" });
    const shown = await readCustomer(house, company, "K1");
    expect(shown.data).toEqual({ name: "王**", phone: "138****34", identity: "11****2X", bornOn: "194*" });
    expect(shown.masked).toEqual(["name", "phone", "identity", "bornOn"]);
    await keep({ customer: "K1", code: "K1", phone: "13900000000", identity: "", branch: "BJ" });
    const { data, history } = await readCustomer(house, company, "K1");
    expect(data).toEqual({ name: "王**", phone: "139****00", bornOn: "194*" });
    expect(history.map(({ verb, detail }) => [verb, detail.fields])).toEqual([
      ["keep-customer", ["phone", "identity"]],
      ["keep-customer", ["name", "phone", "identity", "bornOn"]],
    ]);
    await keep({ code: "K2", kind: "organisation", name: "示例有限公司", identity: "91350100M000100Y43" });
    expect((await readCustomer(house, company, "K2")).data).toEqual({
      name: "示例有限公司",
      identity: "91350100M000100Y43",
    });
  });
  it("C7.1: every fault is told at once, and nothing is written", async () => {
    expect(
      await faultsOf(
        keep({ code: "K1", name: " ", phone: "电话", identity: "110105194912310021", branch: "ZZ", fromOn: "never" }),
      ),
    ).toEqual(["code", "name", "phone", "identity", "branch", "fromOn"]);
    expect(
      await faultsOf(keep({ code: "K9", name: "甲", identity: "11010519491231002X", bornOn: "1950-01-01" })),
    ).toEqual(["bornOn"]);
    expect(
      await faultsOf(keep({ code: "K9", kind: "organisation", name: "甲", identity: "X", bornOn: "2000-01-01" })),
    ).toEqual(["identity", "bornOn"]);
    await expect(readCustomer(house, company, "K9")).rejects.toMatchObject({ code: "no_such_thing" });
    await expect(keep({ customer: "K9", code: "K9", name: "甲" })).rejects.toMatchObject({ code: "no_such_thing" });
  });
  it("law-A6: a minor has a guardian of age, who stays as long as nobody else is named", async () => {
    const minor = { code: "M1", name: "小明", bornOn: "2015-06-01" };
    expect(await faultsOf(keep(minor))).toEqual(["guardian"]);
    // Eighteen on the day itself is of age (CC 17).
    await keep({ code: "M2", name: "成年", bornOn: "2008-06-30" });
    expect(await faultsOf(keep({ code: "M3", name: "差一天", bornOn: "2008-07-01" }))).toEqual(["guardian"]);
    await keep({ ...minor, guardian: "K1" });
    expect(await faultsOf(keep({ code: "M4", name: "弟弟", bornOn: "2016-06-01", guardian: "M1" }))).toEqual([
      "guardian",
    ]);
    expect((await readCustomer(house, company, "M1")).guardian).toBe("K1");
    expect((await readCustomer(house, company, "K1")).wards.map(({ code }) => code)).toEqual(["M1"]);
    expect(await faultsOf(keep({ customer: "K1", code: "K1", branch: "BJ", beforeOn: "2026-06-01" }))).toEqual([
      "beforeOn",
    ]);
    expect(await faultsOf(keep({ customer: "M1", code: "M1", guardian: "M1" }))).toEqual(["guardian"]);
  });
  it("C7.1: found by code's beginning, by a whole name, phone or paper, in a branch, and when they were customers", async () => {
    expect(await codes({ text: "K" })).toEqual(["K1", "K2"]);
    expect([
      await codes({ text: "王芳" }),
      await codes({ text: "王" }),
      await codes({ text: "139-0000-0000" }),
    ]).toEqual([["K1"], [], ["K1"]]);
    expect([
      await codes({ branch: "HZ" }),
      await codes({ branch: "ZZ" }),
      await codes({ kind: "organisation" }),
    ]).toEqual([["K1"], [], ["K2"]]);
    await keep({ code: "E1", name: "离开", beforeOn: "2026-06-30" });
    await keep({ code: "E2", name: "明天离开", beforeOn: "2026-07-01" });
    expect([await codes({ text: "E" }), await codes({ text: "E", when: "ended" })]).toEqual([["E2"], ["E1"]]);
  });
  it("C7.1: each role sees what its work is about, in the list, on the page and in what it finds", async () => {
    const given = { name: "欧阳见", phone: "13700004321", identity: "110105194912310038" };
    await keep({ code: "SIGHT", branch: "BJ", ...given });
    await keep({ code: "SIGHT2", ...given, name: "欧阳闻", another: true });
    const as = (...roles: RoleName[]): Caller => ({ ...company, actor: askingAs(1, roles).actor });
    const name = "欧**";
    const phone = "137****21";
    for (const [caller, data, withheld] of [
      [as("service"), { name, phone, identity: "11****38", bornOn: "194*" }, []],
      [as("quality"), { name, phone }, ["identity", "bornOn"]],
      [as("auditor"), { name }, ["phone", "identity", "bornOn"]],
      // A role that has no part in customers adds nothing to one that has.
      [as("auditor", "finance"), { name }, ["phone", "identity", "bornOn"]],
      [as("auditor", "quality"), { name, phone }, ["identity", "bornOn"]],
    ] as const) {
      const seen = Object.keys(data);
      const shown = await readCustomer(house, caller, "SIGHT");
      expect([shown.data, shown.masked, shown.withheld]).toEqual([data, seen, withheld]);
      expect(shown.duplicates.map(({ field }) => field)).toEqual(
        ["identity", "phone"].filter((one) => seen.includes(one)),
      );
      expect(shown.sensitive.every((field) => seen.includes(field))).toBe(true);
      const found = async (text: string): Promise<string[]> =>
        (await listCustomers(house, caller, { text }, { offset: 0, limit: 9 })).rows.map(({ code }) => code);
      const [row] = (await listCustomers(house, caller, { text: "SIGHT" }, { offset: 0, limit: 9 })).rows;
      expect([row!.data, row!.withheld]).toEqual([data, withheld]);
      expect(await found(given.name)).toEqual(["SIGHT"]);
      expect(await found(given.phone)).toEqual(seen.includes("phone") ? ["SIGHT", "SIGHT2"] : []);
      expect(await found(given.identity)).toEqual(seen.includes("identity") ? ["SIGHT", "SIGHT2"] : []);
      // What a role does not see stands nowhere in what it is answered.
      expect(JSON.stringify(shown)).not.toMatch(/4321|欧阳|110105/);
    }
  });
  it("C7.1: the same phone or paper is told with the other's code and masked name, and taken when it is another", async () => {
    const twin = { code: "D1", name: "王芳芳", phone: "13900000000" };
    const refused = await keep(twin).catch((error) => error);
    expect(refused.text.zh).toContain("K1 王**");
    expect(refused.text.zh).not.toContain("王芳");
    await keep({ ...twin, another: true });
    expect((await readCustomer(house, company, "K1")).duplicates).toEqual([{ field: "phone", codes: ["D1"] }]);
    expect(await faultsOf(keep({ ...twin, code: "D2" }))).toEqual(["phone", "another"]);
  });
  it("C7.1: a minor is reached by its guardian's phone, as others in the same care are, and that is no hint", async () => {
    await keep({ code: "F1", name: "家长", phone: "13777770000", bornOn: "1990-01-01" });
    for (const code of ["F2", "F3"])
      await keep({ code, name: code, phone: "13777770000", bornOn: "2015-06-01", guardian: "F1" });
    for (const code of ["F1", "F2", "F3"]) expect((await readCustomer(house, company, code)).duplicates).toEqual([]);
    expect(await faultsOf(keep({ code: "F4", name: "别人", phone: "13777770000" }))).toEqual(["phone", "another"]);
  });
  it("C7.1: the history tells every field that changed, of what is not sealed with its value", async () => {
    await keep({ code: "H1", name: "改动", branch: "BJ" });
    await keep({ customer: "H1", code: "H2", branch: "HZ", guardian: "F1", beforeOn: "2026-12-31" });
    const [latest] = (await readCustomer(house, company, "H2")).history;
    expect(latest?.detail).toMatchObject({
      before: { code: "H1" },
      after: { code: "H2", beforeOn: "2026-12-31", branch: "HZ" },
      fields: ["code", "branch", "guardian", "beforeOn"],
    });
  });
  it("case-D9, case-D10: two rows of one customer are merged, lose nothing, and can be separated again", async () => {
    await keep({ code: "P1", name: "陈静", phone: "13700000001" });
    await keep({ code: "P2", name: "陈 静", phone: "13700000002", identity: "11010519491231002X" });
    await keep({ code: "P3", kind: "organisation", name: "静园公司" });
    await keep({ code: "P4", name: "小陈", bornOn: "2015-01-01", guardian: "P2" });
    const merge = (customer: string, into: string) => mergeCustomers(house, company, { key: newKey(), customer, into });
    for (const [customer, into] of [
      ["P1", "P1"],
      ["P1", "P3"],
      ["P2", "P1"],
      ["P4", "P2"],
      ["P1", "P9"],
    ] as const)
      expect([customer, into, await faultsOf(merge(customer, into))]).toEqual([customer, into, ["into"]]);
    const before = await readCustomer(house, company, "P1");
    await merge("P1", "P2");
    expect([await codes({ text: "P" }), await codes({ text: "13700000001" })]).toEqual([["P2", "P3", "P4"], []]);
    const kept = await readCustomer(house, company, "P2");
    expect(kept.merged.map(({ code, data }) => [code, data.phone])).toEqual([["P1", "137****01"]]);
    expect((await readCustomer(house, company, "P1")).mergedInto).toBe("P2");
    expect(await faultsOf(merge("P3", "P1"))).toEqual(["into"]);
    expect(await faultsOf(merge("P1", "K2"))).toEqual(["into"]);
    await separateCustomer(house, company, { key: newKey(), customer: "P1" });
    const { history, ...after } = await readCustomer(house, company, "P1");
    expect(after).toEqual({
      ...after,
      ...Object.fromEntries(Object.entries(before).filter(([name]) => name !== "history")),
    });
    expect(history.map(({ verb }) => verb)).toEqual(["separate-customer", "merge-customers", "keep-customer"]);
    expect(await faultsOf(separateCustomer(house, company, { key: newKey(), customer: "P1" }))).toEqual(["customer"]);
    await expect(separateCustomer(house, company, { key: newKey(), customer: "P99" })).rejects.toMatchObject({
      code: "no_such_thing",
    });
  });
  it("N7: nothing is shown in clear without a reason, and who looked stands in the history", async () => {
    const reveal = (reason: string, fields: ("name" | "phone")[] = ["name", "phone"]) =>
      revealCustomer(house, company, { customer: "K1", fields, reason });
    expect([
      await faultsOf(reveal(" ")),
      await faultsOf(reveal("看看")),
      await faultsOf(reveal("回访客户", [])),
    ]).toEqual([["reason"], ["reason"], ["fields"]]);
    expect(await reveal("客户要求回电")).toEqual({ name: "王芳", phone: "13900000000" });
    const [latest, ...before] = (await readCustomer(house, company, "K1")).history;
    expect(latest).toMatchObject({
      verb: "reveal-customer",
      detail: { fields: ["name", "phone"], reason: "客户要求回电" },
    });
    expect(before.filter(({ verb }) => verb === "reveal-customer")).toEqual([]);
  });
  it("law-A7: sensitive data is shown with the separate consent, or on a basis of the law that is written down", async () => {
    await keep({ code: "S1", name: "闵子骞", identity: "11010519491231002X", another: true });
    await keep({ code: "S2", name: "小满", bornOn: "2020-06-01", guardian: "S1" });
    const reveal = (customer: string, fields: ("name" | "identity")[], basis?: "statutory") =>
      revealCustomer(house, company, { customer, fields, reason: "核对身份证件", basis });
    expect(await faultsOf(reveal("S1", ["name", "identity"]))).toEqual(["basis"]);
    // Of a child below fourteen everything is sensitive.
    expect(await faultsOf(reveal("S2", ["name"]))).toEqual(["basis"]);
    expect(await reveal("S1", ["name"])).toEqual({ name: "闵子骞" });
    expect(await reveal("S1", ["identity"], "statutory")).toEqual({ identity: "11010519491231002X" });
    const latest = async () => (await readCustomer(house, company, "S1")).history[0]!.detail;
    expect(await latest()).toMatchObject({ sensitive: ["identity"], basis: "statutory" });
    const text = {
      handler: "甲公司",
      what: "证件号码",
      how: "核对",
      kept: "一年",
      rights: "致电",
      necessity: "核实身份",
    };
    await publishNotice(house, company, { key: newKey(), purpose: "sensitive", renews: false, zh: text });
    const consent = (act: "given" | "withdrawn") => ({
      key: newKey(),
      customer: "S1",
      purpose: "sensitive" as const,
      act,
      form: "written" as const,
      evidence: "TY-1",
    });
    await recordConsent(house, company, consent("given"));
    await reveal("S1", ["identity"]);
    expect(await latest()).toMatchObject({ basis: "consent" });
    await recordConsent(house, company, consent("withdrawn"));
    expect(await faultsOf(reveal("S1", ["identity"]))).toEqual(["basis"]);
  });
  it("case-D14: of an erased customer the code is left, and neither change nor look opens anything", async () => {
    await keep({ code: "G1", name: "要求删除" });
    await house.store.withCompany(1, {}, async (tx) =>
      destroyPersonalKey(tx, (await findCustomer(tx, "G1"))!.customerId),
    );
    expect(await readCustomer(house, company, "G1")).toMatchObject({ erased: true, data: {}, masked: [] });
    await expect(keep({ customer: "G1", code: "G1", name: "又来" })).rejects.toMatchObject({ code: "customer_erased" });
    await expect(
      revealCustomer(house, company, { customer: "G1", fields: ["name"], reason: "核对身份" }),
    ).rejects.toMatchObject({ code: "customer_erased" });
  });
  it("T1: another company has none of them, and may use the same codes", async () => {
    const other: Caller = { companyId: 2, party: "company" };
    expect((await listCustomers(house, other, {}, { offset: 0, limit: 9 })).total).toBe(0);
    await expect(readCustomer(house, other, "K1")).rejects.toMatchObject({ code: "no_such_thing" });
    await expect(
      revealCustomer(house, other, { customer: "K1", fields: ["name"], reason: "核对身份" }),
    ).rejects.toMatchObject({ code: "no_such_thing" });
  });
  it("the same call twice is once, and two at once of one code bring one in", async () => {
    const key = newKey();
    await keep({ key, code: "O1", name: "一次" });
    await keep({ key, code: "O1", name: "一次" });
    await expect(keep({ key, code: "O1", name: "另一次" })).rejects.toMatchObject({ code: "key_reused" });
    expect((await readCustomer(house, company, "O1")).history.length).toBe(1);
    const both = await Promise.allSettled(["甲", "乙"].map((name) => keep({ code: "O2", name })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a list of customers", () => {
  const fileOf = (name: string, bytes: Buffer | string) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, overwrite: false };
  };
  const imported = (file: Parameters<typeof importCustomers>[2]) => importCustomers(house, company, file, newKey());
  const counts = (more: object) => ({ new: 0, changed: 0, same: 0, refused: 0, ...more });
  it("case-D6: 500 rows in GB18030 come in, bad ones are told by row and reason without what they hold, and again nothing changes", async () => {
    const rows = Array.from({ length: 500 }, (_, index) =>
      [
        `L${String(index).padStart(3, "0")}`,
        index === 7 ? "任𠮷安" : `客户${index}`,
        "个人",
        `1390000${1000 + index}`,
        "HZ",
      ].join(","),
    );
    const bad = [
      ",无号,个人,,",
      "L901,,个人,,",
      "L902,秘密姓名,神仙,,",
      "L903,秘密姓名,个人,秘密电话,西安",
      "L000,秘密姓名,个人,,HZ",
    ];
    const text = ["客户编号,姓名,类别,手机,所属机构", ...rows, ...bad].join("\r\n");
    const file = fileOf("customers.csv", iconv.encode(text, "gb18030"));
    const before = await previewCustomers(house, company, file);
    expect(before.counts).toEqual(counts({ new: 500, refused: 5 }));
    const report = await imported(file);
    expect(report).toEqual(before);
    expect(report.rows.slice(0, 5).map(({ row, faults }) => [row, faults.map(({ field }) => field)])).toEqual([
      [502, ["code"]],
      [503, ["name"]],
      [504, ["kind"]],
      [505, ["branch", "phone"]],
      [506, ["code", "code"]],
    ]);
    expect(JSON.stringify(report)).not.toContain("秘密");
    expect((await list({ text: "任𠮷安" })).rows.map(({ code }) => code)).toEqual(["L007"]);
    const again = await imported(file);
    expect(again.counts).toEqual(counts({ same: 500, refused: 5 }));
    const { rows: kept } = await (await superuser(database)).query("select answer from fealty.idempotency");
    expect(JSON.stringify(kept)).not.toMatch(/秘密|任𠮷安|13900001007/);
  });
  it("case-D9: what is known changes only where that was chosen, an empty cell changes nothing, and a minor finds its guardian further down", async () => {
    const file = fileOf(
      "change.csv",
      "code,name,mobile,born,guardian\nN1,小红,,2019-01-01,N2\nN2,妈妈,13811112222,1990-01-01,\nL001,,13999998888,,\n",
    );
    expect((await imported(file)).counts).toEqual(counts({ new: 2, refused: 1 }));
    expect((await imported({ ...file, overwrite: true })).counts).toEqual(counts({ same: 2, changed: 1 }));
    const { data, branch } = await readCustomer(house, company, "L001");
    expect([data, branch]).toEqual([{ name: "客**", phone: "139****88" }, "HZ"]);
    // A list without guardians leaves the one that is known.
    const plain = fileOf("plain.csv", "code,name\nN1,小红\n");
    expect((await imported({ ...plain, overwrite: true })).counts).toEqual(counts({ same: 1 }));
    expect((await readCustomer(house, company, "N1")).guardian).toBe("N2");
  });
  it("a file that is no list is refused by what it needs", async () => {
    await expect(imported(fileOf("other.csv", "a,b\n1,2\n"))).rejects.toMatchObject({ code: "file_refused" });
    await expect(imported(fileOf("half.csv", "客户编号,电话\n1,2\n"))).rejects.toMatchObject({
      code: "file_refused",
      text: { zh: expect.stringContaining("姓名") },
    });
  });
});
