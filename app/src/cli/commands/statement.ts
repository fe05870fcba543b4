// Clauses: C6.3, N2

import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { memberName } from "@fealty/engine/contract/members.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { statementName } from "@fealty/engine/explain.ts";
import { periodWords } from "@fealty/engine/messages/period-words.ts";
import { reasonWords } from "@fealty/engine/messages/warning.ts";
import { statementJson } from "@fealty/engine/output.ts";
import type { Statement } from "@fealty/engine/pay/types.ts";
import { editDistance, nearestName } from "@fealty/engine/values/nearest.ts";
import { exactText, fromInteger, multiply, type Rational } from "@fealty/engine/values/rational.ts";
import { round } from "@fealty/engine/values/round.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { grouped } from "@fealty/engine/views/figures.ts";
import { lineTitle } from "@fealty/engine/views/statement-view.ts";
import { AbsentError, type Command, EXIT, say, type Terminal, UsageError } from "../command.ts";
import { evaluateCall, timeText } from "../input.ts";
import { readerOf } from "../readable.ts";
import { table } from "../table.ts";
import { visible } from "../visible.ts";

export const command: Command = {
  summary: { zh: "一份结算单，逐行列出", en: "One statement, line by line" },
  usage: "CONTRACT --facts FILE… --period 2026-06 [--as-of T] [--json]",
  takes: 1,
  help: {
    zh: "--period 是结算期（2026-06、2026-Q2、2026-06/1）；有几个报酬方案时可写 C6.2/pay/2026-06 只看一个。不写 --as-of 时，截至事实文件的最后一刻。每行都可用 fealty explain 追到事件。",
    en: "--period is the pay period (2026-06, 2026-Q2, 2026-06/1); with several plans C6.2/pay/2026-06 is one of them. Without --as-of everything up to the last fact counts. Each line opens with fealty explain down to its events.",
  },
  example:
    "fealty statement contracts/filled/company-led --facts web/public/example/company-led.ndjson --period 2026-06",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    period: { type: "string" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
  },
  run: async (call, terminal) => {
    const period = call.option("period");
    if (period === undefined)
      throw new UsageError({ zh: "请用 --period 指明结算期。", en: "Name the pay period with --period." });
    const evaluation = await evaluateCall(call, terminal, { asOf: false });
    const wanted = period.replace(/^statement\//, "");
    const found = evaluation.statements.filter((one) => [one.label, `${one.rule}/${one.label}`].includes(wanted));
    if (found.length === 0) {
      const labels = evaluation.statements.map((one) => statementName(evaluation, one));
      throw new AbsentError(noStatement(wanted, labels));
    }
    const time = (at: Parameters<typeof zonedText>[1]): string => zonedText(evaluation.zone, at);
    if (call.flag("json")) {
      const json = found.map((one) => statementJson(one, time, evaluation.money));
      terminal.out(`${JSON.stringify(json.length === 1 ? json[0] : json)}\n`);
    } else for (const statement of found) terminal.out(statementText(evaluation, statement, terminal));
    return EXIT.ok;
  },
};
const PERIODS_TOLD = 24;
/** What is a period, though not one of this contract, is meant as it stands unless a single sign is another. */
const PERIOD = /(?:^|\/)\d{4}(?:-(?:(\d{2})|Q(\d)|H(\d)))?(?:\/\d+)?$/;
const noStatement = (wanted: string, labels: readonly string[]): Required<Text> => {
  const [whole, month, quarter, half] = PERIOD.exec(wanted) ?? [];
  const outside = (written: string | undefined, last: number): boolean =>
    written !== undefined && (+written < 1 || +written > last);
  const bound = outside(month, 12)
    ? { zh: "月份是 01 至 12。", en: " Months go from 01 to 12." }
    : outside(quarter, 4)
      ? { zh: "季度是 Q1 至 Q4。", en: " Quarters go from Q1 to Q4." }
      : outside(half, 2)
        ? { zh: "半年是 H1 和 H2。", en: " Half-years are H1 and H2." }
        : { zh: "", en: "" };
  const near = nearestName(wanted, labels);
  const isSlip = bound.en === "" && near !== undefined && editDistance(wanted, near) === 1;
  const nearest = whole === undefined || isSlip ? near : undefined;
  const few = labels.length <= PERIODS_TOLD;
  const there = {
    zh: few ? labels.join("、") : `${labels[0]} 至 ${labels.at(-1)}`,
    en: few ? labels.join(", ") : `${labels[0]} to ${labels.at(-1)}`,
  };
  return {
    zh: `没有 ${wanted} 的结算单。${bound.zh}${labels.length === 0 ? "合同尚无结算单。" : `已有：${there.zh}。`}${nearest ? `您是指 ${nearest} 吗？` : ""}`,
    en: `There is no statement for ${wanted}.${bound.en} ${labels.length === 0 ? "The contract has none yet." : `There are: ${there.en}.`}${nearest ? ` Did you mean ${nearest}?` : ""}`,
  };
};
/** `4%`; a rate that does not end as a decimal stays a fraction. */
const percent = (rate: Rational): string => {
  const text = exactText(multiply(rate, fromInteger(100)));
  return text.includes("/") ? exactText(rate) : `${text}%`;
};
/** As the page writes an amount whose currency stands elsewhere: digits in groups, the sign of arithmetic. */
const amountText = ({ money }: Evaluation, minor: Parameters<Evaluation["money"]>[0]): string => grouped(money(minor));
/** How an amount came about: basis by rate, and where that alone is not the amount the formula with what was taken off. */
const computed = (evaluation: Evaluation, line: Statement["lines"][number], read: (text: string) => string): string => {
  const factor = line.rate ?? line.quantity;
  if (line.basis !== undefined && factor && round(multiply(fromInteger(line.basis), factor), "half_up") !== line.amount)
    return withMinus(read(line.trace().formula));
  const parts = [
    line.basis === undefined ? "" : amountText(evaluation, line.basis),
    line.rate ? `× ${percent(line.rate)}` : "",
    line.quantity ? `× ${grouped(exactText(line.quantity))}` : "",
  ];
  return withMinus(parts.filter(Boolean).join(" "));
};
/** Formulas are written with the sign of arithmetic throughout; a hyphen in a date or a name is none. */
const withMinus = (text: string): string => text.replace(/(?<!\w)-(?=\d)/g, "−");
/** A true-up says which period and component it corrects; a release of what was held, of which period. */
const named = (
  evaluation: Evaluation,
  statement: Statement,
  line: Statement["lines"][number],
  terminal: Pick<Terminal, "language">,
): string => {
  const { language } = terminal;
  const { member } = line;
  const whose = member === undefined ? "" : ` ${memberName(evaluation.contract.parties, member)}`;
  const title = lineTitle(evaluation, statement, line, language) + whose;
  if (line.ofPeriod === undefined) return title;
  const period = periodWords(line.ofPeriod, language);
  return line.kind === "true_up"
    ? say(terminal, `更正${period} · ${title}`, `True-up for ${period} · ${title}`)
    : `${title} · ${period}`;
};
const statementText = (evaluation: Evaluation, statement: Statement, terminal: Terminal): string => {
  const amount = (minor: Parameters<Evaluation["money"]>[0]): string => amountText(evaluation, minor);
  const name = statementName(evaluation, statement);
  const several = name !== statement.label;
  const read = readerOf(evaluation, terminal);
  const rows = statement.lines.map((line) => [
    several ? `${statement.rule}/${line.id}` : line.id,
    named(evaluation, statement, line, terminal),
    computed(evaluation, line, read),
    amount(line.amount),
  ]);
  const sums: [string, string, bigint][] = [
    ["本期所得", "Earned", statement.earned],
    ["暂扣", "Held", statement.held],
    ["应付", "Payable", statement.payable],
    ["已付", "Paid", statement.paid],
    ["已扣税款", "Withheld", statement.withheld],
    ["已抵销", "Set off", statement.setOff],
    ["未付", "Open", statement.open],
  ];
  const shown = sums.filter(([zh, , sum]) => sum !== 0n || zh === "应付" || zh === "未付");
  const head = say(
    terminal,
    `结算单 ${name}（${statement.status === "open" ? "未结，数字仍会变" : `已结${statement.closesAt === undefined ? "" : `，${timeText(evaluation, statement.closesAt)}`}`}；${evaluation.contract.timeZone}）`,
    `Statement ${name} (${statement.status === "open" ? "open, figures still move" : `closed${statement.closesAt === undefined ? "" : ` at ${timeText(evaluation, statement.closesAt)}`}`}; ${evaluation.contract.timeZone})`,
  );
  const columns = [
    { title: say(terminal, "行", "Line") },
    { title: say(terminal, "项目", "Item") },
    { title: say(terminal, "计算", "Computed"), right: true },
    { title: `${say(terminal, "金额", "Amount")} ${evaluation.contract.currency.code}`, right: true },
  ];
  const excluded = statement.excluded
    .map(({ reason, event, counted }) => {
      const id = visible(event);
      const why = reasonWords(reason, terminal.language);
      return counted === undefined
        ? say(terminal, `  未计入：${id}（${why}）\n`, `  Not counted: ${id} (${why})\n`)
        : say(
            terminal,
            `  只计 ${amount(counted)}：${id}（${why}）\n`,
            `  Counted ${amount(counted)} of: ${id} (${why})\n`,
          );
    })
    .join("");
  return `${head}\n${table(columns, [...rows, ...shown.map(([zh, en, sum]) => ["", say(terminal, zh, en), "", amount(sum as Statement["payable"])])])}${excluded}`;
};
