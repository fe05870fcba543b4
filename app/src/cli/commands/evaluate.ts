// Clauses: N1, N2
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { describeWarning } from "@fealty/engine/messages/warning.ts";
import type { MetricResult } from "@fealty/engine/metrics/types.ts";
import { digestOf, evaluationJson } from "@fealty/engine/output.ts";
import { rounded6 } from "@fealty/engine/values/rational.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import { type Command, EXIT, say, type Terminal } from "../command.ts";
import { evaluateCall, timeText } from "../input.ts";
import { table } from "../table.ts";
import { FINDING_WORDS, PARTY_WORDS, stateWord } from "../words.ts";

export const command: Command = {
  summary: {
    zh: "算出合同现状：条款、指标、发现、结算单",
    en: "What the contract is: clauses, metrics, findings, statements",
  },
  usage: "CONTRACT --facts FILE… --as-of T [--known-at T] [--json]",
  help: {
    zh: "--facts 可给多个：NDJSON、CSV，可带 .gz；- 是标准输入。--as-of 是时刻（2026-07-01T00:00:00+08:00）或日期（取该日结束）。--known-at 只看当时已录入的事实。",
    en: "--facts may be given several times: NDJSON or CSV, also .gz; - is standard input. --as-of is a moment (2026-07-01T00:00:00+08:00) or a date (its end). --known-at sees only facts recorded by then.",
  },
  example:
    "fealty evaluate contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
  },
  run: async (call, terminal) => {
    const evaluation = await evaluateCall(call, terminal);
    if (!evaluation) return EXIT.found;
    if (call.flag("json")) terminal.out(`${JSON.stringify(evaluationJson(evaluation))}\n`);
    else terminal.out(report(evaluation, terminal));
    return EXIT.ok;
  },
};

const report = (evaluation: Evaluation, terminal: Terminal): string => {
  const { language } = terminal;
  const { contract } = evaluation;
  const heading = (zh: string, en: string): string => `\n${say(terminal, zh, en)}\n`;
  const parts = [`${contract.number} ${inLanguage(contract.title, language)}\n`];
  parts.push(
    say(
      terminal,
      `截至 ${timeText(evaluation, evaluation.asOf)}（${contract.timeZone}）`,
      `As of ${timeText(evaluation, evaluation.asOf)} (${contract.timeZone})`,
    ),
  );
  if (evaluation.draft) parts.push(say(terminal, "，草案，不产生发现", ", a draft: no findings arise"));
  parts.push("\n");
  const version =
    contract.versions.findLast((one) => one.effective <= evaluation.contract.term.until) ?? contract.versions[0]!;
  const titles = new Map(version.clauses.map((clause) => [clause.id, inLanguage(clause.title, language)]));
  const live = evaluation.clauses.filter((clause) => clause.state !== undefined);
  if (live.length > 0) {
    parts.push(heading("条款", "Clauses"));
    parts.push(
      table(
        [
          { title: say(terminal, "条", "No.") },
          { title: say(terminal, "标题", "Title") },
          { title: say(terminal, "状态", "State") },
          { title: say(terminal, "事项", "Items"), right: true },
        ],
        live.map((clause) => [
          clause.id,
          titles.get(clause.id) ?? "",
          stateWord(clause.state, language, terminal.colours),
          String(clause.instances.length),
        ]),
      ),
    );
  }
  if (evaluation.metrics.length > 0) {
    parts.push(heading("指标", "Metrics"));
    parts.push(
      table(
        [
          { title: say(terminal, "指标", "Metric") },
          { title: say(terminal, "期间", "Period") },
          { title: say(terminal, "数值", "Value"), right: true },
          { title: say(terminal, "区间", "Interval") },
          { title: "n", right: true },
          { title: say(terminal, "情况", "Status") },
        ],
        evaluation.metrics.map((metric) => [
          metric.ref,
          metric.period.label,
          figure(metric.value),
          interval(metric),
          String(metric.n),
          status(metric, terminal),
        ]),
      ),
    );
  }
  if (evaluation.findings.length > 0) {
    parts.push(heading("发现（由人决定是否违约）", "Findings (a person decides whether it is a breach)"));
    parts.push(
      table(
        [
          { title: say(terminal, "事项", "Item") },
          { title: say(terminal, "谁", "Who") },
          { title: say(terminal, "类别", "Kind") },
          { title: say(terminal, "自", "Since") },
          { title: say(terminal, "状态", "Status") },
        ],
        evaluation.findings.map((finding) => [
          finding.id.split("~")[0]!,
          PARTY_WORDS[finding.bearer][language],
          finding.breach ?? "",
          timeText(evaluation, finding.since),
          FINDING_WORDS[finding.status][language],
        ]),
      ),
    );
  }
  if (evaluation.statements.length > 0) {
    parts.push(heading("结算单", "Statements"));
    parts.push(
      table(
        [
          { title: say(terminal, "期间", "Period") },
          { title: say(terminal, "应付", "Payable"), right: true },
          { title: say(terminal, "已付", "Paid"), right: true },
          { title: say(terminal, "未付", "Open"), right: true },
          { title: say(terminal, "状态", "Status") },
        ],
        evaluation.statements.map((one) => [
          one.label,
          evaluation.money(one.payable),
          evaluation.money(one.paid),
          evaluation.money(one.open),
          one.status === "open" ? say(terminal, "未结", "open") : say(terminal, "已结", "closed"),
        ]),
      ),
    );
  }
  if (evaluation.warnings.length > 0) {
    parts.push(heading("提醒", "Warnings"));
    for (const warning of evaluation.warnings) parts.push(`  ${describeWarning(warning, terminal.language)}\n`);
  }
  const next = evaluation.nextChangeAt;
  parts.push(`\n${say(terminal, "下次变化", "Next change")}: ${next === null ? "–" : timeText(evaluation, next)}\n`);
  parts.push(`${say(terminal, "摘要", "Digest")}: ${digestOf(evaluation)}\n`);
  return parts.join("");
};
const figure = (value: number | null): string => (value === null ? "–" : String(rounded6(value)));
const interval = (metric: MetricResult): string =>
  metric.low === null || metric.high === null ? "" : `[${figure(metric.low)}, ${figure(metric.high)}]`;
const status = (metric: MetricResult, terminal: Terminal): string =>
  metric.status === "ok"
    ? metric.closed
      ? ""
      : say(terminal, "进行中", "running")
    : metric.status === "not_enough_data"
      ? say(terminal, "数据不足", "not enough data")
      : say(terminal, "尚难判断", "undecided");
