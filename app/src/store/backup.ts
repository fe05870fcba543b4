import { createHash, type Hash, randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { to as copyTo } from "pg-copy-streams";
import type { Store } from "./open-store.ts";
import { StoreRefusal } from "./refusal.ts";
import type { Tx } from "./transaction.ts";

/** Every table with data, each behind those that its keys point to. */
export const BACKUP_TABLES = [
  "company",
  "legal_entity",
  "branch",
  "person",
  "person_merge",
  "team",
  "team_composition",
  "team_member",
  "sub_agency",
  "intermediary_firm",
  "firm_coordinator",
  "customer",
  "customer_entry",
  "privacy_notice",
  "consent",
  "data_request",
  "data_request_answer",
  "legal_hold",
  "erasure",
  "retention_rule",
  "retention_purge",
  "processing_entry",
  "incident",
  "incident_customer",
  "incident_step",
  "activity",
  "login_user",
  "login_account",
  "login_two_factor",
  "login_passkey",
  "login_name",
  "login_membership",
  "invitation",
  "outbox_message",
  "second_person",
  "contract",
  "role_holding",
  "contract_counter",
  "source_text",
  "contract_version",
  "contract_file",
  "import_run",
  "import_refusal",
  "event",
  "event_redaction",
  "contract_state",
  "clause_state",
  "finding",
  "statement",
  "customer_service",
  "record_head",
  "record_batch",
  "record_personal",
  "record_salt",
  "record_key",
  "record_checkpoint",
  "record_timestamp",
  "party_key",
  "record_receipt",
  "authorisation_letter",
  "act_check",
  "unauthorised_act",
  "unauthorised_act_step",
  "own_dealing",
  "api_key",
  "webhook",
  "webhook_subscription",
  "webhook_delivery",
  "rule_version",
  "rule_publication",
  "rule_acknowledgement",
  "licence",
  "idempotency",
] as const;
/** The keys that personal data is sealed with stand in a file of their own: whoever has the data alone can open none of it. */
export const KEY_TABLES = ["company_key", "personal_key", "login_key"] as const;
/** Of the moment: devices that are signed in, ceremonies that have begun, failures that make wait, codes to found a company with. They are of no use in another place. */
export const NOT_BACKED_UP = ["login_session", "login_verification", "login_attempt", "login_founding_code"] as const;
export type BackupTable = (typeof BACKUP_TABLES)[number] | (typeof KEY_TABLES)[number];
/** The file of the keys beside that of the data. */
export const keysBeside = (path: string): string => `${path}.keys`;

/**
 * A backup is one gzip file of text: the line of `BACKUP_FORMAT`, the head as JSON; for each table the line `table NAME COLUMNS`, its rows as
 * COPY writes them, the line `\.`; at the end the line `end` with the tallies as JSON.
 */
export const BACKUP_FORMAT = "fealty-backup 1";
export interface BackupHead {
  readonly madeAt: string;
  readonly serverVersion: string;
  /** The migrations of its schema. */
  readonly schema: readonly { readonly name: string; readonly sha256: string }[];
  readonly tables: readonly BackupTable[];
}
export interface TableTally {
  readonly rows: number;
  /** Hexadecimal, over the rows as written. */
  readonly sha256: string;
}
export type BackupTallies = Readonly<Record<string, TableTally>>;
export interface BackupReport {
  readonly head: BackupHead;
  readonly tables: BackupTallies;
  /** Of the file of keys; absent where nothing is sealed, or where a restore did without it. */
  readonly keys?: BackupTallies;
}
export const END_OF_ROWS = "\\.\n";

/**
 * Writes all of the database, as of one moment, into a file that gets its name when it is whole and on disk, and the keys of personal data
 * into another beside it. Needs no program beside this one.
 * Refusal: `backup_mismatch` where the rows that were written are not those that the database counts.
 */
export const backUp = async (
  store: Store,
  path: string,
  madeAt: string,
  signal?: AbortSignal,
): Promise<BackupReport> => {
  const suffix = `.${process.pid}-${randomBytes(3).toString("hex")}.part`;
  const files = [keysBeside(path), path];
  try {
    const report = await store.asOperator({ snapshot: true }, async (tx): Promise<BackupReport> => {
      const head = await headOf(tx, store.serverVersion, madeAt);
      const tables = await writeTables(tx, head, `${path}${suffix}`, signal);
      const [found] = await tx.sql<{ sealed: boolean }>(
        "select exists (select 1 from fealty.company_key) or exists (select 1 from fealty.login_key) as sealed",
        [],
      );
      if (!found?.sealed) return { head, tables };
      const ofKeys = { ...head, tables: KEY_TABLES };
      return { head, tables, keys: await writeTables(tx, ofKeys, `${keysBeside(path)}${suffix}`, signal) };
    });
    const written = report.keys === undefined ? [path] : files;
    for (const file of written) await settle(`${file}${suffix}`);
    // The keys of another backup would not open this one.
    if (report.keys === undefined) await rm(keysBeside(path), { force: true });
    for (const file of written) await rename(`${file}${suffix}`, file);
    await settle(dirname(path));
    return report;
  } catch (error) {
    for (const file of files) await rm(`${file}${suffix}`, { force: true });
    throw error;
  }
};
const writeTables = async (
  tx: Tx,
  head: BackupHead,
  path: string,
  signal: AbortSignal | undefined,
): Promise<BackupTallies> => {
  const tallies: Record<string, TableTally> = {};
  const file = (await open(path, "w", 0o600)).createWriteStream();
  const text = textOf(tx, head, tallies);
  try {
    await pipeline(Readable.from(text), createGzip({ level: 6 }), file, signal ? { signal } : {});
  } finally {
    // Broken off it may still be reading a table: the transaction ends only when that has been given up.
    await text.return(undefined);
  }
  return tallies;
};
/** Returns when the disk has it. */
const settle = async (path: string): Promise<void> => {
  const handle = await open(path, "r");
  await handle.sync().finally(() => handle.close());
};
const headOf = async (tx: Tx, serverVersion: string, madeAt: string): Promise<BackupHead> => {
  const schema = await tx.sql<{ name: string; sha256: string }>(
    "select name, sha256 from fealty.migration order by id",
    [],
  );
  return { madeAt, serverVersion, schema, tables: BACKUP_TABLES };
};
async function* textOf(tx: Tx, head: BackupHead, tallies: Record<string, TableTally>): AsyncGenerator<Buffer | string> {
  yield `${BACKUP_FORMAT}\n${JSON.stringify(head)}\n`;
  for (const table of head.tables) {
    const { columns, key } = await shapeOf(tx, table);
    yield `table ${table} ${columns.join(",")}\n`;
    const tally = newTally();
    const query = `copy (select ${columns.join(", ")} from fealty.${table} order by ${key.join(", ")}) to stdout`;
    let whole = false;
    try {
      for await (const part of tx.client.query(copyTo(query)) as AsyncIterable<Buffer>) {
        tally.add(part);
        yield part;
      }
      whole = true;
    } finally {
      if (!whole) tx.abandon();
    }
    yield END_OF_ROWS;
    tallies[table] = tally.end();
    await compareCount(tx, table, tallies[table]);
  }
  yield `end ${JSON.stringify(tallies)}\n`;
}
export const newTally = () => {
  const hash: Hash = createHash("sha256");
  let rows = 0;
  return {
    add: (part: Buffer): void => {
      hash.update(part);
      for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) rows += 1;
    },
    end: (): TableTally => ({ rows, sha256: hash.digest("hex") }),
  };
};
/** Names come from the catalogue and are plain, so they need no quotes. */
const shapeOf = async (tx: Tx, table: BackupTable): Promise<{ columns: string[]; key: string[] }> => {
  const columns = await tx.sql<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum",
    [`fealty.${table}`],
  );
  const key = await tx.sql<{ name: string }>(
    `select a.attname as name from pg_index i
       cross join unnest(i.indkey) with ordinality as k (attnum, place)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = $1::regclass and i.indisprimary order by k.place`,
    [`fealty.${table}`],
  );
  return { columns: columns.map((row) => row.name), key: key.map((row) => row.name) };
};
/** A role that row-level security binds would copy nothing and say nothing: the count is compared, and that role is not used. */
export const compareCount = async (tx: Tx, table: string, { rows }: TableTally): Promise<void> => {
  const [row] = await tx.sql<{ count: bigint }>(`select count(*) as count from fealty.${table}`, []);
  if (Number(row?.count) === rows) return;
  throw new StoreRefusal(
    "backup_mismatch",
    {
      zh: `表 ${table} 在数据库中有 ${row?.count} 行，备份中却是 ${rows} 行。什么也没有留下。`,
      en: `The table ${table} has ${row?.count} rows in the database and ${rows} in the backup. Nothing was kept.`,
    },
    { table },
  );
};
