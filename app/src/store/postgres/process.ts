import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readlinkSync, statSync, truncateSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StoreRefusal } from "../refusal.ts";
import type { Account } from "./account.ts";
import { draftOf, exists, isAlive, removeDrafts } from "./binaries.ts";

/** A cluster on disk and the programs that serve it. */
export interface Cluster {
  /** Folder of initdb and postgres. */
  readonly bin: string;
  readonly data: string;
  /** Where the socket file stands; no port is opened. */
  readonly socketFolder: string;
  readonly log: string;
  readonly account: Account | undefined;
  readonly settings?: Readonly<Record<string, string>>;
}
export const SUPERUSER = "postgres";
const LARGEST_LOG = 4 * 1024 * 1024;

/** Nothing of our environment reaches the server: no PG* variable, no library path. */
const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
const asAccount = (account: Account | undefined) =>
  account === undefined ? {} : { uid: account.uid, gid: account.gid };

/** Makes the data folder; it gets its name whole, and where two do it at once one of the two stays. */
export const initialise = async (cluster: Cluster): Promise<void> => {
  await removeDrafts(cluster.data);
  const draft = draftOf(cluster.data);
  const args = ["-D", draft, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums"];
  const child = spawn(join(cluster.bin, "initdb"), [...args, "--no-instructions"], {
    ...asAccount(cluster.account),
    cwd: cluster.socketFolder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  let unspawned: Error | undefined;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (told += part));
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      unspawned = error;
      resolve(127);
    });
    child.on("close", (status) => resolve(status ?? 1));
  });
  try {
    if (unspawned) throw notSpawned("initdb", unspawned, cluster);
    if (code !== 0) throw didNotStart("initdb", told);
    await rename(draft, cluster.data);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(cluster.data))) throw error;
  }
};

/** Starts the server in a process group of its own, so that Ctrl+C at our terminal does not reach it. */
export const spawnServer = (cluster: Cluster): ChildProcess => {
  trimLog(cluster.log);
  const log = openSync(cluster.log, "a", 0o600);
  const settings = Object.entries({
    listen_addresses: "",
    unix_socket_directories: cluster.socketFolder,
    unix_socket_permissions: "0700",
    port: "5432",
    jit: "off",
    log_timezone: "UTC",
    timezone: "UTC",
    ...cluster.settings,
  });
  try {
    const child = spawn(
      join(cluster.bin, "postgres"),
      ["-D", cluster.data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      {
        ...asAccount(cluster.account),
        cwd: cluster.socketFolder,
        env: environment,
        stdio: ["ignore", log, log],
        detached: true,
      },
    );
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
};
const trimLog = (log: string): void => {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_LOG) truncateSync(log, 0);
};
export const logTail = async (log: string): Promise<string> => {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-12).join("\n");
};
export const didNotStart = (program: string, told: string): StoreRefusal =>
  new StoreRefusal(
    "server_did_not_start",
    {
      zh: `自带的数据库没有启动，${program} 报告：\n${told.trim()}`,
      en: `The database that comes with Fealty did not start; ${program} says:\n${told.trim()}`,
    },
    { program },
  );

/** The program was not even begun: mostly because its user may not enter a folder above it. */
export const notSpawned = (program: string, error: Error, { account, socketFolder }: Cluster): StoreRefusal => {
  if ((error as { code?: string }).code !== "EACCES" || !account) return didNotStart(program, error.message);
  return new StoreRefusal(
    "stage_closed",
    {
      zh: `数据库以用户 ${account.name} 的身份运行，而这个用户进不了 ${socketFolder} 的上级文件夹。请用 FEALTY_STATE 指定一个该用户能进入的文件夹，例如 /var/lib/fealty，或给上级文件夹加上进入的权限（chmod o+x）。`,
      en: `The database runs as the user ${account.name}, who may not enter a folder above ${socketFolder}. Let FEALTY_STATE name a folder that this user may enter, such as /var/lib/fealty, or allow entering those above (chmod o+x).`,
    },
    { folder: socketFolder, user: account.name },
    error,
  );
};

/** The process number that the server wrote into its folder. */
export const serverPid = async (data: string): Promise<number | undefined> => {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
};

/**
 * A server that was killed leaves its number behind. When another process of the same user has got that number since, the
 * server would refuse for ever; so the note goes, but only where no process at all works in the data folder.
 */
export const removeStaleNote = async (data: string): Promise<void> => {
  const pid = await serverPid(data);
  if (pid === undefined || !isAlive(pid) || process.platform !== "linux" || worksIn(data)) return;
  await rm(join(data, "postmaster.pid"), { force: true });
};
const worksIn = (data: string): boolean =>
  readdirSync("/proc").some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/cwd`) === data;
    } catch {
      return false;
    }
  });

/** Asks the server to end: at once for its clients, whole for its files. */
export const stopServer = async (data: string, patienceMs = 30_000): Promise<void> => {
  const pid = await serverPid(data);
  if (pid === undefined || !isAlive(pid)) return;
  const give = (signal: "SIGINT" | "SIGQUIT"): void => {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as { code?: string }).code !== "ESRCH") throw error;
    }
  };
  give("SIGINT");
  const end = Date.now() + patienceMs;
  while ((await serverPid(data)) === pid && isAlive(pid)) {
    if (Date.now() > end) give("SIGQUIT");
    if (Date.now() > end + 10_000) return;
    await sleep(20);
  }
};
