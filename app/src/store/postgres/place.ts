import { randomBytes } from "node:crypto";
import { chmod, chown, link, mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { StoreRefusal } from "../refusal.ts";
import type { Account } from "./account.ts";
import { exists } from "./binaries.ts";

/** Where one clone's database stands. */
export interface Place {
  /** Ten hexadecimal digits drawn at random; kept in `./.fealty/database`. */
  readonly id: string;
  /** `<stage>/<id>`: 0700, of the user that the server runs as. It holds the data, the socket and the log. */
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  /** The clone's own file that names the id. */
  readonly pointer: string;
  /** The data folder was once made. */
  readonly initialised: boolean;
}
/** The system's limit is 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET = 99;
export const socketIn = (folder: string): string => join(folder, ".s.PGSQL.5432");

/** Below it stand programs and data: never in the clone, which the server's user may not be able to enter. */
export const stageRoot = (stateHome: string | undefined, self = process.getuid?.() ?? 0): string =>
  self === 0 ? "/var/lib/fealty" : join(stateHome || join(homedir(), ".local/state"), "fealty");

export const makeStage = async (stage: string): Promise<void> => {
  if (Buffer.byteLength(socketIn(join(stage, "0".repeat(10)))) > LONGEST_SOCKET)
    throw new StoreRefusal(
      "stage_path_too_long",
      {
        zh: `文件夹 ${stage} 的路径太长，数据库的套接字文件放不下。请用 FEALTY_STATE 指定一个路径较短的文件夹。`,
        en: `The path of ${stage} is too long for the database's socket file. Let FEALTY_STATE name a folder with a shorter path.`,
      },
      { stage },
    );
  try {
    await mkdir(stage, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new StoreRefusal(
      "stage_not_writable",
      {
        zh: `无法建立数据库所用的文件夹 ${stage}。请检查权限和磁盘，或用 FEALTY_STATE 指定另一个文件夹。`,
        en: `The folder ${stage} for the database cannot be made. Check permissions and disk, or let FEALTY_STATE name another folder.`,
      },
      { stage },
      error,
    );
  }
};

interface Pointer {
  readonly id: string;
  readonly initialised?: boolean;
  /** Where the data was made; another user's stage is elsewhere. */
  readonly stage?: string;
}
/** Reads the clone's pointer, or draws an id; two starts at once agree on one. */
export const placeOf = async (home: string, stage: string): Promise<Place> => {
  const own = join(home, ".fealty");
  const pointer = join(own, "database");
  await mkdir(own, { recursive: true });
  if (!(await exists(pointer))) await drawId(pointer);
  const { id, initialised, stage: madeIn = stage } = await readPointer(pointer);
  const folder = join(stage, id);
  const place = {
    id,
    folder,
    data: join(folder, "data"),
    log: join(folder, "server.log"),
    pointer,
    initialised: initialised === true,
  };
  if (place.initialised && !(await exists(place.data)))
    throw dataGone(pointer, join(madeIn, id, "data"), madeIn === stage);
  return place;
};
const dataGone = (pointer: string, data: string, sameStage: boolean): StoreRefusal =>
  new StoreRefusal(
    "data_gone",
    sameStage
      ? {
          zh: `${pointer} 指向的数据库文件夹 ${data} 不见了。请把它放回原处；若确实不要旧数据，删除 ${pointer} 再启动，会从空库开始。`,
          en: `The database folder ${data}, which ${pointer} points to, is gone. Put it back; if the old data is not wanted, delete ${pointer} and start again with an empty database.`,
        }
      : {
          zh: `这个文件夹的数据库在 ${data}，是由另一个用户或以另一个 FEALTY_STATE 建立的。请用当初的用户和设置启动；若要从空库开始，删除 ${pointer} 再启动。`,
          en: `The database of this folder is ${data}, made by another user or with another FEALTY_STATE. Start as then; to begin with an empty database, delete ${pointer} and start again.`,
        },
    { folder: data },
  );
/** Whether a database was ever made for this clone; makes nothing. */
export const hasDatabase = async (home: string): Promise<boolean> => {
  const pointer = join(home, ".fealty", "database");
  return (await exists(pointer)) && (await readPointer(pointer)).initialised === true;
};
const readPointer = async (pointer: string): Promise<Pointer> => {
  const text = await readFile(pointer, "utf8");
  const found = /^\{.*\}\s*$/s.test(text) ? (JSON.parse(text) as Pointer) : undefined;
  if (found !== undefined && /^[0-9a-f]{10}$/.test(found.id)) return found;
  throw new StoreRefusal(
    "pointer_malformed",
    {
      zh: `${pointer} 的内容已损坏，看不出数据库在哪里。数据仍在原处；请恢复这个文件，或删除它、从空库开始。`,
      en: `${pointer} is broken, so it does not say where the database is. The data is where it was; put the file back, or delete it to begin with an empty database.`,
    },
    { pointer },
  );
};
const drawId = async (pointer: string): Promise<void> => {
  const draft = `${pointer}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${JSON.stringify({ id: randomBytes(5).toString("hex") })}\n`, { flush: true });
  try {
    await link(draft, pointer);
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
};
/** From now on a missing data folder is a loss, not a first start. */
export const noteInitialised = async (place: Place): Promise<void> => {
  const draft = `${place.pointer}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${JSON.stringify({ id: place.id, initialised: true, stage: dirname(place.folder) })}\n`, {
    flush: true,
  });
  await rename(draft, place.pointer);
};

/** Makes the database's folder, closed to everybody but its owner; one that is there keeps its owner. */
export const makeFolder = async (place: Place, account: Account | undefined): Promise<void> => {
  try {
    await mkdir(place.folder, { mode: 0o700 });
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  }
  const { uid, mode } = await stat(place.folder);
  if (account !== undefined && uid !== account.uid) await chown(place.folder, account.uid, account.gid);
  if ((mode & 0o777) !== 0o700) await chmod(place.folder, 0o700);
};

/**
 * A clone that was copied with its `.fealty` names the same database as its original. Two clones on one database would mix
 * their work, so the copy is refused; a clone that was only moved goes on.
 */
export const refuseCopy = async (place: Place, home: string): Promise<void> => {
  const note = join(place.folder, "clone");
  const here = await realpath(home);
  const before = (await exists(note)) ? (await readFile(note, "utf8")).trim() : "";
  if (before === here) return;
  if (before !== "" && (await namesSame(join(before, ".fealty"), place))) {
    const [one, other] = await Promise.all([stat(before), stat(here)]);
    if (one.ino !== other.ino || one.dev !== other.dev)
      throw new StoreRefusal(
        "clone_is_a_copy",
        {
          zh: `这个文件夹是 ${before} 的副本，两者指向同一个数据库。请在这里删除 ${place.pointer}（从空库开始），再用 fealty restore 装入需要的数据。`,
          en: `This folder is a copy of ${before}, and both name the same database. Delete ${place.pointer} here to begin with an empty one; fealty restore brings in what is wanted.`,
        },
        { original: before, pointer: place.pointer },
      );
  }
  await writeFile(note, `${here}\n`);
};
const namesSame = async (own: string, place: Place): Promise<boolean> => {
  const pointer = join(own, "database");
  if (!(await exists(pointer))) return false;
  return (await readPointer(pointer)).id === place.id;
};
