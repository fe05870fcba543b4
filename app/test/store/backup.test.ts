import { hash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { BACKUP_TABLES, backUp, KEY_TABLES, NOT_BACKED_UP } from "../../src/store/backup.ts";
import { listCompanies } from "../../src/store/companies.ts";
import { readContractFiles } from "../../src/store/contracts.ts";
import { saveDerived } from "../../src/store/derived.ts";
import { readStatement } from "../../src/store/derived-reads.ts";
import { appendEvents, readEvents } from "../../src/store/events.ts";
import { once } from "../../src/store/idempotency.ts";
import { readMigrations } from "../../src/store/migrate.ts";
import type { Store } from "../../src/store/open-store.ts";
import { restore } from "../../src/store/restore.ts";
import { NOW, newContract, newDatabase, newFolder, newStore, sale, storeOn, superuser, withCompanies } from "./room.ts";

const MADE_AT = "2026-06-30T12:00:00Z";
const folder = newFolder();
const path = join(folder, "all.fealty");
let full: Store;
let contract: string;
const odd = { ...sale("奇"), line: '{"id":"奇","note":"\ttab \\\\. \\N \r 𠮷"}' };

beforeAll(async () => {
  full = await newStore();
  await withCompanies(full, 1, 2);
  contract = await newContract(full, 1, "B-1");
  await newContract(full, 2, "B-1");
  const moment = { asOf: NOW, knownAt: NOW, computedAt: NOW, nextChangeAt: null };
  const state = { version: 1, eventSequence: 2, engine: "t", digest: "d", state: null, atRisk: false, openFindings: 0 };
  await full.withCompany(1, {}, async (tx) => {
    await appendEvents(tx, contract, [odd, sale("\\.")], { receivedAt: NOW });
    await saveDerived(tx, contract, {
      state: { ...state, ...moment, clauseCounts: {}, figures: [] },
      clauses: [{ clauseId: "C6.2", state: null, dueAt: NOW, openInstances: 0, instances: [] }],
      findings: [],
      served: [{ customer: "K1", fromOn: "2026-06-01", beforeOn: "2026-07-01", toEnd: false }],
      statements: [
        {
          rule: "C6.2/pay",
          period: "2026-06",
          from: "2026-06-01",
          until: "2026-06-30",
          status: "open",
          closesAt: null,
          currency: "CNY",
          earnedMinor: 9_007_199_254_740_993n,
          heldMinor: -1n,
          payableMinor: 0n,
          paidMinor: 0n,
          openMinor: 0n,
          content: '{"lines":[]}',
        },
      ],
    });
    await once(tx, { command: "c", key: "k", request: "r", at: NOW }, async () => ({ b: 1, a: [2] }));
  });
  await backUp(full, path, MADE_AT);
});
const emptyStore = async (database?: string) => storeOn(database ?? (await newDatabase("empty")), { migrate: false });
/** The backup with its text changed. */
const changed = (name: string, edit: (text: string) => string): string => {
  const other = join(folder, name);
  writeFileSync(other, gzipSync(edit(gunzipSync(readFileSync(path)).toString("utf8"))));
  return other;
};

describe("backup and restore", () => {
  it("what was backed up is there again, bit by bit, and work goes on", async () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["all.fealty"]);
    const store = await emptyStore();
    const report = await restore(store, path);
    expect(report.tables.event).toMatchObject({ rows: 2 });
    expect((await listCompanies(store)).map((company) => company.companyId)).toEqual([1, 2]);
    const read = (from: Store) =>
      from.withCompany(1, {}, async (tx) => [
        await readEvents(tx, contract),
        await readContractFiles(tx, contract),
        await readStatement(tx, contract, "C6.2/pay", "2026-06"),
      ]);
    expect(await read(store)).toEqual(await read(full));
    const again = await backUp(store, join(folder, "again.fealty"), MADE_AT);
    expect(again.tables).toEqual(report.tables);
    expect(hash("sha256", readFileSync(join(folder, "again.fealty")))).toBe(hash("sha256", readFileSync(path)));
    expect(
      (await store.withCompany(1, {}, (tx) => appendEvents(tx, contract, [sale("n")], { receivedAt: NOW }))).last,
    ).toBe(3);
  });
  it("every table with data is in it, each behind those it points to", async () => {
    const client = await superuser(await newDatabase());
    const tables = await client.query(
      "select relname from pg_class where relnamespace = 'fealty'::regnamespace and relkind in ('r', 'p')",
    );
    expect(tables.rows.map((row) => row.relname).sort()).toEqual(
      [...BACKUP_TABLES, ...KEY_TABLES, ...NOT_BACKED_UP, "migration"].sort(),
    );
    const keys = await client.query(
      "select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f' and connamespace = 'fealty'::regnamespace",
    );
    const place = (name: string) => [...BACKUP_TABLES, ...KEY_TABLES].findIndex((table) => `fealty.${table}` === name);
    // What points to its own table comes in with it: one COPY, whose keys are looked at when it ends.
    const isCarried = ({ from }: { from: string }) => !NOT_BACKED_UP.some((table) => `fealty.${table}` === from);
    for (const { from, to } of keys.rows.filter((key) => key.from !== key.to && isCarried(key)))
      expect(place(to), `${from} → ${to}`).toBeLessThan(place(from));
  });
  it("a database with data in it is left alone", async () => {
    await expect(restore(full, path)).rejects.toMatchObject({ code: "database_not_empty", args: { table: "company" } });
    expect((await listCompanies(full)).length).toBe(2);
  });
  it("a broken, cut or changed file is refused, and the database stays empty and can be filled", async () => {
    const whole = readFileSync(path);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)]! ^= 0x10;
    const files: [string, string][] = [
      [join(folder, "none.gz"), "backup_malformed"],
      [join(folder, "cut.gz"), "backup_malformed"],
      [join(folder, "flip.gz"), "backup_malformed"],
      [changed("row.gz", (text) => text.replace("100.00", "999.00")), "backup_mismatch"],
      [changed("gone.gz", (text) => text.replace(/^table clause_state .*\n(?:.*\n)*?\\\.\n/m, "")), "backup_mismatch"],
      [changed("end.gz", (text) => text.replace(/end .*\n$/, "")), "backup_malformed"],
      [changed("moment.gz", (text) => text.replace("2026-06-10 02:00:00", "2026-06-1x 02:00:00")), "backup_malformed"],
      [changed("cell.gz", (text) => text.replace("\t2026-06-10 02:00:00", " 2026-06-10 02:00:00")), "backup_malformed"],
      [
        changed("column.gz", (text) => text.replace("table event company_id", "table event company_ix")),
        "backup_malformed",
      ],
      [changed("twice.gz", (text) => text.replace(/^(table company .*\n.*\n)/m, "$1$1")), "backup_malformed"],
      [changed("head.gz", (text) => text.replace(/\n.*\n/, "\n{}\n")), "backup_malformed"],
      [changed("more.gz", (text) => `${text}more\n`), "backup_malformed"],
      [
        changed("table.gz", (text) => text.replace("table event company_id", "table pg_authid company_id")),
        "backup_malformed",
      ],
    ];
    writeFileSync(files[0]![0], "no backup");
    writeFileSync(files[1]![0], whole.subarray(0, whole.length - 40));
    writeFileSync(files[2]![0], flipped);
    const store = await emptyStore();
    for (const [file, code] of files)
      await expect(restore(store, file), file).rejects.toMatchObject({ name: "StoreRefusal", code });
    await expect(restore(store, join(folder, "nowhere"))).rejects.toMatchObject({ code: "ENOENT" });
    await restore(store, path);
    expect((await listCompanies(store)).length).toBe(2);
  });
  it("broken off, a backup leaves the file that was there and no other, a restore an empty database", async () => {
    const own = newFolder();
    const kept = join(own, "b.fealty");
    writeFileSync(kept, "the one before");
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(backUp(full, kept, MADE_AT, stopped)).rejects.toThrow();
    expect(readdirSync(own)).toEqual(["b.fealty"]);
    expect(readFileSync(kept, "utf8")).toBe("the one before");
    const store = await emptyStore();
    await expect(restore(store, path, stopped)).rejects.toThrow("stopped");
    expect((await restore(store, path)).tables.company).toMatchObject({ rows: 2 });
    await expect(backUp(full, join(own, "no-folder/b.fealty"), MADE_AT)).rejects.toMatchObject({ code: "ENOENT" });
    expect((await listCompanies(full)).length).toBe(2);
  });
  it("broken off in the middle of a table, a backup ends at once and the store serves on", async () => {
    const store = await newStore();
    await withCompanies(store, 1);
    const large = await newContract(store, 1, "LARGE");
    const noise = (row: number) => randomBytes(8000).toString("hex") + row;
    const rows = Array.from({ length: 1500 }, (_, row) => ({
      ...sale(`s${row}`),
      line: `{"id":"s${row}","n":"${noise(row)}"}`,
    }));
    await store.withCompany(1, {}, (tx) => appendEvents(tx, large, rows, { receivedAt: NOW }));
    const own = newFolder();
    const stop = new AbortController();
    const size = () => readdirSync(own).reduce((sum, name) => sum + statSync(join(own, name)).size, 0);
    const watch = setInterval(() => size() > 100_000 && stop.abort(), 1);
    await expect(backUp(store, join(own, "b.fealty"), MADE_AT, stop.signal)).rejects.toMatchObject({
      name: "AbortError",
    });
    clearInterval(watch);
    expect(readdirSync(own)).toEqual([]);
    expect((await backUp(store, join(own, "b.fealty"), MADE_AT)).tables.event?.rows).toBe(1500);
  });
  it("a backup of an older schema comes in and goes on to the newest; one of a newer Fealty is refused", async () => {
    const real = readMigrations();
    const sql =
      "create table fealty.later (company_id bigint primary key); comment on table fealty.later is 'class: company.'";
    const later = { id: real.length + 1, name: "9999-later", sql, sha256: hash("sha256", sql, "hex") };
    const database = await newDatabase("empty");
    const store = await emptyStore(database);
    await restore(store, path, undefined, [...real, later]);
    const client = await superuser(database);
    const { rows } = await client.query("select name from fealty.migration order by id desc limit 1");
    expect(rows).toEqual([{ name: "9999-later" }]);
    const newer = changed("newer.gz", (text) =>
      text.replace('"schema":[', '"schema":[{"name":"0000-x","sha256":"0"},'),
    );
    await expect(restore(await emptyStore(), newer)).rejects.toMatchObject({ code: "migration_changed" });
    const behind = await emptyStore();
    await expect(restore(behind, path, undefined, [])).rejects.toMatchObject({ code: "schema_newer" });
  });
  it("an empty database that went on too far is made anew in the backup's schema first", async () => {
    const real = readMigrations();
    const sql = "create table fealty.later (company_id bigint primary key)";
    const later = { id: real.length + 1, name: "9999-later", sql, sha256: hash("sha256", sql, "hex") };
    const database = await newDatabase();
    const client = await superuser(database);
    const { migrate } = await import("../../src/store/migrate.ts");
    await migrate(client, [...real, later]);
    const store = await emptyStore(database);
    await restore(store, path, undefined, [...real, later]);
    expect((await listCompanies(store)).length).toBe(2);
  });
});
