// Clauses: C1.1
import { slipAtTheMachine } from "../../commands/invite-person.ts";
import { withHouse } from "../../commands/open-house.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Command, EXIT, say } from "../command.ts";
import { companyOf } from "../company-of.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: { zh: "为一个人做登录凭条", en: "Make a login slip for a person" },
  takes: 1,
  usage: "CODE [--company N] [--json]",
  help: {
    zh: "为工号 CODE 的人做一张登录凭条：还没有登录的，用它设置登录名和密码；已有登录的，用它设置新密码，原来的设备和两步验证随之失效。凭条一周内有效，只能用一次。平时由运营在人员页面发放；最后一位负责人进不去时，在本机用这个命令。",
    en: "Makes a login slip for the person with CODE: who has no login yet sets name and password with it; who has one sets a new password, and devices and second factor are gone then. It holds for a week and works once. Usually operations make slips on the person's page; this command is for when the last owner cannot get in.",
  },
  example: "fealty slip S01",
  options: { company: { type: "string" } },
  run: async (call, terminal) =>
    withHouse(
      readStoreEnvironment(),
      calendars(terminal.cwd),
      startProgress(terminal),
      async (house) => {
        const slip = await slipAtTheMachine(house, await companyOf(house, call), call.positionals[0] ?? "");
        if (call.flag("json")) terminal.out(`${JSON.stringify(slip)}\n`);
        else
          terminal.out(
            say(
              terminal,
              `${slip.person.name}（工号 ${slip.person.code}）的登录凭条，一周内有效，只能用一次：\n${slip.code}\n在登录页选“我有登录凭条”输入。\n`,
              `Login slip of ${slip.person.name} (code ${slip.person.code}), good for a week and for one use:\n${slip.code}\nEnter it under “I have a login slip” on the sign-in page.\n`,
            ),
          );
        return EXIT.ok;
      },
      { existing: true },
    ),
};
