import { resolve } from "node:path";
import { missingMasterKey } from "../../commands/master-keys.ts";
import { restoreStore } from "../../commands/restore.ts";
import { readStoreEnvironment } from "../../config.ts";
import { type Command, counted, EXIT, say, UsageError } from "../command.ts";
import { startProgress } from "../start-progress.ts";
import { companies } from "./backup.ts";

export const command: Command = {
  summary: { zh: "用备份文件装入一个空的数据库", en: "Fill an empty database from a backup" },
  takes: 1,
  usage: "FILE [--json]",
  help: {
    zh: "只装入空的数据库：里面已有数据时什么也不做。全部装入并与备份的行数、校验值逐表相符之后才算数，中途停下什么也不留。旁边有同名的 .keys 文件时一并装入；没有它，客户的个人信息打不开，其他都在。旧版本的备份会接着升级到现在的结构。要装到另一处，用 FEALTY_HOME 指定一个文件夹，或用 DATABASE_URL 指定一个空的数据库。",
    en: "Fills an empty database only: where there is data, nothing is done. It counts when all is in and each table agrees with the backup in rows and hash; stopped half-way, nothing stays. The file of keys beside it, which ends in .keys, comes in with it; without that nobody can open what is known of customers, and all else is there. A backup of an older version goes on to the present schema. To restore somewhere else, name a folder in FEALTY_HOME or an empty database in DATABASE_URL.",
  },
  example: "fealty backup fealty-backup.gz\n  FEALTY_HOME=restored fealty restore fealty-backup.gz",
  options: {},
  run: async (call, terminal) => {
    const [file] = call.positionals;
    if (file === undefined) throw new UsageError({ zh: "缺少备份文件。", en: "The backup file is missing." });
    const { signal } = terminal;
    const progress = startProgress(terminal);
    const report = await restoreStore(readStoreEnvironment(), resolve(terminal.cwd, file), { signal, progress });
    const missing = report.keys ? await missingMasterKey(readStoreEnvironment()) : undefined;
    if (call.flag("json"))
      terminal.out(`${JSON.stringify({ file, ...report, ...(missing && { missing: missing[terminal.language] }) })}\n`);
    else {
      const rows = (table: string): number => report.tables[table]?.rows ?? 0;
      terminal.out(
        say(
          terminal,
          `已恢复 ${localTime(report.head.madeAt)} 的备份：${rows("company")} 家公司，${rows("contract")} 份合同，${rows("event")} 个事件，逐表核对无误。\n`,
          `Restored the backup of ${localTime(report.head.madeAt)}: ${companies(rows("company"))}, ${counted(rows("contract"), "contract")}, ${counted(rows("event"), "event")}; every table agrees.\n`,
        ),
      );
      if (missing !== undefined) terminal.out(`${missing[terminal.language]}\n`);
      if (!report.keys && rows("customer") > 0)
        terminal.out(
          say(
            terminal,
            "旁边没有密钥文件，客户的个人信息打不开。\n",
            "There was no file of keys beside it: nobody can open what is known of customers.\n",
          ),
        );
    }
    return EXIT.ok;
  },
};
/** As the clock on this machine's wall showed it: `2026-11-26 05:59 (+08:00)`. */
const localTime = (moment: string): string => {
  const at = new Date(moment);
  const two = (n: number): string => String(n).padStart(2, "0");
  const east = -at.getTimezoneOffset();
  const offset = `${east < 0 ? "-" : "+"}${two(Math.floor(Math.abs(east) / 60))}:${two(Math.abs(east) % 60)}`;
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())} (${offset})`;
};
