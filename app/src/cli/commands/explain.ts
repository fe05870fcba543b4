// Clauses: N2
import { explain, explainable } from "@fealty/engine/explain.ts";
import { traceJson } from "@fealty/engine/output.ts";
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import type { Trace } from "@fealty/engine/values/trace.ts";
import { type Command, EXIT, say, type Terminal, UsageError } from "../command.ts";
import { evaluateCall } from "../input.ts";

export const command: Command = {
  summary: { zh: "一个数字从何而来，直到事件", en: "Where a figure comes from, down to its events" },
  usage: "CONTRACT --facts FILE… --as-of T REF [--json]",
  help: {
    zh: "REF 是指标 C3.2/nps@2026-Q2、事项 C8.3/first_response@case-17、结算单 statement/2026-06 或其中一项 statement/2026-06/base。",
    en: "REF is a metric C3.2/nps@2026-Q2, an item C8.3/first_response@case-17, a statement statement/2026-06 or a part of it statement/2026-06/base.",
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
    if (!evaluation) return EXIT.found;
    const trace = explain(evaluation, ref);
    if (!trace) {
      const nearest = nearestName(ref, explainable(evaluation));
      terminal.err(
        say(
          terminal,
          `没有 ${ref}。${nearest ? `您是指 ${nearest} 吗？` : ""}\n`,
          `There is no ${ref}.${nearest ? ` Did you mean ${nearest}?` : ""}\n`,
        ),
      );
      return EXIT.found;
    }
    terminal.out(call.flag("json") ? `${JSON.stringify(traceJson(trace))}\n` : tree(trace, terminal, "", ""));
    return EXIT.ok;
  },
};
const tree = (trace: Trace, terminal: Terminal, first: string, rest: string): string => {
  const head = `${first}${inLanguage(trace.what, terminal.language)}: ${trace.value}\n`;
  const about = [
    trace.formula === "" ? "" : `${rest}  ${trace.formula}\n`,
    trace.clause === ""
      ? ""
      : `${rest}  ${say(terminal, `第 ${trace.clause.replace(/^C/, "")} 条，第 ${trace.version} 版`, `Clause ${trace.clause}, version ${trace.version}`)}\n`,
    trace.evidence
      ? `${rest}  ${say(terminal, `${trace.evidence.count} 个事件`, `${trace.evidence.count} events`)} ${trace.evidence.hash}\n${rest}  ${trace.evidence.ids.slice(0, 12).join(" ")}${trace.evidence.count > 12 ? " …" : ""}\n`
      : "",
  ];
  const inputs = trace.inputs.map((input, index) => {
    const last = index === trace.inputs.length - 1;
    return tree(input, terminal, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`);
  });
  return head + about.join("") + inputs.join("");
};
