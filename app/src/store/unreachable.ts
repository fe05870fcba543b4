import type { Text } from "@fealty/engine/values/text.ts";
import { StoreRefusal } from "./refusal.ts";

interface Reason {
  readonly of: RegExp;
  readonly text: Required<Text>;
}
/** Why a server does not let us in, by the code of the driver or the words it has for it, and what to do. */
const REASONS: readonly Reason[] = [
  {
    of: /^28/,
    text: {
      zh: "用户名或密码不对，或这个用户不许从本机登录。请核对 DATABASE_URL 里的用户和密码，密码里的特殊字符要写成 %XX",
      en: "The user or the password is wrong, or this user may not log in from here. Check both in DATABASE_URL; special characters of a password are written %XX",
    },
  },
  {
    of: /^3D000/,
    text: {
      zh: "服务器上没有这个数据库。请核对 DATABASE_URL 最后一段，或先建立它，编码用 UTF8（createdb -E UTF8 -T template0 名称）",
      en: "The server has no such database. Check the last part of DATABASE_URL, or make it first, in UTF8 (createdb -E UTF8 -T template0 NAME)",
    },
  },
  {
    of: /^ECONNREFUSED|^ENOENT|^EACCES/,
    text: {
      zh: "那里没有数据库在运行。请启动它；用 DATABASE_URL 的，请核对主机和端口",
      en: "No database is running there. Start it; with DATABASE_URL, check host and port",
    },
  },
  {
    of: /^ENOTFOUND|^EAI_/,
    text: {
      zh: "找不到这台主机。请核对 DATABASE_URL 里的主机名和本机的网络",
      en: "There is no such host. Check the host's name in DATABASE_URL and this machine's network",
    },
  },
  {
    of: /^ETIMEDOUT|^EHOSTUNREACH|^ENETUNREACH|timeout/i,
    text: {
      zh: "数据库没有回应。请核对主机、端口、网络和防火墙，稍后再试",
      en: "The database does not answer. Check host, port, network and firewall, and try again later",
    },
  },
  {
    of: /^53300/,
    text: {
      zh: "数据库的连接已满。请关掉不用的连接，或调大 max_connections",
      en: "The database has no connection left. Close those that nobody uses, or raise max_connections",
    },
  },
  {
    of: /^57P/,
    text: {
      zh: "数据库正在启动或关闭。请稍后再试",
      en: "The database is starting or shutting down. Try again in a moment",
    },
  },
  {
    of: /ssl|certificate|^ERR_TLS/i,
    text: {
      zh: "加密连接没有建立。请核对 DATABASE_URL 里的 sslmode 和服务器的证书",
      en: "No encrypted connection came about. Check sslmode in DATABASE_URL and the server's certificate",
    },
  },
];
const UNKNOWN: Required<Text> = {
  zh: "连接断开了。请看数据库的日志，稍后再试",
  en: "The connection broke off. Look into the database's log and try again later",
};

/** The database cannot be reached: why and what to do in the reader's language, the driver's own words behind it. */
export const unreachable = (cause: unknown): StoreRefusal => {
  const code = (cause as { code?: unknown } | null)?.code;
  const words = cause instanceof Error ? cause.message : String(cause);
  const { text } = REASONS.find(({ of }) => (typeof code === "string" && of.test(code)) || of.test(words)) ?? {
    text: UNKNOWN,
  };
  const said = words || (typeof code === "string" ? code : "");
  return new StoreRefusal(
    "database_unreachable",
    {
      zh: `连接不到数据库：${text.zh}。${said === "" ? "" : `（${said}）`}`,
      en: `The database cannot be reached. ${text.en}.${said === "" ? "" : ` (${said})`}`,
    },
    {},
    cause,
  );
};
