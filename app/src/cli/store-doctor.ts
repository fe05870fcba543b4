// Clauses: N2
import { diagnoseStore } from "../commands/diagnose-store.ts";
import { companiesOf, withHouse } from "../commands/open-house.ts";
import { rebuildStore } from "../commands/rebuild-store.ts";
import { readStoreEnvironment } from "../config.ts";
import { calendars } from "./calendars.ts";
import { type Call, counted, EXIT, type ExitCode, say, stopIfCancelled, type Terminal } from "./command.ts";
import { startProgress } from "./start-progress.ts";

/** What a doctor does with a whole store: holds what is kept against a recomputation, after a rebuild where one is asked for. */
export const examineStore = async (call: Call, terminal: Terminal): Promise<ExitCode> =>
  withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
    const step = (zh: string, en: string) => (done: number, of: number) => {
      if (terminal.progress) terminal.asIs.err(`\r${say(terminal, zh, en)} ${done} / ${of}${done === of ? "\n" : ""}`);
    };
    const told = [];
    for (const { companyId } of await companiesOf(house)) {
      if (call.flag("rebuild")) await rebuildStore(house, companyId, step("重建", "rebuilding"), terminal.signal);
      stopIfCancelled(terminal);
      told.push(...(await diagnoseStore(house, companyId, step("核对", "examining"), terminal.signal)));
      stopIfCancelled(terminal);
    }
    const bad = told.filter(({ differences }) => differences.length > 0);
    if (call.flag("json")) terminal.out(`${JSON.stringify(told)}\n`);
    else {
      for (const { number, differences } of bad) terminal.out(`✗ ${number}: ${differences.join(", ")}\n`);
      terminal.out(
        say(
          terminal,
          `${told.length - bad.length} 份合同所存与由事件重算的一致，${bad.length} 份不一致。\n`,
          `${told.length - bad.length} of ${counted(told.length, "contract")} kept as their events give them, ${bad.length} not.\n`,
        ),
      );
    }
    return bad.length === 0 ? EXIT.ok : EXIT.found;
  });
