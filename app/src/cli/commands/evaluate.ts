// Clauses: N1, N2
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { claimName, statementName } from "@fealty/engine/explain.ts";
import { describeWarning } from "@fealty/engine/messages/warning.ts";
import type { MetricResult } from "@fealty/engine/metrics/types.ts";
import { digestOf, evaluationJson } from "@fealty/engine/output.ts";
import { instanceName } from "@fealty/engine/rules/settle.ts";
import { STATES, type State } from "@fealty/engine/rules/types.ts";
import { rounded6 } from "@fealty/engine/values/rational.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import { type Command, EXIT, say, type Terminal } from "../command.ts";
import { evaluateCall, timeText } from "../input.ts";
import { table } from "../table.ts";
import { CLAIM_WORDS, FINDING_WORDS, PARTY_WORDS, STATEMENT_WORDS, stateWord } from "../words.ts";

export const command: Command = {
  summary: {
    zh: "算出合同现状：条款、指标、发现、结算单",
    en: "What the contract is: clauses, metrics, findings, statements",
  },
  usage: "CONTRACT --facts FILE… --as-of T [--known-at T] [--json]",
  takes: 1,
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
  parts.push(itemsText(evaluation, terminal));
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
          metric.n === null ? "–" : String(metric.n),
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
  parts.push(claimsText(evaluation, terminal));
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
          statementName(evaluation, one),
          evaluation.money(one.payable),
          evaluation.money(one.paid),
          evaluation.money(one.open),
          STATEMENT_WORDS[one.status][language],
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
/** Items that somebody may still act on, or that were missed; `--json` has all of them. */
const MOST_ITEMS = 40;
const SETTLED: readonly State[] = ["met", "ended", "waived", "excused"];
const itemsText = (evaluation: Evaluation, terminal: Terminal): string => {
  const { language } = terminal;
  const items = evaluation.clauses
    .flatMap((clause) => clause.instances)
    .filter((one) => !SETTLED.includes(one.state) && !(one.dueAt === undefined && one.state === "running"))
    .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || (a.dueAt ?? 0) - (b.dueAt ?? 0));
  if (items.length === 0) return "";
  const rows = items
    .slice(0, MOST_ITEMS)
    .map((one) => [
      instanceName(one.ref, one.period, one.subject),
      one.bearer === undefined ? "" : PARTY_WORDS[one.bearer][language],
      one.dueAt === undefined
        ? ""
        : `${timeText(evaluation, one.dueAt)}${one.estimated ? say(terminal, "（估计）", " (estimated)") : ""}`,
      stateWord(one.state, language, terminal.colours),
      one.progress === undefined ? "" : `${one.progress.done}/${one.progress.of}`,
      one.probability === undefined ? "" : `${Math.round(one.probability * 100)}%`,
    ]);
  const more = items.length - rows.length;
  return [
    say(terminal, "\n未了事项与未达事项\n", "\nItems open or missed\n"),
    table(
      [
        { title: say(terminal, "事项", "Item") },
        { title: say(terminal, "谁", "Who") },
        { title: say(terminal, "到期", "Due") },
        { title: say(terminal, "状态", "State") },
        { title: say(terminal, "完成", "Done"), right: true },
        { title: say(terminal, "预计达成", "Will be met"), right: true },
      ],
      rows,
    ),
    more > 0 ? say(terminal, `……另有 ${more} 项，--json 全部列出。\n`, `… ${more} more; --json lists them all.\n`) : "",
  ].join("");
};
const claimsText = (evaluation: Evaluation, terminal: Terminal): string => {
  const { language } = terminal;
  if (evaluation.claims.length === 0) return "";
  const rows = evaluation.claims.map((claim) => [
    claimName(claim),
    PARTY_WORDS[claim.from][language],
    PARTY_WORDS[claim.holder][language],
    evaluation.money(claim.amount),
    CLAIM_WORDS[claim.status][language],
  ]);
  return (
    say(terminal, "\n违约金（决定前只是主张）\n", "\nLiquidated damages (claims until decided)\n") +
    table(
      [
        { title: say(terminal, "主张", "Claim") },
        { title: say(terminal, "由谁付", "From") },
        { title: say(terminal, "付给谁", "To") },
        { title: `${say(terminal, "金额", "Amount")} ${evaluation.contract.currency.code}`, right: true },
        { title: say(terminal, "状态", "Status") },
      ],
      rows,
    )
  );
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
