// Clauses: N7, N8
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { backUp, keysBeside } from "../../src/store/backup.ts";
import { addCustomers, findCustomer, listCustomers } from "../../src/store/customers.ts";
import type { Store } from "../../src/store/open-store.ts";
import { countKeys, destroyPersonalKey, rewrapKeys } from "../../src/store/personal-keys.ts";
import { restore } from "../../src/store/restore.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { parseMasterKeys } from "../../src/store/vault/master-keys.ts";
import { seal, unseal } from "../../src/store/vault/seal.ts";
import { newDatabase, newFolder, newStore, storeOn, superuser, withCompanies } from "./room.ts";

const DATA = { name: "司马南星", phone: "13800001234", identity: "11010519491231002X", bornOn: "1949-12-31" };
const customer = (code: string, more: object = {}) => ({
  customerId: newUuid(),
  code,
  kind: "person" as const,
  fromOn: "2026-01-01",
  data: DATA,
  ...more,
});
const read = (store: Store, code: string, company = 1) =>
  store.withCompany(company, {}, async (tx) => (await findCustomer(tx, code))?.data);
/** Every value of every table, as an administrator of the database reads it. */
const everything = async (database: string): Promise<string> => {
  const client = await superuser(database);
  const { rows } = await client.query(
    "select table_name from information_schema.tables where table_schema = 'fealty' and table_type = 'BASE TABLE'",
  );
  const all = [];
  for (const { table_name } of rows) all.push(await client.query(`select t::text as text from fealty.${table_name} t`));
  const text = all.flatMap((one) => one.rows.map((row) => row.text as string)).join("\n");
  // A column of bytes is written in hexadecimal: what stands in it in clear is looked for too.
  const bytes = [...text.matchAll(/\\\\?x([0-9a-f]{8,})/g)].map(([, hex]) => Buffer.from(hex!, "hex").toString("utf8"));
  return `${text}\n${bytes.join("\n")}`;
};
const noneOf = (text: string): void => {
  for (const value of Object.values(DATA)) expect(text.includes(value), value).toBe(false);
};

describe("sealing", () => {
  it("opens with key and context alone, and any changed bit is seen", () => {
    const key = Buffer.alloc(32, 7);
    const sealed = seal(key, "1 name", Buffer.from("张三"));
    expect(unseal(key, "1 name", sealed).toString()).toBe("张三");
    expect(seal(key, "1 name", Buffer.from("张三")).equals(sealed)).toBe(false);
    expect(() => unseal(Buffer.alloc(32, 8), "1 name", sealed)).toThrow();
    expect(() => unseal(key, "2 name", sealed)).toThrow();
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const other = Buffer.from(sealed);
      other[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(key, "1 name", other)).toThrow();
    }
    expect(() => unseal(key, "1 name", sealed.subarray(0, 20))).toThrow();
  });
  it("a file of master keys that is none is refused by name", () => {
    const good = Buffer.alloc(32, 1).toString("base64");
    expect(parseMasterKeys(`${good}\n${Buffer.alloc(32, 2).toString("base64")}\n`, "f").length).toBe(2);
    for (const text of ["", "secret", good.slice(1), `${good} x`])
      expect(() => parseMasterKeys(text, "f")).toThrow(expect.objectContaining({ code: "master_key_malformed" }));
  });
});

describe("customers' data", () => {
  it("case-D14, T19: stands nowhere in the database in clear, is found whole, and opens with the master key alone", async () => {
    const database = await newDatabase();
    const file = join(newFolder(), "master-key");
    const store = await storeOn(database, { masterKeys: { file } });
    await withCompanies(store, 1, 2);
    await store.withCompany(1, {}, (tx) =>
      addCustomers(tx, [customer("K1"), customer("K2", { data: { name: "欧阳" } })]),
    );
    await store.withCompany(2, {}, (tx) => addCustomers(tx, [customer("K1", { data: { name: "另一" } })]));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    noneOf(await everything(database));
    const found = (text: string, company = 1) =>
      store.withCompany(company, {}, async (tx) =>
        (await listCustomers(tx, { text }, { offset: 0, limit: 9 })).rows.map(({ code }) => code),
      );
    for (const text of ["司马南星", "司马·南星", "+86 138 0000 1234", "138-0000-1234", "11010519491231002x"])
      expect([text, await found(text)]).toEqual([text, ["K1"]]);
    // A part of a value finds nothing, a part of a code does, and another company's hash is another.
    expect([await found("司马"), await found("1380000"), await found("K"), await found("司马南星", 2)]).toEqual([
      [],
      [],
      ["K1", "K2"],
      [],
    ]);
    expect(await read(store, "K1")).toEqual(DATA);
    const elsewhere = await storeOn(database, { masterKeys: { file: join(newFolder(), "none") } });
    await expect(read(elsewhere, "K1")).rejects.toMatchObject({ code: "master_key_missing" });
    const other = await storeOn(database, { masterKeys: { text: Buffer.alloc(32, 3).toString("base64"), file: "" } });
    await expect(read(other, "K1")).rejects.toMatchObject({ code: "master_key_other" });
    // A lost master key is never replaced by a new one, which would seal what comes under a second.
    await expect(elsewhere.withCompany(1, {}, (tx) => addCustomers(tx, [customer("K3")]))).rejects.toMatchObject({
      code: "master_key_missing",
    });
  });
  it("case-D14, T20: one whose key was destroyed is there, and nobody can open the data", async () => {
    const store = await newStore();
    await withCompanies(store, 1);
    const [gone, stays] = [customer("K1"), customer("K2")];
    await store.withCompany(1, {}, (tx) => addCustomers(tx, [gone, stays]));
    await store.withCompany(1, {}, (tx) => destroyPersonalKey(tx, gone.customerId));
    expect([await read(store, "K1"), await read(store, "K2")]).toEqual([undefined, DATA]);
  });
  it("a sealed value that was moved to another customer does not open there", async () => {
    const database = await newDatabase();
    const store = await storeOn(database);
    await withCompanies(store, 1);
    await store.withCompany(1, {}, (tx) => addCustomers(tx, [customer("K1"), customer("K2")]));
    const client = await superuser(database);
    await client.query(
      "update fealty.customer set sealed_phone = (select sealed_phone from fealty.customer where code = 'K1') where code = 'K2'",
    );
    await expect(read(store, "K2")).rejects.toThrow();
  });
  it("two at once draw one master key and one search key", async () => {
    const database = await newDatabase();
    const file = join(newFolder(), "master-key");
    const stores = await Promise.all([1, 2, 3].map(() => storeOn(database, { masterKeys: { file } })));
    await withCompanies(stores[0]!, 1);
    await Promise.all(
      stores.map((store, index) => store.withCompany(1, {}, (tx) => addCustomers(tx, [customer(`K${index}`)]))),
    );
    for (const store of stores)
      expect(
        await store.withCompany(
          1,
          {},
          async (tx) => (await listCustomers(tx, { text: DATA.name }, { offset: 0, limit: 9 })).total,
        ),
      ).toBe(3);
  });
  it("T19, T20: a backup has the data without a key, and the keys apart; who was erased stays erased without them", async () => {
    const folder = newFolder();
    const path = join(folder, "b.gz");
    const masterKeys = { file: join(folder, "master-key") };
    const store = await newStore({ masterKeys });
    await withCompanies(store, 1);
    await backUp(store, path, "2026-06-30T12:00:00Z");
    expect(() => statSync(keysBeside(path))).toThrow();
    await store.withCompany(1, {}, (tx) => addCustomers(tx, [customer("K1")]));
    const report = await backUp(store, path, "2026-06-30T12:00:00Z");
    expect(report.keys).toMatchObject({ company_key: { rows: 1 }, personal_key: { rows: 1 } });
    expect(statSync(keysBeside(path)).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(path)).toString("utf8");
    noneOf(text);
    expect(text).not.toContain("table personal_key");
    const restored = await storeOn(await newDatabase("empty"), { migrate: false, masterKeys });
    await restore(restored, path);
    expect(await read(restored, "K1")).toEqual(DATA);
    const keys = readFileSync(keysBeside(path));
    writeFileSync(keysBeside(path), keys.subarray(0, keys.length - 20));
    const refused = await storeOn(await newDatabase("empty"), { migrate: false, masterKeys });
    await expect(restore(refused, path)).rejects.toMatchObject({ code: "backup_malformed" });
    writeFileSync(join(folder, "alone.gz"), readFileSync(path));
    const without = await storeOn(await newDatabase("empty"), { migrate: false, masterKeys });
    expect((await restore(without, join(folder, "alone.gz"))).keys).toBeUndefined();
    expect(await read(without, "K1")).toBeUndefined();
  });
  it("a new master key takes over while others work, and a process that knew the former goes on with it", async () => {
    const database = await newDatabase();
    const masterKeys = { file: join(newFolder(), "master-key") };
    const [one, other] = [await storeOn(database, { masterKeys }), await storeOn(database, { masterKeys })];
    await withCompanies(one, 1);
    await one.withCompany(1, {}, (tx) => addCustomers(tx, [customer("K1")]));
    await read(other, "K1");
    await other.withCompany(1, {}, (tx) => tx.vault.addMasterKey());
    // The first process wraps under the new key at once, and opens what the other has wrapped anew.
    await one.withCompany(1, {}, (tx) => addCustomers(tx, [customer("K2")]));
    expect(await other.withCompany(1, {}, rewrapKeys)).toBe(2);
    expect(await other.withCompany(1, {}, rewrapKeys)).toBe(0);
    expect((await other.withCompany(1, {}, countKeys)).size).toBe(1);
    await other.withCompany(1, {}, (tx) => tx.vault.forgetFormerKeys());
    expect(readFileSync(masterKeys.file, "utf8").trim().split("\n").length).toBe(1);
    for (const store of [one, other]) expect([await read(store, "K1"), await read(store, "K2")]).toEqual([DATA, DATA]);
    const outside = await storeOn(database, { masterKeys: { text: readFileSync(masterKeys.file, "utf8"), file: "" } });
    expect(await read(outside, "K1")).toEqual(DATA);
    await expect(outside.withCompany(1, {}, (tx) => tx.vault.addMasterKey())).rejects.toMatchObject({
      code: "master_key_outside",
    });
  });
});
