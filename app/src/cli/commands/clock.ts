// Clauses: N2
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { moveClock } from "../../commands/move-clock.ts";
import { withHouse } from "../../commands/open-house.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Command, counted, EXIT, say, UsageError } from "../command.ts";
import { companyOf } from "../company-of.ts";
import { momentOf } from "../input.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: { zh: "移动演示或试算公司的当前时点", en: "Move the present moment of a demonstration or trial" },
  takes: 1,
  usage: "T [--company N] [--json]",
  help: {
    zh: "把演示公司、或用 fealty found --clock 建立的试算公司的当前时点移到 T，并重算全部合同。真实的公司没有可移动的时点。",
    en: "Moves the present moment of the demonstration, or of a company founded with fealty found --clock, to T and computes every contract there. A real company has no moment to move.",
  },
  example: "fealty found 甲公司 --clock 2026-05-02T09:00:00+08:00\nfealty clock 2026-06-02T09:00:00+08:00",
  options: { company: { type: "string" } },
  run: async (call, terminal) => {
    const [written] = call.positionals;
    if (written === undefined) throw new UsageError({ zh: "缺少时点。", en: "The moment is missing." });
    const to = momentOf(written, SHANGHAI, "clock");
    return withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
      const caller = { companyId: await companyOf(house, call), party: "company" } as const;
      const contracts = await moveClock(house, caller, to, () => undefined, terminal.signal);
      if (call.flag("json")) terminal.out(`${JSON.stringify({ contracts })}\n`);
      else
        terminal.out(
          say(
            terminal,
            `时点已移到 ${written}，重算了 ${contracts} 份合同。\n`,
            `The moment is ${written} now; ${counted(contracts, "contract")} computed.\n`,
          ),
        );
      return EXIT.ok;
    });
  },
};
