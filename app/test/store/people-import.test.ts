import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { importPeople, previewPeople } from "../../src/commands/import-people.ts";
import { keepBranch } from "../../src/commands/keep-branch.ts";
import { readPerson } from "../../src/commands/read-person.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { listPeople, listRoleHoldings } from "../../src/store/people.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const threads = openThreads({ calendars: [] }, 1, await threadProgram());
const folder = mkdtempSync(join(tmpdir(), "fealty-people-"));
afterAll(async () => {
  await threads.close();
  rmSync(folder, { recursive: true, force: true });
});
const company: Caller = { companyId: 1, party: "company" };
const CLOCK = instant("2026-06-30T12:00:00+08:00");
let house: House;
let keys = 0;
const newKey = (): string => `people-import-${keys++}`;
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, CLOCK),
  );
  for (const [code, nameZh] of [
    ["HZ", "杭州分公司"],
    ["CD", "成都分公司"],
  ] as const)
    await keepBranch(house, company, { code, nameZh, nameEn: "", key: newKey() });
});
const fileOf = (name: string, bytes: Buffer | string) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, role: "agent" as const, rename: false };
};
const kept = () =>
  house.store.withCompany(1, {}, async (tx) => ({
    people: await listPeople(tx),
    holdings: await listRoleHoldings(tx),
  }));
const imported = (file: Parameters<typeof importPeople>[2]) => importPeople(house, company, file, newKey());

describe("a list of people", () => {
  it("case-D6: good rows come in, bad ones are told with row and reason, and again nothing changes", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => [
      `Y${String(index + 1).padStart(3, "0")}`,
      `代理${index + 1}`,
      index % 2 ? "成都分公司" : "HZ",
      index % 3 ? "2026/3/1" : "2026年3月1日",
    ]);
    const bad = [
      ["", "无号", "HZ", ""],
      ["Y060", "错机构", "西安", "2026-03-01"],
      ["Y061", "错日期", "HZ", "三月"],
      ["Y001", "别人", "HZ", ""],
    ];
    const text = [["工号", "姓名", "所属机构", "入司日期", "备注"], ...rows, ...bad]
      .map((row) => row.join(","))
      .join("\r\n");
    const file = fileOf("people.csv", iconv.encode(text, "gb18030"));
    const before = await previewPeople(house, company, file);
    expect(before.counts).toEqual({ new: 50, role: 0, renamed: 0, same: 0, refused: 4 });
    expect(before.columns).toEqual({ code: "工号", name: "姓名", branch: "所属机构", fromOn: "入司日期" });
    expect(before.unread).toEqual(["备注"]);
    expect((await kept()).people).toEqual([]);
    const report = await imported(file);
    expect(report).toEqual(before);
    expect(report.rows.slice(0, 4).map(({ row, faults }) => [row, faults.map(({ field }) => field)])).toEqual([
      [52, ["code"]],
      [53, ["branch"]],
      [54, ["fromOn"]],
      [55, ["name"]],
    ]);
    expect(report.refused.split("\r\n").length).toBe(6);
    const { people, holdings } = await kept();
    expect([people.length, holdings.length, new Set(holdings.map(({ fromOn }) => fromOn))]).toEqual([
      50,
      50,
      new Set(["2026-03-01"]),
    ]);
    expect((await imported(file)).counts).toEqual({ new: 0, role: 0, renamed: 0, same: 50, refused: 4 });
    expect(await kept()).toEqual({ people, holdings });
  });
  it("a workbook gives further roles to who is known, with days as the workbook has them, and stands in the history", async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet("名单");
    sheet.addRow(["姓名", "工号", "职务", "任职日期", "最后一天"]);
    sheet.addRow(["代理1", "Y001", "培训", new Date("2026-07-01T00:00:00Z"), new Date("2026-12-31T00:00:00Z")]);
    sheet.addRow(["方晓岚", "S02", "Finance approver", new Date("2026-01-01T00:00:00Z"), null]);
    sheet.addRow(["方晓岚", "S02", "财务", new Date("2026-01-01T00:00:00Z"), null]);
    sheet.addRow(["方晓岚", "S02", "总管", null, null]);
    sheet.getColumn(4).numFmt = "yyyy-mm-dd";
    sheet.getColumn(5).numFmt = "yyyy-mm-dd";
    const file = fileOf("people.xlsx", Buffer.from(await workbook.xlsx.writeBuffer()));
    expect((await imported(file)).rows.map(({ action }) => action)).toEqual(["refused", "role", "new", "role"]);
    const { roles, history } = await readPerson(house, company, "Y001");
    expect(roles.map(({ role, fromOn, beforeOn }) => [role, fromOn, beforeOn])).toEqual([
      ["agent", "2026-03-01", undefined],
      ["trainer", "2026-07-01", "2027-01-01"],
    ]);
    expect(history.map(({ verb }) => verb)).toEqual(["import-people", "import-people"]);
    expect((await imported(file)).counts).toMatchObject({ same: 3, refused: 1 });
  });
  it("case-D7, case-D9: the code says who it is; a name from the list is taken only where that was chosen", async () => {
    const file = fileOf("rename.csv", "code,name\nY002,代理贰\nY003,代理3\n");
    expect((await imported(file)).counts).toMatchObject({ refused: 1, same: 1 });
    expect((await imported({ ...file, rename: true })).counts).toMatchObject({ renamed: 1, same: 1 });
    expect((await readPerson(house, company, "Y002")).name).toBe("代理贰");
  });
  it("a row with more cells than the header, or a quote in the wrong place, stays out; one with fewer comes in", async () => {
    const file = fileOf("ragged.csv", '工号,姓名,机构,备注\nW1,甲,多,HZ,x\nW2,"乙"x,HZ,y\nW3,丙\n');
    const { rows } = await imported(file);
    expect(
      rows.map(({ row, action, faults }) => [row, action, faults.map(({ field }) => field).includes("row")]),
    ).toEqual([
      [2, "refused", true],
      [3, "refused", true],
      [4, "new", false],
    ]);
  });
  it("a long list is read by person and written in portions, and its answer stays short", async () => {
    const many = Array.from({ length: 6000 }, (_, index) => `M${index},多人${index},HZ,2026-03-01`).join("\n");
    const file = fileOf("many.csv", `工号,姓名,机构,第一天\n${many}\nM1,别人,HZ,2026-03-01\n`);
    const report = await imported(file);
    expect(report.counts).toMatchObject({ new: 6000, refused: 1 });
    expect([report.rows.length, report.rows[0]!.action]).toEqual([200, "refused"]);
    expect((await imported(file)).counts).toMatchObject({ same: 6000, refused: 1 });
    expect((await readPerson(house, company, "M5999")).history.length).toBe(1);
  });
  it("two at once of one list bring everybody in once; a file that is no list is refused by name", async () => {
    const file = fileOf("both.csv", "工号,姓名\nZ1,甲\nZ2,乙\n");
    const both = await Promise.all([imported(file), imported(file)]);
    expect(both.map(({ counts }) => [counts.new, counts.same]).sort()).toEqual([
      [0, 2],
      [2, 0],
    ]);
    for (const [name, text] of [
      ["columns.csv", "a,b\n1,2\n"],
      ["half.csv", "工号,b\n1,2\n"],
      ["empty.csv", ""],
      ["quote.csv", '工号,姓名\nQ1,"甲\nQ2,乙\n'],
    ] as const)
      await expect(imported(fileOf(name, text)), name).rejects.toMatchObject({ code: "file_refused" });
  });
});
