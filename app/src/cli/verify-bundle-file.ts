// Clauses: N7
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { partyWord } from "@fealty/engine/messages/bundle-words.ts";
import type { BundleReport } from "@fealty/engine/verify-bundle.ts";
import { verifyHere } from "../commands/verify-here.ts";
import { type Call, EXIT, type ExitCode, say, type Terminal } from "./command.ts";
import { readText, unreadable } from "./files.ts";
import { visible } from "./visible.ts";

/**
 * `fealty verify BUNDLE.zip`: what holds, what does not and where, and what no check can show.
 * @param piped what came on standard input, where the file is that
 */
export const verifyBundleFile = async (
  file: string,
  piped: Uint8Array | undefined,
  call: Call,
  terminal: Terminal,
): Promise<ExitCode> => {
  const bytes =
    piped ??
    (await readFile(resolve(terminal.cwd, file)).catch((error: unknown) => {
      throw unreadable(file, error);
    }));
  const receipts: string[] = [];
  for (const path of call.list("receipt")) receipts.push(await readText(terminal, path));
  const work = () => verifyHere(bytes, receipts);
  const report = terminal.blocking ? terminal.blocking(work) : work();
  if (call.flag("json")) terminal.out(`${JSON.stringify(report)}\n`);
  else terminal.out(reportText(report, terminal));
  return report.holds ? EXIT.ok : EXIT.found;
};
const reportText = (
  { holds, contract, party, case: matter, days, asOf, madeAt, period, checks, limits }: BundleReport,
  terminal: Terminal,
): string => {
  const { language } = terminal;
  const lines: string[] = [];
  const [zh, en] =
    matter !== undefined
      ? [`案件 ${visible(matter)}，`, `case ${visible(matter)}, `]
      : days !== undefined
        ? [`${visible(days)}，`, `${visible(days)}, `]
        : period !== undefined
          ? [`${period} 的结算，`, `the statement of ${period}, `]
          : ["", ""];
  const whose = party === undefined ? undefined : partyWord(party);
  if (contract)
    lines.push(
      say(
        terminal,
        `${whose === undefined ? "" : `${visible(whose.zh)}的证据包：`}合同 ${contract.number} ${contract.title.zh}，${zh}截至 ${asOf}，${madeAt} 制作`,
        `${whose === undefined ? "" : `The bundle of ${visible(whose.en)}. `}Contract ${contract.number} ${contract.title.en}, ${en}as of ${asOf}, made ${madeAt}`,
      ),
    );
  for (const { holds: own, what, details } of checks) {
    lines.push(`${own ? "✓" : "✗"} ${what[language]}`);
    for (const detail of details) lines.push(`    ${visible(detail[language])}`);
  }
  lines.push(
    holds
      ? say(terminal, "全部核验通过。", "Everything holds.")
      : say(terminal, "有核验不通过的地方。", "Not everything holds."),
  );
  if (limits.length > 0) lines.push("", say(terminal, "这些证据不能证明什么：", "What this evidence cannot show:"));
  for (const limit of limits) lines.push(`  · ${visible(limit[language])}`);
  return lines.map((line) => `${line}\n`).join("");
};
