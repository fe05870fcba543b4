// Clauses: C1.1
import { parseDay } from "@fealty/engine/values/date.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { type Call, say, type Terminal, UsageError } from "./command.ts";
import { type NewMember, teamOf } from "./new-team.ts";
import { partyWord } from "./words.ts";

const MODES = ["company_led", "agent_led", "intermediary_led"];
const KINDS = ["person", "team", "organisation"];
const ledByThree = (mode: string): boolean => mode === "intermediary_led";
const isDate = (value: string): boolean => parseDay(value) !== undefined;
const DATE: Text = {
  zh: "日期写成 2026-01-31，且日历上有这一天",
  en: "a date is written 2026-01-31 and stands in the calendar",
};
/** One sign @ with something on both sides and a dot behind it: what more an address needs only its post office knows. */
const isAddress = (value: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}$/u.test(value);
const E_MAIL: Text = {
  zh: "电子邮箱写成 name@example.com；没有的，留空",
  en: "an e-mail address is written name@example.com; leave it out where there is none",
};
const NOT_EMPTY: Text = { zh: "不能为空", en: "it must not be empty" };
interface Question {
  readonly option: string;
  readonly ask: Text;
  readonly fallback?: string;
  /** Somebody has to be asked: what an empty answer means on a terminal is no answer elsewhere. */
  readonly onTerminal?: boolean;
  /** How people call its values: words, and the numbers of the list that is shown. */
  readonly called?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
  readonly valid?: (value: string) => boolean;
  /** What makes a value valid, told when it is not. */
  readonly rule?: Text;
  readonly when?: (mode: string) => boolean;
}
/** What a new contract must say; asked for in this order where it was not given. */
export const QUESTIONS: readonly Question[] = [
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
      zh: "主导方：1 甲方（company_led），2 乙方（agent_led），3 第三方（intermediary_led）",
      en: "Who leads: 1 the Company (company_led), 2 the Agent (agent_led), 3 a third party (intermediary_led)",
    },
    fallback: "company_led",
    onTerminal: true,
    called: {
      ...{ 1: "company_led", 2: "agent_led", 3: "intermediary_led" },
      ...{ 甲方: "company_led", 乙方: "agent_led", 第三方: "intermediary_led", 中介方: "intermediary_led" },
    },
    valid: (value) => MODES.includes(value),
    rule: { zh: `只能是 ${MODES.join("、")}`, en: `it is one of ${MODES.join(", ")}` },
  },
  { option: "company", ask: { zh: "甲方名称", en: "Company (party A)" } },
  { option: "agent", ask: { zh: "乙方（代理人）名称", en: "Agent (party B)" } },
  {
    option: "agent-kind",
    ask: {
      zh: "乙方是：1 个人（person），2 团队（team），3 组织（organisation）",
      en: "The agent is 1 a person, 2 a team, 3 an organisation",
    },
    fallback: "person",
    called: { 1: "person", 2: "team", 3: "organisation", 个人: "person", 团队: "team", 组织: "organisation" },
    valid: (value) => KINDS.includes(value),
    rule: { zh: `只能是 ${KINDS.join("、")}`, en: `it is one of ${KINDS.join(", ")}` },
  },
  {
    option: "intermediary",
    ask: { zh: "第三方中介名称", en: "Intermediary" },
    when: ledByThree,
  },
  ...(["company", "agent", "intermediary"] as const).flatMap((party) => {
    const who = { zh: partyWord(party, "zh"), en: partyWord(party, "en") };
    const when = (mode: string): boolean => party !== "intermediary" || ledByThree(mode);
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
        valid: isAddress,
        rule: E_MAIL,
      },
    ];
  }),
  { option: "from", ask: { zh: "开始日期（2026-01-01）", en: "First day (2026-01-01)" }, valid: isDate, rule: DATE },
  { option: "until", ask: { zh: "最后一日（2026-12-31）", en: "Last day (2026-12-31)" }, valid: isDate, rule: DATE },
];

export interface Answers {
  readonly of: Readonly<Record<string, string>>;
  readonly team?: readonly NewMember[];
  readonly lead?: string;
}
/** All that a new contract has to say, from the call or asked for on a terminal; what is missing elsewhere is told at once. */
export const collect = async (call: Call, terminal: Terminal): Promise<Answers> => {
  const answers: Record<string, string> = {};
  const missing: string[] = [];
  for (const question of QUESTIONS) {
    const given = call.option(question.option);
    if (question.when && !question.when(answers.mode ?? "")) {
      if (given !== undefined) throw needless(question.option, answers.mode ?? "");
      continue;
    }
    refuseInvalid(question, given);
    const value = given?.trim() || (await asked(question, terminal));
    if (value !== undefined && value !== "") answers[question.option] = value;
    else if (!question.optional) missing.push(`--${question.option}`);
  }
  const team = await teamOf(call, terminal, answers["agent-kind"]);
  if (team?.length === 0) missing.push("--member");
  if (missing.length > 0)
    throw new UsageError({ zh: `还缺：${missing.join("、")}。`, en: `Still missing: ${missing.join(", ")}.` });
  if (answers.company === answers.agent)
    throw new UsageError({
      zh: `甲方和乙方都叫“${answers.company}”：合同须由两个不同的当事人订立。`,
      en: `Company and agent are both called “${answers.company}”: a contract has two different parties.`,
    });
  if (answers.from! > answers.until!)
    throw new UsageError({ zh: "最后一日早于开始日期。", en: "The last day is before the first." });
  return { of: answers, ...(team === undefined ? {} : { team, lead: leadOf(call, team) }) };
};
const needless = (option: string, mode: string): UsageError =>
  new UsageError({
    zh: `--${option} 只用于 --mode intermediary_led，这里是 ${mode}：请改主导方，或去掉 --${option}。`,
    en: `--${option} goes with --mode intermediary_led and this is ${mode}: change who leads, or leave --${option} out.`,
  });
const isValid = ({ valid }: Question, value: string): boolean => value.trim() !== "" && (valid?.(value.trim()) ?? true);
const refuseInvalid = (question: Question, given: string | undefined): void => {
  if (given === undefined || isValid(question, given) || (question.optional && given.trim() === "")) return;
  const { zh, en } = question.rule ?? NOT_EMPTY;
  throw new UsageError({
    zh: `--${question.option} 不能是“${given}”：${zh}。`,
    en: `--${question.option} cannot be “${given}”: ${en}.`,
  });
};
/** The answer on a terminal, asked for until it can be taken; elsewhere what stands where nothing was said. */
const asked = async (question: Question, terminal: Terminal): Promise<string | undefined> => {
  const { fallback, rule, optional, called, onTerminal } = question;
  const { language, ask } = terminal;
  while (ask) {
    const shown = `${question.ask[language]}${fallback === undefined ? "" : ` [${fallback}]`}${say(terminal, "：", ": ")}`;
    const said = (await ask(shown)).trim() || (fallback ?? "");
    const answer = called?.[said] ?? said;
    if (isValid(question, answer) || (optional && answer === "")) return answer;
    if (answer !== "" && rule) terminal.err(`  ${rule[language]}\n`);
  }
  return optional || onTerminal ? undefined : fallback;
};
const leadOf = (call: Call, team: readonly NewMember[]): string => {
  const given = call.option("lead");
  const found = given === undefined ? team[0] : team.find(({ name }) => name === given.trim());
  if (found) return found.id;
  const names = team.map(({ name }) => name);
  throw new UsageError({
    zh: `--lead ${given} 不在成员之中，成员是：${names.join("、")}。`,
    en: `--lead ${given} is no member. The members are: ${names.join(", ")}.`,
  });
};
