// Clauses: C1.1
import { makeFoundingCode } from "../../commands/found-in-browser.ts";
import { withHouse } from "../../commands/open-house.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Command, EXIT, say } from "../command.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: {
    zh: "做一个建立码，用来在页面上再建一家公司",
    en: "Make a code with which the page founds a further company",
  },
  takes: 0,
  usage: "[--json]",
  help: {
    zh: "做一个建立码。谁有它，谁就能在登录页选“我有登录凭条”，输入它，建立一家新公司并成为其负责人。一周内有效，只能用一次。同一个库里的各家公司完全分开，互相看不到对方，连有没有对方也不知道。",
    en: "Makes a founding code. Whoever has it chooses “I have a login slip” on the sign-in page, enters it, and founds a new company as its owner. It holds for a week and works once. Companies of one house are fully apart: none sees another, nor whether there is one.",
  },
  example: "fealty founding-code",
  options: {},
  run: async (call, terminal) =>
    withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
      const { code, expiresAt } = await makeFoundingCode(house);
      if (call.flag("json")) terminal.out(`${JSON.stringify({ code, expiresAt })}\n`);
      else
        terminal.out(
          say(
            terminal,
            `建立码，一周内有效，只能用一次：\n${code}\n在登录页选“我有登录凭条”输入。\n`,
            `Founding code, good for a week and for one use:\n${code}\nEnter it under “I have a login slip” on the sign-in page.\n`,
          ),
        );
      return EXIT.ok;
    }),
};
