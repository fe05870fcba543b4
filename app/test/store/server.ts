import { hash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate, readMigrations } from "../../src/store/migrate.ts";
import { type Account, accountFor } from "../../src/store/postgres/account.ts";
import { shippedBinaries, stageBinaries } from "../../src/store/postgres/binaries.ts";
import { makeStage, stageRoot } from "../../src/store/postgres/place.ts";
import {
  type Cluster,
  initialise,
  logTail,
  SUPERUSER,
  spawnServer,
  stopServer,
} from "../../src/store/postgres/process.ts";
import { prepareRoles } from "../../src/store/roles.ts";

/** What a test file is told of the server of its run. */
export interface TestServer {
  readonly host: string;
  /** Empty but for roles and schema; test databases are copied from it. */
  readonly template: string;
  /** Programs of the server, for tests that start one of their own. */
  readonly bin: string;
}
declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}
/** Named by `npm test`, which finds or installs it; alone, a test run looks where Debian has it. */
const oldest = process.env.FEALTY_POSTGRES_15 || "/usr/lib/postgresql/15/bin";

const binaries = async (project: string): Promise<string> => {
  if (project === "store-15") {
    if (existsSync(join(oldest, "postgres"))) return oldest;
    throw new Error(`PostgreSQL 15 was not found at ${oldest}. On Debian: apt-get install postgresql-15`);
  }
  const stage = stageRoot(process.env.XDG_STATE_HOME);
  await makeStage(stage);
  return stageBinaries(stage, await shippedBinaries());
};
/** A folder that the server's user can enter and nobody else. */
export const serverFolder = (account: Account | undefined, prefix = "fealty-pg-"): string => {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
};

/** One server a run, thrown away with its data; it may lose everything, so it never syncs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = await binaries(project.name);
  const account = await accountFor(join(tmpdir(), "no-such-folder"));
  const folder = serverFolder(account);
  const cluster: Cluster = {
    bin,
    account,
    data: join(folder, "data"),
    socketFolder: folder,
    log: join(folder, "server.log"),
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "200" },
  };
  await initialise(cluster);
  const child = spawnServer(cluster);
  const config = { host: folder, port: 5432, user: SUPERUSER };
  await answering(config, () => child.exitCode === null, cluster.log);
  const template = await makeTemplate(config);
  project.provide("postgres", { host: folder, template, bin });
  return async () => {
    await stopServer(cluster.data);
    rmSync(folder, { recursive: true, force: true });
  };
}
const answering = async (config: pg.ClientConfig, alive: () => boolean, log: string): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const client = new pg.Client({ ...config, database: "postgres" });
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (up) return;
    if (!alive()) break;
    await sleep(50);
  }
  throw new Error(`the test server did not start:\n${await logTail(log)}`);
};
const makeTemplate = async (config: pg.ClientConfig): Promise<string> => {
  const migrations = readMigrations();
  const name = `template_${hash("sha256", migrations.map((one) => one.sha256).join(""), "hex").slice(0, 12)}`;
  const first = new pg.Client({ ...config, database: "postgres" });
  await first.connect();
  await first.query(`create database ${name}`);
  await first.end();
  const client = new pg.Client({ ...config, database: name });
  await client.connect();
  await prepareRoles(client, true);
  await migrate(client, migrations);
  await client.end();
  return name;
};
