import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { StoreRefusal } from "../refusal.ts";

/** The user that the server's processes run as; undefined: as whoever runs us. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}
const run = promisify(execFile);

const accountNamed = async (name: string): Promise<Account | undefined> => {
  try {
    const [uid, gid] = await Promise.all(["-u", "-g"].map((what) => run("id", [what, name])));
    return { name, uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
  } catch {
    return undefined;
  }
};

/**
 * PostgreSQL refuses to run as root. Started by root it runs as `postgres`, else as `nobody`; started by anybody else, as oneself.
 * A folder that is there already keeps its owner.
 * @param folder the database's folder, which may not exist yet
 */
export const accountFor = async (folder: string, self = process.getuid?.() ?? 0): Promise<Account | undefined> => {
  const owner = await ownerOf(folder);
  if (self !== 0) {
    if (owner === undefined || owner.uid === self) return undefined;
    throw otherOwner(folder, String(owner.uid));
  }
  if (owner !== undefined && owner.uid !== 0) return { name: String(owner.uid), ...owner };
  const account = (await accountNamed("postgres")) ?? (await accountNamed("nobody"));
  if (account === undefined)
    throw new StoreRefusal("no_account", {
      zh: "PostgreSQL 不能以 root 身份运行，而本机没有 postgres 或 nobody 用户。请新建其中一个用户，或改用普通用户启动，或用 DATABASE_URL 指向现有的数据库。",
      en: "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. Add one of them, start as an ordinary user, or let DATABASE_URL name an existing database.",
    });
  return account;
};
const ownerOf = async (folder: string): Promise<{ readonly uid: number; readonly gid: number } | undefined> => {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch {
    return undefined;
  }
};
const otherOwner = (folder: string, owner: string): StoreRefusal =>
  new StoreRefusal(
    "data_of_other_owner",
    {
      zh: `数据库文件夹 ${folder} 属于另一个用户（编号 ${owner}）。请用当初的用户启动；确要换人，先由管理员执行 chown -R。`,
      en: `The database folder ${folder} belongs to another user (number ${owner}). Start as the user who made it; to hand it over, let an administrator run chown -R first.`,
    },
    { folder, owner },
  );
