import { createReadStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import {
  BACKUP_TABLES,
  type BackupHead,
  type BackupReport,
  type BackupTable,
  type BackupTallies,
  compareCount,
  KEY_TABLES,
  keysBeside,
  newTally,
  type TableTally,
} from "./backup.ts";
import { malformed, openBackup, type TextReader } from "./backup-reader.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";
import type { Store } from "./open-store.ts";
import { StoreRefusal } from "./refusal.ts";
import { prepareRoles } from "./roles.ts";
import type { Tx } from "./transaction.ts";

/**
 * Fills an empty database from a backup, and from the keys beside it where they are there, in one transaction, and compares counts and hashes
 * before it is kept; then the schema goes on to this version's. The store was opened with `migrate: false`.
 * Refusals: `database_not_empty`, `backup_malformed`, `backup_mismatch`, `schema_newer`, `migration_changed`.
 */
export const restore = (
  store: Store,
  path: string,
  signal?: AbortSignal,
  migrations: readonly Migration[] = readMigrations(),
): Promise<BackupReport> =>
  reading(path, BACKUP_TABLES, signal, async (reader) => {
    await prepareSchema(store, reader.head, migrations);
    const loaded = await store.asOperator({}, async (tx) => {
      const tables = await load(tx, reader);
      if (!existsSync(keysBeside(path))) return { tables };
      return { tables, keys: await reading(keysBeside(path), KEY_TABLES, signal, (keys) => load(tx, keys)) };
    });
    const client = await store.administrate();
    await migrate(client, migrations).finally(() => client.end());
    return { head: reader.head, ...loaded };
  });
const reading = async <Result>(
  path: string,
  tables: readonly BackupTable[],
  signal: AbortSignal | undefined,
  work: (reader: TextReader) => Promise<Result>,
): Promise<Result> => {
  const gunzip = createGunzip();
  const file = createReadStream(path);
  file.on("error", (problem) => gunzip.destroy(problem));
  file.pipe(gunzip);
  try {
    return await work(await openBackup(gunzip, tables, signal));
  } finally {
    file.destroy();
    gunzip.destroy();
  }
};

/** The schema of the backup's time, empty. */
const prepareSchema = async (store: Store, head: BackupHead, migrations: readonly Migration[]): Promise<void> => {
  refuseUnknownSchema(head, migrations);
  const client = await store.administrate();
  try {
    await refuseData(client);
    const { rows } = await client.query("select to_regclass('fealty.migration') is not null as there");
    const done = rows[0].there
      ? Number((await client.query("select count(*) from fealty.migration")).rows[0].count)
      : 0;
    // Nothing is in it, so a schema that went on too far is made anew.
    if (done > head.schema.length) {
      await client.query("set role fealty_owner; drop schema fealty cascade; reset role");
      await prepareRoles(client, false);
    }
    await migrate(client, migrations, head.schema.length);
  } finally {
    await client.end();
  }
};
const refuseUnknownSchema = (head: BackupHead, migrations: readonly Migration[]): void => {
  head.schema.forEach(({ name, sha256 }, index) => {
    const here = migrations[index];
    if (here?.name === name && here.sha256 === sha256) return;
    throw new StoreRefusal(
      here === undefined ? "schema_newer" : "migration_changed",
      {
        zh: `这份备份来自另一个版本的忠约：它的迁移 ${name} 在这里${here === undefined ? "没有" : "内容不同"}。请用当初或更新的版本恢复。`,
        en: `This backup is of another Fealty: its migration ${name} ${here === undefined ? "is not known here" : "has other content here"}. Restore with that version or a later one.`,
      },
      { name },
    );
  });
};
/** Looks as the tables' owner cannot: row-level security would hide the rows. */
const refuseData = async (client: pg.Client): Promise<void> => {
  for (const table of [...BACKUP_TABLES, ...KEY_TABLES]) {
    const known = await client.query("select to_regclass($1) is not null as there", [`fealty.${table}`]);
    if (!known.rows[0].there) continue;
    await client.query("set role fealty_operator");
    const { rows } = await client
      .query(`select exists (select 1 from fealty.${table}) as filled`)
      .finally(() => client.query("reset role"));
    if (rows[0].filled)
      throw new StoreRefusal(
        "database_not_empty",
        {
          zh: `数据库里已经有数据（表 ${table}），没有恢复任何内容。恢复只能装入空的数据库：请用 FEALTY_HOME 或 DATABASE_URL 指向一个空的数据库。`,
          en: `The database has data already (table ${table}), so nothing was restored. A restore fills an empty database only: let FEALTY_HOME or DATABASE_URL name one.`,
        },
        { table },
      );
  }
};

/** The server cannot read a row as its table's: a value, a key or a column of it is not what was once written. */
const isOfContent = (error: unknown): boolean => /^(?:22|23|42)/.test((error as { code?: string }).code ?? "");

const load = async (tx: Tx, reader: TextReader): Promise<BackupTallies> => {
  const found: Record<string, TableTally> = {};
  for (let next = await reader.nextTable(); next !== undefined; next = await reader.nextTable()) {
    const { table, columns } = next;
    const tally = newTally();
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const part of reader.rows()) {
        tally.add(part);
        yield part;
      }
    }
    const copy = `copy fealty.${table} (${columns.join(", ")}) from stdin`;
    await pipeline(Readable.from(counted()), tx.client.query(copyFrom(copy))).catch((error: unknown) => {
      throw isOfContent(error) ? malformed(error) : error;
    });
    found[table] = tally.end();
    await compareCount(tx, table, found[table]);
  }
  refuseMismatch(reader.head.tables, await reader.tallies(), found);
  return found;
};
const refuseMismatch = (tables: readonly string[], written: BackupTallies, found: BackupTallies): void => {
  for (const table of new Set([...tables, ...Object.keys(written), ...Object.keys(found)])) {
    if (
      found[table] !== undefined &&
      written[table]?.rows === found[table].rows &&
      written[table]?.sha256 === found[table].sha256
    )
      continue;
    throw new StoreRefusal(
      "backup_mismatch",
      {
        zh: `备份文件与它自己的清单不符：表 ${table} 的行数或校验值不同。没有恢复任何内容，请换一份备份。`,
        en: `The backup does not agree with its own tally: rows or hash of the table ${table} differ. Nothing was restored; use another backup.`,
      },
      { table },
    );
  }
};
