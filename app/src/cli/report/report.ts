// Clauses: N1, N2
import type { Contract, Version } from "@fealty/engine/contract/model.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { claimName, statementName } from "@fealty/engine/explain.ts";
import { periodWords } from "@fealty/engine/messages/period-words.ts";
import type { MetricResult } from "@fealty/engine/metrics/types.ts";
import { digestOf } from "@fealty/engine/output.ts";
import type { Claim } from "@fealty/engine/remedies/types.ts";
import { percentText, rounded6 } from "@fealty/engine/values/rational.ts";
import type { Telling } from "@fealty/engine/values/telling.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import { claimWords, itemWords } from "@fealty/engine/views/item-words.ts";
import { missingParts } from "@fealty/engine/views/metric-view.ts";
import { metricTitle, ruleTitle, unitOf } from "@fealty/engine/views/rule-view.ts";
import { figureInUnit } from "@fealty/engine/views/trace-figures.ts";
import { versionAt } from "@fealty/engine/views/version-at.ts";
import { warningWords } from "@fealty/engine/views/warning-words.ts";
import { counted, say, type Terminal } from "../command.ts";
import { timeText } from "../input.ts";
import { table } from "../table.ts";
import { visible } from "../visible.ts";
import { CLAIM_WORDS } from "../words.ts";
import { clausesTable, clausesText } from "./clauses.ts";
import { itemsText, refusedActsText } from "./items.ts";
import { findingWords, inForce, referenceColumn, wordsFor } from "./names.ts";

/** An evaluation for people: tables in the words of the page, each row with its reference. */
export const reportText = (evaluation: Evaluation, terminal: Terminal, texts: boolean, tell?: Telling): string => {
  const next = evaluation.nextChangeAt;
  return [
    headText(evaluation, terminal),
    say(terminal, "\n条款\n", "\nClauses\n"),
    clausesTable(evaluation, terminal),
    texts ? `\n${clausesText(evaluation, terminal)}` : "",
    itemsText(evaluation, terminal),
    refusedActsText(evaluation, terminal),
    metricsText(evaluation, terminal),
    findingsText(evaluation, terminal),
    claimsText(evaluation, terminal),
    statementsText(evaluation, terminal),
    warningsText(evaluation, terminal),
    `\n${say(terminal, "下次变化：", "Next change: ")}${next === null ? "–" : timeText(evaluation, next)}\n`,
    `${say(terminal, "摘要：", "Digest: ")}${digestOf(evaluation, tell)}\n`,
  ].join("");
};
/** Sales that no statement counts are named up to this number: a file may hold years before the term, for the measures. */
const UNCOUNTED_NAMED = 10;
const warningsText = (evaluation: Evaluation, terminal: Terminal): string => {
  const uncounted = evaluation.uncounted();
  const warnings = [...evaluation.warnings, ...uncounted.slice(0, UNCOUNTED_NAMED)];
  if (warnings.length === 0) return "";
  const more = uncounted.length - UNCOUNTED_NAMED;
  return [
    say(terminal, "\n提醒\n", "\nWarnings\n"),
    ...warningWords({ ...evaluation, warnings }, inForce(evaluation), terminal.language).map(
      ({ text }) => `  ${visible(text)}\n`,
    ),
    more > 0
      ? say(terminal, `  另有 ${more} 笔销售不计入任何结算单。\n`, `  ${counted(more, "more sale")} in no statement.\n`)
      : "",
  ].join("");
};
const headText = (evaluation: Evaluation, terminal: Terminal): string => {
  const { contract } = evaluation;
  const at = timeText(evaluation, evaluation.asOf);
  return [
    `${contract.number} ${visible(inLanguage(contract.title, terminal.language))}\n`,
    say(terminal, `截至 ${at}（${contract.timeZone}）`, `As of ${at} (${contract.timeZone})`),
    evaluation.knownAt >= evaluation.asOf
      ? ""
      : say(
          terminal,
          `，只算 ${timeText(evaluation, evaluation.knownAt)} 前已记录的事实`,
          `, with what was recorded by ${timeText(evaluation, evaluation.knownAt)}`,
        ),
    evaluation.draft ? say(terminal, "，草案，不产生发现", ", a draft: no findings arise") : "",
    "\n",
  ].join("");
};
const metricsText = (evaluation: Evaluation, terminal: Terminal): string => {
  if (evaluation.metrics.length === 0) return "";
  const { language } = terminal;
  return (
    say(terminal, "\n指标\n", "\nMetrics\n") +
    table(
      [
        { title: say(terminal, "指标", "Metric") },
        { title: say(terminal, "期间", "Period") },
        { title: say(terminal, "数值", "Value"), right: true },
        { title: say(terminal, "区间", "Interval") },
        { title: "n", right: true },
        { title: say(terminal, "情况", "Status") },
        referenceColumn(terminal),
      ],
      evaluation.metrics.map((metric) => {
        // A window keeps the definition with which it began.
        const version = versionAt(evaluation.contract, metric.period.fromDay);
        const figure = figureOf(version, metric, evaluation.contract);
        return [
          metricTitle(version, metric.ref, language),
          periodWords(metric.period.label, language),
          figure(metric.value),
          interval(metric, figure),
          metric.n === null ? "–" : String(metric.n),
          [
            status(metric.status, metric.closed, terminal),
            ...leftOut(version, metric, terminal),
            ...closedOn(evaluation, metric, terminal),
          ]
            .filter((text) => text !== "")
            .join(say(terminal, "；", "; ")),
          `${metric.ref}@${metric.period.label}`,
        ];
      }),
    )
  );
};
const findingsText = (evaluation: Evaluation, terminal: Terminal): string => {
  if (evaluation.findings.length === 0) return "";
  const words = wordsFor(terminal);
  return (
    say(terminal, "\n发现（由人决定是否违约）\n", "\nFindings (a person decides whether it is a breach)\n") +
    table(
      [
        { title: say(terminal, "事项", "Item") },
        { title: say(terminal, "谁", "Who") },
        { title: say(terminal, "类别", "Kind") },
        { title: say(terminal, "自", "Since") },
        { title: say(terminal, "状态", "Status") },
        referenceColumn(terminal),
      ],
      evaluation.findings.map((finding) => [
        itemWords(evaluation, finding, terminal.language),
        words.party[finding.bearer],
        finding.breach === undefined ? "" : words.breach[finding.breach],
        timeText(evaluation, finding.since),
        findingWords(finding, terminal),
        finding.id,
      ]),
    )
  );
};
const claimsText = (evaluation: Evaluation, terminal: Terminal): string => {
  if (evaluation.claims.length === 0) return "";
  const words = wordsFor(terminal);
  const anyLoss = evaluation.claims.some(({ loss }) => loss !== undefined);
  return (
    say(terminal, "\n违约金（决定前只是主张）\n", "\nLiquidated damages (claims until decided)\n") +
    table(
      [
        { title: say(terminal, "主张", "Claim") },
        { title: say(terminal, "由谁付", "From") },
        { title: say(terminal, "付给谁", "To") },
        { title: `${say(terminal, "金额", "Amount")} ${evaluation.contract.currency.code}`, right: true },
        { title: say(terminal, "状态", "Status") },
        ...(anyLoss ? [{ title: say(terminal, "可证明的损失", "Proved loss") }] : []),
        referenceColumn(terminal),
      ],
      evaluation.claims.map((claim) => [
        claimWords(evaluation, claim, terminal.language),
        words.party[claim.from],
        words.party[claim.holder],
        evaluation.money(claim.amount),
        CLAIM_WORDS[claim.status][terminal.language],
        ...(anyLoss ? [lossText(evaluation, claim, terminal)] : []),
        claimName(claim),
      ]),
    )
  );
};
/** `1300.00 (+53.8462%, more than 30% above it)`. */
const lossText = (evaluation: Evaluation, { loss }: Claim, terminal: Terminal): string => {
  if (!loss) return "";
  const remarks = [
    ...(loss.ratio ? [`${loss.ratio.n < 0n ? "" : "+"}${percentText(loss.ratio)}`] : []),
    ...(loss.excessive ? [say(terminal, "超过损失百分之三十", "more than 30% above it")] : []),
  ];
  const words = remarks.join(say(terminal, "，", ", "));
  return `${evaluation.money(loss.proved)}${words === "" ? "" : say(terminal, `（${words}）`, ` (${words})`)}`;
};
const statementsText = (evaluation: Evaluation, terminal: Terminal): string => {
  if (evaluation.statements.length === 0) return "";
  const { language } = terminal;
  const { code } = evaluation.contract.currency;
  const version = inForce(evaluation);
  const several = evaluation.statements.some((one) => one.rule !== evaluation.statements[0]!.rule);
  const planOf = (ref: string): string => {
    const rule = version.rules.get(ref);
    return rule ? ruleTitle(evaluation.contract, version, rule, language) : ref;
  };
  return (
    say(terminal, `\n结算单（${code}）\n`, `\nStatements (${code})\n`) +
    table(
      [
        ...(several ? [{ title: say(terminal, "方案", "Plan") }] : []),
        { title: say(terminal, "期间", "Period") },
        { title: say(terminal, "应付", "Payable"), right: true },
        { title: say(terminal, "已付", "Paid"), right: true },
        { title: say(terminal, "未付", "Open"), right: true },
        { title: say(terminal, "状态", "Status") },
        referenceColumn(terminal),
      ],
      evaluation.statements.map((one) => [
        ...(several ? [planOf(one.rule)] : []),
        periodWords(one.label, language),
        evaluation.money(one.payable),
        evaluation.money(one.paid),
        evaluation.money(one.open),
        wordsFor(terminal).statement[one.status],
        several ? statementName(evaluation, one) : `statement/${one.label}`,
      ]),
    )
  );
};
type Figure = (value: number | null) => string;
/** As the page writes it; `--json` has all digits. */
const figureOf = ({ rules }: Version, { ref }: MetricResult, { currency }: Contract): Figure => {
  const rule = rules.get(ref);
  const unit = rule?.kind === "definition" ? unitOf(rule.metric) : "number";
  return (value) => (value === null ? "–" : figureInUnit(String(rounded6(value)), unit, currency.decimals));
};
const interval = (metric: MetricResult, figure: Figure): string =>
  metric.low === null || metric.high === null ? "" : `[${figure(metric.low)}, ${figure(metric.high)}]`;
const status = (of: MetricResult["status"], closed: boolean, terminal: Terminal): string =>
  of === "ok"
    ? closed
      ? ""
      : say(terminal, "进行中", "running")
    : of === "not_enough_data"
      ? say(terminal, "数据不足", "not enough data")
      : say(terminal, "尚难判断", "undecided");
/** The parts of an index that had too little data. */
const leftOut = (version: Version, metric: MetricResult, terminal: Terminal): string[] => {
  const missing = missingParts(version, metric, terminal.language);
  const parts = missing.join(say(terminal, "、", ", "));
  return missing.length === 0 ? [] : [say(terminal, `样本不足未计：${parts}`, `left out, too few data: ${parts}`)];
};
/** What statements closed on before late facts changed the figure. */
const closedOn = (evaluation: Evaluation, metric: MetricResult, terminal: Terminal): string[] => {
  const figure = figureOf(versionAt(evaluation.contract, metric.period.fromDay), metric, evaluation.contract);
  return evaluation.closedOn(metric).map((one) => {
    const period = periodWords(one.statement, terminal.language);
    const read = [...(one.value === null ? [] : [figure(one.value)]), status(one.status, true, terminal)]
      .join(" ")
      .trim();
    const at = timeText(evaluation, one.closedAt);
    return say(terminal, `${period}结算单按 ${read} 结账（${at}）`, `statement of ${period} closed on ${read} (${at})`);
  });
};
