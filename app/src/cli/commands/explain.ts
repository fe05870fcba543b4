// Clauses: N2
import { explain, explainable } from "@fealty/engine/explain.ts";
import { traceJson } from "@fealty/engine/output.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import type { Trace } from "@fealty/engine/values/trace.ts";
import { AbsentError, type Command, counted, EXIT, say, type Terminal, UsageError } from "../command.ts";
import { evaluateCall } from "../input.ts";
import { readable } from "../readable.ts";

export const command: Command = {
  summary: { zh: "一个数字从何而来，直到事件", en: "Where a figure comes from, down to its events" },
  usage: "CONTRACT --facts FILE… --as-of T REF [--json]",
  takes: 2,
  help: {
    zh: "REF 是指标 C3.2/nps@2026-Q2、事项 C8.3/first_response@case-17、整条 C8.3、违约金 C11.2/damages@发现编号、结算单 statement/2026-06 或其中一项 statement/2026-06/base；有几个报酬方案时写 C6.2/pay/2026-06。不写 --as-of 时，截至事实文件的最后一刻。",
    en: "REF is a metric C3.2/nps@2026-Q2, an item C8.3/first_response@case-17, a whole clause C8.3, liquidated damages C11.2/damages@FINDING, a statement statement/2026-06 or a part of it statement/2026-06/base; with several plans C6.2/pay/2026-06. Without --as-of everything up to the last fact counts.",
  },
  example:
    "fealty explain contracts/filled/company-led --facts web/public/example/company-led.ndjson --as-of 2026-09-20 C3.2/nps@2026-Q2",
  options: {
    facts: { type: "string", multiple: true, short: "f" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
  },
  run: async (call, terminal) => {
    const ref = call.positionals[1];
    if (ref === undefined) throw new UsageError({ zh: "缺少要解释的编号 REF。", en: "The reference REF is missing." });
    const evaluation = await evaluateCall(call, terminal, { asOf: false });
    const trace = explain(evaluation, ref);
    if (!trace) {
      const nearest = nearestName(ref, explainable(evaluation));
      throw new AbsentError({
        zh: `没有 ${ref}。${nearest ? `您是指 ${nearest} 吗？` : ""}`,
        en: `There is no ${ref}.${nearest ? ` Did you mean ${nearest}?` : ""}`,
      });
    }
    terminal.out(call.flag("json") ? `${JSON.stringify(traceJson(trace))}\n` : tree(trace, terminal, "", ""));
    return EXIT.ok;
  },
};
const tree = (trace: Trace, terminal: Terminal, first: string, rest: string): string => {
  const { language } = terminal;
  const head = `${first}${inLanguage(trace.what, language)}: ${readable(trace.value, language) || "–"}\n`;
  const about = [
    trace.formula === "" ? "" : `${rest}  ${readable(trace.formula, language)}\n`,
    trace.clause === ""
      ? ""
      : `${rest}  ${say(terminal, `第 ${trace.clause.replace(/^C/, "")} 条，第 ${trace.version} 版`, `Clause ${trace.clause}, version ${trace.version}`)}\n`,
    trace.evidence && trace.evidence.count > 0
      ? `${rest}  ${say(terminal, `${trace.evidence.count} 个事件`, counted(trace.evidence.count, "event"))} ${trace.evidence.hash}\n${rest}  ${trace.evidence.ids.slice(0, 12).join(" ")}${trace.evidence.count > 12 ? " …" : ""}\n`
      : "",
  ];
  const inputs = trace.inputs.map((input, index) => {
    const last = index === trace.inputs.length - 1;
    return tree(input, terminal, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`);
  });
  return head + about.join("") + inputs.join("");
};
