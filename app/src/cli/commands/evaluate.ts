// Clauses: N1, N2
import { evaluationJson, uncountedJson } from "@fealty/engine/output.ts";
import { contractTexts } from "@fealty/engine/views/clause-texts.ts";
import { type Command, EXIT } from "../command.ts";
import { compute, evaluateCall } from "../input.ts";
import { reportText } from "../report/report.ts";

export const command: Command = {
  summary: {
    zh: "算出合同现状：条款、指标、发现、结算单",
    en: "What the contract is: clauses, metrics, findings, statements",
  },
  usage: "CONTRACT --facts FILE… --as-of T [--known-at T] [--texts] [--json]",
  takes: 1,
  help: {
    zh: "--facts 可给多个：NDJSON、CSV，可带 .gz；- 是标准输入。--as-of 是时刻（2026-07-01T00:00:00+08:00）或日期（取该日结束）。--known-at 只看当时已录入的事实。--texts 附上每一条和每个定义的全文，数值已填入；与 --json 同用时写在 texts 里，不影响摘要。单独一条的全文用 fealty explain CONTRACT C3.2。",
    en: "--facts may be given several times: NDJSON or CSV, also .gz; - is standard input. --as-of is a moment (2026-07-01T00:00:00+08:00) or a date (its end). --known-at sees only facts recorded by then. --texts adds every clause and every defined term in full with its figures filled in; with --json they stand under texts and leave the digest as it is. fealty explain CONTRACT C3.2 shows one clause.",
  },
  example:
    "fealty evaluate contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
    texts: { type: "boolean" },
  },
  run: async (call, terminal) => {
    const evaluation = await evaluateCall(call, terminal);
    const texts = call.flag("texts");
    const text = await compute(terminal, (tell) =>
      call.flag("json")
        ? `${JSON.stringify({ ...evaluationJson(evaluation, tell), ...uncountedJson(evaluation), ...(texts ? { texts: contractTexts(evaluation) } : {}) })}\n`
        : reportText(evaluation, terminal, texts, tell),
    );
    terminal.out(text);
    return EXIT.ok;
  },
};
