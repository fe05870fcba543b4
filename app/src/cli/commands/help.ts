import { type Command, EXIT, say } from "../command.ts";
import { COMMANDS, noSuchCommand } from "../run.ts";
import { table } from "../table.ts";

export const command: Command = {
  summary: { zh: "说明一个命令，附例子", en: "Tell about a command, with an example" },
  usage: "[COMMAND]",
  takes: 1,
  help: { zh: "不带命令名时列出全部命令。", en: "Without a name all commands are listed." },
  example: "fealty help evaluate",
  options: {},
  run: async (call, terminal) => {
    const { language } = terminal;
    const name = call.positionals[0];
    const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (name !== undefined && load) {
      const { command: told } = await load();
      if (call.flag("json")) {
        const { summary, usage, help, example } = told;
        const options = Object.keys(told.options);
        terminal.out(
          `${JSON.stringify({ command: name, summary: summary[language], usage: `fealty ${name} ${usage}`, help: help[language], options, example })}\n`,
        );
        return EXIT.ok;
      }
      terminal.out(
        `fealty ${name} ${told.usage}\n\n${told.help[language]}\n\n${say(terminal, "例：", "Example:")}\n  ${told.example}\n`,
      );
      return EXIT.ok;
    }
    if (name !== undefined) throw noSuchCommand(name);
    const rows = await Promise.all(
      Object.entries(COMMANDS).map(async ([id, one]) => [id, (await one()).command.summary[language] ?? ""]),
    );
    if (call.flag("json")) {
      terminal.out(`${JSON.stringify({ commands: rows.map(([id, summary]) => ({ command: id, summary })) })}\n`);
      return EXIT.ok;
    }
    terminal.out(`${say(terminal, "忠约 Fealty：让合同自己运行。", "Fealty: contracts that run.")}\n\n`);
    terminal.out(
      table([{ title: say(terminal, "命令", "Command") }, { title: say(terminal, "作用", "What it does") }], rows),
    );
    terminal.out(
      say(
        terminal,
        '\n各命令都有 --json、--lang zh|en、--help。带 --json 时，错误也以 {"error": …} 写到标准输出。退出码：0 成立；1 有错误、不符或拒收；2 用法不对或文件读不了；3 有歧义须先回答；70 是本程序自身的错误；130 已取消。\n',
        '\nEvery command takes --json, --lang zh|en and --help. With --json errors too are printed, as {"error": …}. Exit codes: 0 it holds; 1 an error, a mismatch or a refused row; 2 the call is wrong or a file cannot be read; 3 something ambiguous must be answered first; 70 a mistake of this program; 130 cancelled.\n',
      ),
    );
    return EXIT.ok;
  },
};
