// Clauses: N7
import { masterKeys } from "../../commands/master-keys.ts";
import { readStoreEnvironment } from "../../config.ts";
import { type Call, type Command, counted, EXIT, say, UsageError } from "../command.ts";
import { startProgress } from "../start-progress.ts";

const ACTS = ["rotate", "rewrap", "forget"] as const;
export const command: Command = {
  summary: { zh: "查看或更换个人信息的主密钥", en: "Look at the master keys of personal data, or change them" },
  takes: 0,
  usage: "[--rotate | --rewrap | --forget] [--json]",
  help: {
    zh: "每位客户的信息各有一把密钥，这些密钥再由主密钥封存。主密钥在 .fealty/master-key（或 FEALTY_MASTER_KEY_FILE 所指的文件，或 FEALTY_MASTER_KEY）中，不在数据库里：请另外备份，丢了它，个人信息谁也打不开。--rotate 换一把新的主密钥，并把全部密钥改由它封存；--rewrap 只做后一步，用于中断之后或密钥由环境变量给出时；--forget 丢掉已不封存任何密钥的旧主密钥，此后更早的备份里的个人信息不能再打开。数据本身不动，更换时可以照常使用。",
    en: "Each customer's data has a key of its own, and those keys are wrapped under a master key. It stands in .fealty/master-key (or the file of FEALTY_MASTER_KEY_FILE, or in FEALTY_MASTER_KEY) and not in the database: back it up apart, for without it nobody can open personal data. --rotate draws a new master key and brings every key under it; --rewrap does the second half alone, after a break or where the keys come from the environment; --forget drops former master keys that wrap nothing, after which personal data in earlier backups cannot be opened. The data itself is not touched, and work can go on meanwhile.",
  },
  example: "fealty keys\n  fealty keys --rotate",
  options: { rotate: { type: "boolean" }, rewrap: { type: "boolean" }, forget: { type: "boolean" } },
  run: async (call, terminal) => {
    const act = actOf(call);
    const { signal } = terminal;
    const report = await masterKeys(readStoreEnvironment(), { act, signal, progress: startProgress(terminal) });
    if (call.flag("json")) {
      terminal.out(`${JSON.stringify(report)}\n`);
      return EXIT.ok;
    }
    const { keys, rewrapped } = report;
    const tell = (zh: string, en: string): void => terminal.out(`${say(terminal, zh, en)}\n`);
    if (keys.length === 0)
      tell("还没有加密的个人信息，也就还没有主密钥。", "No personal data is sealed yet, so there is no master key.");
    if (act === "rotate" || act === "rewrap")
      tell(
        `已改由现用主密钥封存 ${rewrapped} 把密钥。`,
        `Wrapped ${counted(rewrapped, "key")} under the present master key.`,
      );
    keys.forEach(({ id, wraps }, place) => {
      const zh = place === 0 ? "现用" : "旧";
      const en = place === 0 ? "present" : "former";
      tell(`${zh}主密钥 ${id}：封存 ${wraps} 把密钥`, `${en} master key ${id}: wraps ${counted(wraps, "key")}`);
    });
    return EXIT.ok;
  },
};
const actOf = (call: Call): (typeof ACTS)[number] | undefined => {
  const asked = ACTS.filter((act) => call.flag(act));
  if (asked.length < 2) return asked[0];
  throw new UsageError({
    zh: `${asked.map((act) => `--${act}`).join("、")} 只能写一个。`,
    en: `Of ${asked.map((act) => `--${act}`).join(", ")} only one can be given.`,
  });
};
