import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { backUpStore, keysBeside } from "../../commands/back-up.ts";
import { readStoreEnvironment } from "../../config.ts";
import { type Command, counted, EXIT, RefusedError, say, UsageError } from "../command.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: { zh: "把全部数据备份到一个文件", en: "Back all data up into one file" },
  takes: 1,
  usage: "FILE [--force] [--json]",
  help: {
    zh: "把数据库在同一时刻的全部内容写进一个文件：合同、事件、状态、结算单、导入报告。文件写完整、落盘之后才有这个名字；备份时可以照常使用。个人信息的密钥另写成一个以 .keys 结尾的文件：两个文件请分开保管，光有数据文件，谁也打不开客户的个人信息；删除过客户信息之后，请不要再留着更早的 .keys 文件。文件只有本人能读。已有同名文件时不写，除非加 --force。不需要另装任何数据库工具。DATABASE_URL 指定别的数据库；不设时用自带的。",
    en: "Writes all that the database holds at one moment into one file: contracts, events, states, statements, import reports. The file gets its name when it is whole and on disk; work can go on meanwhile. The keys of personal data go into another file that ends in .keys: keep the two apart, for with the data alone nobody can open what is known of customers, and keep no earlier .keys file once a customer has been erased. Only their owner can read the files. A file that is there already is replaced only with --force. No database tool is needed. DATABASE_URL names another database; without it, the one that comes with Fealty.",
  },
  example: "fealty backup fealty-backup.gz",
  options: { force: { type: "boolean" } },
  run: async (call, terminal) => {
    const [file] = call.positionals;
    if (file === undefined)
      throw new UsageError({ zh: "缺少备份文件的名称。", en: "The name of the backup file is missing." });
    if (!call.flag("force") && existsSync(resolve(terminal.cwd, file)))
      throw new RefusedError("file_exists", {
        zh: `${file} 已经存在，没有备份。请换一个名称；要替换它，加 --force。`,
        en: `${file} is there already; nothing was backed up. Give another name, or --force to replace it.`,
      });
    const { signal } = terminal;
    const progress = startProgress(terminal);
    const report = await backUpStore(readStoreEnvironment(), resolve(terminal.cwd, file), { signal, progress });
    if (call.flag("json")) terminal.out(`${JSON.stringify({ file, ...report })}\n`);
    else {
      const rows = (table: string): number => report.tables[table]?.rows ?? 0;
      const { keys } = report;
      terminal.out(
        say(
          terminal,
          `已备份到 ${file}：${rows("company")} 家公司，${rows("contract")} 份合同，${rows("event")} 个事件。\n`,
          `Backed up to ${file}: ${companies(rows("company"))}, ${counted(rows("contract"), "contract")}, ${counted(rows("event"), "event")}.\n`,
        ),
      );
      if (keys)
        terminal.out(
          say(
            terminal,
            `个人信息的密钥在 ${keysBeside(file)}，请与数据分开保管；主密钥不在备份里。\n`,
            `The keys of personal data are in ${keysBeside(file)}: keep them apart from the data. The master key is in no backup.\n`,
          ),
        );
    }
    return EXIT.ok;
  },
};
export const companies = (count: number): string => `${count} ${count === 1 ? "company" : "companies"}`;
