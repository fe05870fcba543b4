import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { StoreRefusal } from "../refusal.ts";
import { accountFor } from "./account.ts";
import { exists, shippedBinaries, stageBinaries } from "./binaries.ts";
import { makeFolder, makeStage, noteInitialised, type Place, placeOf, refuseCopy } from "./place.ts";
import {
  type Cluster,
  didNotStart,
  initialise,
  logTail,
  notSpawned,
  removeStaleNote,
  SUPERUSER,
  spawnServer,
  stopServer,
} from "./process.ts";

/** The embedded server, as long as this process uses it. */
export interface EmbeddedServer {
  readonly place: Place;
  /** How to connect; there is no port, only the socket in the database's folder. */
  readonly connection: { readonly host: string; readonly port: number };
  /** Starts the server again where it died; does nothing while it lives. */
  readonly ensure: () => Promise<void>;
  /** This process is done with it. The last one to leave stops the server. */
  readonly leave: () => Promise<void>;
}
export interface EmbeddedOptions {
  /** The clone's folder, or another that keeps `.fealty`. */
  readonly home: string;
  readonly stage: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when something takes seconds. */
  readonly progress?: ((step: "copying" | "initialising" | "starting") => void) | undefined;
}
/** Each process that uses the server holds this lock, shared, on a connection of its own. */
const USERS_LOCK = 7_170_001;
const PATIENCE_MS = 60_000;
/** Several write into one log, so that the reason of an end may not stand last in it: so many ends without one are tried again. */
const UNEXPLAINED = 3;

export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedServer> => {
  const { home, stage, progress } = options;
  await makeStage(stage);
  const place = await placeOf(home, stage);
  const account = await accountFor(place.folder);
  const shipped = await shippedBinaries();
  if (!(await exists(join(stage, `pg-${shipped.version}`)))) progress?.("copying");
  const bin = await stageBinaries(stage, shipped);
  await makeFolder(place, account);
  await refuseCopy(place, home);
  const settings = { ...options.settings };
  const cluster: Cluster = { bin, data: place.data, socketFolder: place.folder, log: place.log, account, settings };
  if (!(await exists(place.data))) {
    progress?.("initialising");
    await initialise(cluster);
  }
  await refuseOtherVersion(place, shipped.version);
  if (!place.initialised) await noteInitialised(place);
  return serve(cluster, place, progress);
};
const refuseOtherVersion = async (place: Place, version: string): Promise<void> => {
  const have = (await readFile(join(place.data, "PG_VERSION"), "utf8")).trim();
  const want = version.split(".")[0]!;
  if (have === want) return;
  throw new StoreRefusal(
    "data_of_other_version",
    {
      zh: `${place.data} 是 PostgreSQL ${have} 的数据，而这里自带的是 ${want}。请先用当初那一版忠约执行 fealty backup，再在这里执行 fealty restore。`,
      en: `${place.data} is data of PostgreSQL ${have}, while this Fealty brings ${want}. Run fealty backup with the Fealty that made it, then fealty restore with this one.`,
    },
    { have, want },
  );
};

const serve = async (
  cluster: Cluster,
  place: Place,
  progress: EmbeddedOptions["progress"],
): Promise<EmbeddedServer> => {
  let keeper: pg.Client | undefined;
  let running: Promise<void> | undefined;
  let left = false;
  const attend = async (): Promise<void> => {
    keeper = await reach(cluster, progress);
    const joined = keeper;
    joined.on("error", () => undefined);
    joined.on("end", () => {
      if (keeper !== joined) return;
      keeper = undefined;
      // The server died under us: bring it back for those who wait.
      if (!left) ensure().catch(() => undefined);
    });
  };
  const ensure = (): Promise<void> => {
    if (keeper !== undefined) return Promise.resolve();
    running ??= attend().finally(() => {
      running = undefined;
    });
    return running;
  };
  await ensure();
  return {
    place,
    connection: { host: cluster.socketFolder, port: 5432 },
    ensure,
    leave: async () => {
      left = true;
      const last = keeper;
      keeper = undefined;
      if (last === undefined) return;
      const alone = await isLast(last);
      if (alone) await stopServer(cluster.data);
      await last.end().catch(() => undefined);
    },
  };
};
/** Gives the shared lock back and asks for the whole: it is granted to the one who is alone. */
const isLast = async (client: pg.Client): Promise<boolean> => {
  try {
    await client.query(`select pg_advisory_unlock_shared(${USERS_LOCK})`);
    const { rows } = await client.query(`select pg_try_advisory_lock(${USERS_LOCK}) as alone`);
    return rows[0].alone === true;
  } catch {
    return false;
  }
};

/** Connects to the running server, whoever started it; where none answers, starts one. */
const reach = async (cluster: Cluster, progress: EmbeddedOptions["progress"]): Promise<pg.Client> => {
  const end = Date.now() + PATIENCE_MS;
  let child: ChildProcess | undefined;
  let failures = 0;
  let unexplained = 0;
  let unspawned: Error | undefined;
  for (;;) {
    const answer = await connect(cluster);
    if (answer instanceof pg.Client) return answer;
    if (answer === "absent") {
      const ended = child !== undefined && (child.exitCode !== null || child.signalCode !== null);
      if (child === undefined || ended) {
        // Two starts at once, children of a killed server that are not gone yet, or ours killed while it recovered: the next try finds out.
        if (ended) {
          failures += 1;
          const tail = await logTail(cluster.log);
          if (child?.signalCode === null && !passes(tail)) unexplained += 1;
          if (failures > 40 || unexplained > UNEXPLAINED) throw didNotStart("postgres", tail);
          await sleep(250);
        }
        if (child === undefined) progress?.("starting");
        await removeStaleNote(cluster.data);
        child = spawnServer(cluster);
        child.on("error", (error) => {
          unspawned = error;
        });
      }
    }
    if (unspawned !== undefined) throw notSpawned("postgres", unspawned, cluster);
    if (Date.now() > end) throw didNotStart("postgres", await logTail(cluster.log));
    await sleep(25);
  }
};
const passes = (tail: string): boolean =>
  /lock file ".*" already exists|shared memory block .* is still in use|could not lock|is another postmaster|database system is shut down/i.test(
    tail,
  );

const connect = async (cluster: Cluster): Promise<pg.Client | "absent" | "wait"> => {
  const client = new pg.Client({
    host: cluster.socketFolder,
    port: 5432,
    user: SUPERUSER,
    database: "postgres",
    application_name: "fealty-keeper",
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${USERS_LOCK})`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? "";
    if (code === "ENOENT" || code === "ECONNREFUSED") return "absent";
    return "wait";
  }
};
