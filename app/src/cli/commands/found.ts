// Clauses: C1.1
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { foundCompany } from "../../commands/found-company.ts";
import { withHouse } from "../../commands/open-house.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Command, EXIT, say, UsageError } from "../command.ts";
import { momentOf } from "../input.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: { zh: "在空的库里建立自己的公司", en: "Found a company of your own in an empty house" },
  takes: 1,
  usage: "NAME [--en NAME] [--clock T] [--json]",
  help: {
    zh: "在还没有公司的库里建立一家公司；--en 是它的英文名称，不写时同中文名称。然后用 fealty add 把合同加入，用 fealty import 导入事件。--clock 只用于试算别的时期的数据：公司的当前时点定在那里，由 fealty clock 移动，页面上标为演示数据；不写时就是真实时间。",
    en: "Founds a company in a house that has none; --en is its English name, the same as NAME where it is left out. Then fealty add brings contracts in and fealty import events. --clock is for a trial on data of another time only: the company's present moment stands there, fealty clock moves it, and the page marks it as demonstration data; without it the company lives in real time.",
  },
  example: "fealty found 恒信保险代理有限公司 --en Hengxin --clock 2026-05-02T09:00:00+08:00",
  options: { en: { type: "string" }, clock: { type: "string" } },
  run: async (call, terminal) => {
    const name = call.positionals[0]?.trim() ?? "";
    if (name === "") throw new UsageError({ zh: "缺少公司的名称。", en: "The company's name is missing." });
    const written = call.option("clock");
    const clock = written === undefined ? {} : { clock: momentOf(written, SHANGHAI, "clock") };
    const company = { name: { zh: name, en: call.option("en")?.trim() || name }, ...clock };
    return withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
      const companyId = await foundCompany(house, company);
      if (call.flag("json")) terminal.out(`${JSON.stringify({ company: companyId, name: company.name })}\n`);
      else
        terminal.out(
          say(
            terminal,
            `已建立 ${name}。接下来：fealty add 合同 加入合同，fealty serve 打开页面。\n`,
            `${company.name.en} is founded. Next: fealty add CONTRACT brings contracts in, fealty serve opens the page.\n`,
          ),
        );
      return EXIT.ok;
    });
  },
};
