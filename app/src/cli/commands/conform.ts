// Clauses: N2
import { isLegalUnit } from "@fealty/engine/calendar/legal-time.ts";
import { conformCase, type VectorCase } from "@fealty/engine/conform.ts";
import { parseDay, parseInstant } from "@fealty/engine/values/date.ts";
import { parseDuration } from "@fealty/engine/values/duration.ts";
import { sha256, zoneNamed } from "../../world.ts";
import { calendars } from "../calendars.ts";
import { agreeing, type Command, EXIT, say, UsageError } from "../command.ts";
import { inputName } from "../files.ts";
import { compute } from "../input.ts";
import { readJson } from "../json-file.ts";

export const command: Command = {
  summary: { zh: "运行一份对照用例文件", en: "Run a file of conformance cases" },
  usage: "FILE… [--json]",
  takes: Number.POSITIVE_INFINITY,
  help: {
    zh: "用例文件是 JSON 数组：或为期限（from、add、due），或为合同、事实与预期。逐条列出不符之处；没有人读的键、什么也不预期的用例也算不符。有不符时退出码为 1。- 是标准输入。",
    en: "A cases file is a JSON array: periods (from, add, due), or contracts with facts and what is expected. A key that nobody reads and a case that expects nothing count as mismatches. Every mismatch is printed; exit code 1 when there is one. - is standard input.",
  },
  example: "fealty conform vectors/pay.json vectors/measures.json vectors/clocks.json",
  options: {},
  run: async (call, terminal) => {
    if (call.positionals.length === 0) throw new UsageError({ zh: "缺少用例文件。", en: "The cases file is missing." });
    const told: { file: string; case: string; mismatches: unknown[] }[] = [];
    let passed = 0;
    let failed = 0;
    for (const file of call.positionals) {
      const value = await readJson(terminal, file);
      const { zh, en } = inputName(file);
      if (!Array.isArray(value))
        throw new UsageError({
          zh: `${zh} 不是用例数组：顶层应为 [ … ]。`,
          en: `${en} is no array of cases: the top level should be [ … ].`,
        });
      if (value.length === 0) throw new UsageError({ zh: `${zh} 里没有一个用例。`, en: `${en} holds no case.` });
      for (const [index, one] of value.entries()) {
        const vector = caseOf(file, index, one);
        const name = typeof vector.name === "string" ? vector.name : `#${index + 1}`;
        const zone = await zoneNamed(vector.zone ?? zoneOf(vector) ?? "Asia/Shanghai");
        const world = { calendars: calendars(terminal.cwd), zones: zone ? [zone] : [], sha256 };
        const mismatches = await compute(terminal, () => conformCase(vector, world));
        if (mismatches.length === 0) passed += 1;
        else failed += 1;
        told.push({ file, case: name, mismatches });
        if (call.flag("json") || mismatches.length === 0) continue;
        terminal.out(`${say(terminal, zh, en)}: ${name}\n`);
        for (const one of mismatches)
          terminal.out(
            say(
              terminal,
              `    ${one.what}：应为 ${inChinese(one.expected)}，得到 ${inChinese(one.found)}\n`,
              `    ${one.what}: expected ${one.expected}, found ${one.found}\n`,
            ),
          );
      }
    }
    if (call.flag("json")) terminal.out(`${JSON.stringify({ passed, failed, cases: told })}\n`);
    else terminal.out(say(terminal, `${passed} 例相符，${failed} 例不符。\n`, `${agreeing(passed, "case", failed)}\n`));
    return failed === 0 ? EXIT.ok : EXIT.found;
  },
};
/** The engine tells mismatches for programs; what is no value is said in words. */
const WORDS: Readonly<Record<string, string>> = {
  "a key that nobody reads": "没有人读的键",
  nothing: "什么也没有",
  none: "没有",
  "no error": "没有错误",
  "a duration": "时长",
  "a date": "日期",
  "a legal period": "法定期间",
  "an instant": "时刻",
  "a statement": "结算单",
  "a result": "结果",
  "an instance": "事项",
};
const inChinese = (told: string): string => WORDS[told] ?? told;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string";
/** What each part of a case must be where it stands. */
const PARTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  from: isText,
  add: isText,
  hours: isText,
  zone: isText,
  due: isText,
  as_of: isText,
  known_at: isText,
  pauses: (value) => Array.isArray(value) && value.every((one) => isObject(one) && isText(one.from) && isText(one.to)),
  contract: isObject,
  facts: (value) => Array.isArray(value) && value.every(isObject),
  expect: isObject,
};
/** A case as far as its shape goes: a period to count, or a contract with what is expected. */
const caseOf = (file: string, index: number, one: unknown): VectorCase => {
  const refuse = (zh: string, en: string): never => {
    throw new UsageError({ zh: `${file} 第 ${index + 1} 例：${zh}。`, en: `${file}, case ${index + 1}: ${en}.` });
  };
  if (!isObject(one)) return refuse("应为 { … }", "it should be { … }");
  for (const [part, fits] of Object.entries(PARTS))
    if (one[part] !== undefined && !fits(one[part]))
      refuse(`${part} 的写法不对`, `${part} is not written as it should be`);
  const needed = one.contract === undefined ? ["from", "add", "due"] : ["as_of", "expect"];
  const missing = needed.filter((part) => one[part] === undefined);
  if (missing.length > 0) refuse(`缺少 ${missing.join("、")}`, `${missing.join(", ")} missing`);
  if (one.contract === undefined) {
    const add = parseDuration(String(one.add));
    if (add === undefined) return refuse("add 不是时长", "add is no duration");
    if (one.legal === true && !isLegalUnit(add))
      refuse("法定期间按日、周、月、年计算", "a legal period is counted in days, weeks, months or years");
    if (one.legal !== true && parseInstant(String(one.from)) === undefined)
      refuse("from 不是时刻", "from is no moment");
    if (one.legal === true && parseDay(String(one.from).slice(0, 10)) === undefined)
      refuse("from 不是日期", "from is no date");
  }
  return one as unknown as VectorCase;
};
const zoneOf = (vector: VectorCase): string | undefined => {
  const { contract } = vector;
  return typeof contract === "object" && contract !== null && "time_zone" in contract
    ? String(contract.time_zone)
    : undefined;
};
