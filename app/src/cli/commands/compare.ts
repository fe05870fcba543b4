// Clauses: C6.2, C6.3
import { type Compared, compareStatements } from "../../commands/compare-statements.ts";
import { withHouse } from "../../commands/open-house.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Call, type Command, EXIT, say, type Terminal, UsageError } from "../command.ts";
import { companyOf } from "../company-of.ts";
import { sheetOf } from "../sheet.ts";
import { startProgress } from "../start-progress.ts";
import { table } from "../table.ts";

export const command: Command = {
  summary: { zh: "与原来的工资表逐份核对到分", en: "Hold an old pay sheet against the statements, to the fen" },
  takes: 1,
  usage:
    "SHEET --period P --number COL --amount COL [--explained FILE --cause COL --difference COL] [--company N] [--json]",
  help: {
    zh: "SHEET 是原来的表：每行一份合同的编号和实付，同一份合同有几行的合计。逐份与库里该期的结算单比较，到最小货币单位。--explained 给出已查明的差异（同样的编号列、原因列、差额列，差额为新减旧；原因空着的不算查明），差异全部查明即算一致。有未查明的差异、没有结算单、尚未结，或库里有该期结算单而原表没有的，列出并以退出码 1 结束。",
    en: "SHEET is the old sheet: in each row a contract's number and what was paid; several rows of a contract are added up. Each is held against the house's statement of the period, to the smallest unit. --explained names the differences that have been found out (the same column for the number, a column for the cause and one for the difference, new less old; a row without a cause explains nothing); with all of it explained the contract agrees. What is unexplained, without a statement, not closed yet, or has a statement here and no row in the sheet is listed, and the exit code is 1.",
  },
  example:
    "fealty compare examples/go-live/old-pay.csv --period 2026-05 --number 合同编号 --amount 实付 --explained examples/go-live/differences.csv --cause 原因 --difference 差额",
  options: {
    period: { type: "string" },
    number: { type: "string" },
    amount: { type: "string" },
    explained: { type: "string" },
    cause: { type: "string" },
    difference: { type: "string" },
    company: { type: "string" },
  },
  run: async (call, terminal) => {
    const [path] = call.positionals;
    if (path === undefined) throw new UsageError({ zh: "缺少要核对的表。", en: "The sheet to compare is missing." });
    const [period, number, amount] = [needed(call, "period"), needed(call, "number"), needed(call, "amount")];
    const old = (await sheetOf(terminal, path, [number, amount])).map(({ cells }) => ({
      number: cells[number]!,
      amount: cells[amount]!,
    }));
    const explained = await explainedOf(call, terminal, number);
    return withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
      const caller = { companyId: await companyOf(house, call), party: "company" } as const;
      const compared = await compareStatements(house, caller, period, old, explained);
      const bad = compared.filter(({ outcome }) => outcome !== "equal" && outcome !== "explained");
      if (call.flag("json")) terminal.out(`${JSON.stringify(compared)}\n`);
      else terminal.out(`${differing(compared, terminal)}${summary(compared, bad.length, terminal)}`);
      return bad.length === 0 ? EXIT.ok : EXIT.found;
    });
  },
};
const needed = (call: Call, name: string): string => {
  const given = call.option(name);
  if (given !== undefined) return given;
  throw new UsageError({ zh: `请用 --${name} 写明。`, en: `--${name} is missing.` });
};
const explainedOf = async (call: Call, terminal: Terminal, number: string) => {
  const path = call.option("explained");
  if (path === undefined) return [];
  const [cause, difference] = [needed(call, "cause"), needed(call, "difference")];
  const rows = await sheetOf(terminal, path, [number, cause, difference]);
  return rows.map(({ cells }) => ({ number: cells[number]!, cause: cells[cause]!, amount: cells[difference]! }));
};
const OUTCOMES: Readonly<Record<Compared["outcome"], readonly [string, string]>> = {
  equal: ["一致", "agrees"],
  explained: ["差异已查明", "explained"],
  unexplained: ["差异未查明", "unexplained"],
  no_statement: ["该期没有结算单", "no statement for the period"],
  no_contract: ["库里没有这份合同", "no such contract in the house"],
  not_closed: ["该期尚未结", "the period is not closed yet"],
  no_amount: ["金额读不出来", "an amount cannot be read"],
  not_in_sheet: ["原表没有这份合同", "not in the old sheet"],
};
/** Contracts that differ, each with its causes, and those whose rows were added up. */
const differing = (compared: readonly Compared[], terminal: Terminal): string => {
  const added = (rows: number): string[] =>
    rows > 1 ? [say(terminal, `原表 ${rows} 行合计`, `${rows} rows of the old sheet added up`)] : [];
  const rows = compared
    .filter(({ outcome, rows: count }) => outcome !== "equal" || count > 1)
    .map(({ number, before, now = "", difference = "", outcome, causes, rest = "", rows: count }) => [
      number,
      before,
      now,
      difference,
      outcome === "unexplained" || outcome === "not_in_sheet" ? rest : "",
      say(terminal, ...OUTCOMES[outcome]),
      [...added(count), ...causes].join(say(terminal, "、", ", ")),
    ]);
  if (rows.length === 0) return "";
  return table(
    [
      { title: say(terminal, "合同", "Contract") },
      { title: say(terminal, "原表", "Old sheet"), right: true },
      { title: say(terminal, "本系统", "Here"), right: true },
      { title: say(terminal, "差额", "Difference"), right: true },
      { title: say(terminal, "未查明", "Unexplained"), right: true },
      { title: "" },
      { title: say(terminal, "原因", "Causes") },
    ],
    rows,
  );
};
const summary = (compared: readonly Compared[], bad: number, terminal: Terminal): string => {
  const count = (outcome: Compared["outcome"]): number => compared.filter((one) => one.outcome === outcome).length;
  return say(
    terminal,
    `${compared.length} 份合同：${count("equal")} 份一致，${count("explained")} 份差异已查明，${bad} 份待查。\n`,
    `Of ${compared.length} contracts ${count("equal")} agree, ${count("explained")} differ by what is explained, ${bad} stand open.\n`,
  );
};
