// Clauses: C1.1
import { dirname, relative } from "node:path";
import { parseDocument } from "yaml";
import type { Caller } from "../../commands/access.ts";
import { addContract } from "../../commands/add-contract.ts";
import type { House } from "../../commands/house.ts";
import { withHouse } from "../../commands/open-house.ts";
import { takenBefore } from "../../commands/store-refusal.ts";
import { readStoreEnvironment } from "../../config.ts";
import { calendars } from "../calendars.ts";
import { type Call, type Command, counted, EXIT, RefusedError, say, type Terminal, UsageError } from "../command.ts";
import { companyOf } from "../company-of.ts";
import { readText } from "../files.ts";
import { loadFrom, openSource, type Source, sound } from "../input.ts";
import { sheetOf } from "../sheet.ts";
import { startProgress } from "../start-progress.ts";

export const command: Command = {
  summary: { zh: "把合同加入公司的库", en: "Bring contracts into the house" },
  takes: 1,
  usage:
    "CONTRACT [--facts FILE] [--team CODE | --sheet SHEET --number COL --agent COL --code COL [--branch COL]] [--intermediary CODE] [--company N] [--json]",
  help: {
    zh: "把一份已检查无误的合同加入公司，连同 --facts 中已经发生的事实。乙方是团队时，用 --team 给出团队编号，成员即可看到合同。有中介人时，用 --intermediary 给出中介机构的编号，其协调人即可看到合同；中介人是个人的，给出其工号。给出 --sheet 时，CONTRACT 是范本：表中每行一份合同，编号、乙方姓名、工号、机构取自所指的列；人员与机构还没有的随之加入。已在库里的合同跳过，中断后再执行一次即可补齐。",
    en: "Brings a contract without errors into the company, with what has happened under it by --facts. Where the agent is a team, --team names it by its code and its members see the contract. Where there is an intermediary, --intermediary names its firm by the code and whoever coordinates for it sees the contract; for an intermediary who is a person give that person's code. With --sheet CONTRACT is a pattern: each row of the sheet is a contract whose number, agent, code and branch stand in the columns named; people and branches that are not there yet come in with it. Contracts that are in the house are passed over: broken off, the same call brings in the rest.",
  },
  example: "fealty found 甲公司\nfealty add contracts/filled/company-led --facts web/public/example/company-led.ndjson",
  options: {
    facts: { type: "string", short: "f" },
    team: { type: "string" },
    intermediary: { type: "string" },
    sheet: { type: "string" },
    number: { type: "string" },
    agent: { type: "string" },
    code: { type: "string" },
    branch: { type: "string" },
    company: { type: "string" },
  },
  run: async (call, terminal) => {
    const source = await openSource(terminal, call.positionals[0]);
    sound(terminal, source);
    const pattern = filesOf(terminal, source);
    const rows = call.option("sheet") === undefined ? undefined : await rowsOf(call, terminal);
    const facts = call.option("facts");
    const team = call.option("team");
    const intermediary = call.option("intermediary");
    if (team !== undefined && rows !== undefined)
      throw new UsageError({
        zh: "--team 与 --sheet 不能同时使用：表中每行的乙方是一个人。",
        en: "Either --team or --sheet: in a sheet the agent of each row is a person.",
      });
    const text = facts === undefined ? "" : await readText(terminal, facts);
    return withHouse(readStoreEnvironment(), calendars(terminal.cwd), startProgress(terminal), async (house) => {
      const caller: Caller = { companyId: await companyOf(house, call), party: "company" };
      const added: string[] = [];
      const present: string[] = [];
      try {
        for (const row of rows ?? [undefined]) {
          terminal.signal?.throwIfAborted();
          const files = row === undefined ? pattern : [filledIn(pattern[0]!, row), ...pattern.slice(1)];
          const number = await oneMore(house, caller, files, row, text, terminal, { team, intermediary });
          if (number === undefined) present.push(row?.number ?? "");
          else added.push(number);
        }
      } catch (error) {
        if (added.length > 0)
          terminal.err(
            say(
              terminal,
              `前面 ${added.length} 份合同已经加入，留在库里。\n`,
              `${counted(added.length, "contract")} before that came in and stay.\n`,
            ),
          );
        throw error;
      }
      if (call.flag("json")) terminal.out(`${JSON.stringify({ added, present })}\n`);
      else
        terminal.out(
          say(
            terminal,
            `已加入 ${added.length} 份合同${present.length > 0 ? `，${present.length} 份原已在库里` : ""}。\n`,
            `${counted(added.length, "contract")} brought in${present.length > 0 ? `, ${present.length} in the house before` : ""}.\n`,
          ),
        );
      return EXIT.ok;
    });
  },
};
interface Row {
  readonly number: string;
  readonly agent: string;
  readonly code: string;
  readonly branch: string;
}
interface SourceFile {
  readonly path: string;
  readonly text: string;
}
const agentOf = (row: Row | undefined, team: string | undefined) =>
  row !== undefined
    ? { agent: { code: row.code, name: row.agent, branch: row.branch } }
    : team === undefined
      ? {}
      : { agentTeam: team };
/** The number; undefined where the house has that contract. */
const oneMore = async (
  house: House,
  caller: Caller,
  files: readonly SourceFile[],
  row: Row | undefined,
  facts: string,
  terminal: Terminal,
  { team, intermediary }: { readonly team: string | undefined; readonly intermediary: string | undefined },
): Promise<string | undefined> => {
  const parties = { ...agentOf(row, team), ...(intermediary === undefined ? {} : { intermediary }) };
  for (let again = true; ; again = false)
    try {
      return (await addContract(house, caller, { files, facts, ...parties }, terminal.language)).number;
    } catch (error) {
      const taken = row === undefined ? undefined : takenBefore(error);
      if (taken === "contract_number") return undefined;
      // Another call brought the person or the branch in at the same time: now they are there.
      if (!again || (taken !== "person_code" && taken !== "branch_code")) throw error;
    }
};
/** The main file first, then all that it includes, each named from the main file's folder. */
const filesOf = (terminal: Terminal, source: Source): readonly SourceFile[] => {
  const files = new Map<string, string>();
  const read = (file: string): string | undefined => {
    const text = source.read(file);
    if (text !== undefined) files.set(relative(dirname(source.main), file) || "contract.yaml", text);
    return text;
  };
  loadFrom(terminal, { main: source.main, read });
  return [...files].map(([path, text]) => ({ path, text }));
};
const filledIn = ({ path, text }: SourceFile, { number, agent }: Row): SourceFile => {
  const document = parseDocument(text);
  document.setIn(["number"], number);
  document.setIn(["parties", "agent", "name"], agent);
  return { path, text: document.toString({ lineWidth: 0 }) };
};
const rowsOf = async (call: Call, terminal: Terminal): Promise<readonly Row[]> => {
  const column = (name: string): string => {
    const given = call.option(name);
    if (given !== undefined) return given;
    throw new UsageError({
      zh: `用了 --sheet，请用 --${name} 写明列名。`,
      en: `With --sheet say with --${name} which column it is.`,
    });
  };
  const [number, agent, code, branch] = [column("number"), column("agent"), column("code"), call.option("branch")];
  const wanted = [number, agent, code, ...(branch === undefined ? [] : [branch])];
  const path = call.option("sheet")!;
  const rows = await sheetOf(terminal, path, wanted);
  const mistakes: string[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    for (const name of [number, agent, code])
      if (cells[name] === "")
        mistakes.push(
          say(terminal, `${path}:${line} 列“${name}”是空的`, `${path}:${line} the column “${name}” is empty`),
        );
    for (const name of [number, code]) {
      const key = `${name} ${cells[name]}`;
      const before = seen.get(key);
      if (before !== undefined && cells[name] !== "")
        mistakes.push(
          say(
            terminal,
            `${path}:${line} 列“${name}”的 ${cells[name]} 与第 ${before} 行相同`,
            `${path}:${line} ${cells[name]} in the column “${name}” stands in line ${before} too`,
          ),
        );
      seen.set(key, before ?? line);
    }
  }
  if (rows.length === 0) mistakes.push(say(terminal, `${path} 没有数据行`, `${path} has no rows`));
  if (mistakes.length > 0)
    throw new RefusedError(
      "sheet_refused",
      {
        zh: `表中有 ${mistakes.length} 处错误，什么也没有写。请改正后再执行。`,
        en: `The sheet has ${counted(mistakes.length, "mistake")}; nothing was written. Mend and call again.`,
      },
      mistakes,
    );
  return rows.map(({ cells }) => ({
    number: cells[number]!,
    agent: cells[agent]!,
    code: cells[code]!,
    branch: branch === undefined ? "" : cells[branch]!,
  }));
};
