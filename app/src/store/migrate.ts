import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "@fealty/engine/values/assert.ts";
import type pg from "pg";
import { StoreRefusal } from "./refusal.ts";
import { roleName } from "./roles.ts";

export interface Migration {
  readonly id: number;
  /** `0001-house` */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}
/** Alone on its connection; the migrator of another process waits here. */
const MIGRATION_LOCK = 7_170_002;

/** The clone, whether this runs from its source or from the bundle. */
export const cloneFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "app/src/store/migrations"))) {
    assert(dirname(folder) !== folder, "app/src/store/migrations stands above the program");
    folder = dirname(folder);
  }
  return folder;
};
export const migrationsFolder = (): string => join(cloneFolder(), "app/src/store/migrations");
export const readMigrations = (folder = migrationsFolder()): Migration[] =>
  readdirSync(folder)
    .sort()
    .map((name, index) => {
      const id = Number(/^(\d{4})-[a-z0-9-]+$/.exec(name)?.[1]);
      assert(id === index + 1, `migrations are numbered without gaps, so ${name} stands wrong`);
      const sql = readFileSync(join(folder, name, "up.sql"), "utf8");
      assert(existsSync(join(folder, name, "note.md")), `${name} has a note`);
      return { id, name, sql, sha256: hash("sha256", sql, "hex") };
    });

/**
 * Brings the schema forward, each migration in a transaction of its own, as the owner. One at a time in a database.
 * @param until last migration to run; for a restore into the schema of its time
 * @returns names of those that ran
 */
export const migrate = async (
  client: pg.ClientBase,
  migrations: readonly Migration[],
  until = migrations.length,
): Promise<string[]> => {
  await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
  try {
    await client.query(`set role ${roleName("owner")}`);
    await client.query(
      `create table if not exists fealty.migration (
         id integer primary key, name text not null, sha256 text not null, at timestamptz not null)`,
    );
    await client.query("comment on table fealty.migration is 'class: local. What has been done to this schema.'");
    const { rows } = await client.query("select id, name, sha256 from fealty.migration order by id");
    refuseOther(rows as { id: number; name: string; sha256: string }[], migrations);
    const ran: string[] = [];
    for (const migration of migrations.slice(rows.length, until)) {
      await runOne(client, migration);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.query("reset role").catch(() => undefined);
    await client.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => undefined);
  }
};
const refuseOther = (
  done: readonly { readonly id: number; readonly name: string; readonly sha256: string }[],
  known: readonly Migration[],
): void => {
  for (const { id, name, sha256 } of done) {
    const here = known[id - 1];
    if (here === undefined)
      throw new StoreRefusal(
        "schema_newer",
        {
          zh: `这个数据库由更新的忠约使用过（有 ${name}），本版本不认识它。请使用那个版本，或更新的版本。`,
          en: `This database was used by a newer Fealty (it has ${name}), which this one does not know. Use that version or a later one.`,
        },
        { name },
      );
    if (here.sha256 !== sha256 || here.name !== name)
      throw new StoreRefusal(
        "migration_changed",
        {
          zh: `数据库当初执行的 ${name} 与这里的 ${here.name} 内容不同：已执行的迁移不能再改。请恢复原来的文件，把改动写成新的迁移。`,
          en: `The database once ran ${name} with other content than ${here.name} has here: a migration that ran is not edited. Put the old file back and write the change as a new migration.`,
        },
        { name },
      );
  }
};
const runOne = async (client: pg.ClientBase, { id, name, sql, sha256 }: Migration): Promise<void> => {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into fealty.migration (id, name, sha256, at) values ($1, $2, $3, $4)", [
      id,
      name,
      sha256,
      new Date().toISOString(),
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    const said = error instanceof Error ? error.message : String(error);
    throw new StoreRefusal(
      "migration_failed",
      {
        zh: `迁移 ${name} 没有完成，已全部撤回，数据没有变化。数据库报告：${said}`,
        en: `The migration ${name} did not complete and was taken back whole; no data changed. The database says: ${said}`,
      },
      { name },
      error,
    );
  }
};
