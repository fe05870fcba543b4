// Clauses: C1.1
import { constants, copyFileSync, existsSync, linkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkContract } from "@fealty/engine/contract/check/check.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import type { Param } from "@fealty/engine/contract/model.ts";
import { describe } from "@fealty/engine/messages/describe.ts";
import { stringify } from "yaml";
import { clearAbandoned } from "../../convert/abandoned.ts";
import { type Command, EXIT, MistakesError, say, type Terminal, UsageError } from "../command.ts";
import { diagnosticsText } from "../diagnostics-text.ts";
import { loadFrom, openSource } from "../input.ts";
import { choose, takenText } from "../new-choices.ts";
import { type Answers, collect, QUESTIONS } from "../new-questions.ts";
import { settingsOf } from "../settings.ts";

let drafts = 0;
/** Gives the draft its name unless the name was taken meanwhile; a rename would put this contract over the other. */
const nameIt = (draft: string, target: string): void => {
  try {
    linkSync(draft, target);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "ENOSYS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    // Some disks know no links (FAT, shared folders).
    copyFileSync(draft, target, constants.COPYFILE_EXCL);
  }
};
export const command: Command = {
  summary: { zh: "由范本起草一份合同", en: "A contract from the template" },
  usage:
    "--out FILE [--number N --mode MODE --company NAME --agent NAME --agent-kind KIND --company-address TEXT --company-e-mail TEXT --agent-address TEXT --agent-e-mail TEXT --member NAME=SHARE… --lead NAME --intermediary NAME --intermediary-address TEXT --intermediary-e-mail TEXT --from DATE --until DATE] [--set PARAM=VALUE…]",
  takes: 0,
  help: {
    zh: "在终端里逐项询问没有给出的内容；不在终端里则须用选项给全。写出的文件引用范本，只列本合同自己的内容，随后即作检查。乙方是团队的，用 --member 姓名=份额 逐一写明成员，合计 100%；第一名是负责人，--lead 另指他人。授权地域、授权产品、争议受理机构和地点由各方选定：终端里会问，--set 可以写明，没有选定的按范本写成并逐项列出。已有的文件不会被覆盖；合同若有错误，什么也不写。",
    en: "Asks on a terminal for what was not given; elsewhere every option must be there, but for the kind of agent, which is then a person. The file refers to the template and holds only what is this contract's own; it is checked at once. Of a team each member is given with --member NAME=SHARE, 100% in all; the first leads unless --lead names another. Territory and products of the authority, and forum and place for disputes, are for the parties to choose: a terminal asks for them, --set names them, and those that nobody chose are listed as the template has them. An existing file is never overwritten, and a contract that has errors is not written.",
  },
  example:
    "fealty new --out hx-2026-0002.yaml --number HX-2026-0002 --mode company_led --company 恒信保险代理有限公司 --agent 李晓 --from 2026-01-01 --until 2026-12-31",
  options: Object.fromEntries(
    [...QUESTIONS.map(({ option }) => option), "lead", "out", "template"]
      .map((name) => [name, { type: "string" as const }])
      .concat(["member", "set"].map((name) => [name, { type: "string" as const, multiple: true } as never])),
  ),
  run: async (call, terminal) => {
    const out = call.option("out");
    if (out === undefined)
      throw new UsageError({ zh: "请用 --out 说明写到哪个文件。", en: "Say with --out which file to write." });
    if (out === "-")
      throw new UsageError({
        zh: "合同要写成文件：请给 --out 一个文件名，例如 --out hx-2026-0002.yaml。",
        en: "A contract is written as a file: give --out a name, such as --out hx-2026-0002.yaml.",
      });
    const target = resolve(terminal.cwd, out);
    if (existsSync(target))
      throw new UsageError({
        zh: `${out} 已经存在，请另取名字。`,
        en: `${out} is already there; choose another name.`,
      });
    const given = settingsOf(call.list("set"));
    const template = call.option("template") ?? templateFile();
    const answers = await collect(call, terminal);
    const { set, taken } = await choose(await paramsOf(terminal, template), given, terminal);
    const content = contractFile(answers, relative(dirname(target), resolve(terminal.cwd, template)), set);
    if (existsSync(dirname(target))) clearAbandoned(target);
    const draft = `${target}.${process.pid}-${drafts++}.draft`;
    let diagnostics: readonly Diagnostic[];
    try {
      writeFileSync(draft, content, { flag: "wx" });
      const loaded = loadFrom(terminal, await openSource(terminal, draft));
      diagnostics = loaded.readable ? [...loaded.diagnostics, ...checkContract(loaded.readable)] : loaded.diagnostics;
      const errors = diagnostics.filter((one) => one.severity === "error");
      // Nothing stands in the draft but what was asked for here: mend it here, with the name still free.
      if (errors.length > 0) throw spoiled(errors, content);
      nameIt(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
    const all = diagnostics.map((one) => ({
      ...one,
      place: { ...one.place, file: one.place.file.replace(/\.\d+-\d+\.draft$/, "") },
    }));
    if (call.flag("json")) {
      const told = all.map((one) => ({ ...one, ...describe(one, terminal.language) }));
      terminal.out(
        `${JSON.stringify({ file: out, diagnostics: told, taken: taken.map(({ id, written }) => ({ param: id, value: written })) })}\n`,
      );
    } else {
      terminal.out(diagnosticsText(terminal, all) + takenText(taken, terminal));
      terminal.out(say(terminal, `已写好 ${out}。\n`, `Wrote ${out}.\n`));
    }
    return EXIT.ok;
  },
};

/** Which option wrote a line of the draft. */
const OPTION_OF: readonly (readonly [RegExp, string])[] = [
  [/^set\.(.+)$/, "--set $1"],
  [/^term\.(from|until)$/, "--$1"],
  [/^parties\.(\w+)\.name$/, "--$1"],
  [/^parties\.(\w+)\.(kind|address)$/, "--$1-$2"],
  [/^parties\.(\w+)\.e_mail$/, "--$1-e-mail"],
  [/^(number|mode|template)$/, "--$1"],
];
/** Keys from the top down to a line of the draft, `term.from`. */
const pathOf = (lines: readonly string[], line: number): string => {
  const keys: string[] = [];
  let depth = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0 && depth > 0; at--) {
    const [, blanks = "", key = ""] = /^( *)"?([^\s":]+)"?:/.exec(lines[at]!) ?? [];
    if (key === "" || blanks.length >= depth) continue;
    depth = blanks.length;
    keys.unshift(key);
  }
  return keys.join(".");
};
const spoiled = (errors: readonly Diagnostic[], content: string): MistakesError => {
  const lines = content.split("\n");
  const placed = errors.map((one) => {
    if (!one.place.file.endsWith(".draft")) return one;
    const path = pathOf(lines, one.place.line);
    const [pattern, option] = OPTION_OF.find(([known]) => known.test(path)) ?? [/^.*$/, "--set"];
    return { ...one, place: { file: path.replace(pattern, option), line: 1, column: 1 } };
  });
  return new MistakesError(
    "contract_errors",
    { zh: "这样写出的合同有错误，什么也没有写。", en: "The contract would have errors. Nothing was written." },
    placed,
  );
};
/** Parameters of a template as far as it can be read; its mistakes are told with the contract's. */
const paramsOf = async (terminal: Terminal, template: string): Promise<readonly Param[]> => {
  const { readable } = loadFrom(terminal, await openSource(terminal, template));
  return [...(readable?.versions[0]?.params.values() ?? [])];
};
/** The shipped template, from the sources or the bundle: both lie inside the clone. */
const templateFile = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "templates/agent-loyalty/contract.yaml"))) {
    const above = dirname(folder);
    if (above === folder)
      throw new UsageError({
        zh: "找不到范本，请用 --template 指明。",
        en: "The template is not found; name it with --template.",
      });
    folder = above;
  }
  return join(folder, "templates/agent-loyalty/contract.yaml");
};
/** Where notices and court papers reach a party. */
const reached = (answers: Readonly<Record<string, string>>, party: string) => {
  const address = answers[`${party}-address`];
  const mail = answers[`${party}-e-mail`];
  return { ...(address ? { address } : {}), ...(mail ? { e_mail: mail } : {}) };
};
const contractFile = (
  { of: answers, team, lead }: Answers,
  template: string,
  set: Readonly<Record<string, string>>,
): string => {
  const kind = answers["agent-kind"];
  const head = {
    fealty: 1,
    template: template.replaceAll("\\", "/"),
    number: answers.number,
    mode: answers.mode,
    term: { from: answers.from, until: answers.until },
    parties: {
      company: { name: answers.company, kind: "organisation", ...reached(answers, "company") },
      agent: {
        name: answers.agent,
        kind,
        ...reached(answers, "agent"),
        ...(team === undefined ? {} : { lead, members: team }),
      },
      ...(answers.intermediary === undefined
        ? {}
        : {
            intermediary: { name: answers.intermediary, kind: "organisation", ...reached(answers, "intermediary") },
          }),
    },
    ...(Object.keys(set).length === 0 ? {} : { set }),
  };
  return stringify(head, { lineWidth: 120, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
};
