// Clauses: N2
import { diagnoseStore, type StoreDifference } from "../commands/diagnose-store.ts";
import type { House } from "../commands/house.ts";
import { companiesOf, withHouse } from "../commands/open-house.ts";
import { rebuildStore } from "../commands/rebuild-store.ts";
import { readStoreEnvironment } from "../config.ts";
import { calendars } from "./calendars.ts";
import { type Call, EXIT, type ExitCode, say, stopIfCancelled, type Terminal } from "./command.ts";
import { startProgress } from "./start-progress.ts";

/** What a doctor does with a whole store: holds what is kept against a recomputation, after a rebuild where one is asked for. */
export const examineStore = async (call: Call, terminal: Terminal): Promise<ExitCode> => {
  const examine = async (house: House): Promise<ExitCode> => {
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
      for (const { number, differences } of bad)
        for (const one of differences) terminal.out(`✗ ${number}: ${differenceText(one, terminal)}\n`);
      const good = told.length - bad.length;
      terminal.out(
        say(
          terminal,
          `${good} 份合同所存与由事件重算的一致，${bad.length} 份不一致。\n`,
          `Contracts kept as their events give them: ${good} of ${told.length}; not: ${bad.length}.\n`,
        ),
      );
      const all = bad.flatMap(({ differences }) => differences);
      if (all.some(({ rebuilds }) => rebuilds))
        terminal.out(
          say(
            terminal,
            "推算的部分可以重建：fealty doctor --store --rebuild。\n",
            "What is derived can be built anew: fealty doctor --store --rebuild.\n",
          ),
        );
      if (all.some(({ rebuilds }) => !rebuilds))
        terminal.out(
          say(
            terminal,
            "事件和合同文本是依据，重建不了：请停止使用这个库，用最近一份完好的备份恢复（fealty help restore）。\n",
            "Events and contract files are the truth and cannot be rebuilt: stop using this store and restore the latest sound backup (fealty help restore).\n",
          ),
        );
    }
    return bad.length === 0 ? EXIT.ok : EXIT.found;
  };
  return withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), examine, {
    existing: true,
  });
};

const PARTS: Readonly<Record<StoreDifference["part"], readonly [zh: string, en: string]>> = {
  event: [
    "事件 {which} 的内容与收到时的校验值不符",
    "event {which} is not as it came in: its line does not have its hash",
  ],
  event_columns: ["事件的这些列与事件的内容不符：{which}", "columns of an event are not what its line says: {which}"],
  event_numbers: ["事件的编号不连续，有缺失或多出的事件", "events are missing, or stand that were never counted"],
  file: [
    "合同文件 {which} 的内容与录入时的校验值不符",
    "the contract's file {which} is not as it came in: its text does not have its hash",
  ],
  version: [
    "合同第 {which} 版的文件清单与录入时的校验值不符",
    "version {which} of the contract does not have the files that were hashed",
  ],
  record: ["记录链与库中的数据不符（{which}）", "the contract's record and the rows do not fit ({which})"],
  person: [
    "合同归到了合同文件没有写到的人名下（{which}）",
    "the contract is bound to a person whom its files do not name ({which})",
  ],
  firm: [
    "合同归到了合同文件没有写到的中介机构名下（{which}）",
    "the contract is bound to a firm that its files do not name as the intermediary ({which})",
  ],
  not_computed: [
    "由文件和事件已算不出结果（{which}）",
    "it can no longer be computed from its files and events ({which})",
  ],
  head: ["合同目录与合同文件不符（{which}）", "what lists show is not what the contract's files say ({which})"],
  none_kept: ["没有存下推算结果", "no state is kept"],
  events_after: ["存下的结果不含最后的事件", "events came after the state that is kept"],
  digest: ["摘要不同", "the digest differs"],
  state: ["合同状态不同", "the contract's state differs"],
  clauses: ["条款状态不同", "states of clauses differ"],
  findings: ["认定不同", "findings differ"],
  served: ["服务的客户及起止日期不同", "the customers served, or their days, differ"],
  statement_count: ["结算单的份数不同", "the number of statements differs"],
  statement: ["结算单 {which} 不同", "statement {which} differs"],
};
const differenceText = ({ part, which = "–" }: StoreDifference, terminal: Terminal): string =>
  say(terminal, ...PARTS[part]).replace("{which}", which);
