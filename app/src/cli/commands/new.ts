// Clauses: C1.1
import { constants, copyFileSync, existsSync, linkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkContract } from "@fealty/engine/contract/check/check.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { describe } from "@fealty/engine/messages/describe.ts";
import { parseDay } from "@fealty/engine/values/date.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { stringify } from "yaml";
import { clearAbandoned } from "../../convert/abandoned.ts";
import { type Call, type Command, EXIT, MistakesError, say, type Terminal, UsageError } from "../command.ts";
import { diagnosticsText } from "../diagnostics-text.ts";
import { loadFrom, openSource } from "../input.ts";
import { settingsOf } from "../settings.ts";
import { partyWord } from "../words.ts";

const MODES = ["company_led", "agent_led", "intermediary_led"];
const KINDS = ["person", "team", "organisation"];
const isDate = (value: string): boolean => parseDay(value) !== undefined;
const DATE: Text = {
  zh: "日期写成 2026-01-31，且日历上有这一天",
  en: "a date is written 2026-01-31 and stands in the calendar",
};
const NOT_EMPTY: Text = { zh: "不能为空", en: "it must not be empty" };
/** What a new contract must say; asked for in this order where it was not given. */
const QUESTIONS: readonly {
  readonly option: string;
  readonly ask: Text;
  readonly fallback?: string;
  readonly optional?: boolean;
  readonly valid?: (value: string) => boolean;
  /** What makes a value valid, told when it is not. */
  readonly rule?: Text;
  readonly when?: (mode: string) => boolean;
}[] = [
  {
    option: "number",
    ask: { zh: "合同编号", en: "Contract number" },
    valid: (value) => /^[\p{L}\p{N}._/-]{1,60}$/u.test(value),
    rule: {
      zh: "合同编号由 1 至 60 个文字、数字、点、下划线、斜线或连字符组成，不含空格",
      en: "a contract number is 1 to 60 letters, digits, dots, underscores, slashes or hyphens, without blanks",
    },
  },
  {
    option: "mode",
    ask: {
      zh: "主导方（company_led 甲方、agent_led 乙方、intermediary_led 第三方）",
      en: "Who leads (company_led, agent_led, intermediary_led)",
    },
    fallback: "company_led",
    valid: (value) => MODES.includes(value),
    rule: { zh: `只能是 ${MODES.join("、")}`, en: `it is one of ${MODES.join(", ")}` },
  },
  { option: "company", ask: { zh: "甲方名称", en: "Company (party A)" } },
  { option: "agent", ask: { zh: "乙方（代理人）名称", en: "Agent (party B)" } },
  {
    option: "agent-kind",
    ask: {
      zh: "乙方是个人、团队还是组织（person、team、organisation）",
      en: "The agent is a person, team or organisation",
    },
    fallback: "person",
    valid: (value) => KINDS.includes(value),
    rule: { zh: `只能是 ${KINDS.join("、")}`, en: `it is one of ${KINDS.join(", ")}` },
  },
  {
    option: "intermediary",
    ask: { zh: "第三方中介名称", en: "Intermediary" },
    when: (mode) => mode === "intermediary_led",
  },
  ...(["company", "agent", "intermediary"] as const).flatMap((party) => {
    const who = { zh: partyWord(party, "zh"), en: partyWord(party, "en") };
    const when = (mode: string): boolean => party !== "intermediary" || mode === "intermediary_led";
    return [
      {
        option: `${party}-address`,
        ask: { zh: `${who.zh}的送达地址（可留空）`, en: `${who.en}: address for notices (may be empty)` },
        optional: true,
        when,
      },
      {
        option: `${party}-e-mail`,
        ask: { zh: `${who.zh}的电子邮箱（可留空）`, en: `${who.en}: e-mail for notices (may be empty)` },
        optional: true,
        when,
      },
    ];
  }),
  { option: "from", ask: { zh: "开始日期（2026-01-01）", en: "First day (2026-01-01)" }, valid: isDate, rule: DATE },
  { option: "until", ask: { zh: "最后一日（2026-12-31）", en: "Last day (2026-12-31)" }, valid: isDate, rule: DATE },
];

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
    "--out FILE [--number N --mode MODE --company NAME --agent NAME --agent-kind KIND --company-address TEXT --company-e-mail TEXT --agent-address TEXT --agent-e-mail TEXT --intermediary NAME --from DATE --until DATE] [--set PARAM=VALUE…]",
  takes: 0,
  help: {
    zh: "在终端里逐项询问没有给出的内容；不在终端里则须用选项给全。写出的文件引用范本，只列本合同自己的内容，随后即作检查。已有的文件不会被覆盖；合同若有错误，什么也不写。",
    en: "Asks on a terminal for what was not given; elsewhere every option must be there. The file refers to the template and holds only what is this contract's own; it is checked at once. An existing file is never overwritten, and a contract that has errors is not written.",
  },
  example:
    "fealty new --out hx-2026-0002.yaml --number HX-2026-0002 --mode company_led --company 恒信保险代理有限公司 --agent 李晓 --from 2026-01-01 --until 2026-12-31",
  options: Object.fromEntries(
    [...QUESTIONS.map(({ option }) => option), "out", "template"]
      .map((name) => [name, { type: "string" as const }])
      .concat([["set", { type: "string" as const, multiple: true } as never]]),
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
    const set = settingsOf(call.list("set"));
    const template = call.option("template") ?? templateFile();
    const answers = await collect(call, terminal);
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
      terminal.out(`${JSON.stringify({ file: out, diagnostics: told })}\n`);
    } else {
      terminal.out(diagnosticsText(terminal, all));
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
const collect = async (call: Call, terminal: Terminal): Promise<Readonly<Record<string, string>>> => {
  const answers: Record<string, string> = {};
  const missing: string[] = [];
  for (const question of QUESTIONS) {
    if (question.when && !question.when(answers.mode ?? "") && call.option(question.option) === undefined) continue;
    let value = call.option(question.option);
    const valid = (one: string | undefined): one is string =>
      one !== undefined && one.trim() !== "" && (question.valid?.(one) ?? true);
    if (value !== undefined && !question.optional && !valid(value)) {
      throw new UsageError({
        zh: `--${question.option} 不能是“${value}”：${(question.rule ?? NOT_EMPTY).zh}。`,
        en: `--${question.option} cannot be “${value}”: ${(question.rule ?? NOT_EMPTY).en}.`,
      });
    }
    if (question.optional) {
      value ??= terminal.ask && (await terminal.ask(`${question.ask[terminal.language]}: `)).trim();
      if (value) answers[question.option] = value;
      continue;
    }
    while (!valid(value) && terminal.ask) {
      const answer = await terminal.ask(
        `${question.ask[terminal.language]}${question.fallback === undefined ? "" : ` [${question.fallback}]`}: `,
      );
      value = answer.trim() === "" ? question.fallback : answer.trim();
      const { rule } = question;
      if (value !== undefined && rule && !valid(value)) terminal.err(`  ${rule[terminal.language]}\n`);
    }
    value ??= question.fallback;
    if (value === undefined) missing.push(`--${question.option}`);
    else answers[question.option] = value;
  }
  if (missing.length > 0)
    throw new UsageError({ zh: `还缺：${missing.join("、")}。`, en: `Still missing: ${missing.join(", ")}.` });
  if (answers.from! > answers.until!)
    throw new UsageError({ zh: "最后一日早于开始日期。", en: "The last day is before the first." });
  return answers;
};
/** Where notices and court papers reach a party. */
const reached = (answers: Readonly<Record<string, string>>, party: string) => {
  const address = answers[`${party}-address`];
  const mail = answers[`${party}-e-mail`];
  return { ...(address ? { address } : {}), ...(mail ? { e_mail: mail } : {}) };
};
const contractFile = (
  answers: Readonly<Record<string, string>>,
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
        ...(kind === "team" ? { lead: "m1", members: [{ id: "m1", name: answers.agent, share: "100%" }] } : {}),
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
