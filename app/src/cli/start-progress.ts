import type { StartProgress } from "../commands/open-house.ts";
import { say, type Terminal } from "./command.ts";

/** Says on a terminal what the first start of the database takes its seconds for. */
export const startProgress = (terminal: Terminal): StartProgress | undefined => {
  if (!terminal.progress) return undefined;
  return (step) => {
    const told = {
      copying: say(terminal, "正在准备自带的数据库程序……", "Preparing the programs of the database …"),
      initialising: say(terminal, "正在新建数据库……", "Making a new database …"),
      starting: say(terminal, "正在启动数据库……", "Starting the database …"),
    };
    terminal.err(`${told[step]}\n`);
  };
};
