import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readContract, readContractFiles } from "../../src/store/contracts.ts";
import { appendEvents, readEvents } from "../../src/store/events.ts";
import { migrate, migrationsFolder, readMigrations } from "../../src/store/migrate.ts";
import { openStore } from "../../src/store/open-store.ts";
import { listRoleHoldings } from "../../src/store/people.ts";
import { prepareRoles } from "../../src/store/roles.ts";
import { NOW, newDatabase, newFolder, sale, storeOn, superuser, urlOf } from "./room.ts";

const oldest = readFileSync(join(import.meta.dirname, "oldest.sql"), "utf8");
const contract = "00000000-0000-7000-8000-000000000003";

/** The real migrations and further ones, in a folder of their own. */
const migrationsWith = (further: Readonly<Record<string, string>>) => {
  const folder = newFolder();
  cpSync(migrationsFolder(), folder, { recursive: true });
  for (const [name, sql] of Object.entries(further)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "up.sql"), sql);
    writeFileSync(join(folder, name, "note.md"), "planted");
  }
  return readMigrations(folder);
};
const real = readMigrations();
const next = `${String(real.length + 1).padStart(4, "0")}-planted`;
const prepared = async () => {
  const client = await superuser(await newDatabase("empty"));
  await prepareRoles(client, true);
  return client;
};

describe("migrations", () => {
  it("bring the oldest schema with data in it to the newest, and nothing is lost", async () => {
    const database = await newDatabase("empty");
    const client = await superuser(database);
    await prepareRoles(client, true);
    await migrate(client, real, 1);
    await client.query(oldest);
    const store = await storeOn(database);
    const { roles, events, files, head } = await store.withCompany(7, {}, async (tx) => ({
      roles: await listRoleHoldings(tx),
      events: await readEvents(tx, contract),
      files: await readContractFiles(tx, contract),
      head: await readContract(tx, contract),
    }));
    expect(events.map((event) => [event.sequence, event.line, event.at])).toEqual([
      [1, '{"id":"s1"}', 1_769_875_200_000_001],
      [2, '{"id":"s2"}', 1_769_904_000_000_000],
    ]);
    // What a person was in one column is its first role, from the day it joined.
    expect(roles.map(({ role, fromOn, beforeOn, branchId }) => [role, fromOn, beforeOn, branchId])).toEqual([
      ["agent", "2025-01-01", undefined, "00000000-0000-7000-8000-000000000001"],
    ]);
    expect(files).toEqual([{ path: "contract.yaml", text: "fealty: 1" }]);
    expect(head).toMatchObject({ number: "OLD-1", agentName: "李晓", eventSequence: 2 });
    const appended = await store.withCompany(7, {}, (tx) =>
      appendEvents(tx, contract, [sale("new")], { receivedAt: NOW }),
    );
    expect(appended.last).toBe(3);
  });
  it("the oldest data has a row in every table of the first schema", async () => {
    const tables = [...real[0]!.sql.matchAll(/^create table fealty\.(\w+)/gm)].map((match) => match[1]);
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) expect(oldest).toContain(`insert into fealty.${table} values`);
  });
  it("a second run does nothing; two at once run each migration once", async () => {
    const database = await newDatabase("empty");
    const opened = await Promise.all([1, 2, 3].map(() => openStore({ kind: "url", url: urlOf(database) })));
    await Promise.all(opened.map((store) => store.close()));
    const { rows } = await (await superuser(database)).query("select name from fealty.migration order by id");
    expect(rows.map((row) => row.name)).toEqual(real.map((migration) => migration.name));
  });
  it("one that fails leaves nothing of itself, and what was there", async () => {
    const client = await prepared();
    await migrate(client, real);
    const broken = migrationsWith({ [next]: "create table fealty.half (a integer); select 1 / 0;" });
    await expect(migrate(client, broken)).rejects.toMatchObject({ code: "migration_failed" });
    const { rows } = await client.query("select to_regclass('fealty.half') as half, current_user as me");
    expect(rows[0]).toEqual({ half: null, me: "postgres" });
    expect(await migrate(client, migrationsWith({ [next]: "create table fealty.whole (a integer)" }))).toEqual([next]);
  });
  it("an edited migration and a database of a newer Fealty are refused by name", async () => {
    const client = await prepared();
    const newer = migrationsWith({ [next]: "select 1" });
    await migrate(client, newer);
    await expect(migrate(client, real)).rejects.toMatchObject({ code: "schema_newer", args: { name: next } });
    const edited = migrationsWith({ [next]: "select 2" });
    await expect(migrate(client, edited)).rejects.toMatchObject({ code: "migration_changed", args: { name: next } });
  });
});
