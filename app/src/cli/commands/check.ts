// Clauses: N1, C12.1
import { checkContract } from "@fealty/engine/contract/check/check.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { describe } from "@fealty/engine/messages/describe.ts";
import { type Command, counted, EXIT, say } from "../command.ts";
import { diagnosticsText } from "../diagnostics-text.ts";
import { loadFrom, openSource, toldFrom } from "../input.ts";
import { worldDiagnostics } from "../world-check.ts";

export const command: Command = {
  summary: { zh: "检查合同：错误与法律问题", en: "Check a contract: errors and legal findings" },
  usage: "CONTRACT [--strict] [--json]",
  takes: 1,
  help: {
    zh: "一次列出全部错误、提醒和法律检查结果，各有位置、原因、改法和法条出处。CONTRACT 是文件、文件夹（取其中的 contract.yaml）或 -（标准输入）。--strict 把法律检查结果也算作不通过。",
    en: "Lists all errors, warnings and legal findings at once, each with place, reason, fix and citation. CONTRACT is a file, a folder (its contract.yaml) or - (standard input). With --strict a legal finding fails the check too.",
  },
  example: "fealty check contracts/good/flat-rate-published.yaml",
  options: { strict: { type: "boolean" } },
  run: async (call, terminal) => {
    const { contract, readable, diagnostics } = loadFrom(terminal, await openSource(terminal, call.positionals[0]));
    const all = readable
      ? [
          ...diagnostics,
          ...toldFrom(terminal, [...(await worldDiagnostics(readable, terminal.cwd)), ...checkContract(readable)]),
        ]
      : diagnostics;
    const of = (severity: Diagnostic["severity"]): number => all.filter((one) => one.severity === severity).length;
    if (call.flag("json")) {
      terminal.out(
        `${JSON.stringify({ contract: contract?.number ?? null, errors: of("error"), warnings: of("warning"), findings: of("finding"), diagnostics: all.map((one) => ({ ...one, ...describe(one, terminal.language) })) }, null, 2)}\n`,
      );
    } else {
      terminal.out(diagnosticsText(terminal, all));
      terminal.out(
        say(
          terminal,
          `${of("error")} 处错误，${of("warning")} 处提醒，${of("finding")} 项法律检查结果。\n`,
          `${counted(of("error"), "error")}, ${counted(of("warning"), "warning")}, ${counted(of("finding"), "legal finding")}.\n`,
        ),
      );
    }
    return of("error") > 0 || (call.flag("strict") && of("finding") > 0) ? EXIT.found : EXIT.ok;
  },
};
