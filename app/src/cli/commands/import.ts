// Clauses: C7.1, N1
import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Caller } from "../../commands/access.ts";
import type { House } from "../../commands/house.ts";
import {
  importReportCsv,
  importReportJson,
  type ReadReport,
  readImportReport,
  type ToldImport,
  type ToldWarning,
} from "../../commands/import-report.ts";
import { type ImportRequest, type ImportStep, importTable } from "../../commands/import-table.ts";
import { withHouse } from "../../commands/open-house.ts";
import { Refusal } from "../../commands/refusal.ts";
import { readStoreEnvironment } from "../../config.ts";
import type { Question } from "../../convert/convert-types.ts";
import { calendars } from "../calendars.ts";
import {
  type Call,
  type Command,
  counted,
  EXIT,
  type ExitCode,
  RefusedError,
  say,
  type Terminal,
  UsageError,
} from "../command.ts";
import { companyOf } from "../company-of.ts";
import { Spools } from "../spools.ts";
import { startProgress } from "../start-progress.ts";
import { table } from "../table.ts";
import { answerOf, answerTo, questionText, refusalText } from "../table-questions.ts";

export const command: Command = {
  summary: { zh: "把 CSV 或 XLSX 导入公司的库", en: "CSV or XLSX into the house" },
  takes: 1,
  usage: "FILE --mapping MAPPING.yaml [--contract NUMBER] [--answer ID=VALUE…] [--report NAME] [--company N] [--json]",
  help: {
    zh: "按映射文件读表，把事件写进库里的一份合同（--contract），或由映射的 contract 字段分到公司的多份合同（按合同编号，或按乙方的工号、姓名）。全部写入或什么也不写；写入与各合同的状态同时可见。有歧义处整份文件只问一次：在终端里当场询问，否则列出问题、退出码 3、什么也不写，再用 --answer 回答。同一文件再导入一次不会有任何变化。--report 写出 NAME.json 与 NAME.csv：已读、新增、重复、拒收，每个拒收行有行号、列、值、原因与改法；已写入而结算单不计的行（如退款超过销售额）也同样列出。DATABASE_URL 指定别的数据库；不设时用自带的。库里有几家公司时用 --company 指定。",
    en: "Reads a table by a mapping and writes its events into one contract of the house (--contract), or into those that the mapping's field `contract` names: by number, or by the agent's code or name. All of it is written or nothing, and the contracts' states come with it. What is ambiguous is asked once per file: on a terminal at once, elsewhere the questions are listed, the exit code is 3 and nothing is written; answer with --answer. The same file imported again changes nothing. --report writes NAME.json and NAME.csv: rows read, new, repeated, refused, each refused row with row, column, value, reason and how to mend; so stand there rows that are in and that no statement counts, a refund of more than was sold among them. DATABASE_URL names another database; without it, the one that comes with Fealty. Where the house has several companies, --company says which.",
  },
  example: "fealty import examples/sales.csv --mapping mappings/sales.yaml --contract HX-YS-003",
  options: {
    mapping: { type: "string", short: "m" },
    contract: { type: "string" },
    answer: { type: "string", multiple: true },
    report: { type: "string" },
    company: { type: "string" },
  },
  run: async (call, terminal) => {
    const [file] = call.positionals;
    const mapping = call.option("mapping");
    if (file === undefined) throw new UsageError({ zh: "缺少要导入的文件。", en: "The file to import is missing." });
    if (mapping === undefined)
      throw new UsageError({ zh: "请用 --mapping 给出映射文件。", en: "Name the mapping file with --mapping." });
    const answers: Record<string, string> = Object.fromEntries(call.list("answer").map(answerOf));
    refuseOverwriting(call, terminal, file, mapping);
    const spools = new Spools(terminal);
    try {
      const given = async (path: string, spool: string): Promise<string> =>
        path === "-" ? await spools.take(spool) : resolve(terminal.cwd, path);
      const request: ImportRequest = {
        file: await given(file, "stdin"),
        fileName: file === "-" ? say(terminal, "标准输入", "Standard input") : file,
        mapping: await given(mapping, "stdin.yaml"),
        contract: call.option("contract"),
        language: terminal.language,
      };
      return await onHouse(call, terminal, request, answers);
    } finally {
      spools.clear();
    }
  },
};
const onHouse = (call: Call, terminal: Terminal, request: ImportRequest, answers: Record<string, string>) => {
  const take = async (house: House): Promise<ExitCode> => {
    const caller: Caller = { companyId: await companyOf(house, call), party: "company" };
    const importRunId = await imported(house, caller, request, answers, terminal);
    if (typeof importRunId !== "string") return asked(importRunId, call, terminal);
    return told(house, caller, importRunId, call, terminal);
  };
  return withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), take, { existing: true });
};
/** What is read must not be written over, and a report needs its folder: both are said before anything is done. */
const refuseOverwriting = (call: Call, terminal: Terminal, file: string, mapping: string): void => {
  const report = call.option("report");
  if (report === undefined) return;
  const at = (path: string): string => resolve(terminal.cwd, path);
  if (!existsSync(dirname(at(report)))) throw noFolder(dirname(report));
  for (const read of [file, mapping])
    if ([`${report}.json`, `${report}.csv`].some((target) => at(target) === at(read)))
      throw new RefusedError("out_is_source", {
        zh: `报告会覆盖 ${read}，请给 --report 换一个名字。`,
        en: `The report would replace ${read}; give --report another name.`,
      });
};
const noFolder = (folder: string): RefusedError =>
  new RefusedError("no_folder", { zh: `没有文件夹 ${folder}。`, en: `There is no folder ${folder}.` });
/** The run's id, or the questions that stand open where nobody can answer. */
const imported = async (
  house: House,
  caller: Caller,
  request: ImportRequest,
  answers: Record<string, string>,
  terminal: Terminal,
): Promise<string | readonly Question[]> => {
  for (;;) {
    try {
      const watch = { progress: terminal.progress ? progressOn(terminal) : undefined, signal: terminal.signal };
      return (await importTable(house, caller, { ...request, answers }, watch)).importRunId;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "import_asks") throw error;
      const questions = error.args.questions as readonly Question[];
      if (!terminal.ask) return questions;
      for (const question of questions) answers[question.id] = await answerTo(question, terminal, terminal.ask);
    }
  }
};
const asked = (questions: readonly Question[], call: Call, terminal: Terminal): ExitCode => {
  if (call.flag("json")) terminal.out(`${JSON.stringify({ outcome: "asks", questions })}\n`);
  else
    terminal.out(
      say(terminal, "有歧义，须先回答；什么也没有写。\n", "Something must be answered first; nothing was written.\n") +
        questions.map((question) => `${questionText(question)}  --answer ${question.id}=…\n`).join(""),
    );
  return EXIT.question;
};
const SHOWN = 20;
const told = async (
  house: House,
  caller: Caller,
  importRunId: string,
  call: Call,
  terminal: Terminal,
): Promise<ExitCode> => {
  const { language } = terminal;
  const { report, refusals, warnings, warned } = await readImportReport(house, caller, importRunId, language);
  const reportTo = call.option("report");
  const files = reportTo === undefined ? [] : [`${reportTo}.json`, `${reportTo}.csv`];
  if (reportTo !== undefined) {
    await whole(resolve(terminal.cwd, `${reportTo}.json`), importReportJson(house, caller, importRunId, language));
    await whole(resolve(terminal.cwd, `${reportTo}.csv`), importReportCsv(house, caller, importRunId, language));
  }
  if (call.flag("json"))
    terminal.out(
      `${JSON.stringify({ outcome: "imported", ...report, refused: refusals, warnings, reportFiles: files })}\n`,
    );
  else {
    const refused = refusals.slice(0, SHOWN).map(refusalText);
    terminal.out(
      [
        tables(report, terminal),
        nothingRead(report, terminal),
        ...refused,
        rest(report, terminal),
        ...warnedRows(warnings, warned, terminal),
        fileLine(files, terminal),
      ].join(""),
    );
  }
  return report.rows.refused + report.rows.unmatched > 0 ? EXIT.found : EXIT.ok;
};
/** A file has its name only when it is whole. */
const whole = async (path: string, pieces: AsyncIterable<string>): Promise<void> => {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, pieces);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
};
const MOST_CONTRACTS = 20;
const tables = ({ rows, contracts }: ToldImport, terminal: Terminal): string => {
  const counts: [string, number][] = [
    [say(terminal, "已读行", "Rows read"), rows.read],
    [say(terminal, "新增", "New"), rows.new],
    [say(terminal, "重复", "Repeated"), rows.repeated],
    [say(terminal, "未能匹配", "Unmatched"), rows.unmatched],
    [say(terminal, "映射不取", "Left out by the mapping"), rows.leftOut],
    [say(terminal, "空行", "Blank"), rows.blank],
    [say(terminal, "拒收", "Refused"), rows.refused],
  ];
  const touched = contracts.slice(0, MOST_CONTRACTS).map(({ number, events }) => [number, String(events)]);
  return [
    table(
      [{ title: say(terminal, "行", "Rows") }, { title: "", right: true }],
      counts.map(([name, count]) => [name, String(count)]),
    ),
    table(
      [{ title: say(terminal, "合同", "Contract") }, { title: say(terminal, "新事件", "New events"), right: true }],
      touched,
    ),
    contracts.length > MOST_CONTRACTS
      ? say(terminal, `……共 ${contracts.length} 份合同。\n`, `… ${counted(contracts.length, "contract")} in all.\n`)
      : "",
  ].join("");
};
const nothingRead = ({ rows }: ToldImport, terminal: Terminal): string =>
  rows.read > 0
    ? ""
    : say(
        terminal,
        "文件里只有表头，没有数据行：什么也没有写入。\n",
        "The file has a header and no rows: nothing was written.\n",
      );
const rest = ({ rows }: ToldImport, terminal: Terminal): string => {
  const refused = rows.refused + rows.unmatched;
  if (refused <= SHOWN) return "";
  return say(
    terminal,
    `……共 ${refused} 行没有写入，全部列在报告里（--report）。\n`,
    `… ${counted(refused, "row")} not taken in; the report lists them all (--report).\n`,
  );
};
/** Rows that are in and of which something is to be said, by how much of them counts. */
const warnedRows = (warnings: readonly ToldWarning[], warned: ReadReport["warned"], terminal: Terminal): string[] =>
  (["none", "part", "whole"] as const).flatMap((much) => {
    if (warned[much] === 0) return [];
    const [zh, en] = WARNED[much];
    const head = say(terminal, `${zh}（${warned[much]} 处）：\n`, `${en} (${warned[much]}):\n`);
    const more = say(terminal, "……其余列在报告里（--report）。\n", "… the report lists them all (--report).\n");
    const shown = warnings.filter((one) => one.counted === much).slice(0, SHOWN);
    return [head, ...shown.map(refusalText), warned[much] > shown.length ? more : ""];
  });
const WARNED = {
  none: ["已写入而不计的", "Taken in and not counted"],
  part: ["已写入而未全部计入的", "Taken in and not all counted"],
  whole: ["已写入并计入、须核对的", "Taken in and counted, to be checked"],
} as const;
const fileLine = (files: readonly string[], terminal: Terminal): string =>
  files.length === 0 ? "" : `${say(terminal, "报告：", "Report: ")}${files.join(", ")}\n`;
const progressOn = (terminal: Terminal): ((step: ImportStep) => void) => {
  const words = {
    reading: say(terminal, "读取文件", "Reading the file"),
    checking: say(terminal, "核对事件", "Checking events"),
    storing: say(terminal, "写入", "Writing"),
    computing: say(terminal, "计算合同状态", "Computing contracts"),
  };
  let told = "";
  return ({ step, done, of }) => {
    const percent = of === 0 ? 100 : Math.floor((done / of) * 100);
    const line = `${words[step]} ${percent}%`;
    if (line === told) return;
    terminal.asIs.err(`\r${line}\u001b[K${step === "computing" && done === of ? "\n" : ""}`);
    told = line;
  };
};
