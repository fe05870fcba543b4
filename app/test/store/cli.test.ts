import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { addCustomers } from "../../src/store/customers.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { fealty } from "../cli-terminal.ts";
import { newContract, newDatabase, newFolder, storeOn, urlOf, withCompanies } from "./room.ts";

const cwd = newFolder();
afterEach(() => {
  delete process.env.DATABASE_URL;
  delete process.env.FEALTY_MASTER_KEY_FILE;
});
const on = (database: string, ...args: string[]) => {
  process.env.DATABASE_URL = urlOf(database);
  return fealty(args, { cwd, language: args.includes("zh") ? "zh" : "en" });
};

describe("fealty backup and fealty restore", () => {
  it("bring a database to another one, and say what was in it", async () => {
    const [from, to] = [await newDatabase(), await newDatabase("empty")];
    const store = await storeOn(from);
    await withCompanies(store, 1);
    await newContract(store, 1, "C-1");
    expect(await on(from, "backup", "b.gz")).toEqual({
      code: 0,
      out: "Backed up to b.gz: 1 company, 1 contract, 0 events.\n",
      err: "",
    });
    expect((await on(to, "restore", "b.gz", "--lang", "zh")).out).toMatch(
      /^已恢复 \d{4}-\d\d-\d\d \d\d:\d\d \([+-]\d\d:\d\d\) 的备份：1 家公司，1 份合同，0 个事件，逐表核对无误。\n$/,
    );
    const again = await on(to, "restore", "b.gz", "--json");
    expect(again.code).toBe(2);
    expect(JSON.parse(again.out).error).toMatchObject({ code: "database_not_empty" });
    const json = JSON.parse((await on(to, "backup", "c.gz", "--json")).out);
    expect(json.tables.contract.rows).toBe(1);
  });
  it("N7: a restore says that the master key is not there, which is in no backup", async () => {
    const [from, to] = [await newDatabase(), await newDatabase("empty")];
    const file = join(cwd, "master-key");
    const store = await storeOn(from, { masterKeys: { file } });
    await withCompanies(store, 1);
    const customer = {
      customerId: newUuid(),
      code: "K1",
      kind: "person" as const,
      fromOn: "2026-01-01",
      data: { name: "司马南星" },
    };
    await store.withCompany(1, {}, (tx) => addCustomers(tx, [customer]));
    await on(from, "backup", "keyed.gz");
    process.env.FEALTY_MASTER_KEY_FILE = join(cwd, "nowhere");
    const told = await on(to, "restore", "keyed.gz");
    expect([told.code, told.out]).toEqual([
      0,
      expect.stringMatching(/every table agrees\.\n.*nowhere is not there.*nobody can sign in/),
    ]);
    process.env.FEALTY_MASTER_KEY_FILE = file;
    expect((await on(await newDatabase("empty"), "restore", "keyed.gz")).out).toMatch(/every table agrees\.\n$/);
  });
  it("what is missing or wrong is told in the reader's language, and no file is left", async () => {
    const database = await newDatabase();
    expect(await on(database, "backup")).toMatchObject({
      code: 2,
      err: expect.stringContaining("Usage: fealty backup FILE"),
    });
    expect(await on(database, "backup", "no/such/b.gz", "--lang", "zh")).toMatchObject({
      code: 2,
      err: "无法读写 no/such/b.gz：没有这个文件或文件夹。\n",
    });
    expect(await on(database, "backup", "b.gz", "--lang", "zh")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--force"),
    });
    expect(await on(database, "restore", "nowhere.gz")).toMatchObject({
      code: 2,
      err: expect.stringContaining("nowhere.gz"),
    });
    process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
    const refused = await fealty(["backup", "d.gz"], { cwd, language: "zh" });
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("连接不到数据库") });
    expect(existsSync(join(cwd, "d.gz"))).toBe(false);
    expect(readFileSync(join(cwd, "b.gz")).length).toBeGreaterThan(100);
    expect((await on(database, "backup", "b.gz", "--force")).code).toBe(0);
  });
  it("a database that is no store is left alone", async () => {
    expect(await on(await newDatabase("empty"), "backup", "f.gz")).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no Fealty store in the database"),
    });
  });
  it("an interrupt ends a backup with code 130 and leaves no file", async () => {
    process.env.DATABASE_URL = urlOf(await newDatabase());
    const signal = AbortSignal.abort();
    expect((await fealty(["backup", "e.gz"], { cwd, signal })).code).toBe(130);
    expect(existsSync(join(cwd, "e.gz"))).toBe(false);
  });
});
