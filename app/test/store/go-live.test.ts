import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { beforeAll, describe, expect, it } from "vitest";
import { addContract } from "../../src/commands/add-contract.ts";
import { importTable } from "../../src/commands/import-table.ts";
import { moveClock } from "../../src/commands/move-clock.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { setCompanyClock } from "../../src/store/companies.ts";
import { addBranches } from "../../src/store/organisation.ts";
import { addPeople } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { company, type ImportHouse, importHouse } from "./import-room.ts";
import { instant } from "./room.ts";

const root = new URL("../../../", import.meta.url);
const path = (name: string): string => new URL(name, root).pathname;
const sheet = (name: string): Record<string, string>[] =>
  parse(iconv.decode(readFileSync(path(name)), "gb18030"), { columns: true }) as Record<string, string>[];
const old = sheet("examples/go-live/old-pay.csv");
const differences = sheet("examples/go-live/differences.csv");
const text = readFileSync(path("examples/go-live/contract.yaml"), "utf8");
const minor = (amount: string): number => Math.round(Number(amount) * 100);

let room: ImportHouse;
const at = (moment: string) => moveClock(room.house, company, instant(moment));
const take = (file: string, mapping: string) =>
  importTable(room.house, company, { file: path(file), mapping: path(mapping), language: "zh" });
beforeAll(async () => {
  room = await importHouse();
  const branches = [...new Set(old.map((row) => row.分公司!))].map((zh) => ({
    branchId: newUuid(),
    code: zh,
    name: { zh, en: zh },
  }));
  const people = old.map((row) => ({
    personId: newUuid(),
    code: row.工号!,
    name: row.姓名!,
  }));
  await room.house.store.withCompany(1, {}, async (tx) => {
    await addBranches(tx, branches);
    await addPeople(tx, people);
    await setCompanyClock(tx, instant("2026-05-02T09:00:00+08:00"));
  });
  for (const [index, row] of old.entries()) {
    const own = text.replace("HX-GL-000", row.合同编号!).replace("name: 代理人", `name: ${row.姓名}`);
    const files = [{ path: "contract.yaml", text: own }];
    await addContract(room.house, company, { files, facts: "", agentPersonId: people[index]!.personId }, "zh");
  }
}, 120_000);
const statementsOf = async (number: string) =>
  (
    await readContract<"view">(room.house, company, number, (asOf) => ({
      ask: "view",
      viewpoint: { asOf, party: "company", language: "zh" },
    }))
  ).statements;

describe("going live in mid-quarter", () => {
  it("C6.3: two branches and fifty agents move over, and May is the old sheet to the fen with every difference explained", async () => {
    expect([old.length, new Set(old.map((row) => row.分公司)).size]).toEqual([50, 2]);
    const opening = await take("examples/go-live/opening.csv", "mappings/go-live-opening.yaml");
    expect([opening.rows.refused, opening.rows.new, opening.contracts.length]).toEqual([0, opening.rows.read, 50]);
    await at("2026-05-31T20:00:00+08:00");
    const sales = await take("examples/go-live/sales-2026-05.csv", "mappings/go-live-sales.yaml");
    expect([sales.rows.refused, sales.rows.new]).toEqual([0, sales.rows.read]);
    await at("2026-06-02T09:00:00+08:00");
    const told: string[] = [];
    const paid: string[] = [];
    for (const { 工号: code, 合同编号: number, 实付: before } of old) {
      const statements = await statementsOf(number!);
      const may = statements.find(({ period }) => period === "2026-05")!;
      const explained = differences.filter((row) => row.工号 === code).reduce((sum, row) => sum + minor(row.差额!), 0);
      paid.push(`${code} ${may.status} ${minor(may.payable)}`);
      told.push(`${code} closed ${minor(before!) + explained}`);
    }
    expect(paid).toEqual(told);
  }, 120_000);
  it("C6.3: the causes are the seven that are known, and agents without one agree as they stand", async () => {
    expect([...new Set(differences.map((row) => row.原因))].sort()).toEqual(
      [
        "二进制小数误差",
        "跨档的一单整单按高档",
        "逐单四舍五入",
        "退款次月才记",
        "留存比例被手工改写",
        "漏列一行",
        "每月按三十天算",
      ].sort(),
    );
    const differing = new Set(differences.map((row) => row.工号));
    const alike = old.filter((row) => !differing.has(row.工号!));
    expect(alike.length).toBeGreaterThan(5);
    for (const { 合同编号: number, 实付: before } of alike)
      expect((await statementsOf(number!)).find(({ period }) => period === "2026-05")!.payable).toBe(before);
  });
  it("C6.3: the sheets agree among themselves: April was paid for what the quarter had sold by then, a tenth held", () => {
    const handed = sheet("examples/go-live/opening.csv");
    const fen = (text: string): bigint => BigInt(text.replace(/[¥,.]/g, ""));
    const of = (code: string, what: string): bigint =>
      fen(handed.find((row) => row.工号 === code && row.类别 === what)?.金额 ?? "0");
    const part = (amount: bigint, hundredths: bigint): bigint => (amount * hundredths + 50n) / 100n;
    for (const { 工号: code } of old) {
      const sold = of(code!, "期初累计");
      const low = sold < 30_000_000n ? sold : 30_000_000n;
      const base = part(low, 4n) + part(sold - low, 6n);
      expect([code, of(code!, "历史结算")]).toEqual([code, base - part(base, 10n)]);
      expect(of(code!, "期初留存") >= part(base, 10n)).toBe(true);
    }
  });
  it("C6.3: what was handed over stands as it was: April's statement, the held balance, the two who signed", async () => {
    const [april] = await statementsOf("HX-GL-001");
    expect(april).toMatchObject({ period: "2026-04", status: "opening", payable: "10489.69" });
    const again = await take("examples/go-live/opening.csv", "mappings/go-live-opening.yaml");
    expect([again.rows.new, again.rows.repeated]).toEqual([0, again.rows.read]);
    const events = await room.eventsOf("HX-GL-001");
    const credit = JSON.parse(events.find(({ kind }) => kind === "opening_credit")!.line);
    expect(credit).toMatchObject({
      earned: { base: "193.19" },
      approved_by: ["钱会计", "孙总监"],
      contract: "HX-GL-001",
    });
  });
});
